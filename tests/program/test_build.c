/* Building functions: what function_finish keeps, in which order, and what expressions fold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "program/build.h"
#include "program/verify.h"

static const struct origin NOWHERE;

struct fixture {
    struct arena arena;
    struct program *program;
    struct function *function;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    arena_init(&fixture.arena);
    fixture.program = program_create(&fixture.arena);
    fixture.function = function_create(fixture.program, "f", "c:@F@f");
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_release(&fixture->arena);
    return 0;
}

static struct block *add_block(struct fixture *fixture)
{
    return function_add_block(fixture->program, fixture->function);
}

static void files_are_added_once(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(program_add_file(fixture->program, "a.c"), 0);
    assert_int_equal(program_add_file(fixture->program, "b.c"), 1);
    assert_int_equal(program_add_file(fixture->program, "a.c"), 0);
    assert_int_equal(fixture->program->file_count, 2);
}

static void parameters_are_places(void **state)
{
    struct fixture *fixture = *state;
    struct function *f = fixture->function;
    function_add_place(fixture->program, f, PLACE_LOCAL, "ret", TYPE_INTEGER);
    struct place *path =
        function_add_place(fixture->program, f, PLACE_PARAMETER, "path", TYPE_POINTER);
    assert_int_equal(f->place_count, 2);
    assert_int_equal(f->parameter_count, 1);
    assert_ptr_equal(f->parameters[0], path);
    assert_int_equal(path->number, 1);
}

static void unreachable_blocks_are_dropped(void **state)
{
    struct fixture *fixture = *state;
    struct block *entry = add_block(fixture), *dead = add_block(fixture), *end = add_block(fixture);
    block_add_hole(fixture->program, fixture->function, dead, HOLE_ASSEMBLY, NOWHERE);
    block_end_jump(fixture->program, entry, end);
    block_end_jump(fixture->program, dead, end);
    block_end_return(end, NULL, NOWHERE);
    function_finish(fixture->program, fixture->function);
    assert_int_equal(fixture->function->block_count, 2);
    assert_ptr_equal(fixture->function->blocks[0], entry);
    assert_ptr_equal(fixture->function->blocks[1], end);
    assert_int_equal(end->number, 1);
    assert_int_equal(fixture->function->hole_count, 0);
    assert_ptr_equal(fixture->program->functions[0], fixture->function);
}

/* A diamond built join first: the join must come after both arms. */
static void order_is_reverse_post_order(void **state)
{
    struct fixture *fixture = *state;
    struct program *program = fixture->program;
    struct block *entry = add_block(fixture), *join = add_block(fixture);
    struct block *yes = add_block(fixture), *no = add_block(fixture);
    block_end_branch(program, entry, expr_errno(program), function_new_condition(fixture->function),
                     yes, no, NOWHERE);
    block_end_jump(program, yes, join);
    block_end_jump(program, no, join);
    block_end_return(join, NULL, NOWHERE);
    function_finish(program, fixture->function);
    assert_int_equal(entry->number, 0);
    assert_int_equal(join->number, 3);
    assert_true(program_verify(program, fixture->function, NULL));
}

static void cases_are_reachable(void **state)
{
    struct fixture *fixture = *state;
    struct program *program = fixture->program;
    struct block *entry = add_block(fixture), *one = add_block(fixture), *rest = add_block(fixture);
    block_end_switch(program, entry, expr_errno(program), function_new_condition(fixture->function),
                     rest, NOWHERE);
    struct switch_case label = {.low = 2,
                                .high = 2,
                                .is_known = true,
                                .label = expr_error(program, id_ENOENT),
                                .target = one};
    block_add_case(program, entry, &label);
    block_end_return(one, NULL, NOWHERE);
    block_end_return(rest, NULL, NOWHERE);
    function_finish(program, fixture->function);
    assert_int_equal(fixture->function->block_count, 3);
    assert_true(program_verify(program, fixture->function, NULL));
}

static void a_loop_ends(void **state)
{
    struct fixture *fixture = *state;
    struct block *entry = add_block(fixture), *body = add_block(fixture);
    block_end_jump(fixture->program, entry, body);
    block_end_jump(fixture->program, body, body);
    block_end_jump(fixture->program, body, entry);
    function_finish(fixture->program, fixture->function);
    assert_int_equal(fixture->function->block_count, 2);
}

/* Recursion over so many blocks would exhaust the stack. */
static void many_blocks_are_numbered(void **state)
{
    enum { MANY = 200000 };
    struct fixture *fixture = *state;
    struct block *last = add_block(fixture);
    for (int i = 1; i < MANY; i++) {
        struct block *next = add_block(fixture);
        block_end_jump(fixture->program, last, next);
        last = next;
    }
    block_end_return(last, NULL, NOWHERE);
    function_finish(fixture->program, fixture->function);
    assert_int_equal(fixture->function->block_count, MANY);
    assert_int_equal(last->number, MANY - 1);
    assert_true(program_verify(fixture->program, fixture->function, NULL));
}

static void ops_are_numbered_and_copied(void **state)
{
    struct fixture *fixture = *state;
    struct program *program = fixture->program;
    struct block *entry = add_block(fixture);
    struct expr *arguments[] = {expr_int(program, 3)};
    struct callee callee = {.name = "close", .result = TYPE_INTEGER};
    struct op *call =
        block_add_call(program, fixture->function, entry, &callee, arguments, 1, NOWHERE);
    arguments[0] = NULL;
    struct op *hole = block_add_hole(program, fixture->function, entry, HOLE_PARSE_ERROR, NOWHERE);
    block_end_return(entry, NULL, NOWHERE);
    function_finish(program, fixture->function);
    assert_non_null(call->u.call.arguments[0]);
    assert_int_equal(call->number, 0);
    assert_int_equal(hole->number, 1);
    assert_int_equal(fixture->function->op_count, 2);
    assert_int_equal(fixture->function->hole_count, 1);
    assert_int_equal(expr_call(program, call)->type, TYPE_INTEGER);
}

static void negated_errors_fold(void **state)
{
    struct fixture *fixture = *state;
    struct expr *error = expr_error(fixture->program, id_EINTR);
    struct expr *negative = expr_negate(fixture->program, error);
    assert_int_equal(negative->kind, EXPR_INT);
    assert_int_equal(negative->u.constant.error, id_EINTR);
    assert_true(negative->u.constant.is_negative_error);
    assert_false(negative->u.constant.has_value);
    assert_string_equal(negative->u.constant.spelling, "EINTR");
    assert_false(expr_negate(fixture->program, negative)->u.constant.is_negative_error);
    assert_false(error->u.constant.is_negative_error);
}

static void negated_numbers_fold(void **state)
{
    struct fixture *fixture = *state;
    struct program *program = fixture->program;
    assert_int_equal(expr_negate(program, expr_int(program, 1))->u.constant.value, -1);
    struct expr *smallest = expr_negate(program, expr_int(program, INT64_MIN));
    assert_true(smallest->u.constant.value == INT64_MIN);
    assert_int_equal(expr_negate(program, expr_errno(program))->kind, EXPR_NEGATE);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(files_are_added_once),
        TEST(parameters_are_places),
        TEST(unreachable_blocks_are_dropped),
        TEST(order_is_reverse_post_order),
        TEST(cases_are_reachable),
        TEST(a_loop_ends),
        TEST(many_blocks_are_numbered),
        TEST(ops_are_numbered_and_copied),
        TEST(negated_errors_fold),
        TEST(negated_numbers_fold),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
