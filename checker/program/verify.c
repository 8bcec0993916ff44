/* The self-check between frontend and analysis: whether a function keeps what program.h promises.
 * It asks in this order, because each step may rely on the one before: the shape (numbers, ends,
 * targets), the operands by themselves, and last what must hold on every path (verify_paths.c). */
#include "program/verify.h"

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "program/program.h"
#include "program/verify_internal.h"

static bool is_block_of(const struct function *function, const struct block *block)
{
    return block != NULL && block->number < function->block_count &&
           function->blocks[block->number] == block;
}

static bool has_class(enum callee_kind kind)
{
    return kind == CALLEE_METHOD || kind == CALLEE_CONSTRUCTOR || kind == CALLEE_DESTRUCTOR;
}

static bool check_call(const struct verification *check, const struct op *op, bool is_last,
                       struct error *error)
{
    const struct callee *callee = &op->u.call.callee;
    if (callee->name == NULL)
        return verify_broken(check, error, "a callee's name is missing");
    if (has_class(callee->kind) && callee->class_name == NULL)
        return verify_broken(check, error, "a member's class is missing");
    if (callee->is_no_return && !(is_last && check->block->end == END_NO_RETURN))
        return verify_broken(check, error, "a call that never returns does not end its block");
    for (size_t i = 0; i < op->u.call.argument_count; i++)
        if (!verify_operand(check, op->u.call.arguments[i], error))
            return false;
    return true;
}

static bool check_op(const struct verification *check, const struct op *op, bool is_last,
                     struct error *error)
{
    if (op->number >= check->function->op_count)
        return verify_broken(check, error, "an op's number is not below the function's op_count");
    if (check->ops[op->number].op != NULL)
        return verify_broken(check, error, "two ops have the same number, or one stands twice");
    if (!verify_origin(check, &op->origin, error))
        return false;
    switch (op->kind) {
    case OP_CALL: return check_call(check, op, is_last, error);
    case OP_ASSIGN:
        if (!verify_is_place_of(check->function, op->u.assign.place))
            return verify_broken(check, error, "an assignment to a place of another function");
        if (op->u.assign.condition > check->function->condition_count)
            return verify_broken(check, error,
                                 "an assignment's condition has no number of the function");
        return verify_operand(check, op->u.assign.value, error);
    case OP_HOLE: return true;
    }
    return verify_broken(check, error, "an op is of no known kind");
}

static bool check_ops(struct verification *check, struct error *error)
{
    const struct block *block = check->block;
    for (size_t i = 0; i < block->op_count; i++) {
        const struct op *op = block->ops[i];
        if (!check_op(check, op, i + 1 == block->op_count, error))
            return false;
        check->ops[op->number] = (struct op_position){op, block->number, i};
        check->holes += op->kind == OP_HOLE;
    }
    return true;
}

static bool check_cases(const struct verification *check, struct error *error)
{
    const struct block *block = check->block;
    if (block->end != END_SWITCH && block->case_count > 0)
        return verify_broken(check, error, "cases without a switch");
    for (size_t i = 0; i < block->case_count; i++) {
        const struct switch_case *one = &block->cases[i];
        if (!is_block_of(check->function, one->target))
            return verify_broken(check, error, "a case leads out of the function");
        if (!verify_operand(check, one->label, error))
            return false;
        if (one->label->kind != EXPR_INT && one->label->kind != EXPR_UNKNOWN)
            return verify_broken(check, error, "a case's label is no constant");
        if (one->is_known && one->low > one->high)
            return verify_broken(check, error, "a case's range is empty");
    }
    return true;
}

/* Whether the number of targets fits the kind of end. */
static bool fits_target_count(const struct block *block)
{
    switch (block->end) {
    case END_OPEN: return false;
    case END_JUMP: return block->target_count >= 1;
    case END_BRANCH: return block->target_count == 2;
    case END_SWITCH: return block->target_count == 1;
    case END_RETURN:
    case END_THROW:
    case END_NO_RETURN: return block->target_count == 0;
    }
    return false;
}

