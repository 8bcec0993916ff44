/* Which calls are understood through the body of the function that is called. Inside analysis/
 * only. */
#ifndef ERRNO_LINT_ANALYSIS_BODIES_H
#define ERRNO_LINT_ANALYSIS_BODIES_H

#include <stdbool.h>

struct arena;
struct bodies;
struct function;
struct op;
struct ruledb;
struct summaries;

/* Looks at no body before it is asked for; remembers what it saw, in the arena. */
struct bodies *bodies_create(struct arena *arena, const struct ruledb *rules,
                             const struct summaries *summaries);

const struct summaries *bodies_summaries(const struct bodies *bodies);

/* The function whose body may stand in the place of this call; NULL where it must not: the body is
 * not in the program, too large, not understood as a whole, or says nothing about errno. */
const struct function *bodies_find(struct bodies *bodies, const struct op *call);

/* Whether the call, by its body, asks for an errno by name: a predicate, or an error number and a
 * name to compare it with are handed over. */
bool bodies_asks_errno(struct bodies *bodies, const struct op *call);

#endif
