/* Shared by the parts of the verifier; for program/ alone. */
#ifndef ERRNO_LINT_PROGRAM_VERIFY_INTERNAL_H
#define ERRNO_LINT_PROGRAM_VERIFY_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"
#include "program/location.h"

struct arena;
struct block;
struct error;
struct expr;
struct function;
struct op;
struct place;
struct program;

/* Where an op stands: the index-th op of a block. */
struct op_position {
    const struct op *op; /* NULL = no op in a block has this number */
    unsigned block;
    size_t index;
};

struct verification {
    const struct program *program;
    const struct function *function;
    const struct block *block; /* the one that is looked at */
    struct op_position *ops;   /* by op number */
    size_t holes;              /* seen so far */
    struct arena *arena;       /* scratch */
};

/* Sets the error: the function, the block that is looked at, the promise. Always false. */
bool verify_broken(const struct verification *check, struct error *error, const char *promise);

/* Parts that are in order by themselves. */
bool verify_is_place_of(const struct function *function, const struct place *place);
bool verify_is_known_file(const struct verification *check, struct location at);
MUST_CHECK bool verify_origin(const struct verification *check, const struct origin *origin,
                              struct error *error);
MUST_CHECK bool verify_operand(const struct verification *check, const struct expr *expr,
                               struct error *error);

/* What must hold on every path, for a function whose shape and operands are in order: blocks can be
 * reached in the order of their numbers, calls and assignments of temporaries stand before what
 * reads them. */
MUST_CHECK bool verify_paths(const struct verification *check, struct error *error);

#endif
