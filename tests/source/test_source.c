/* Lines of a source, with every kind of line end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "source/source.h"

static void expect_lines(const char *text, const char *const *lines, size_t count)
{
    struct arena arena;
    arena_init(&arena);
    struct source source;
    source_from_text(&source, &arena, "a.c", text);
    assert_int_equal(source.line_count, count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(source_line(&source, &arena, (unsigned)i + 1), lines[i]);
    assert_string_equal(source_line(&source, &arena, (unsigned)count + 1), "");
    assert_string_equal(source_line(&source, &arena, 0), "");
    arena_release(&arena);
}

static void line_ends(void **state)
{
    (void)state;
    static const char *const LINES[] = {"a", "", "b"};
    expect_lines("a\n\nb\n", LINES, 3);
    expect_lines("a\n\nb", LINES, 3);
    expect_lines("a\r\n\r\nb\r\n", LINES, 3);
    expect_lines("a\r\rb\r", LINES, 3);
    expect_lines("a\n\r\nb", LINES, 3);
    expect_lines("", NULL, 0);
    static const char *const EMPTY[] = {""};
    expect_lines("\n", EMPTY, 1);
}

static void files_are_read(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    char path[] = "source-XXXXXX";
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, "a\0b\nc", 5), 5);
    close(descriptor);
    struct source source;
    struct error error = {""};
    bool ok = source_read(&source, &arena, path, &error);
    unlink(path);
    assert_true(ok);
    assert_int_equal(source.length, 5);
    assert_int_equal(source.line_count, 2);
    assert_string_equal(source_line(&source, &arena, 2), "c");
    assert_false(source_read(&source, &arena, path, &error));
    assert_non_null(strstr(error.text, path));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line_ends),
        cmocka_unit_test(files_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
