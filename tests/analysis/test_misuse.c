/* Wrong channels, contradictions and dead handlers: the checks that need no sink. */
#include "hand_built.h"

/* r = close(); if (r == -EINTR) return; return; */
static void test_result_against_errno(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    struct block *start = hand_block(&hand), *yes = hand_block(&hand), *no = hand_block(&hand);
    struct op *call = hand_call(&hand, start, "close");
    struct expr *negative = expr_negate(hand.program, expr_error(hand.program, id_EINTR));
    hand_branch(&hand, start,
                expr_compare(hand.program, COMPARE_EQ, expr_call(hand.program, call), negative), 1,
                yes, no);
    hand.function->condition_count = 1;
    hand_return(&hand, yes);
    hand_return(&hand, no);
    hand_analyse(&hand);
    assert_int_equal(hand.findings.count, 1);
    assert_int_equal(hand.findings.items[0].check, CHECK_WRONG_CHANNEL);
    assert_string_equal(hand.findings.items[0].call, "close");
    hand_end(&hand);
}

/* if (errno == first && errno == second), as two leaves of one condition. */
static size_t count_for(enum errno_id first, enum errno_id second, unsigned second_condition)
{
    struct hand hand;
    hand_begin(&hand);
    struct block *start = hand_block(&hand), *left = hand_block(&hand), *right = hand_block(&hand);
    struct block *yes = hand_block(&hand), *no = hand_block(&hand);
    struct op *call = hand_call(&hand, start, "close");
    hand_branch(&hand, start, hand_is_below_zero(&hand, expr_call(hand.program, call)), 1, left,
                no);
    hand_branch(&hand, left, hand_is_errno(&hand, first), 2, right, no);
    hand_branch(&hand, right, hand_is_errno(&hand, second), second_condition, yes, no);
    hand.function->condition_count = 3;
    hand_return(&hand, yes);
    hand_return(&hand, no);
    hand_analyse(&hand);
    size_t count = hand.findings.count;
    if (count > 0)
        assert_int_equal(hand.findings.items[0].check, CHECK_CONTRADICTION);
    hand_end(&hand);
    return count;
}

static void test_contradiction(void **state)
{
    (void)state;
    assert_int_equal(count_for(id_EINTR, id_EIO, 2), 1);
    assert_int_equal(count_for(id_EINTR, id_EINTR, 2), 0); /* superfluous, but no contradiction */
    assert_int_equal(count_for(id_EINTR, id_EIO, 3),
                     0); /* a condition inside another: dead code, not this check */
}

/* assert(r >= 0); if (r < 0 && errno == EINTR) return; */
static void test_dead_handler(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    struct block *start = hand_block(&hand), *fatal = hand_block(&hand), *after = hand_block(&hand);
    struct block *handler = hand_block(&hand), *leave = hand_block(&hand);
    struct place *r = hand_place(&hand, "r");
    struct op *call = hand_call(&hand, start, "close");
    block_add_assign(hand.program, hand.function, start, r, expr_call(hand.program, call),
                     hand_origin(&hand));
    hand_branch(&hand, start, hand_is_below_zero(&hand, expr_place(hand.program, r)), 1, fatal,
                after);
    hand_branch(&hand, after, hand_is_below_zero(&hand, expr_place(hand.program, r)), 2, handler,
                leave);
    hand_branch(&hand, handler, hand_is_errno(&hand, id_EINTR), 2, leave, leave);
    hand.function->condition_count = 2;
    hand_return(&hand, leave);
    hand_abort(&hand, fatal);
    hand_analyse(&hand);
    assert_int_equal(hand.findings.count, 1);
    assert_int_equal(hand.findings.items[0].check, CHECK_DEAD_HANDLER);
    hand_end(&hand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_result_against_errno),
        cmocka_unit_test(test_contradiction),
        cmocka_unit_test(test_dead_handler),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
