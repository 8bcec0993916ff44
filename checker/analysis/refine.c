/* Conditions of branches and switches, down to their comparisons. */
#include "analysis/refine.h"

#include "analysis/compare.h"
#include "analysis/flow.h"
#include "analysis/results.h"
#include "program/expr.h"

static bool assume_comparison(struct flow *flow, struct disjunct *disjunct, const struct expr *expr,
                              bool truth, const struct test *test)
{
    const struct expr *left = expr->u.pair.left, *right = expr->u.pair.right;
    enum comparison comparison =
        truth ? expr->u.pair.comparison : results_invert(expr->u.pair.comparison);
    struct value left_value = refine_evaluate(flow, disjunct, left);
    struct value right_value = refine_evaluate(flow, disjunct, right);
    if (right_value.kind == VALUE_CONSTANT && right_value.expr->kind == EXPR_INT)
        return compare_with_constant(flow, disjunct, left, comparison, right_value.expr, test);
    if (left_value.kind == VALUE_CONSTANT && left_value.expr->kind == EXPR_INT)
        return compare_with_constant(flow, disjunct, right, results_flip(comparison),
                                     left_value.expr, test);
    return compare_with_unknown(flow, disjunct, &left_value, comparison, test) &&
           compare_with_unknown(flow, disjunct, &right_value, results_flip(comparison), test);
}

bool refine_test(struct flow *flow, struct disjunct *disjunct, const struct expr *subject,
                 bool truth, const struct test *test)
{
    static const struct expr ZERO = {
        .kind = EXPR_INT, .type = TYPE_INTEGER, .u.constant = {.has_value = true}};
    switch (subject->kind) {
    case EXPR_COMPARE: return assume_comparison(flow, disjunct, subject, truth, test);
    case EXPR_NOT: return refine_test(flow, disjunct, subject->u.operand, !truth, test);
    case EXPR_STRING:
    case EXPR_ADDRESS: return truth;
    case EXPR_INT:
    case EXPR_ERRNO:
    case EXPR_PLACE:
    case EXPR_CALL:
    case EXPR_NEGATE:
        return compare_with_constant(flow, disjunct, subject, truth ? COMPARE_NE : COMPARE_EQ,
                                     &ZERO, test);
    case EXPR_MASK:
    case EXPR_UNKNOWN: break;
    }
    return true;
}

bool refine_assume(struct flow *flow, struct disjunct *disjunct, const struct expr *subject,
                   bool truth, unsigned condition)
{
    struct test test = {.condition = condition, .origin = &subject->origin};
    return refine_test(flow, disjunct, subject, truth, &test);
}

/* ---- switch ---- */

static bool assume_label(struct flow *flow, struct disjunct *disjunct, const struct block *block,
                         const struct switch_case *one, bool is_in)
{
    if (!one->is_known || one->low != one->high || one->label == NULL ||
        one->label->kind != EXPR_INT)
        return true;
    struct test test = {.condition = block->condition, .origin = &one->label->origin};
    return compare_with_constant(flow, disjunct, block->subject, is_in ? COMPARE_EQ : COMPARE_NE,
                                 one->label, &test);
}

bool refine_assume_case(struct flow *flow, struct disjunct *disjunct, const struct block *block,
                        const struct switch_case *one)
{
    if (block->subject == NULL)
        return true;
    if (one != NULL)
        return assume_label(flow, disjunct, block, one, true);
    for (size_t i = 0; i < block->case_count; i++)
        if (!assume_label(flow, disjunct, block, &block->cases[i], false))
            return false;
    return true;
}
