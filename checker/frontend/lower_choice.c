/* Values and effects that a condition decides: a ? b : c, and conditions whose outcome is kept, as
 * in bool ok = errno == A || errno == B. They are control flow with an assignment at the end of
 * each way. */
#include "frontend/lower.h"

/* The GNU form without middle is shown as a, a, a, c. */
bool lower_read_choice(struct lowering *lower, CXCursor stripped, struct cursors *operands)
{
    enum CXCursorKind kind = clang_getCursorKind(stripped);
    if (kind != CXCursor_ConditionalOperator && kind != CXCursor_UnexposedExpr)
        return false;
    *operands = cursor_operands(lower->unit->scratch, stripped);
    if (kind == CXCursor_ConditionalOperator)
        return operands->count == 3;
    return operands->count == 4 && clang_equalCursors(operands->items[0], operands->items[1]);
}

bool lower_is_choice(struct lowering *lower, CXCursor stripped)
{
    struct cursors operands;
    return lower_read_choice(lower, stripped, &operands);
}

/* One side of a choice: its temporaries end with it. */
static void lower_side(struct lowering *lower, struct place *place, CXCursor cursor,
                       struct origin origin, struct block *behind)
{
    size_t mark = lower->temporary_count;
    if (place == NULL)
        lower_effect(lower, cursor);
    else
        lower_into(lower, place, cursor, origin);
    lower_end_temporaries(lower, mark);
    lower_jump(lower, behind);
}

/* The middle that is not written: the value of the first operand, which was evaluated already. */
static void lower_short_choice(struct lowering *lower, struct place *place, struct cursors operands,
                               struct origin origin)
{
    struct block *yes = lower_new_block(lower), *no = lower_new_block(lower);
    struct block *behind = lower_new_block(lower);
    struct expr *first = lower_expression(lower, operands.items[0]);
    lower_test(lower, first, yes, no, origin);
    lower->block = yes;
    if (place != NULL)
        lower_assign(lower, place, first, origin);
    lower_jump(lower, behind);
    lower->block = no;
    lower_side(lower, place, operands.items[3], origin, behind);
    lower->block = behind;
}

static void lower_choice(struct lowering *lower, struct place *place, struct cursors operands,
                         struct origin origin)
{
    if (operands.count == 4) {
        lower_short_choice(lower, place, operands, origin);
        return;
    }
    struct block *yes = lower_new_block(lower), *no = lower_new_block(lower);
    struct block *behind = lower_new_block(lower);
    lower_condition(lower, operands.items[0], yes, no);
    lower->block = yes;
    lower_side(lower, place, operands.items[1], origin, behind);
    lower->block = no;
    lower_side(lower, place, operands.items[2], origin, behind);
    lower->block = behind;
}

void lower_choice_into(struct lowering *lower, struct place *place, CXCursor stripped,
                       struct origin origin)
{
    struct cursors operands;
    if (lower_read_choice(lower, stripped, &operands)) {
        lower_choice(lower, place, operands, origin);
        return;
    }
    struct block *yes = lower_new_block(lower), *no = lower_new_block(lower);
    struct block *behind = lower_new_block(lower);
    unsigned number = lower_condition(lower, stripped, yes, no);
    lower->block = yes;
    lower_decide(lower, place, true, number, origin);
    lower_jump(lower, behind);
    lower->block = no;
    lower_decide(lower, place, false, number, origin);
    lower_jump(lower, behind);
    lower->block = behind;
}

void lower_choice_effect(struct lowering *lower, CXCursor stripped)
{
    struct cursors operands;
    if (lower_read_choice(lower, stripped, &operands)) {
        lower_choice(lower, NULL, operands, (struct origin){0});
        return;
    }
    operands = cursor_operands(lower->unit->scratch, stripped);
    struct block *right = lower_new_block(lower), *behind = lower_new_block(lower);
    bool is_and = clang_getCursorBinaryOperatorKind(stripped) == CXBinaryOperator_LAnd;
    lower_condition(lower, operands.items[0], is_and ? right : behind, is_and ? behind : right);
    lower->block = right;
    lower_side(lower, NULL, operands.items[1], (struct origin){0}, behind);
    lower->block = behind;
}
