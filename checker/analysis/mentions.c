/* Looks at the text of conditions alone, before anything is solved. */
#include "analysis/mentions.h"

#include "program/program.h"

bool mentions_name(const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_INT: return expr->u.constant.error != ERRNO_NONE;
    case EXPR_NEGATE:
    case EXPR_NOT: return mentions_name(expr->u.operand);
    case EXPR_COMPARE: return mentions_name(expr->u.pair.left) || mentions_name(expr->u.pair.right);
    case EXPR_UNKNOWN:
    case EXPR_STRING:
    case EXPR_ERRNO:
    case EXPR_PLACE:
    case EXPR_ADDRESS:
    case EXPR_CALL:
    case EXPR_MASK: break;
    }
    return false;
}

bool mentions_errno(const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_ERRNO: return true;
    case EXPR_NEGATE:
    case EXPR_NOT: return mentions_errno(expr->u.operand);
    case EXPR_COMPARE:
    case EXPR_MASK: return mentions_errno(expr->u.pair.left) || mentions_errno(expr->u.pair.right);
    case EXPR_INT:
    case EXPR_UNKNOWN:
    case EXPR_STRING:
    case EXPR_PLACE:
    case EXPR_ADDRESS:
    case EXPR_CALL: break;
    }
    return false;
}

bool mentions_names_in(const struct block *block)
{
    if (block->end == END_BRANCH && mentions_name(block->subject))
        return true;
    for (size_t i = 0; block->end == END_SWITCH && i < block->case_count; i++)
        if (block->cases[i].label != NULL && mentions_name(block->cases[i].label))
            return true;
    for (size_t i = 0; i < block->op_count; i++)
        if (block->ops[i]->kind == OP_ASSIGN &&
            block->ops[i]->u.assign.value->kind == EXPR_COMPARE &&
            mentions_name(block->ops[i]->u.assign.value))
            return true;
    return false;
}

bool mentions_names(const struct function *function)
{
    for (size_t i = 0; i < function->block_count; i++)
        if (mentions_names_in(function->blocks[i]))
            return true;
    return false;
}

/* Whether the place is somewhere given what the call returns. */
static bool holds_result(const struct function *function, const struct place *place,
                         const struct op *call)
{
    for (size_t i = 0; i < function->block_count; i++) {
        const struct block *block = function->blocks[i];
        for (size_t j = 0; j < block->op_count; j++) {
            const struct op *op = block->ops[j];
            if (op->kind == OP_ASSIGN && op->u.assign.place == place &&
                op->u.assign.value->kind == EXPR_CALL && op->u.assign.value->u.call == call)
                return true;
        }
    }
    return false;
}

static bool is_result(const struct function *function, const struct expr *expr,
                      const struct op *call)
{
    return expr->kind == EXPR_CALL    ? expr->u.call == call
           : expr->kind == EXPR_PLACE ? holds_result(function, expr->u.place, call)
                                      : false;
}

static bool is_negated_name(const struct expr *expr)
{
    return expr != NULL && expr->kind == EXPR_INT && expr->u.constant.is_negative_error;
}

static bool compares_with_negated_name(const struct function *function, const struct block *block,
                                       const struct op *call)
{
    const struct expr *subject = block->subject;
    if (block->end == END_BRANCH && subject->kind == EXPR_COMPARE) {
        const struct expr *left = subject->u.pair.left, *right = subject->u.pair.right;
        return (is_negated_name(right) && is_result(function, left, call)) ||
               (is_negated_name(left) && is_result(function, right, call));
    }
    for (size_t i = 0; block->end == END_SWITCH && i < block->case_count; i++)
        if (is_negated_name(block->cases[i].label))
            return subject != NULL && is_result(function, subject, call);
    return false;
}

bool mentions_negated_result(const struct function *function, const struct op *call)
{
    for (size_t i = 0; i < function->block_count; i++)
        if (compares_with_negated_name(function, function->blocks[i], call))
            return true;
    return false;
}
