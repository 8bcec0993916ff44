/* Making a program: for the frontend, and for tests that build functions by hand. Objects live in program.arena. */
#ifndef ERRNO_LINT_PROGRAM_BUILD_H
#define ERRNO_LINT_PROGRAM_BUILD_H

#include "program/program.h"

struct arena;

struct program *program_create(struct arena *arena);

/* The file's index; the same path gives the same index. */
uint32_t program_add_file(struct program *program, const char *path);

/* Whether the one is a member or element of the other, at any depth, or behind it as a pointer. */
bool place_is_part(const struct place *part, const struct place *whole);

/* The file's path below the root of its project, as far as it is known. */
const char *program_place(const struct program *program, uint32_t file);

/* A new function without blocks, not yet in program.functions: function_finish adds it. */
struct function *function_create(struct program *program, const char *name, const char *key);

struct place *function_add_place(struct program *program, struct function *function, enum place_kind kind,
                                 const char *name, enum value_type type);

/* A new, open block. The first one is the entry. */
struct block *function_add_block(struct program *program, struct function *function);

/* Ops at the end of an open block. */
struct op *block_add_call(struct program *program, struct function *function, struct block *block,
                          const struct callee *callee, struct expr **arguments, size_t argument_count,
                          struct origin origin);
struct op *block_add_assign(struct program *program, struct function *function, struct block *block,
                            struct place *place, struct expr *value, struct origin origin);
struct op *block_add_hole(struct program *program, struct function *function, struct block *block,
                          enum hole_reason reason, struct origin origin);

/* Ends of an open block. */
void block_end_jump(struct program *program, struct block *block, struct block *target);
void block_end_branch(struct program *program, struct block *block, struct expr *subject, unsigned condition,
                      struct block *yes, struct block *no, struct origin origin);
void block_end_switch(struct program *program, struct block *block, struct expr *subject, unsigned condition,
                      struct block *otherwise, struct origin origin);
void block_add_case(struct program *program, struct block *block, const struct switch_case *one);
void block_end_return(struct block *block, struct expr *value, struct origin origin);
void block_end_throw(struct block *block, struct origin origin);
void block_end_no_return(struct block *block);

/* Expressions. */
struct expr *expr_unknown(struct program *program);
struct expr *expr_int(struct program *program, int64_t value);
struct expr *expr_error(struct program *program, enum errno_id error); /* an errno's constant, without a value */
struct expr *expr_string(struct program *program, const char *bytes, size_t length);
struct expr *expr_errno(struct program *program);
struct expr *expr_place(struct program *program, struct place *place);
struct expr *expr_address(struct program *program, struct place *place); /* NULL = an object that is not tracked */
struct expr *expr_call(struct program *program, struct op *call);
struct expr *expr_negate(struct program *program, struct expr *operand); /* folds -ERROR into a constant */
struct expr *expr_not(struct program *program, struct expr *operand);
struct expr *expr_compare(struct program *program, enum comparison comparison, struct expr *left, struct expr *right);
struct expr *expr_mask(struct program *program, struct expr *left, struct expr *right);

/* A fresh number for a full condition of the function. */
unsigned function_new_condition(struct function *function);

/* Drops blocks that cannot be reached, numbers the rest in reverse post-order (entry = 0) and adds the function to the
 * program. Every block must have an end. */
void function_finish(struct program *program, struct function *function);

#endif