static bool check_condition(const struct verification *check, struct error *error)
{
    const struct block *block = check->block;
    bool is_condition = block->end == END_BRANCH || block->end == END_SWITCH;
    if (is_condition &&
        (block->condition < 1 || block->condition > check->function->condition_count))
        return verify_broken(check, error, "a condition has no number of the function");
    if (!is_condition && block->condition != 0)
        return verify_broken(check, error, "a condition's number without a condition");
    if (is_condition || (block->end == END_RETURN && block->subject != NULL)) {
        if (!verify_operand(check, block->subject, error))
            return false;
    } else if (block->subject != NULL) {
        return verify_broken(check, error, "a subject without a condition or return");
    }
    if (block->end == END_BRANCH && block->subject->kind == EXPR_NOT)
        return verify_broken(check, error,
                             "a branch tests a negation instead of changing its targets");
    return true;
}

static bool check_end(const struct verification *check, struct error *error)
{
    const struct block *block = check->block;
    if (block->end == END_OPEN)
        return verify_broken(check, error, "the block has no end");
    if (!fits_target_count(block))
        return verify_broken(check, error, "the number of targets does not fit the end");
    for (size_t i = 0; i < block->target_count; i++)
        if (!is_block_of(check->function, block->targets[i]))
            return verify_broken(check, error, "a target lies outside of the function");
    if (block->end == END_NO_RETURN) {
        const struct op *last = block->op_count > 0 ? block->ops[block->op_count - 1] : NULL;
        if (last == NULL || last->kind != OP_CALL || !last->u.call.callee.is_no_return)
            return verify_broken(check, error, "the end says no return, but no such call is last");
    }
    return verify_origin(check, &block->end_origin, error) && check_condition(check, error) &&
           check_cases(check, error);
}

static bool check_places(const struct verification *check, struct error *error)
{
    const struct function *function = check->function;
    for (size_t i = 0; i < function->place_count; i++)
        if (!verify_is_place_of(function, function->places[i]) || function->places[i]->number != i)
            return verify_broken(check, error, "a place's number is not its index");
    for (size_t i = 0; i < function->place_count; i++)
        if (function->places[i]->name == NULL)
            return verify_broken(check, error, "a place's name is missing");
    for (size_t i = 0; i < function->parameter_count; i++)
        if (!verify_is_place_of(function, function->parameters[i]) ||
            function->parameters[i]->kind != PLACE_PARAMETER)
            return verify_broken(check, error, "a parameter is no such place of the function");
    return true;
}

static bool check_function(struct verification *check, struct error *error)
{
    const struct function *function = check->function;
    if (function->key == NULL)
        return verify_broken(check, error, "the function's key is missing");
    if (function->block_count == 0)
        return verify_broken(check, error, "the function has no entry block");
    if (!verify_is_known_file(check, function->at))
        return verify_broken(check, error, "a location names a file the program does not have");
    if (!check_places(check, error))
        return false;
    for (size_t i = 0; i < function->block_count; i++)
        if (function->blocks[i]->number != i)
            return verify_broken(check, error, "a block's number is not its index");
    for (size_t i = 0; i < function->block_count; i++) {
        check->block = function->blocks[i];
        if (!check_ops(check, error) || !check_end(check, error))
            return false;
    }
    if (check->holes != function->hole_count)
        return verify_broken(check, error, "hole_count is not the number of holes");
    return verify_paths(check, error);
}

bool program_verify(const struct program *program, const struct function *function,
                    struct error *error)
{
    struct arena arena;
    arena_init(&arena);
    struct verification check = {.program = program, .function = function, .arena = &arena};
    check.ops = arena_alloc(&arena, function->op_count * sizeof *check.ops);
    bool ok = check_function(&check, error);
    arena_release(&arena);
    return ok;
}
