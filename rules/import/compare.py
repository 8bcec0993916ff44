def report(*a): return 0
