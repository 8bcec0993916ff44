/* Conditions as control flow: && || ! ?: and constants become edges, and each leaf a branch.
 *
 * Temporaries of a condition are destroyed behind it, on both sides; those of an operand that may
 * be skipped, behind that operand. */
#include <string.h>

#include "frontend/constant.h"
#include "frontend/lower.h"

struct decision {
    unsigned number;
    struct block *yes, *no;
    bool is_certain; /* this operand is evaluated in any case */
};

static void decide(struct lowering *lower, CXCursor cursor, struct decision to);

bool lower_comparison(CXCursor cursor, enum comparison *comparison)
{
    switch ((int)clang_getCursorBinaryOperatorKind(cursor)) {
    case CXBinaryOperator_EQ: *comparison = COMPARE_EQ; return true;
    case CXBinaryOperator_NE: *comparison = COMPARE_NE; return true;
    case CXBinaryOperator_LT: *comparison = COMPARE_LT; return true;
    case CXBinaryOperator_LE: *comparison = COMPARE_LE; return true;
    case CXBinaryOperator_GT: *comparison = COMPARE_GT; return true;
    case CXBinaryOperator_GE: *comparison = COMPARE_GE; return true;
    default: return false;
    }
}

static bool is_expect(CXString spelling)
{
    const char *name = clang_getCString(spelling);
    bool result = name != NULL && (strcmp(name, "__builtin_expect") == 0 ||
                                   strcmp(name, "__builtin_expect_with_probability") == 0);
    clang_disposeString(spelling);
    return result;
}

bool lower_unwrap_expect(CXCursor *stripped)
{
    bool is_found = false;
    while (clang_getCursorKind(*stripped) == CXCursor_CallExpr &&
           clang_Cursor_getNumArguments(*stripped) >= 2 &&
           is_expect(clang_getCursorSpelling(*stripped))) {
        CXCursor value = clang_Cursor_getArgument(*stripped, 0);
        *stripped = cursor_strip(value);
        is_found = true;
    }
    return is_found;
}

static enum CXBinaryOperatorKind binary_code(CXCursor cursor)
{
    return clang_getCursorKind(cursor) == CXCursor_BinaryOperator
               ? clang_getCursorBinaryOperatorKind(cursor)
               : CXBinaryOperator_Invalid;
}

static bool is_not(CXCursor cursor)
{
    return clang_getCursorKind(cursor) == CXCursor_UnaryOperator &&
           clang_getCursorUnaryOperatorKind(cursor) == CXUnaryOperator_LNot;
}

static bool is_logical(CXCursor cursor)
{
    enum CXBinaryOperatorKind code = binary_code(cursor);
    return code == CXBinaryOperator_LAnd || code == CXBinaryOperator_LOr;
}

static bool is_about_errno(CXCursor cursor, void *context)
{
    struct lowering *lower = context;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_CallExpr)
        return true;
    if (kind == CXCursor_DeclRefExpr && lower_is_errno(lower, cursor))
        return true;
    if (kind != CXCursor_IntegerLiteral && kind != CXCursor_DeclRefExpr)
        return false;
    const struct expr *constant = constant_leaf(lower->unit, cursor);
    return constant != NULL && constant->u.constant.error != ERRNO_NONE;
}

static bool has_effect(CXCursor cursor, void *context)
{
    (void)context;
    switch ((int)clang_getCursorKind(cursor)) {
    case CXCursor_CallExpr: /* __errno_location() */
        return clang_Cursor_getNumArguments(cursor) != 0;
    case CXCursor_CompoundAssignOperator:
    case CXCursor_StmtExpr:
    case CXCursor_CXXNewExpr:
    case CXCursor_CXXDeleteExpr:
    case CXCursor_CXXThrowExpr: return true;
    case CXCursor_BinaryOperator: return binary_code(cursor) == CXBinaryOperator_Assign;
    case CXCursor_UnaryOperator:
        switch (clang_getCursorUnaryOperatorKind(cursor)) {
        case CXUnaryOperator_PostInc:
        case CXUnaryOperator_PostDec:
        case CXUnaryOperator_PreInc:
        case CXUnaryOperator_PreDec: return true;
        default: return false;
        }
    default: return false;
    }
}

/* A comparison, !x, a bool, or such values joined by | and &. */
bool lower_is_truth(struct lowering *lower, CXCursor cursor)
{
    CXCursor stripped = cursor_strip(cursor);
    lower_unwrap_expect(&stripped);
    enum comparison comparison;
    enum CXBinaryOperatorKind code = binary_code(stripped);
    CXType type = clang_getCanonicalType(clang_getCursorType(stripped));
    if (code == CXBinaryOperator_Or || code == CXBinaryOperator_And) {
        struct cursors operands = cursor_operands(lower->unit->scratch, stripped);
        return operands.count == 2 && lower_is_truth(lower, operands.items[0]) &&
               lower_is_truth(lower, operands.items[1]);
    }
    return type.kind == CXType_Bool || is_not(stripped) || is_logical(stripped) ||
           (code != CXBinaryOperator_Invalid && lower_comparison(stripped, &comparison));
}

