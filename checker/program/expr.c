/* Making operands. Each function returns a new expression in the program's arena; the caller adds
 * origin and text where it has them. The only folding done here is of negated constants: `-ENOENT`
 * and `-1` are constants to every reader. */
#include "program/build.h"

#include <string.h>

#include "base/arena.h"

static struct expr *make(struct program *program, enum expr_kind kind, enum value_type type)
{
    struct expr *expr = arena_alloc(program->arena, sizeof *expr);
    expr->kind = kind;
    expr->type = type;
    return expr;
}

struct expr *expr_unknown(struct program *program)
{
    return make(program, EXPR_UNKNOWN, TYPE_UNKNOWN);
}

struct expr *expr_int(struct program *program, int64_t value)
{
    struct expr *expr = make(program, EXPR_INT, TYPE_INTEGER);
    expr->u.constant.value = value;
    expr->u.constant.has_value = true;
    return expr;
}

struct expr *expr_error(struct program *program, enum errno_id error)
{
    struct expr *expr = make(program, EXPR_INT, TYPE_INTEGER);
    const char **names = arena_alloc(program->arena, sizeof *names);
    names[0] = errno_name(error);
    expr->u.constant.names = names;
    expr->u.constant.name_count = 1;
    expr->u.constant.is_all_named = true;
    expr->u.constant.error = error;
    expr->u.constant.spelling = names[0];
    return expr;
}

struct expr *expr_string(struct program *program, const char *bytes, size_t length)
{
    struct expr *expr = make(program, EXPR_STRING, TYPE_POINTER);
    expr->u.string.bytes = arena_copy(program->arena, bytes, length);
    expr->u.string.length = length;
    return expr;
}

struct expr *expr_errno(struct program *program)
{
    return make(program, EXPR_ERRNO, TYPE_INTEGER);
}

struct expr *expr_place(struct program *program, struct place *place)
{
    struct expr *expr = make(program, EXPR_PLACE, place->type);
    expr->u.place = place;
    return expr;
}

struct expr *expr_address(struct program *program, struct place *place)
{
    struct expr *expr = make(program, EXPR_ADDRESS, TYPE_POINTER);
    expr->u.place = place;
    return expr;
}

struct expr *expr_call(struct program *program, struct op *call)
{
    struct expr *expr = make(program, EXPR_CALL, call->u.call.callee.result);
    expr->origin = call->origin;
    expr->u.call = call;
    return expr;
}

struct expr *expr_negate(struct program *program, struct expr *operand)
{
    bool is_constant = operand->kind == EXPR_INT;
    bool is_error = is_constant && operand->u.constant.error != ERRNO_NONE;
    if (!is_error && !(is_constant && operand->u.constant.has_value)) {
        struct expr *expr = make(program, EXPR_NEGATE, operand->type);
        expr->origin = operand->origin;
        expr->u.operand = operand;
        return expr;
    }
    struct expr *expr = make(program, EXPR_INT, operand->type);
    expr->origin = operand->origin;
    expr->u.constant = operand->u.constant;
    /* Unsigned arithmetic, because the smallest integer has no negative. */
    if (operand->u.constant.has_value)
        expr->u.constant.value = (int64_t)(0 - (uint64_t)operand->u.constant.value);
    if (is_error)
        expr->u.constant.is_negative_error = !operand->u.constant.is_negative_error;
    else if (operand->u.constant.value != 0)
        expr->u.constant.is_all_named = false;
    return expr;
}

struct expr *expr_not(struct program *program, struct expr *operand)
{
    struct expr *expr = make(program, EXPR_NOT, TYPE_BOOL);
    expr->origin = operand->origin;
    expr->u.operand = operand;
    return expr;
}

struct expr *expr_compare(struct program *program, enum comparison comparison, struct expr *left,
                          struct expr *right)
{
    struct expr *expr = make(program, EXPR_COMPARE, TYPE_BOOL);
    expr->origin = left->origin;
    expr->u.pair.comparison = comparison;
    expr->u.pair.left = left;
    expr->u.pair.right = right;
    return expr;
}

struct expr *expr_mask(struct program *program, struct expr *left, struct expr *right)
{
    struct expr *expr = make(program, EXPR_MASK, left->type);
    expr->origin = left->origin;
    expr->u.pair.left = left;
    expr->u.pair.right = right;
    return expr;
}
