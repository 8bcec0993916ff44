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

static bool negates_name(const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_INT: return expr->u.constant.is_negative_error;
    case EXPR_COMPARE: return negates_name(expr->u.pair.left) || negates_name(expr->u.pair.right);
    case EXPR_NOT: return negates_name(expr->u.operand);
    case EXPR_UNKNOWN:
    case EXPR_STRING:
    case EXPR_ERRNO:
    case EXPR_PLACE:
    case EXPR_ADDRESS:
    case EXPR_CALL:
    case EXPR_NEGATE:
    case EXPR_MASK: break;
    }
    return false;
}

static bool reads_errno(const struct op *op)
{
    if (op->kind == OP_ASSIGN)
        return mentions_errno(op->u.assign.value);
    for (size_t i = 0; op->kind == OP_CALL && i < op->u.call.argument_count; i++)
        if (mentions_errno(op->u.call.arguments[i]))
            return true;
    return false;
}

bool mentions_raw_errors(const struct function *function)
{
    bool is_raw = false;
    for (size_t i = 0; i < function->block_count; i++) {
        const struct block *block = function->blocks[i];
        if (block->subject != NULL && mentions_errno(block->subject))
            return false;
        for (size_t j = 0; j < block->op_count; j++)
            if (reads_errno(block->ops[j]))
                return false;
        is_raw = is_raw || (block->end == END_BRANCH && negates_name(block->subject));
        for (size_t j = 0; block->end == END_SWITCH && j < block->case_count; j++)
            is_raw =
                is_raw || (block->cases[j].label != NULL && negates_name(block->cases[j].label));
    }
    return is_raw;
}
