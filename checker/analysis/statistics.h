/* What the analysis of many functions has cost, and how often its bounds were reached. Analysis
 * counts, the run layer prints. */
#ifndef ERRNO_LINT_ANALYSIS_STATISTICS_H
#define ERRNO_LINT_ANALYSIS_STATISTICS_H

#include <stddef.h>

struct arena;
struct function;
struct program;
struct solve_statistics;

/* The function that was most expensive in one respect. */
struct costly_function {
    const char *name; /* NULL: no function was analysed */
    const char *file;
    unsigned line;
    double seconds;
    size_t bytes; /* of its arena */
};

/* How often something was reached, and in how many functions. */
struct limit_count {
    size_t times, functions;
};

/* A zeroed one is empty. */
struct analysis_statistics {
    size_t lowered;  /* functions of all programs */
    size_t analysed; /* those of interest in which an errno is named */
    double seconds;  /* all of the analysis, summaries and judgement included */
    struct costly_function slowest, largest;
    struct limit_count disjuncts; /* joins that would have needed more than MAX_DISJUNCTS */
    struct limit_count facts;     /* events that made others go, beyond MAX_FACTS */
    struct limit_count bindings;  /* places that made others go, beyond MAX_BINDINGS */
    struct limit_count loops;     /* blocks that were visited too often */
    struct limit_count paths;     /* blocks of which nothing is known for too many paths */
};

/* Adds one function's counts. Names are copied into the arena. */
void statistics_add(struct analysis_statistics *statistics, struct arena *arena,
                    const struct program *program, const struct function *function,
                    const struct solve_statistics *solved, double seconds, size_t bytes);

#endif
