/* How far an expression goes on below its first line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "source/source.h"

static unsigned last_line(const char *text, unsigned line, unsigned column)
{
    struct arena arena;
    arena_init(&arena);
    struct source source;
    source_from_text(&source, &arena, "x.c", text);
    unsigned last = source_last_line(&source, line, column);
    arena_release(&arena);
    return last;
}

static void test_extent(void **state)
{
    (void)state;
    assert_int_equal(last_line("f(a,\n  b);\ng();\n", 1, 1), 2);
    assert_int_equal(last_line("x = f(a,\n  (b), c\n);\ng();\n", 1, 5), 3);
    assert_int_equal(last_line("assert\n  (a)\n;", 1, 1), 2);
    assert_int_equal(last_line("(a ||\n b)\n", 1, 1), 2);
    assert_int_equal(last_line("f(\")\", ')',\n /* ) \n */ // )\n a)\n", 1, 1), 4);
    /* Nothing that goes on. */
    assert_int_equal(last_line("f(a);\ng(\n);\n", 1, 1), 1);
    assert_int_equal(last_line("errno == (\n1)\n", 1, 1), 1);
    assert_int_equal(last_line("x\n", 1, 1), 1);
    assert_int_equal(last_line("f) (\n", 1, 1), 1);
    assert_int_equal(last_line("f((\n", 1, 1), 1);
    assert_int_equal(last_line("f(\"\\", 1, 1), 1);
    assert_int_equal(last_line("f(/*", 1, 1), 1);
    assert_int_equal(last_line("", 1, 1), 1);
    assert_int_equal(last_line("f()\n", 9, 1), 9);
    assert_int_equal(last_line("f()\n", 1, 900), 1);
    assert_int_equal(last_line("f()\n", 0, 0), 0);
}

static void test_word(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct source source;
    source_from_text(&source, &arena, "x.c", "  CHECK_2(x);\nend");
    assert_string_equal(source_word(&source, &arena, 1, 3), "CHECK_2");
    assert_string_equal(source_word(&source, &arena, 1, 1), "");
    assert_string_equal(source_word(&source, &arena, 2, 1), "end");
    assert_string_equal(source_word(&source, &arena, 2, 4), "");
    assert_string_equal(source_word(&source, &arena, 9, 1), "");
    assert_string_equal(source_word(&source, &arena, 0, 0), "");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_extent), cmocka_unit_test(test_word)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
