/* What is inferred of functions from their bodies. */
#include "hand_built.h"

#include "analysis/summary.h"

/* A call of the function with this key, whose declaration says nothing. */
static struct op *call_of(struct hand *hand, struct block *block, const char *name, const char *key)
{
    struct callee callee = {.kind = CALLEE_FUNCTION, .name = name, .key = key, .result = TYPE_VOID};
    return block_add_call(hand->program, hand->function, block, &callee, NULL, 0,
                          hand_origin(hand));
}

/* f() { abort(); } never returns, and the call of it is a claim. */
static void test_body_that_aborts(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    hand_abort(&hand, hand_block(&hand));
    function_finish(hand.program, hand.function);
    hand.function = function_create(hand.program, "caller", "c:@F@caller");
    struct block *start = hand_block(&hand);
    struct op *call = call_of(&hand, start, "f", "c:@F@f");
    hand_return(&hand, start);
    function_finish(hand.program, hand.function);
    const struct summaries *summaries = summaries_infer(&hand.arena, hand.program, hand.rules);
    enum sink_kind kind = SINK_HINT;
    assert_true(summaries_find_ending(summaries, call, &kind));
    assert_int_equal(kind, SINK_CLAIM);
    assert_true(summaries_has_body(summaries, &call->u.call.callee));
    /* and so the caller never returns either */
    struct op *outer =
        call_of(&hand, function_add_block(hand.program, hand.function), "caller", "c:@F@caller");
    assert_true(summaries_find_ending(summaries, outer, &kind));
    hand_end(&hand);
}

/* A way that returns makes it an ordinary function, whatever its name. */
static void test_body_that_returns(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    struct block *start = hand_block(&hand), *fatal = hand_block(&hand), *leave = hand_block(&hand);
    hand_branch(&hand, start, expr_unknown(hand.program), 1, fatal, leave);
    hand.function->condition_count = 1;
    hand_abort(&hand, fatal);
    hand_return(&hand, leave);
    function_finish(hand.program, hand.function);
    const struct summaries *summaries = summaries_infer(&hand.arena, hand.program, hand.rules);
    hand.function = function_create(hand.program, "caller", "c:@F@caller");
    struct op *call = call_of(&hand, hand_block(&hand), "assert_failed", "c:@F@f");
    call->origin.macro = "my_assert";
    enum sink_kind kind;
    assert_false(summaries_find_ending(summaries, call, &kind));
    hand_end(&hand);
}

/* What an assertion macro calls in the end never returns, says its name, where no body says
 * otherwise. */
static void test_failure_handler(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    struct block *start = hand_block(&hand);
    struct op *call = call_of(&hand, start, "my_abort", "c:@F@my_abort");
    const struct summaries *summaries = summaries_infer(&hand.arena, hand.program, hand.rules);
    enum sink_kind kind;
    assert_false(summaries_find_ending(summaries, call, &kind));
    call->origin.macro = "my_assert";
    assert_true(summaries_find_ending(summaries, call, &kind));
    assert_int_equal(kind, SINK_CLAIM);
    hand_end(&hand);
}

/* errno stays what it is through assignments to other places and calls that leave it alone. */
static void test_preserving(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    struct block *start = hand_block(&hand);
    block_add_assign(hand.program, hand.function, start, hand_place(&hand, "x"),
                     expr_int(hand.program, 1), hand_origin(&hand));
    hand_call(&hand, start, "strlen");
    hand_return(&hand, start);
    function_finish(hand.program, hand.function);
    hand.function = function_create(hand.program, "g", "c:@F@g");
    struct block *other = hand_block(&hand);
    hand_call(&hand, other, "read");
    hand_return(&hand, other);
    function_finish(hand.program, hand.function);
    const struct summaries *summaries = summaries_infer(&hand.arena, hand.program, hand.rules);
    struct callee quiet = {.kind = CALLEE_FUNCTION, .name = "f", .key = "c:@F@f"};
    struct callee loud = {.kind = CALLEE_FUNCTION, .name = "g", .key = "c:@F@g"};
    struct callee stranger = {.kind = CALLEE_FUNCTION, .name = "h", .key = "c:@F@h"};
    assert_true(summaries_preserve_errno(summaries, &quiet));
    assert_false(summaries_preserve_errno(summaries, &loud));
    assert_false(summaries_preserve_errno(summaries, &stranger));
    hand_end(&hand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_body_that_aborts),
        cmocka_unit_test(test_body_that_returns),
        cmocka_unit_test(test_failure_handler),
        cmocka_unit_test(test_preserving),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
