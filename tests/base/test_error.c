/* Errors as values: their texts, wrapping, and that they are cut rather than overrun. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"

static void texts(void **state)
{
    (void)state;
    struct error error = {""};
    assert_false(error_set(&error, "%s: is %d", "a", 1));
    assert_string_equal(error.text, "a: is 1");
    assert_false(error_set_errno(&error, ENOENT, "%s: cannot be opened", "a"));
    assert_string_equal(error.text, "a: cannot be opened: No such file or directory");
    assert_false(error_wrap(&error, "reading %s", "b"));
    assert_string_equal(error.text, "reading b: a: cannot be opened: No such file or directory");
}

static void no_error_is_fine(void **state)
{
    (void)state;
    assert_false(error_set(NULL, "a"));
    assert_false(error_set_errno(NULL, ENOENT, "a"));
    assert_false(error_wrap(NULL, "a"));
}

static void long_texts_are_cut(void **state)
{
    (void)state;
    struct error error = {""};
    assert_false(error_set(&error, "%2000s", "x"));
    assert_int_equal(strlen(error.text), ERROR_TEXT_SIZE - 1);
    assert_false(error_set_errno(&error, ENOENT, "%2000s", "x"));
    assert_int_equal(strlen(error.text), ERROR_TEXT_SIZE - 1);
    assert_false(error_wrap(&error, "%900s", "y"));
    assert_int_equal(strlen(error.text), ERROR_TEXT_SIZE - 1);
    assert_false(error_wrap(&error, "%2000s", "y"));
    assert_int_equal(strlen(error.text), ERROR_TEXT_SIZE - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts),
        cmocka_unit_test(no_error_is_fine),
        cmocka_unit_test(long_texts_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
