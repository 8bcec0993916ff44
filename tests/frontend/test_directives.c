/* Which conditions guard a place of a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "frontend/directives.h"
#include "frontend/tokens.h"

/* "+A -B": what must hold and what must not, from the outside in, where "here" stands. */
static void assert_guards(const char *expected, const char *string)
{
    struct arena arena;
    arena_init(&arena);
    struct source_text text = {string, strlen(string)};
    struct tokens tokens = tokens_read(&arena, text);
    struct guards guards =
        directives_guards(&arena, &tokens, (size_t)(strstr(string, "here") - string));
    char found[200] = "";
    for (size_t i = 0; i < guards.count; i++) {
        struct source_text condition = guards.items[i].condition;
        while (condition.length > 0 && condition.bytes[0] == ' ') {
            condition.bytes++;
            condition.length--;
        }
        strcat(found, i == 0 ? "" : " ");
        strcat(found, guards.items[i].is_wanted ? "+" : "-");
        strncat(found, condition.bytes, condition.length);
    }
    assert_string_equal(found, expected);
    arena_release(&arena);
}

static void test_branches(void **state)
{
    (void)state;
    assert_guards("", "here\n#ifdef A\n#endif\n");
    assert_guards("+A", "#ifdef A\nhere\n#endif\n");
    assert_guards("-A", "#ifndef A\nhere\n#endif\n");
    assert_guards("-A", "# ifdef A\n#else\nhere\n#endif\n");
    assert_guards("+A", "#ifndef A\n#else\nhere\n#endif\n");
    assert_guards("-A +B", "#if A\n#elif B\nhere\n#else\n#endif\n");
    assert_guards("-A -B", "#if A\n#elif B\n#else\nhere\n#endif\n");
    assert_guards("-A -B +C", "#if A\n#elif B\n#elif C\nhere\n#endif\n");
}

static void test_nesting(void **state)
{
    (void)state;
    assert_guards("+A +B", "#ifdef A\n#if B\nhere\n#endif\n#endif\n");
    assert_guards("+A", "#ifdef A\n#if B\n#else\n#endif\nhere\n#endif\n");
    assert_guards("-A +C", "#ifdef A\n#if B\n#endif\n#else\n#ifdef C\nhere\n#endif\n#endif\n");
    assert_guards("", "#endif\n#else\nhere\n");
}

static void test_no_directives(void **state)
{
    (void)state;
    assert_guards("", "/*\n#ifdef A\n*/ here\n");
    assert_guards("", "const char *s = \"#ifdef A\";\nhere\n");
    assert_guards("+A \\\n || B", "#if A \\\n || B\nhere\n#endif\n");
}

/* The offset of a branch tells whether it opens inside of what was left out. */
static void test_branch_offsets(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    static const char STRING[] = "#ifdef A\n#else\n#if B\nhere\n";
    struct tokens tokens = tokens_read(&arena, (struct source_text){STRING, strlen(STRING)});
    struct guards guards = directives_guards(&arena, &tokens, strlen(STRING));
    assert_int_equal(guards.count, 2);
    assert_int_equal(guards.items[0].branch, strlen("#ifdef A\n"));
    assert_int_equal(guards.items[1].branch, strlen("#ifdef A\n#else\n"));
    assert_int_not_equal(guards.items[0].frame, guards.items[1].frame);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_branches),
        cmocka_unit_test(test_nesting),
        cmocka_unit_test(test_no_directives),
        cmocka_unit_test(test_branch_offsets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
