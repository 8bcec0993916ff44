/* A sorted set of names that counts how often each was added. For the run layer. */
#ifndef ERRNO_LINT_RUN_TALLY_H
#define ERRNO_LINT_RUN_TALLY_H

#include <stddef.h>

struct arena;

struct tally_entry {
    const char *name;
    size_t count;
};

/* A zeroed one is empty. */
struct tally {
    struct tally_entry *entries; /* sorted by name */
    size_t count, capacity;
};

/* Counts the name once more; a new name is copied into the arena. */
void tally_add(struct tally *tally, struct arena *arena, const char *name);

#endif
