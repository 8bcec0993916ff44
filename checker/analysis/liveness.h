/* Which places are still read after a point, and which of their constants decide something. Inside
 * analysis/ only. */
#ifndef ERRNO_LINT_ANALYSIS_LIVENESS_H
#define ERRNO_LINT_ANALYSIS_LIVENESS_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct block;
struct function;
struct liveness;

const struct liveness *liveness_compute(struct arena *arena, const struct function *function);

/* Whether the place may be read from the block's start on, before it is assigned. */
bool liveness_has(const struct liveness *liveness, const struct block *block, uint32_t place);

/* Marks, by place number, the places whose constants keep disjuncts apart: those that carry a
 * condition's outcome, an errno, or on other ways the result of a call. */
void liveness_find_decisive(bool *is_decisive, const struct function *function);

#endif
