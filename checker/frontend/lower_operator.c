/* Operators, assignments among them. */
#include "frontend/constant.h"
#include "frontend/lower.h"

static struct expr *with_origin(struct lowering *lower, struct expr *expr, CXCursor cursor)
{
    expr->origin = origin_of(lower->unit, cursor);
    return expr;
}

static bool has_value(const struct expr *expr)
{
    return expr->kind == EXPR_INT && expr->u.constant.has_value;
}

static struct expr *address(struct lowering *lower, CXCursor cursor, CXCursor operand)
{
    CXCursor stripped = cursor_strip(operand);
    struct expr *expr;
    if (lower_is_errno(lower, stripped)) {
        expr = expr_address(lower->program, NULL);
        expr->is_errno_address = true;
        lower->keeps_errno_address = true;
    } else {
        struct place *place = lower_place(lower, stripped);
        if (place == NULL) {
            lower_operands(lower, stripped);
            place = lower_container(lower, stripped);
        }
        if (place != NULL)
            lower_escape(place);
        expr = expr_address(lower->program, place);
    }
    return with_origin(lower, expr, cursor);
}

static bool is_null(struct lowering *lower, CXCursor lvalue)
{
    struct cursors operands = cursor_operands(lower->unit->scratch, lvalue);
    bool is_target =
        operands.count == 1 && clang_getCursorUnaryOperatorKind(lvalue) == CXUnaryOperator_Deref;
    const struct expr *pointer = is_target ? constant_of(lower->unit, operands.items[0]) : NULL;
    return pointer != NULL && has_value(pointer) && pointer->u.constant.value == 0;
}

/* `*(volatile int *)NULL = 0` is how some assertions give up: a trap, by another name. */
static void trap(struct lowering *lower, CXCursor lvalue)
{
    static const struct callee TRAP = {.kind = CALLEE_FUNCTION,
                                       .name = "__builtin_trap",
                                       .is_no_return = true,
                                       .is_system = true,
                                       .result = TYPE_VOID};
    lower_add_call(lower, &TRAP, NULL, 0, origin_of(lower->unit, lvalue));
}

/* An lvalue that is no place: *p, p[i], a[i]. Elements of an array variable are nobody else's, but
 * any of them may be meant. */
static void write_blindly(struct lowering *lower, CXCursor lvalue)
{
    if (is_null(lower, lvalue)) {
        trap(lower, lvalue);
        return;
    }
    bool is_element = clang_getCursorKind(lvalue) == CXCursor_ArraySubscriptExpr;
    if (is_element)
        lower_subscript(lower, lvalue);
    else
        lower_operands(lower, lvalue);
    struct place *container = lower_container(lower, lvalue);
    struct cursors operands = cursor_operands(lower->unit->scratch, lvalue);
    if (container != NULL)
        lower_assign(lower, container, lower_unknown(lower, lvalue),
                     origin_of(lower->unit, lvalue));
    else if (operands.count > 0 && !lower_is_array(cursor_strip(operands.items[0])))
        lower_clobber_kept(lower, NULL);
}

/* x++ and the like, and the left side of `op=`: the new value is not known. */
static void change(struct lowering *lower, CXCursor cursor, CXCursor lvalue)
{
    CXCursor stripped = cursor_strip(lvalue);
    struct place *place =
        lower_is_errno(lower, stripped) ? lower_errno_place(lower) : lower_place(lower, stripped);
    if (place == NULL)
        write_blindly(lower, stripped);
    else
        lower_assign(lower, place, lower_unknown(lower, cursor), origin_of(lower->unit, cursor));
}

static struct expr *negative(struct lowering *lower, CXCursor cursor, struct expr *operand)
{
    if (operand->kind == EXPR_INT)
        return constant_unary(lower->unit, cursor, operand);
    if (operand->kind == EXPR_NEGATE)
        return operand->u.operand;
    return with_origin(lower, expr_negate(lower->program, operand), cursor);
}

static struct expr * not(struct lowering * lower, CXCursor cursor, struct expr *operand)
{
    if (operand->kind == EXPR_NOT && operand->u.operand->kind == EXPR_NOT)
        return operand->u.operand;
    return with_origin(lower, expr_not(lower->program, operand), cursor);
}

static struct expr *computed(struct lowering *lower, CXCursor cursor, struct expr *operand)
{
    struct expr *constant =
        has_value(operand) ? constant_unary(lower->unit, cursor, operand) : NULL;
    return constant != NULL ? constant : lower_unknown(lower, cursor);
}