/* `a | b` and `a & b` of conditions are `a || b` and `a && b`, as long as nothing happens in b. */
static bool is_joined(struct lowering *lower, CXCursor cursor)
{
    enum CXBinaryOperatorKind code = binary_code(cursor);
    if ((code != CXBinaryOperator_Or && code != CXBinaryOperator_And) ||
        !lower_is_truth(lower, cursor))
        return false;
    struct cursors operands = cursor_operands(lower->unit->scratch, cursor);
    return operands.count == 2 && !cursor_any(operands.items[1], has_effect, NULL);
}

/* A comparison whose operator is a function that is known to compare. */
static bool is_comparing_call(struct lowering *lower, CXCursor stripped)
{
    return lower->unit->is_cplusplus && clang_getCursorKind(stripped) == CXCursor_CallExpr &&
           clang_Cursor_getNumArguments(stripped) == 2 &&
           (lower_is_error_comparison(lower, stripped) || lower_is_decomposed(lower, stripped));
}

bool lower_is_kept_condition(struct lowering *lower, CXCursor stripped)
{
    while (is_not(stripped)) {
        struct cursors operands = cursor_operands(lower->unit->scratch, stripped);
        if (operands.count != 1)
            return false;
        stripped = cursor_strip(operands.items[0]);
        lower_unwrap_expect(&stripped);
    }
    enum comparison comparison;
    if (is_logical(stripped) || is_comparing_call(lower, stripped))
        return true;
    if (is_joined(lower, stripped))
        return cursor_any(stripped, is_about_errno, lower);
    return binary_code(stripped) != CXBinaryOperator_Invalid &&
           lower_comparison(stripped, &comparison) && cursor_any(stripped, is_about_errno, lower);
}

static void branch(struct lowering *lower, struct expr *subject, struct decision to,
                   struct origin origin)
{
    while (subject->kind == EXPR_NOT) {
        struct block *yes = to.yes;
        to.yes = to.no;
        to.no = yes;
        subject = subject->u.operand;
    }
    if (subject->kind == EXPR_INT && subject->u.constant.has_value)
        block_end_jump(lower->program, lower->block,
                       subject->u.constant.value != 0 ? to.yes : to.no);
    else
        block_end_branch(lower->program, lower->block, subject, to.number, to.yes, to.no, origin);
}

/* Runs the destructors of the temporaries from `mark` on, on the way to the target. */
static struct block *through_destructors(struct lowering *lower, size_t mark, struct block *target)
{
    struct block *before = lower->block, *way = lower_new_block(lower);
    lower->block = way;
    lower_emit_temporaries(lower, mark, lower->temporary_count);
    lower_jump(lower, target);
    lower->block = before;
    return way;
}

/* A comparison's value, without the temporary that it would get as a value of its own. */
static struct expr *leaf_value(struct lowering *lower, CXCursor cursor)
{
    enum comparison comparison;
    if (is_comparing_call(lower, cursor))
        return lower_call(lower, cursor, true);
    if (binary_code(cursor) == CXBinaryOperator_Invalid || !lower_comparison(cursor, &comparison))
        return lower_expression(lower, cursor);
    return lower_binary(lower, cursor);
}

static void decide_leaf(struct lowering *lower, CXCursor cursor, struct decision to)
{
    size_t mark = lower->temporary_count;
    struct expr *subject = leaf_value(lower, cursor);
    if (!to.is_certain && lower->temporary_count > mark) {
        to.yes = through_destructors(lower, mark, to.yes);
        to.no = through_destructors(lower, mark, to.no);
        lower_forget_temporaries(lower, mark);
    }
    branch(lower, subject, to, origin_of(lower->unit, cursor));
}

static void decide_logical(struct lowering *lower, struct cursors operands, bool is_and,
                           struct decision to)
{
    struct block *right = lower_new_block(lower);
    struct decision left = to;
    *(is_and ? &left.yes : &left.no) = right;
    if (lower_is_cut_off(lower, operands.items[0], !is_and, operands.items[1]))
        branch(lower, expr_unknown(lower->program), left,
               origin_of(lower->unit, operands.items[0]));
    else
        decide(lower, operands.items[0], left);
    lower->block = right;
    to.is_certain = false;
    decide(lower, operands.items[1], to);
}

