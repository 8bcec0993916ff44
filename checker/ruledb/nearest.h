/* "Did you mean": the names that a misspelt one comes closest to. For the files of ruledb alone. */
#ifndef ERRNO_LINT_RULEDB_NEAREST_H
#define ERRNO_LINT_RULEDB_NEAREST_H

#include <stddef.h>

struct arena;
struct ruledb;

enum { NEAREST_COUNT = 3 };

/* The best candidates so far, nearest first. */
struct nearest {
    const char *word;
    const char *names[NEAREST_COUNT];
    size_t distances[NEAREST_COUNT];
    size_t count;
};

void nearest_init(struct nearest *nearest, const char *word);

/* Takes the candidate in where it is near enough. The pointer is kept. */
void nearest_offer(struct nearest *nearest, const char *candidate);

/* "; did you mean A, B?" or "". In the arena. */
const char *nearest_hint(const struct nearest *nearest, struct arena *arena);

/* The hint among the names of all kinds. */
const char *nearest_kind_hint(const struct ruledb *rules, const char *word, struct arena *arena);

/* "A, B, C"; "none" for no names. In the arena. */
const char *names_text(const char *const *names, size_t count, struct arena *arena);

#endif
