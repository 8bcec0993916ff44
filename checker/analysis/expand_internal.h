/* The parts of expand.c: a copy in the making. For expand*.c alone. */
#ifndef ERRNO_LINT_ANALYSIS_EXPAND_INTERNAL_H
#define ERRNO_LINT_ANALYSIS_EXPAND_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "analysis/expand.h"
#include "program/program.h"

struct bodies;

struct expander {
    struct bodies *bodies;
    struct program program; /* that the copy is built in: its arena, and no functions */
    struct expansion *expansion;
    struct function *into;
    size_t expanded_ops;
    bool *is_result;
    size_t result_count, result_capacity;
    struct place **results;
};

/* One function that is being copied. */
struct copy {
    struct expander *expander;
    const struct function *from;
    const struct frame *frame; /* NULL: the function itself */
    unsigned depth;
    struct expr **substitutes; /* by place number of `from`: what stands for a parameter; or NULL */
    struct place **places;     /* by place number of `from`; made when first met */
    struct block **blocks;
    struct op **ops;       /* by op number of `from`; NULL where the call was expanded */
    struct place **values; /* by op number of `from`: what holds the result then; or NULL */
    unsigned first_condition;
    struct place *result; /* of a body: gets what is returned; NULL = nothing does */
    struct block *behind; /* of a body: where returns go on */
};

/* expand.c: an assignment of the function that is copied, at the end of an open block of the copy.
 */
void expand_assign(struct copy *copy, struct block *block, struct place *place, struct expr *value,
                   struct origin origin);

/* expand_values.c: what places and expressions of the function are in the copy. */
struct place *expand_place(struct copy *copy, const struct place *place);
struct expr *expand_expr(struct copy *copy, const struct expr *expr);

/* Gives the callee's parameters the arguments of the call: by assignments at the end of `block`, or
 * by writing the argument wherever the parameter is read. */
void expand_arguments(struct copy *caller, struct copy *callee, struct block *block,
                      const struct op *call);

/* What any call may change, and what this one was given the address of, is unknown in `block`. */
void expand_clobber(struct copy *caller, struct block *block, const struct op *call);

/* A new place for what the call returns. */
struct place *expand_result(struct copy *caller, const struct op *call);

#endif
