/* What a release build leaves of an assertion. Some forms only look at the condition and do nothing
 * with it: `(void)sizeof(condition)`, `(void)(condition)`, `(void)(0 && (condition))`. Those become
 * an op that takes the condition; whether its macro is an assertion is for others to say. Some put
 * the whole assertion behind a constant: `while (false) CHECK(condition)`. A constant that is
 * written in the same macro as what it cuts off is taken as unknown where errnos are named behind
 * it. */
#include "frontend/constant.h"
#include "frontend/lower.h"

static bool names_errno(CXCursor cursor, void *context)
{
    struct lowering *lower = context;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind != CXCursor_IntegerLiteral && kind != CXCursor_DeclRefExpr)
        return false;
    const struct expr *constant = constant_leaf(lower->unit, cursor);
    return constant != NULL && constant->u.constant.error != ERRNO_NONE;
}

static bool is_same_location(const struct location *a, const struct location *b)
{
    return a->file == b->file && a->line == b->line && a->column == b->column;
}

/* Written in the body of the outermost macro, or of one that it uses; not in its arguments. */
static bool is_of_macro(const struct origin *origin)
{
    return origin->macro != NULL && is_same_location(&origin->at, &origin->outer);
}

bool lower_is_cut_off(struct lowering *lower, CXCursor constant, bool value, CXCursor cut_off)
{
    struct origin origin = origin_of(lower->unit, constant);
    if (!is_of_macro(&origin))
        return false;
    const struct expr *fixed = constant_of(lower->unit, constant);
    if (fixed == NULL || !fixed->u.constant.has_value || (fixed->u.constant.value != 0) != value)
        return false;
    struct origin other = origin_of(lower->unit, cut_off);
    return is_same_location(&origin.outer, &other.outer) && cursor_any(cut_off, names_errno, lower);
}

static enum CXBinaryOperatorKind operator_of(CXCursor cursor)
{
    return clang_getCursorKind(cursor) == CXCursor_BinaryOperator
               ? clang_getCursorBinaryOperatorKind(cursor)
               : CXBinaryOperator_Invalid;
}

/* c of `0 && c` and `1 || c`. */
static bool find_cut_off_operand(struct lowering *lower, CXCursor *stripped)
{
    enum CXBinaryOperatorKind code = operator_of(*stripped);
    if (code != CXBinaryOperator_LAnd && code != CXBinaryOperator_LOr)
        return false;
    struct cursors operands = cursor_operands(lower->unit->scratch, *stripped);
    if (operands.count != 2 || !lower_is_cut_off(lower, operands.items[0],
                                                 code == CXBinaryOperator_LOr, operands.items[1]))
        return false;
    *stripped = cursor_strip(operands.items[1]);
    return true;
}

/* c of `1 ? (void)0 : (void)c` and `0 ? (void)c : (void)0`; of `c ? 1 : 0` too. */
static void unwrap_choice(struct lowering *lower, CXCursor *stripped)
{
    struct cursors operands;
    if (!lower_read_choice(lower, *stripped, &operands) || operands.count != 3)
        return;
    if (lower_is_cut_off(lower, operands.items[0], false, operands.items[1]))
        *stripped = cursor_strip(operands.items[1]);
    else if (lower_is_cut_off(lower, operands.items[0], true, operands.items[2]))
        *stripped = cursor_strip(operands.items[2]);
    else if (constant_of(lower->unit, operands.items[1]) != NULL &&
             constant_of(lower->unit, operands.items[2]) != NULL)
        *stripped = cursor_strip(operands.items[0]);
}

/* `!c` that the macro made of c says nothing of what is asserted. */
static bool is_negated_by_macro(struct lowering *lower, CXCursor stripped)
{
    struct origin origin = origin_of(lower->unit, stripped);
    return clang_getCursorKind(stripped) == CXCursor_UnaryOperator && is_of_macro(&origin);
}

/* An op for the condition that nobody evaluates; its name is in the list of those that leave errno
 * alone. */
static void add_claim(struct lowering *lower, CXCursor condition, struct origin origin)
{
    static const struct callee CLAIM = {
        .kind = CALLEE_FUNCTION, .name = "sizeof", .is_system = true, .result = TYPE_VOID};
    struct place *place = lower_temporary(lower, TYPE_BOOL);
    lower_choice_into(lower, place, condition, origin);
    struct expr *outcome = expr_place(lower->program, place);
    outcome->origin = origin;
    lower_add_call(lower, &CLAIM, &outcome, 1, origin)->u.call.is_implicit = true;
}

static bool lower_claim(struct lowering *lower, CXCursor condition, CXCursor whole)
{
    if (!lower_is_truth(lower, condition) || is_negated_by_macro(lower, condition) ||
        !cursor_any(condition, names_errno, lower))
        return false;
    add_claim(lower, condition, origin_of(lower->unit, whole));
    return true;
}

bool lower_disabled_assertion(struct lowering *lower, CXCursor statement)
{
    CXCursor condition = cursor_strip(statement);
    if (origin_of(lower->unit, statement).macro == NULL)
        return false;
    if (clang_getCursorKind(condition) == CXCursor_UnaryExpr) { /* sizeof */
        struct cursors operands = cursor_operands(lower->unit->scratch, condition);
        if (operands.count != 1)
            return false;
        condition = cursor_strip(operands.items[0]);
    }
    find_cut_off_operand(lower, &condition);
    unwrap_choice(lower, &condition);
    return lower_claim(lower, condition, statement);
}

bool lower_disabled_condition(struct lowering *lower, CXCursor condition)
{
    CXCursor stripped = cursor_strip(condition);
    return find_cut_off_operand(lower, &stripped) && lower_claim(lower, stripped, condition);
}