static void decide_choice(struct lowering *lower, struct cursors operands, struct decision to)
{
    bool has_middle = operands.count == 3;
    struct block *yes = has_middle ? lower_new_block(lower) : to.yes;
    struct block *no = lower_new_block(lower);
    struct decision first = {to.number, yes, no, to.is_certain};
    decide(lower, operands.items[0], first);
    to.is_certain = false;
    if (has_middle) {
        lower->block = yes;
        decide(lower, operands.items[1], to);
    }
    lower->block = no;
    decide(lower, operands.items[operands.count - 1], to);
}

/* `condition != 0` and `condition == 0` over something that is a condition by itself. */
static bool read_test(struct lowering *lower, CXCursor cursor, struct cursors operands,
                      bool *is_negated)
{
    enum comparison comparison;
    if (!lower_comparison(cursor, &comparison) ||
        (comparison != COMPARE_EQ && comparison != COMPARE_NE))
        return false;
    CXCursor left = cursor_strip(operands.items[0]);
    enum comparison inner;
    if (!is_logical(left) && !is_not(left) &&
        (binary_code(left) == CXBinaryOperator_Invalid || !lower_comparison(left, &inner)))
        return false;
    const struct expr *right = constant_of(lower->unit, operands.items[1]);
    if (right == NULL || !right->u.constant.has_value || right->u.constant.value < 0 ||
        right->u.constant.value > 1)
        return false;
    *is_negated = (comparison == COMPARE_EQ) == (right->u.constant.value == 0);
    return true;
}

static struct decision negated(struct decision to)
{
    return (struct decision){to.number, to.no, to.yes, to.is_certain};
}

static void decide_binary(struct lowering *lower, CXCursor cursor, struct decision to)
{
    struct cursors operands = cursor_operands(lower->unit->scratch, cursor);
    enum CXBinaryOperatorKind code = binary_code(cursor);
    bool is_negated;
    if (operands.count != 2) {
        decide_leaf(lower, cursor, to);
    } else if (code == CXBinaryOperator_LAnd || code == CXBinaryOperator_LOr) {
        decide_logical(lower, operands, code == CXBinaryOperator_LAnd, to);
    } else if (is_joined(lower, cursor)) {
        decide_logical(lower, operands, code == CXBinaryOperator_And, to);
    } else if (code == CXBinaryOperator_Comma) {
        lower_effect(lower, operands.items[0]);
        decide(lower, operands.items[1], to);
    } else if (read_test(lower, cursor, operands, &is_negated)) {
        decide(lower, operands.items[0], is_negated ? negated(to) : to);
    } else {
        decide_leaf(lower, cursor, to);
    }
}

static void decide_stripped(struct lowering *lower, CXCursor cursor, struct decision to)
{
    struct cursors operands;
    if (is_not(cursor)) {
        operands = cursor_operands(lower->unit->scratch, cursor);
        if (operands.count == 1) {
            decide(lower, operands.items[0], negated(to));
            return;
        }
    }
    if (clang_getCursorKind(cursor) == CXCursor_BinaryOperator)
        decide_binary(lower, cursor, to);
    else if (lower_read_choice(lower, cursor, &operands))
        decide_choice(lower, operands, to);
    else
        decide_leaf(lower, cursor, to);
}

/* Ends the current block. */
static void decide(struct lowering *lower, CXCursor cursor, struct decision to)
{
    CXCursor stripped = cursor_strip(cursor);
    lower_unwrap_expect(&stripped);
    if (lower_descend(lower, stripped)) {
        decide_stripped(lower, stripped, to);
        lower_ascend(lower);
    } else {
        branch(lower, lower_unknown(lower, stripped), to, origin_of(lower->unit, stripped));
    }
}

unsigned lower_condition(struct lowering *lower, CXCursor cursor, struct block *yes,
                         struct block *no)
{
    unsigned number = function_new_condition(lower->function);
    size_t mark = lower->temporary_count;
    struct block *yes_way = lower_new_block(lower), *no_way = lower_new_block(lower);
    decide(lower, cursor, (struct decision){number, yes_way, no_way, true});
    lower->block = yes_way;
    lower_emit_temporaries(lower, mark, lower->temporary_count);
    lower_jump(lower, yes);
    lower->block = no_way;
    lower_emit_temporaries(lower, mark, lower->temporary_count);
    lower_jump(lower, no);
    lower_forget_temporaries(lower, mark);
    return number;
}

void lower_either(struct lowering *lower, struct block *yes, struct block *no, CXCursor cursor)
{
    lower_test(lower, expr_unknown(lower->program), yes, no, origin_of(lower->unit, cursor));
}

void lower_test(struct lowering *lower, struct expr *value, struct block *yes, struct block *no,
                struct origin origin)
{
    unsigned number = function_new_condition(lower->function);
    branch(lower, value, (struct decision){number, yes, no, true}, origin);
}
