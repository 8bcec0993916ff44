/* Where the blocks of a function lead, whatever the values: to a return at all, and which branches
 * decide whether a sink is reached. Inside analysis/ only. */
#ifndef ERRNO_LINT_ANALYSIS_WAYS_H
#define ERRNO_LINT_ANALYSIS_WAYS_H

#include <stdbool.h>

struct arena;
struct deciding;
struct flow;
struct sink;

/* By block number: whether no way from the block comes to a return or throw. */
const bool *ways_find_doomed(const struct flow *flow, struct arena *arena);

/* By block number: the conditions that decide about the sinks in it. Once all sinks are known. */
const struct deciding *ways_find_deciding(const struct flow *flow, struct arena *arena);

/* Numbers of the conditions that decide whether a sink is reached: of the assertion itself, else of
 * the branches from which it cannot be missed any more. Writes at most MAX_DECIDING of them. */
unsigned ways_deciding_conditions(const struct flow *flow, const struct sink *sink,
                                  unsigned *conditions);

#endif
