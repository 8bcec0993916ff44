/* What a place, an expression, a parameter and a result of a function are in the copy of another
 * one that its body is written into. Places get twins, but globals stay what they are; a parameter
 * that never changes is no place at all: its argument stands wherever it is read, so that constants
 * and conditions reach the calls and tests in the body. */
#include <string.h>

#include "analysis/expand_internal.h"
#include "base/arena.h"
#include "base/text.h"
#include "program/build.h"

/* ---- places ---- */

/* A global is the same wherever it is spoken of; what lies behind a pointer or `this` need not be.
 */
static bool is_global(const struct place *place)
{
    return place->kind == PLACE_SHARED && strpbrk(place->name, ".>*[(") == NULL;
}

static struct place *find_global(const struct function *function, const struct place *wanted)
{
    for (size_t i = 0; i < function->place_count; i++)
        if (is_global(function->places[i]) && text_equal(function->places[i]->name, wanted->name))
            return function->places[i];
    return NULL;
}

struct place *expand_place(struct copy *copy, const struct place *place)
{
    struct place **slot = &copy->places[place->number];
    struct expander *expander = copy->expander;
    if (*slot == NULL && copy->frame != NULL && is_global(place))
        *slot = find_global(expander->into, place);
    if (*slot != NULL)
        return *slot;
    bool is_parameter = place->kind == PLACE_PARAMETER;
    *slot = function_add_place(&expander->program, expander->into,
                               is_parameter && copy->frame != NULL ? PLACE_LOCAL : place->kind,
                               place->name, place->type);
    (*slot)->escapes = place->escapes;
    return *slot;
}

/* ---- expressions ---- */

static struct expr *copy_pair(struct copy *copy, struct expr *copied, const struct expr *expr)
{
    copied->u.pair.left = expand_expr(copy, expr->u.pair.left);
    copied->u.pair.right = expand_expr(copy, expr->u.pair.right);
    return copied;
}

static struct expr *copy_read(struct copy *copy, struct expr *copied, const struct place *place)
{
    const struct expr *substitute = copy->substitutes[place->number];
    if (substitute == NULL) {
        copied->u.place = expand_place(copy, place);
        return copied;
    }
    struct origin origin = copied->origin;
    const char *text = copied->text;
    *copied = *substitute;
    if (substitute->kind == EXPR_INT)
        return copied;       /* a name is where its author wrote it */
    copied->origin = origin; /* tests are where the body has them */
    copied->text = text;
    return copied;
}

static struct expr *copy_result(struct copy *copy, struct expr *copied, const struct op *call)
{
    if (copy->values[call->number] != NULL) {
        copied->kind = EXPR_PLACE;
        copied->u.place = copy->values[call->number];
    } else if (copy->ops[call->number] != NULL) {
        copied->u.call = copy->ops[call->number];
    } else {
        copied->kind = EXPR_UNKNOWN;
    }
    return copied;
}

struct expr *expand_expr(struct copy *copy, const struct expr *expr)
{
    struct expr *copied = arena_alloc(copy->expander->program.arena, sizeof *copied);
    *copied = *expr;
    switch (expr->kind) {
    case EXPR_PLACE: return copy_read(copy, copied, expr->u.place);
    case EXPR_ADDRESS:
        if (expr->u.place != NULL)
            copied->u.place = expand_place(copy, expr->u.place);
        break;
    case EXPR_CALL: return copy_result(copy, copied, expr->u.call);
    case EXPR_NEGATE:
    case EXPR_NOT: copied->u.operand = expand_expr(copy, expr->u.operand); break;
    case EXPR_COMPARE:
    case EXPR_MASK: return copy_pair(copy, copied, expr);
    case EXPR_UNKNOWN:
    case EXPR_INT:
    case EXPR_STRING:
    case EXPR_ERRNO: break;
    }
    return copied;
}

/* ---- parameters and results ---- */

