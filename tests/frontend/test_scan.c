/* Reading heads and #defines in raw text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "frontend/scan.h"

static struct source_text text_of(const char *string)
{
    return (struct source_text){string, strlen(string)};
}

static struct head head_of(const char *string)
{
    return scan_head(text_of(string), 0);
}

static void test_head_parts(void **state)
{
    (void)state;
    struct head head = head_of("for (int i = f(1; 2); /* ; */ ; i++) g();");
    assert_true(head.is_found);
    assert_int_equal(head.semicolons, 2);
    assert_true(head.has_part[0]);
    assert_false(head.has_part[1]);
    assert_true(head.has_part[2]);
    head = head_of("for (;;) ;");
    assert_int_equal(head.semicolons, 2);
    assert_false(head.has_part[0] || head.has_part[1] || head.has_part[2]);
}

static void test_head_is_not_fooled(void **state)
{
    (void)state;
    assert_int_equal(head_of("if (f(\";)\", ';', R\"x(;)x\") [&]{ a; }()) b;").semicolons, 0);
    assert_int_equal(head_of("if (a // ; ) \n == 1) b;").semicolons, 0);
    assert_int_equal(head_of("if (int n = 1'000; n) b;").semicolons, 1);
    assert_int_equal(head_of("switch (a; b) {").semicolons, 1);
    assert_false(head_of("if (a").is_found);
    assert_false(head_of("do { } while (0);").is_found);
}

static void test_head_words(void **state)
{
    (void)state;
    assert_true(head_of("if constexpr (a) b;").is_constexpr);
    struct head head = head_of("if !consteval { }");
    assert_true(head.is_consteval && head.is_negated);
    assert_true(head_of("asm volatile goto (\"\" : : : : out);").is_goto);
    assert_false(head_of("asm volatile (\"goto\" : : );").is_goto);
}

static void test_define(void **state)
{
    (void)state;
    struct source_text text =
        text_of("int a;\n #  define ONE \\\n   1\n#define F(x) (x + 2)\nint b = 3;\n");
    struct define define = scan_define(text, (size_t)(strchr(text.bytes, '1') - text.bytes));
    assert_int_equal(define.name.length, 3);
    assert_memory_equal(define.name.bytes, "ONE", 3);
    assert_false(define.is_function_like);
    define = scan_define(text, (size_t)(strchr(text.bytes, '2') - text.bytes));
    assert_memory_equal(define.name.bytes, "F", 1);
    assert_true(define.is_function_like);
    assert_int_equal(scan_define(text, (size_t)(strchr(text.bytes, '3') - text.bytes)).name.length,
                     0);
}

static void test_words(void **state)
{
    (void)state;
    struct source_text text = text_of("path.c_str ()");
    struct name name = scan_word_before(text, strlen("path.c_str"));
    assert_int_equal(name.length, strlen("c_str"));
    assert_true(scan_is_called(text, name));
    assert_int_equal(scan_word_before(text, strlen("path.")).length, 0);
    assert_int_equal(scan_identifier(text_of("9a"), 0).length, 0);
    assert_int_equal(scan_matching(text_of("[a, (b[1]), c] d"), 0), strlen("[a, (b[1]), c]"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_head_parts), cmocka_unit_test(test_head_is_not_fooled),
        cmocka_unit_test(test_head_words), cmocka_unit_test(test_define),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
