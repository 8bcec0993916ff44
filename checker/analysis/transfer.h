/* What one op does to a disjunct. Inside analysis/ only. */
#ifndef ERRNO_LINT_ANALYSIS_TRANSFER_H
#define ERRNO_LINT_ANALYSIS_TRANSFER_H

#include <stdbool.h>

struct block;
struct disjunct;
struct flow;
struct op;

/* Applies the op. False when no way goes on after it: a call that never returns, an assertion that
 * must fail. */
bool transfer_op(struct flow *flow, struct disjunct *disjunct, const struct block *block,
                 const struct op *op);

#endif
