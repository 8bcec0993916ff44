/* Words from closed lists, and the answers to typing errors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "run/vocabulary.h"

static void test_find_check(void **state)
{
    (void)state;
    enum check check;
    assert_true(vocabulary_find_check(&check, "missing-errno"));
    assert_int_equal(check, CHECK_MISSING_ERRNO);
    assert_true(vocabulary_find_check(&check, "errno-lint-missing-errno"));
    assert_false(vocabulary_find_check(&check, "missing"));
    assert_false(vocabulary_find_check(&check, ""));
}

static void test_nearest(void **state)
{
    (void)state;
    static const char *const candidates[] = {"select", "ignore", "format"};
    assert_string_equal(vocabulary_nearest("fromat", candidates, 3), "format");
    assert_string_equal(vocabulary_nearest("selec", candidates, 3), "select");
    assert_null(vocabulary_nearest("nothing-like-it", candidates, 3));
    assert_null(vocabulary_nearest("", candidates, 3));
    char longest[300];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_null(vocabulary_nearest(longest, candidates, 3));
}

static void test_read_checks(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct error error;
    bool checks[CHECK_COUNT] = {false};
    assert_true(vocabulary_read_checks(checks, true, &arena, "--select", "missing-errno", &error));
    assert_true(checks[CHECK_MISSING_ERRNO]);
    assert_true(vocabulary_read_checks(checks, false, &arena, "--ignore", "all", &error));
    assert_false(checks[CHECK_MISSING_ERRNO]);
    assert_false(
        vocabulary_read_checks(checks, true, &arena, "--select", "missing-errno,nonsense", &error));
    assert_non_null(strstr(error.text, "--select: unknown word 'nonsense'"));
    assert_false(vocabulary_read_checks(checks, true, &arena, "--select", "", &error));
    arena_release(&arena);
}

static void test_read_classes(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct error error;
    bool classes[CLASS_COUNT] = {false};
    assert_true(vocabulary_read_classes(classes, &arena, "--classes", "path,signal", &error));
    assert_true(classes[CLASS_PATH]);
    assert_true(classes[CLASS_SIGNAL]);
    assert_false(classes[CLASS_DEFECT]);
    assert_false(vocabulary_read_classes(classes, &arena, "--classes", "paht", &error));
    assert_non_null(strstr(error.text, "did you mean 'path'?"));
    assert_non_null(strstr(error.text, "defect"));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find_check),
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_read_checks),
        cmocka_unit_test(test_read_classes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
