/* Where a program gives up, and which events it gives up on. Inside analysis/ only. */
#ifndef ERRNO_LINT_ANALYSIS_SINKS_H
#define ERRNO_LINT_ANALYSIS_SINKS_H

#include <stdbool.h>

struct block;
struct disjunct;
struct flow;
struct op;
struct sink;

/* A call that gives up as the author says it: its macro, its class or its function. */
const char *sinks_name(const struct op *op);

/* A call may be a sink: it never returns, or it is an assertion that takes its condition. Enters
 * the disjunct into the sink as far as it gives up there. False when nothing of it goes on. */
bool sinks_pass_call(struct flow *flow, struct disjunct *disjunct, const struct block *block,
                     const struct op *op);

/* The throw at the end of a block. */
void sinks_enter_throw(struct flow *flow, const struct disjunct *disjunct,
                       const struct block *block);

/* Adds the sinks in blocks that no disjunct came to: what would have to fail for them is excluded.
 */
void sinks_find_unreached(struct flow *flow);

#endif
