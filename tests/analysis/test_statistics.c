/* Adding up the costs of functions. */
#include "analysis/statistics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/solve.h"
#include "base/arena.h"
#include "program/program.h"

static void test_bounds_count_functions_once(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct program_file file = {.path = "a.c"};
    struct program program = {.files = &file, .file_count = 1};
    struct function first = {.name = "first", .at = {.line = 3}};
    struct function second = {.name = "second", .at = {.line = 9}};
    struct analysis_statistics statistics = {0};
    statistics_add(&statistics, &arena, &program, &first,
                   &(struct solve_statistics){.overflows = 5, .unknown_blocks = 2}, 0.5, 100);
    statistics_add(&statistics, &arena, &program, &second,
                   &(struct solve_statistics){.overflows = 1, .fact_overflows = 7}, 0.25, 200);
    assert_int_equal(statistics.analysed, 2);
    assert_int_equal(statistics.disjuncts.times, 6);
    assert_int_equal(statistics.disjuncts.functions, 2);
    assert_int_equal(statistics.facts.times, 7);
    assert_int_equal(statistics.facts.functions, 1);
    assert_int_equal(statistics.paths.functions, 1);
    assert_int_equal(statistics.bindings.functions, 0);
    assert_string_equal(statistics.slowest.name, "first");
    assert_string_equal(statistics.largest.name, "second");
    assert_string_equal(statistics.largest.file, "a.c");
    assert_int_equal(statistics.largest.line, 9);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bounds_count_functions_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
