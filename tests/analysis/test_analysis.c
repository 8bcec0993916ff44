/* The dataflow on programs built by hand. */
#include "hand_built.h"

/* r = getxattr(); if (r < 0) { if (errno == ENODATA) return; abort(); } */
static void test_guard_then_abort(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    struct block *start = hand_block(&hand), *failed = hand_block(&hand);
    struct block *leave = hand_block(&hand), *fatal = hand_block(&hand);
    struct place *r = hand_place(&hand, "r");
    struct op *call = hand_call(&hand, start, "getxattr");
    block_add_assign(hand.program, hand.function, start, r, expr_call(hand.program, call),
                     hand_origin(&hand));
    hand_branch(&hand, start, hand_is_below_zero(&hand, expr_place(hand.program, r)), 1, failed,
                leave);
    hand_branch(&hand, failed, hand_is_errno(&hand, id_ENODATA), 2, leave, fatal);
    hand.function->condition_count = 2;
    hand_return(&hand, leave);
    hand_abort(&hand, fatal);
    hand_analyse(&hand);
    assert_int_equal(hand.findings.count, 1);
    const struct finding *finding = &hand.findings.items[0];
    assert_string_equal(finding->call, "getxattr");
    assert_true(hand_is_missing(finding, id_ENOENT));
    assert_true(hand_is_missing(finding, id_EOPNOTSUPP));
    assert_false(hand_is_missing(finding, id_ENODATA));
    assert_int_equal(finding->level, LEVEL_WARNING);
    hand_end(&hand);
}

/* if (errno == ENOENT) return; ahead of the allow-set takes ENOENT out. */
static void test_early_return_counts(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    struct block *start = hand_block(&hand), *first = hand_block(&hand),
                 *second = hand_block(&hand);
    struct block *third = hand_block(&hand), *leave = hand_block(&hand), *fatal = hand_block(&hand);
    struct op *call = hand_call(&hand, start, "getxattr");
    hand_branch(&hand, start, hand_is_below_zero(&hand, expr_call(hand.program, call)), 1, first,
                leave);
    hand_branch(&hand, first, hand_is_errno(&hand, id_ENOENT), 2, leave, second);
    hand_branch(&hand, second, hand_is_errno(&hand, id_ENODATA), 3, leave, third);
    hand_branch(&hand, third, hand_is_errno(&hand, id_EOPNOTSUPP), 3, leave, fatal);
    hand.function->condition_count = 3;
    hand_return(&hand, leave);
    hand_abort(&hand, fatal);
    hand_analyse(&hand);
    for (size_t i = 0; i < hand.findings.count; i++) {
        assert_false(hand_is_missing(&hand.findings.items[i], id_ENOENT));
        assert_false(hand_is_missing(&hand.findings.items[i], id_ENODATA));
        assert_false(hand_is_missing(&hand.findings.items[i], id_EOPNOTSUPP));
    }
    assert_int_equal(hand.findings.site_count, 1);
    hand_end(&hand);
}

/* A hole between the call and the test: nothing may be said about the call before it. */
static void test_hole_is_blind(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    struct block *start = hand_block(&hand), *failed = hand_block(&hand);
    struct block *leave = hand_block(&hand), *fatal = hand_block(&hand);
    struct place *r = hand_place(&hand, "r");
    struct op *call = hand_call(&hand, start, "getxattr");
    block_add_assign(hand.program, hand.function, start, r, expr_call(hand.program, call),
                     hand_origin(&hand));
    block_add_hole(hand.program, hand.function, start, HOLE_PARSE_ERROR, hand_origin(&hand));
    hand_branch(&hand, start, hand_is_below_zero(&hand, expr_place(hand.program, r)), 1, failed,
                leave);
    hand_branch(&hand, failed, hand_is_errno(&hand, id_ENODATA), 2, leave, fatal);
    hand.function->condition_count = 2;
    hand_return(&hand, leave);
    hand_abort(&hand, fatal);
    hand_analyse(&hand);
    assert_int_equal(hand.findings.count, 0);
    assert_int_equal(hand.findings.site_count, 1);
    assert_int_equal(hand.findings.sites[0].reason, REASON_HOLE);
    hand_end(&hand);
}

/* An unknown call between a tested failure and the assertion: one level down, and named in a step.
 */
