/* Bodies in the place of their calls. */
#include "hand_built.h"

#include "analysis/bodies.h"
#include "analysis/expand.h"
#include "analysis/summary.h"

static struct op *call_with(struct hand *hand, struct block *block, const char *name,
                            const char *key, struct expr **arguments, size_t count)
{
    struct callee callee = {
        .kind = CALLEE_FUNCTION, .name = name, .key = key, .result = TYPE_INTEGER};
    struct op *op = block_add_call(hand->program, hand->function, block, &callee, arguments, count,
                                   hand_origin(hand));
    op->u.call.is_result_used = true;
    return op;
}

/* wrap(path) { return unlink(path); }, and a new function to call it. */
static void make_wrapper(struct hand *hand)
{
    hand->function = function_create(hand->program, "wrap", "c:@F@wrap");
    struct place *path =
        function_add_place(hand->program, hand->function, PLACE_PARAMETER, "path", TYPE_POINTER);
    struct block *start = hand_block(hand);
    struct expr *argument = expr_place(hand->program, path);
    struct callee callee = {
        .kind = CALLEE_FUNCTION, .name = "unlink", .is_system = true, .result = TYPE_INTEGER};
    struct op *call = block_add_call(hand->program, hand->function, start, &callee, &argument, 1,
                                     hand_origin(hand));
    call->u.call.is_result_used = true;
    block_end_return(start, expr_call(hand->program, call), hand_origin(hand));
    function_finish(hand->program, hand->function);
    hand->function = function_create(hand->program, "caller", "c:@F@caller");
}

static const struct expansion *expand_last(struct hand *hand)
{
    function_finish(hand->program, hand->function);
    const struct summaries *summaries = summaries_infer(&hand->arena, hand->program, hand->rules);
    struct bodies *bodies = bodies_create(&hand->arena, hand->rules, summaries);
    const struct expansion *expansion = expand(bodies, &hand->arena, hand->program, hand->function);
    struct error error;
    if (expansion != NULL && !program_verify(hand->program, expansion->function, &error))
        fail_msg("%s", error.text);
    return expansion;
}

static const struct op *find_call(const struct function *function, const char *name)
{
    for (size_t i = 0; i < function->block_count; i++) {
        const struct block *block = function->blocks[i];
        for (size_t j = 0; j < block->op_count; j++)
            if (block->ops[j]->kind == OP_CALL &&
                strcmp(block->ops[j]->u.call.callee.name, name) == 0)
                return block->ops[j];
    }
    return NULL;
}

/* The call inside takes the place of the call of the wrapper, with the argument that was given. */
static void test_wrapper(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    make_wrapper(&hand);
    struct block *start = hand_block(&hand);
    struct expr *argument = expr_string(hand.program, "/etc", 4);
    struct op *call = call_with(&hand, start, "wrap", "c:@F@wrap", &argument, 1);
    block_end_return(start, expr_call(hand.program, call), hand_origin(&hand));
    const struct expansion *expansion = expand_last(&hand);
    assert_non_null(expansion);
    assert_null(find_call(expansion->function, "wrap"));
    const struct op *real = find_call(expansion->function, "unlink");
    assert_non_null(real);
    assert_int_equal(real->u.call.arguments[0]->kind, EXPR_STRING);
    const struct frame *frame = expansion->ops[real->number];
    assert_non_null(frame);
    assert_ptr_equal(frame->call, call);
    assert_null(frame->outer);
    hand_end(&hand);
}

/* Who does not look at the result means the errno of before. */
static void test_ignored_result(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    make_wrapper(&hand);
    struct block *start = hand_block(&hand);
    struct expr *argument = expr_string(hand.program, "/etc", 4);
    struct op *call = call_with(&hand, start, "wrap", "c:@F@wrap", &argument, 1);
    call->u.call.is_result_used = false;
    hand_return(&hand, start);
    assert_null(expand_last(&hand));
    hand_end(&hand);
}

/* f() { return f(); } is never written into itself, and a body with lost code into nothing. */
static void test_not_expanded(void **state)
{
    (void)state;
    struct hand hand;
    hand_begin(&hand);
    struct block *start = hand_block(&hand);
    hand_call(&hand, start, "unlink");
    struct op *call = call_with(&hand, start, "f", "c:@F@f", NULL, 0);
    block_end_return(start, expr_call(hand.program, call), hand_origin(&hand));
    const struct expansion *expansion = expand_last(&hand);
    assert_non_null(expansion);
    assert_non_null(find_call(expansion->function, "f"));
    hand.function = function_create(hand.program, "g", "c:@F@g");
    start = hand_block(&hand);
    hand_call(&hand, start, "unlink");
    block_add_hole(hand.program, hand.function, start, HOLE_PARSE_ERROR, hand_origin(&hand));
    hand_return(&hand, start);
    function_finish(hand.program, hand.function);
    hand.function = function_create(hand.program, "h", "c:@F@h");
    start = hand_block(&hand);
    call_with(&hand, start, "g", "c:@F@g", NULL, 0);
    hand_return(&hand, start);
    assert_null(expand_last(&hand));
    hand_end(&hand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wrapper),
        cmocka_unit_test(test_ignored_result),
        cmocka_unit_test(test_not_expanded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
