/* Text that grows, and questions about strings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"

static void text_grows(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct text text;
    text_init(&text, &arena);
    assert_string_equal(text_get(&text), "");
    for (int i = 0; i < 100; i++)
        text_printf(&text, "%d,", i);
    text_add(&text, "end");
    text_add_bytes(&text, "xyz", 1);
    text_add_bytes(&text, NULL, 0);
    text_printf(&text, "%s", "");
    assert_int_equal(text.length, 10 * 2 + 90 * 3 + 4);
    assert_int_equal(strlen(text_get(&text)), text.length);
    assert_memory_equal(text_get(&text), "0,1,2,3,", 8);
    assert_true(text_ends_with(text_get(&text), "99,endx"));
    arena_release(&arena);
}

static void text_holds_large_pieces(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct text text;
    text_init(&text, &arena);
    text_printf(&text, "%5000s", "x");
    text_add(&text, "y");
    assert_int_equal(text.length, 5001);
    assert_int_equal(text_get(&text)[4999], 'x');
    arena_release(&arena);
}

static void questions(void **state)
{
    (void)state;
    assert_true(text_equal(NULL, NULL));
    assert_false(text_equal(NULL, ""));
    assert_false(text_equal("", NULL));
    assert_true(text_equal("a", "a"));
    assert_false(text_equal("a", "ab"));
    assert_true(text_starts_with("abc", "ab"));
    assert_true(text_starts_with("abc", ""));
    assert_false(text_starts_with("a", "ab"));
    assert_true(text_ends_with("abc", "bc"));
    assert_true(text_ends_with("abc", ""));
    assert_false(text_ends_with("c", "bc"));
}

static void pointers_are_compared_by_text(void **state)
{
    (void)state;
    const char *words[] = {"b", "c", "a"};
    qsort(words, 3, sizeof words[0], text_compare_pointers);
    assert_string_equal(words[0], "a");
    assert_string_equal(words[2], "c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_grows),
        cmocka_unit_test(text_holds_large_pieces),
        cmocka_unit_test(questions),
        cmocka_unit_test(pointers_are_compared_by_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
