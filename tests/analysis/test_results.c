/* Outcomes from results. */
#include "hand_built.h"

#include "analysis/flow.h"
#include "analysis/results.h"

static struct rule_call rule(enum failure_result result, bool is_zero_on_success)
{
    return (struct rule_call){
        .name = "x", .fails = {.result = result, .is_zero_on_success = is_zero_on_success}};
}

/* The outcome after a comparison of a fresh call's result; -1 when it cannot be. */
static int outcome_after(const struct rule_call *call, enum comparison comparison, int64_t number)
{
    struct event event = {.call = call, .fails = call->fails};
    struct disjunct disjunct = {.pending = 0, .fact_count = 1};
    struct fact *fact = &disjunct.facts[0];
    fact->left = errno_set_all();
    return results_assume(&disjunct, fact, &event, comparison, number) ? (int)fact->outcome : -1;
}

static void test_minus_one(void **state)
{
    (void)state;
    struct rule_call call = rule(FAILS_MINUS_ONE, false);
    assert_int_equal(outcome_after(&call, COMPARE_LT, 0), OUTCOME_FAILED);
    assert_int_equal(outcome_after(&call, COMPARE_EQ, -1), OUTCOME_FAILED);
    assert_int_equal(outcome_after(&call, COMPARE_NE, -1), OUTCOME_SUCCEEDED);
    assert_int_equal(outcome_after(&call, COMPARE_EQ, 0), OUTCOME_SUCCEEDED);
    assert_int_equal(outcome_after(&call, COMPARE_NE, 0), OUTCOME_UNTESTED);
    assert_int_equal(outcome_after(&call, COMPARE_LE, 0), OUTCOME_UNTESTED);
    assert_int_equal(outcome_after(&call, COMPARE_NE, 8), OUTCOME_UNTESTED);
    assert_int_equal(outcome_after(&call, COMPARE_EQ, -4), -1);
}

static void test_zero_on_success(void **state)
{
    (void)state;
    struct rule_call call = rule(FAILS_MINUS_ONE, true);
    assert_int_equal(outcome_after(&call, COMPARE_NE, 0), OUTCOME_FAILED);
    assert_int_equal(outcome_after(&call, COMPARE_EQ, 0), OUTCOME_SUCCEEDED);
    assert_int_equal(outcome_after(&call, COMPARE_GT, 0), -1);
}

static void test_null_and_number(void **state)
{
    (void)state;
    struct rule_call null = rule(FAILS_NULL, false), number = rule(FAILS_NONZERO, true);
    assert_int_equal(outcome_after(&null, COMPARE_EQ, 0), OUTCOME_FAILED);
    assert_int_equal(outcome_after(&null, COMPARE_NE, 0), OUTCOME_SUCCEEDED);
    assert_int_equal(outcome_after(&number, COMPARE_EQ, 0), OUTCOME_SUCCEEDED);
    assert_int_equal(outcome_after(&number, COMPARE_NE, 0), OUTCOME_FAILED);
    assert_int_equal(outcome_after(&number, COMPARE_LT, 0), -1);
}

/* pthread_barrier_wait() */
static void test_number_with_other_successes(void **state)
{
    (void)state;
    struct rule_call call = rule(FAILS_NONZERO, false);
    assert_int_equal(outcome_after(&call, COMPARE_EQ, -1), OUTCOME_SUCCEEDED);
    assert_int_equal(outcome_after(&call, COMPARE_GT, 0), OUTCOME_FAILED);
    assert_int_equal(outcome_after(&call, COMPARE_NE, 0), OUTCOME_UNTESTED);
}

static void test_who_asks_for_the_sign(void **state)
{
    (void)state;
    struct rule_call number = rule(FAILS_NONZERO, true), usual = rule(FAILS_MINUS_ONE, false);
    struct event of_number = {.call = &number, .fails = number.fails};
    struct event of_usual = {.call = &usual, .fails = usual.fails};
    assert_true(results_ask_sign(COMPARE_LT, 0));
    assert_true(results_ask_sign(COMPARE_EQ, -1));
    assert_false(results_ask_sign(COMPARE_EQ, 0));
    assert_false(results_tell_apart(&of_number, COMPARE_LT, 0));
    assert_true(results_tell_apart(&of_number, COMPARE_NE, 0));
    assert_true(results_tell_apart(&of_usual, COMPARE_LT, 0));
}

/* What was known to have failed cannot turn out to have succeeded. */
static void test_failed_stays_failed(void **state)
{
    (void)state;
    struct rule_call call = rule(FAILS_MINUS_ONE, false);
    struct event event = {.call = &call, .fails = call.fails};
    struct disjunct disjunct = {.pending = NO_EVENT, .fact_count = 1};
    disjunct.facts[0].outcome = OUTCOME_FAILED;
    assert_false(results_assume(&disjunct, &disjunct.facts[0], &event, COMPARE_GE, 0));
    assert_true(results_assume(&disjunct, &disjunct.facts[0], &event, COMPARE_LT, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_minus_one),
        cmocka_unit_test(test_zero_on_success),
        cmocka_unit_test(test_null_and_number),
        cmocka_unit_test(test_number_with_other_successes),
        cmocka_unit_test(test_who_asks_for_the_sign),
        cmocka_unit_test(test_failed_stays_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