struct expr *lower_unary(struct lowering *lower, CXCursor cursor)
{
    if (lower_is_errno(lower, cursor))
        return with_origin(lower, expr_errno(lower->program), cursor);
    struct cursors operands = cursor_operands(lower->unit->scratch, cursor);
    if (operands.count != 1) {
        lower_operands(lower, cursor);
        return lower_unknown(lower, cursor);
    }
    CXCursor operand = operands.items[0];
    switch (clang_getCursorUnaryOperatorKind(cursor)) {
    case CXUnaryOperator_PostInc:
    case CXUnaryOperator_PostDec:
    case CXUnaryOperator_PreInc:
    case CXUnaryOperator_PreDec: change(lower, cursor, operand); break;
    case CXUnaryOperator_AddrOf: return address(lower, cursor, operand);
    case CXUnaryOperator_Plus:
    case CXUnaryOperator_Extension: return lower_expression(lower, operand);
    case CXUnaryOperator_Minus: return negative(lower, cursor, lower_expression(lower, operand));
    case CXUnaryOperator_Not: return computed(lower, cursor, lower_expression(lower, operand));
    case CXUnaryOperator_LNot: return not(lower, cursor, lower_expression(lower, operand));
    case CXUnaryOperator_Coawait:
        lower_effect(lower, operand);
        lower_hole(lower, HOLE_UNSUPPORTED, cursor);
        break;
    case CXUnaryOperator_Deref: {
        struct place *target = lower_place(lower, cursor);
        if (target != NULL)
            return with_origin(lower, expr_place(lower->program, target), cursor);
        lower_effect(lower, operand);
        break;
    }
    case CXUnaryOperator_Real:
    case CXUnaryOperator_Imag:
    case CXUnaryOperator_Invalid: lower_effect(lower, operand); break;
    }
    return lower_unknown(lower, cursor);
}

/* `lvalue = ...`. The assigned value is the expression's value. */
static struct expr *assignment(struct lowering *lower, CXCursor cursor, CXCursor left,
                               CXCursor right)
{
    CXCursor lvalue = cursor_strip(left);
    struct origin origin = origin_of(lower->unit, cursor);
    if (lower_is_errno(lower, lvalue)) {
        struct expr *value = lower_expression(lower, right);
        lower_assign(lower, lower_errno_place(lower), value, origin);
        return value;
    }
    struct place *place = lower_place(lower, lvalue);
    if (place == NULL) {
        struct expr *value = lower_initialiser(lower, right);
        write_blindly(lower, lvalue);
        return value;
    }
    lower_into(lower, place, right, origin);
    return with_origin(lower, expr_place(lower->program, place), cursor);
}

static bool is_nested(const struct expr *expr)
{
    return expr->kind == EXPR_COMPARE || expr->kind == EXPR_MASK;
}

/* Both operands are evaluated; their combination is a constant, something the analysis understands,
 * or unknown. */
static struct expr *combine(struct lowering *lower, CXCursor cursor, CXCursor left_cursor,
                            CXCursor right_cursor)
{
    struct expr *left = lower_expression(lower, left_cursor);
    struct expr *right = lower_expression(lower, right_cursor);
    enum comparison comparison;
    if (has_value(left) && has_value(right)) {
        struct expr *constant = constant_binary(lower->unit, cursor, left, right);
        return constant != NULL ? constant : lower_unknown(lower, cursor);
    }
    if (is_nested(left) || is_nested(right))
        return lower_unknown(lower, cursor);
    if (lower_comparison(cursor, &comparison))
        return with_origin(lower, expr_compare(lower->program, comparison, left, right), cursor);
    if (clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_And)
        return with_origin(lower, expr_mask(lower->program, left, right), cursor);
    return lower_unknown(lower, cursor);
}

struct expr *lower_binary(struct lowering *lower, CXCursor cursor)
{
    struct cursors operands = cursor_operands(lower->unit->scratch, cursor);
    if (operands.count != 2) {
        lower_operands(lower, cursor);
        return lower_unknown(lower, cursor);
    }
    CXCursor left = operands.items[0], right = operands.items[1];
    switch ((int)clang_getCursorBinaryOperatorKind(cursor)) {
    case CXBinaryOperator_Assign: return assignment(lower, cursor, left, right);
    case CXBinaryOperator_Comma: lower_effect(lower, left); return lower_expression(lower, right);
    default: return combine(lower, cursor, left, right);
    }
}

/* `ok |= condition` sets ok where the condition holds and leaves it alone otherwise; `ok &=
 * condition` clears it where it does not. */
static bool change_by_condition(struct lowering *lower, CXCursor cursor, struct cursors operands)
{
    enum CXBinaryOperatorKind code = clang_getCursorBinaryOperatorKind(cursor);
    bool is_or = code == CXBinaryOperator_OrAssign;
    struct place *place = lower_place(lower, operands.items[0]);
    if ((!is_or && code != CXBinaryOperator_AndAssign) || place == NULL ||
        place->type != TYPE_BOOL || !lower_is_truth(lower, operands.items[1]))
        return false;
    struct block *set = lower_new_block(lower), *behind = lower_new_block(lower);
    unsigned number =
        lower_condition(lower, operands.items[1], is_or ? set : behind, is_or ? behind : set);
    lower->block = set;
    lower_decide(lower, place, is_or, number, origin_of(lower->unit, cursor));
    lower_enter(lower, behind);
    return true;
}

struct expr *lower_compound_assignment(struct lowering *lower, CXCursor cursor)
{
    struct cursors operands = cursor_operands(lower->unit->scratch, cursor);
    if (operands.count == 2 && change_by_condition(lower, cursor, operands))
        return with_origin(lower, expr_place(lower->program, lower_place(lower, operands.items[0])),
                           cursor);
    if (operands.count == 2) {
        lower_expression(lower, operands.items[1]);
        change(lower, cursor, operands.items[0]);
    } else {
        lower_operands(lower, cursor);
    }
    return lower_unknown(lower, cursor);
}
