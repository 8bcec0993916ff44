/* Lines that are too long go on below their last column. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "run/fold.h"

static void assert_folded(const char *text, size_t width, const char *expected)
{
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(fold_lines(&arena, text, width), expected);
    arena_release(&arena);
}

static void test_short_lines_stay(void **state)
{
    (void)state;
    assert_folded("", 40, "");
    assert_folded("one\n\n  two  three\n", 40, "one\n\n  two  three\n");
    assert_folded("no end of line", 40, "no end of line\n");
}

static void test_columns_are_kept(void **state)
{
    (void)state;
    assert_folded("  EIO  device  the storage failed while it was read\n"
                  "               source: probe\n",
                  36,
                  "  EIO  device  the storage failed\n"
                  "               while it was read\n"
                  "               source: probe\n");
    assert_folded("a line of words without any column in it\n", 22,
                  "a line of words\nwithout any column in\nit\n");
}

/* A column that leaves no room is given up; a long word begins further to the left. */
static void test_narrow(void **state)
{
    (void)state;
    assert_folded("                       a b c d e f g h\n", 30,
                  "                       a b c d\ne f g h\n");
    assert_folded("          see one:two:three:four:five:six:seven\n", 34,
                  "          see\n one:two:three:four:five:six:seven\n");
    assert_folded("abcdefghijklmnopqrstuvwxyz\n", 10, "abcdefghijklmnopqrstuvwxyz\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_short_lines_stay),
        cmocka_unit_test(test_columns_are_kept),
        cmocka_unit_test(test_narrow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
