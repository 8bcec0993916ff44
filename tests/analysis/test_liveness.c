/* Which places are read later, and which constants keep ways apart. */
#include "hand_built.h"

#include "analysis/liveness.h"

static void test_read_after_branch(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    struct block *start = hand_block(&hand), *yes = hand_block(&hand), *no = hand_block(&hand);
    struct place *r = hand_place(&hand, "r"), *dead = hand_place(&hand, "dead");
    block_add_assign(hand.program, hand.function, start, dead, expr_int(hand.program, 1),
                     hand_origin(&hand));
    hand_branch(&hand, start, expr_unknown(hand.program), 1, yes, no);
    hand.function->condition_count = 1;
    block_end_return(yes, expr_place(hand.program, r), hand_origin(&hand));
    hand_return(&hand, no);
    function_finish(hand.program, hand.function);
    const struct liveness *liveness = liveness_compute(&hand.arena, hand.function);
    assert_true(liveness_has(liveness, start, r->number));
    assert_true(liveness_has(liveness, yes, r->number));
    assert_false(liveness_has(liveness, no, r->number));
    assert_false(liveness_has(liveness, start, dead->number));
    hand_end(&hand);
}

/* A loop reads at its start what its end assigns. */
static void test_loop(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    struct block *start = hand_block(&hand), *head = hand_block(&hand);
    struct block *body = hand_block(&hand), *leave = hand_block(&hand);
    struct place *r = hand_place(&hand, "r");
    block_end_jump(hand.program, start, head);
    hand_branch(&hand, head, expr_place(hand.program, r), 1, body, leave);
    hand.function->condition_count = 1;
    block_end_jump(hand.program, body, head);
    hand_return(&hand, leave);
    function_finish(hand.program, hand.function);
    const struct liveness *liveness = liveness_compute(&hand.arena, hand.function);
    assert_true(liveness_has(liveness, body, r->number));
    assert_false(liveness_has(liveness, leave, r->number));
    hand_end(&hand);
}

/* Flags and results decide; a counter does not. */
static void test_decisive(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    struct block *start = hand_block(&hand);
    struct place *flag = hand_place(&hand, "flag"), *result = hand_place(&hand, "result");
    struct place *counter = hand_place(&hand, "counter");
    struct expr *one = expr_int(hand.program, 1);
    block_add_assign(hand.program, hand.function, start, flag, one, hand_origin(&hand));
    block_add_assign(hand.program, hand.function, start, counter, one, hand_origin(&hand));
    block_add_assign(hand.program, hand.function, start, counter, expr_unknown(hand.program),
                     hand_origin(&hand));
    struct op *call = hand_call(&hand, start, "read");
    block_add_assign(hand.program, hand.function, start, result, expr_call(hand.program, call),
                     hand_origin(&hand));
    hand_return(&hand, start);
    function_finish(hand.program, hand.function);
    bool is_decisive[3];
    liveness_find_decisive(is_decisive, hand.function);
    assert_true(is_decisive[flag->number]);
    assert_true(is_decisive[result->number]);
    assert_false(is_decisive[counter->number]);
    hand_end(&hand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read_after_branch),
        cmocka_unit_test(test_loop),
        cmocka_unit_test(test_decisive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
