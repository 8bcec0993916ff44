/* Each promise of program.h broken once: the verifier must name it. Every case starts from the same
 * sound function, b0: %0 = call getxattr(path); branch %0 == -1 ? b1 : b2 b1: t = 1; jump b3 b2: t
 * = 0; jump b3     b3: call abort() when t, else return. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "program/build.h"
#include "program/verify.h"

static const struct origin NOWHERE;

struct fixture {
    struct arena arena;
    struct program *program;
    struct function *f;
    struct block *entry, *yes, *no, *join, *fatal, *end;
    struct place *path, *kept;
    struct op *call, *abort;
    struct expr *test;
};

static void add_blocks(struct fixture *x)
{
    struct block **blocks[] = {&x->entry, &x->yes, &x->no, &x->join, &x->fatal, &x->end};
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
        *blocks[i] = function_add_block(x->program, x->f);
}

static void fill_blocks(struct fixture *x)
{
    struct program *p = x->program;
    struct callee getxattr = {.name = "getxattr", .result = TYPE_INTEGER};
    struct callee abort = {.name = "abort", .is_no_return = true, .result = TYPE_VOID};
    struct expr *arguments[] = {expr_place(p, x->path)};
    unsigned condition = function_new_condition(x->f);
    x->call = block_add_call(p, x->f, x->entry, &getxattr, arguments, 1, NOWHERE);
    x->test = expr_compare(p, COMPARE_EQ, expr_call(p, x->call), expr_int(p, -1));
    block_end_branch(p, x->entry, x->test, condition, x->yes, x->no, NOWHERE);
    block_add_assign(p, x->f, x->yes, x->kept, expr_int(p, 1), NOWHERE)->u.assign.condition =
        condition;
    block_end_jump(p, x->yes, x->join);
    block_add_assign(p, x->f, x->no, x->kept, expr_int(p, 0), NOWHERE)->u.assign.condition =
        condition;
    block_end_jump(p, x->no, x->join);
    block_end_branch(p, x->join, expr_place(p, x->kept), function_new_condition(x->f), x->fatal,
                     x->end, NOWHERE);
    x->abort = block_add_call(p, x->f, x->fatal, &abort, NULL, 0, NOWHERE);
    block_end_no_return(x->fatal);
    block_end_return(x->end, expr_call(p, x->call), NOWHERE);
}

static int set_up(void **state)
{
    static struct fixture x;
    arena_init(&x.arena);
    x.program = program_create(&x.arena);
    program_add_file(x.program, "a.c");
    x.f = function_create(x.program, "f", "c:@F@f");
    x.path = function_add_place(x.program, x.f, PLACE_PARAMETER, "path", TYPE_POINTER);
    x.kept = function_add_place(x.program, x.f, PLACE_TEMPORARY, "%0", TYPE_BOOL);
    add_blocks(&x);
    fill_blocks(&x);
    function_finish(x.program, x.f);
    *state = &x;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *x = *state;
    arena_release(&x->arena);
    return 0;
}

static void expect_broken(struct fixture *x, const char *promise)
{
    struct error error = {""};
    assert_false(program_verify(x->program, x->f, &error));
    if (strstr(error.text, promise) == NULL)
        fail_msg("expected \"%s\", got \"%s\"", promise, error.text);
}

static void a_sound_function_passes(void **state)
{
    struct fixture *x = *state;
    struct error error = {""};
    bool ok = program_verify(x->program, x->f, &error);
    assert_string_equal(error.text, "");
    assert_true(ok);
}

static void ends(void **state)
{
    struct fixture *x = *state;
    x->end->end = END_OPEN;
    x->end->subject = NULL;
    expect_broken(x, "the block has no end");
}

static void target_counts(void **state)
{
    struct fixture *x = *state;
    x->entry->target_count = 1;
    expect_broken(x, "number of targets");
}

static void targets_of_other_functions(void **state)
{
    struct fixture *x = *state;
    struct function *other = function_create(x->program, "g", "c:@F@g");
    x->yes->targets[0] = function_add_block(x->program, other);
    expect_broken(x, "outside of the function");
}

static void block_numbers(void **state)
{
    struct fixture *x = *state;
    x->join->number++;
    expect_broken(x, "block's number");
}

static void unreachable_blocks(void **state)
{
    struct fixture *x = *state;
    x->entry->targets[0] = x->no;
    expect_broken(x, "cannot be reached");
}

static void missing_condition_number(void **state)
{
    struct fixture *x = *state;
    x->entry->condition = 0;
    expect_broken(x, "a condition has no number");
}

static void unknown_condition_number(void **state)
{
    struct fixture *x = *state;
    x->entry->condition = x->f->condition_count + 1;
    expect_broken(x, "a condition has no number");
}

static void condition_number_without_condition(void **state)
{
    struct fixture *x = *state;
    x->yes->condition = 1;
    expect_broken(x, "without a condition");
}

static void assigned_condition_number(void **state)
{
    struct fixture *x = *state;
    x->yes->ops[0]->u.assign.condition = 99;
    expect_broken(x, "assignment's condition");
}

static void missing_subject(void **state)
{
    struct fixture *x = *state;
    x->entry->subject = NULL;
    expect_broken(x, "operand is missing");
}

static void subject_without_condition(void **state)
{
    struct fixture *x = *state;
    x->yes->subject = expr_errno(x->program);
    expect_broken(x, "subject without");
}

static void negated_branches(void **state)
{
    struct fixture *x = *state;
    x->entry->subject = expr_not(x->program, x->test);
    expect_broken(x, "tests a negation");
}

static void missing_operand(void **state)
{
    struct fixture *x = *state;
    x->test->u.pair.right = NULL;
    expect_broken(x, "operand is missing");
}

static void rings_of_operands(void **state)
{
    struct fixture *x = *state;
    x->test->u.pair.right = x->test;
    expect_broken(x, "in a ring");
}

static void places_of_other_functions(void **state)
{
    struct fixture *x = *state;
    struct function *other = function_create(x->program, "g", "c:@F@g");
    struct place *place = function_add_place(x->program, other, PLACE_LOCAL, "r", TYPE_INTEGER);
    x->call->u.call.arguments[0] = expr_place(x->program, place);
    expect_broken(x, "reads a place of another function");
    x->call->u.call.arguments[0] = expr_address(x->program, place);
    expect_broken(x, "takes the address of a place of another function");
    x->call->u.call.arguments[0] = expr_errno(x->program);
    x->yes->ops[0]->u.assign.place = place;
    expect_broken(x, "assignment to a place of another function");
}

static void calls_before_their_results(void **state)
{
    struct fixture *x = *state;
    x->call->u.call.arguments[0] = expr_call(x->program, x->call);
    expect_broken(x, "does not stand before it");
}

static void calls_on_one_path_alone(void **state)
{
    struct fixture *x = *state;
    x->end->subject = expr_call(x->program, x->abort);
    expect_broken(x, "does not stand before it");
}

static void results_of_what_is_no_call(void **state)
{
    struct fixture *x = *state;
    x->end->subject->u.call = x->yes->ops[0];
    expect_broken(x, "is no call");
}

static void temporaries_on_one_path_alone(void **state)
{
    struct fixture *x = *state;
    x->no->op_count = 0;
    expect_broken(x, "a temporary is read");
}

static void op_numbers(void **state)
{
    struct fixture *x = *state;
    x->abort->number = x->call->number;
    expect_broken(x, "same number");
    x->abort->number = 1000;
    expect_broken(x, "op_count");
}

static void calls_that_never_return(void **state)
{
    struct fixture *x = *state;
    x->call->u.call.callee.is_no_return = true;
    expect_broken(x, "does not end its block");
}

static void no_return_without_such_a_call(void **state)
{
    struct fixture *x = *state;
    x->abort->u.call.callee.is_no_return = false;
    expect_broken(x, "no such call is last");
}

static void hole_counts(void **state)
{
    struct fixture *x = *state;
    x->f->hole_count = 1;
    expect_broken(x, "hole_count");
}

static void callee_names(void **state)
{
    struct fixture *x = *state;
    x->call->u.call.callee.kind = CALLEE_METHOD;
    expect_broken(x, "class is missing");
    x->call->u.call.callee.name = NULL;
    expect_broken(x, "name is missing");
}

static void files(void **state)
{
    struct fixture *x = *state;
    x->call->origin.at = (struct location){.file = 7, .line = 1, .column = 1};
    expect_broken(x, "names a file");
}

static void cases(void **state)
{
    struct fixture *x = *state;
    struct switch_case one = {.low = 5,
                              .high = 2,
                              .is_known = true,
                              .label = expr_error(x->program, id_ENOENT),
                              .target = x->end};
    x->join->end = END_SWITCH;
    x->join->target_count = 1;
    block_add_case(x->program, x->join, &one);
    expect_broken(x, "range is empty");
    x->join->cases[0].low = 2;
    x->join->cases[0].label = expr_errno(x->program);
    expect_broken(x, "label is no constant");
    x->join->cases[0].target = NULL;
    expect_broken(x, "case leads out");
    x->join->end = END_BRANCH;
    x->join->target_count = 2;
    expect_broken(x, "cases without a switch");
}

static void constants(void **state)
{
    struct fixture *x = *state;
    x->test->u.pair.right->u.constant.is_negative_error = true;
    expect_broken(x, "negative of no errno");
}

static void errno_addresses(void **state)
{
    struct fixture *x = *state;
    struct expr *address = expr_address(x->program, x->path);
    address->is_errno_address = true;
    x->call->u.call.arguments[0] = address;
    expect_broken(x, "something else as well");
}

static void parameters(void **state)
{
    struct fixture *x = *state;
    x->path->kind = PLACE_LOCAL;
    expect_broken(x, "parameter is no such place");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_sound_function_passes),
        TEST(ends),
        TEST(target_counts),
        TEST(targets_of_other_functions),
        TEST(block_numbers),
        TEST(unreachable_blocks),
        TEST(missing_condition_number),
        TEST(unknown_condition_number),
        TEST(condition_number_without_condition),
        TEST(assigned_condition_number),
        TEST(missing_subject),
        TEST(subject_without_condition),
        TEST(negated_branches),
        TEST(missing_operand),
        TEST(rings_of_operands),
        TEST(places_of_other_functions),
        TEST(calls_before_their_results),
        TEST(calls_on_one_path_alone),
        TEST(results_of_what_is_no_call),
        TEST(temporaries_on_one_path_alone),
        TEST(op_numbers),
        TEST(calls_that_never_return),
        TEST(no_return_without_such_a_call),
        TEST(hole_counts),
        TEST(callee_names),
        TEST(files),
        TEST(cases),
        TEST(constants),
        TEST(errno_addresses),
        TEST(parameters),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
