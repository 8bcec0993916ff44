/* A function with the bodies of small functions written in the place of their calls. Inside
 * analysis/ only. */
#ifndef ERRNO_LINT_ANALYSIS_EXPAND_H
#define ERRNO_LINT_ANALYSIS_EXPAND_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct bodies;
struct function;
struct op;
struct program;

/* A body that stands in the place of a call. */
struct frame {
    const struct frame *outer; /* the body that the call stands in; NULL: in the function itself */
    const struct op *call;     /* as it was */
    const struct function *function;
};

struct expansion {
    const struct function *function;
    const struct frame **ops; /* by op number: the innermost body it comes from; NULL = none */
    size_t op_count, op_capacity;
    const struct frame **conditions; /* by condition number, likewise */
    size_t condition_count, condition_capacity;
    const bool *is_result; /* by place number: it holds what such a body returns */
};

/* The function, expanded, in the arena; NULL where it calls nothing that can be. Of bodies inside
 * bodies three levels are expanded, none inside itself, and all together up to a few hundred ops.
 */
const struct expansion *expand(struct bodies *bodies, struct arena *arena,
                               const struct program *program, const struct function *function);

#endif