static bool may_change(const struct op *op, const struct place *place)
{
    if (op->kind == OP_ASSIGN)
        return op->u.assign.place == place;
    for (size_t i = 0; op->kind == OP_CALL && i < op->u.call.argument_count; i++)
        if (op->u.call.arguments[i]->kind == EXPR_ADDRESS &&
            op->u.call.arguments[i]->u.place == place)
            return true;
    return false;
}

static bool is_changed(const struct function *function, const struct place *place)
{
    for (size_t i = 0; i < function->block_count; i++) {
        const struct block *block = function->blocks[i];
        for (size_t j = 0; j < block->op_count; j++)
            if (may_change(block->ops[j], place))
                return true;
    }
    return place->escapes;
}

/* What was handed over by reference counts by its value; everything else as it is. */
static struct expr *by_value(struct copy *caller, const struct place *parameter,
                             struct expr *argument)
{
    struct program *program = &caller->expander->program;
    bool is_reference = argument->kind == EXPR_ADDRESS && parameter->type != TYPE_POINTER;
    if (!is_reference)
        return argument;
    struct expr *value = argument->is_errno_address  ? expr_errno(program)
                         : argument->u.place == NULL ? expr_unknown(program)
                                                     : expr_place(program, argument->u.place);
    value->origin = argument->origin;
    return value;
}

/* A value that stays what it is until the body ends: it may stand where the parameter does. */
static bool is_lasting(const struct expr *argument)
{
    switch (argument->kind) {
    case EXPR_INT:
    case EXPR_STRING:
    case EXPR_ADDRESS: return true;
    case EXPR_PLACE: return argument->u.place->kind != PLACE_SHARED && !argument->u.place->escapes;
    case EXPR_NOT: return is_lasting(argument->u.operand);
    case EXPR_COMPARE:
        return is_lasting(argument->u.pair.left) && is_lasting(argument->u.pair.right);
    case EXPR_UNKNOWN:
    case EXPR_ERRNO:
    case EXPR_CALL:
    case EXPR_NEGATE:
    case EXPR_MASK: break;
    }
    return false;
}

void expand_arguments(struct copy *caller, struct copy *callee, struct block *block,
                      const struct op *call)
{
    for (size_t i = 0; i < callee->from->parameter_count; i++) {
        const struct place *parameter = callee->from->parameters[i];
        if (i >= call->u.call.argument_count)
            return;
        struct expr *argument = expand_expr(caller, call->u.call.arguments[i]);
        argument = by_value(caller, parameter, argument);
        if (is_lasting(argument) && !is_changed(callee->from, parameter))
            callee->substitutes[parameter->number] = argument;
        else
            expand_assign(caller, block, expand_place(callee, parameter), argument, call->origin);
    }
}

void expand_clobber(struct copy *caller, struct block *block, const struct op *call)
{
    struct expander *expander = caller->expander;
    struct program *program = &expander->program;
    size_t count = expander->into->place_count;
    for (size_t i = 0; i < count; i++) {
        struct place *place = expander->into->places[i];
        bool is_errno = place->kind == PLACE_SHARED && text_equal(place->name, "errno");
        if ((place->kind == PLACE_SHARED || place->escapes) && !is_errno)
            expand_assign(caller, block, place, expr_unknown(program), call->origin);
    }
    for (size_t i = 0; i < call->u.call.argument_count; i++) {
        const struct expr *argument = call->u.call.arguments[i];
        if (argument->kind == EXPR_ADDRESS && argument->u.place != NULL)
            expand_assign(caller, block, expand_place(caller, argument->u.place),
                          expr_unknown(program), call->origin);
    }
}

struct place *expand_result(struct copy *caller, const struct op *call)
{
    struct expander *expander = caller->expander;
    struct program *program = &expander->program;
    struct place *place = function_add_place(
        program, expander->into, PLACE_LOCAL,
        arena_printf(program->arena, "%s()", call->u.call.callee.name), call->u.call.callee.result);
    struct place **slot = arena_append(program->arena, &expander->results, &expander->result_count,
                                       &expander->result_capacity, sizeof(struct place *));
    *slot = place;
    return place;
}