static void test_unknown_call_lowers_level(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    struct block *start = hand_block(&hand), *failed = hand_block(&hand);
    struct block *leave = hand_block(&hand), *fatal = hand_block(&hand);
    struct op *call = hand_call(&hand, start, "getxattr");
    hand_branch(&hand, start, hand_is_below_zero(&hand, expr_call(hand.program, call)), 1, failed,
                leave);
    hand_call_unknown(&hand, failed, "log_it");
    hand_branch(&hand, failed, hand_is_errno(&hand, id_ENODATA), 2, leave, fatal);
    hand.function->condition_count = 2;
    hand_return(&hand, leave);
    hand_abort(&hand, fatal);
    hand_analyse(&hand);
    assert_int_equal(hand.findings.count, 1);
    assert_int_equal(hand.findings.items[0].level, LEVEL_NOTE);
    bool is_named = false;
    for (size_t i = 0; i < hand.findings.items[0].step_count; i++)
        is_named = is_named || strstr(hand.findings.items[0].steps[i].message, "log_it()") != NULL;
    assert_true(is_named);
    hand_end(&hand);
}

/* getxattr() is not tested; the wrapper behind it is: its errno is not getxattr's. */
static void test_newer_unknown_call_owns_errno(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    struct block *start = hand_block(&hand), *failed = hand_block(&hand);
    struct block *leave = hand_block(&hand), *fatal = hand_block(&hand);
    hand_call(&hand, start, "getxattr")->u.call.is_result_used = false;
    struct op *wrapper = hand_call_unknown(&hand, start, "wrapper");
    wrapper->u.call.callee.result = TYPE_INTEGER;
    wrapper->u.call.is_result_used = true;
    hand_branch(&hand, start, hand_is_below_zero(&hand, expr_call(hand.program, wrapper)), 1,
                failed, leave);
    hand_branch(&hand, failed, hand_is_errno(&hand, id_ENODATA), 2, leave, fatal);
    hand.function->condition_count = 2;
    hand_return(&hand, leave);
    hand_abort(&hand, fatal);
    hand_analyse(&hand);
    assert_int_equal(hand.findings.count, 0);
    assert_int_equal(hand.findings.site_count, 1);
    assert_int_equal(hand.findings.sites[0].reason, REASON_UNKNOWN_CALLEE);
    hand_end(&hand);
}

/* do r = getxattr(); while (r < 0 && errno == EINTR); if (r < 0) abort(): a retry is no sign of
 * intent. */
static void test_retry_is_no_intent(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    struct block *start = hand_block(&hand), *again = hand_block(&hand), *test = hand_block(&hand);
    struct block *after = hand_block(&hand), *leave = hand_block(&hand), *fatal = hand_block(&hand);
    struct place *r = hand_place(&hand, "r");
    block_end_jump(hand.program, start, again);
    struct op *call = hand_call(&hand, again, "getxattr");
    block_add_assign(hand.program, hand.function, again, r, expr_call(hand.program, call),
                     hand_origin(&hand));
    hand_branch(&hand, again, hand_is_below_zero(&hand, expr_place(hand.program, r)), 1, test,
                after);
    hand_branch(&hand, test, hand_is_errno(&hand, id_EINTR), 1, again, after);
    hand_branch(&hand, after, hand_is_below_zero(&hand, expr_place(hand.program, r)), 2, fatal,
                leave);
    hand.function->condition_count = 2;
    hand_return(&hand, leave);
    hand_abort(&hand, fatal);
    hand_analyse(&hand);
    assert_int_equal(hand.findings.count, 0);
    hand_end(&hand);
}

/* An assertion of something else on the failed way says nothing about errno. */
static void test_unrelated_assertion(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    struct block *start = hand_block(&hand), *failed = hand_block(&hand),
                 *other = hand_block(&hand);
    struct block *leave = hand_block(&hand), *fatal = hand_block(&hand);
    struct op *call = hand_call(&hand, start, "getxattr");
    hand_branch(&hand, start, hand_is_below_zero(&hand, expr_call(hand.program, call)), 1, failed,
                leave);
    hand_branch(&hand, failed, hand_is_errno(&hand, id_ENODATA), 2, leave, other);
    struct expr *flag = expr_place(hand.program, hand_place(&hand, "flag"));
    hand_branch(&hand, other, flag, 3, fatal, leave);
    hand.function->condition_count = 3;
    hand_return(&hand, leave);
    hand_abort(&hand, fatal);
    hand_analyse(&hand);
    assert_int_equal(hand.findings.count, 0);
    hand_end(&hand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_guard_then_abort),
        cmocka_unit_test(test_early_return_counts),
        cmocka_unit_test(test_hole_is_blind),
        cmocka_unit_test(test_unknown_call_lowers_level),
        cmocka_unit_test(test_newer_unknown_call_owns_errno),
        cmocka_unit_test(test_retry_is_no_intent),
        cmocka_unit_test(test_unrelated_assertion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
