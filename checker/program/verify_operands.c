/* The verifier's part for operands: each by itself, whatever stands around it. */
#include <stddef.h>

#include "base/error.h"
#include "program/program.h"
#include "program/verify_internal.h"

/* The deepest tree of operands; deeper code is a hole of reason HOLE_UNSUPPORTED. */
enum { DEEPEST_EXPRESSION = 1000 };

bool verify_broken(const struct verification *check, struct error *error, const char *promise)
{
    return error_set(error, "function %s: b%u: %s", check->function->name,
                     check->block == NULL ? 0 : check->block->number, promise);
}

bool verify_is_place_of(const struct function *function, const struct place *place)
{
    return place != NULL && place->number < function->place_count &&
           function->places[place->number] == place;
}

bool verify_is_known_file(const struct verification *check, struct location at)
{
    return at.line == 0 || at.file < check->program->file_count;
}

bool verify_origin(const struct verification *check, const struct origin *origin,
                   struct error *error)
{
    if (!verify_is_known_file(check, origin->at) || !verify_is_known_file(check, origin->spelled) ||
        !verify_is_known_file(check, origin->outer))
        return verify_broken(check, error, "a location names a file the program does not have");
    return true;
}

static bool check_constant(const struct verification *check, const struct expr *expr,
                           struct error *error)
{
    if (expr->u.constant.error < ERRNO_NONE || expr->u.constant.error >= ERRNO_COUNT)
        return verify_broken(check, error, "a constant's errno does not exist");
    if (expr->u.constant.is_negative_error && expr->u.constant.error == ERRNO_NONE)
        return verify_broken(check, error, "a constant is the negative of no errno");
    for (size_t i = 0; i < expr->u.constant.name_count; i++)
        if (expr->u.constant.names[i] == NULL)
            return verify_broken(check, error, "a constant's name is missing");
    return true;
}

static bool check_expr(const struct verification *check, const struct expr *expr, unsigned depth,
                       struct error *error);

static bool check_operands(const struct verification *check, const struct expr *expr,
                           unsigned depth, struct error *error)
{
    if (expr->kind == EXPR_NEGATE || expr->kind == EXPR_NOT)
        return check_expr(check, expr->u.operand, depth + 1, error);
    return check_expr(check, expr->u.pair.left, depth + 1, error) &&
           check_expr(check, expr->u.pair.right, depth + 1, error);
}

static bool check_expr(const struct verification *check, const struct expr *expr, unsigned depth,
                       struct error *error)
{
    if (expr == NULL)
        return verify_broken(check, error, "an operand is missing");
    if (depth > DEEPEST_EXPRESSION)
        return verify_broken(check, error, "operands are nested too deep, or in a ring");
    if (!verify_origin(check, &expr->origin, error))
        return false;
    if (expr->is_errno_address && (expr->kind != EXPR_ADDRESS || expr->u.place != NULL))
        return verify_broken(check, error, "errno's address is something else as well");
    switch (expr->kind) {
    case EXPR_UNKNOWN:
    case EXPR_ERRNO: return true;
    case EXPR_INT: return check_constant(check, expr, error);
    case EXPR_STRING:
        return expr->u.string.bytes != NULL || verify_broken(check, error, "a string has no bytes");
    case EXPR_PLACE:
        return verify_is_place_of(check->function, expr->u.place) ||
               verify_broken(check, error, "an operand reads a place of another function");
    case EXPR_ADDRESS:
        return expr->u.place == NULL || verify_is_place_of(check->function, expr->u.place) ||
               verify_broken(check, error,
                             "an operand takes the address of a place of another function");
    case EXPR_CALL:
        return (expr->u.call != NULL && expr->u.call->kind == OP_CALL) ||
               verify_broken(check, error,
                             "an operand reads the result of something that is no call");
    case EXPR_NEGATE:
    case EXPR_NOT:
    case EXPR_COMPARE:
    case EXPR_MASK: return check_operands(check, expr, depth, error);
    }
    return verify_broken(check, error, "an operand is of no known kind");
}

bool verify_operand(const struct verification *check, const struct expr *expr, struct error *error)
{
    return check_expr(check, expr, 0, error);
}
