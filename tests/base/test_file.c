/* Reading files, with everything that can be in their place, and paths as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"

struct fixture {
    struct arena arena;
    char directory[32];
};

static int set_up(void **state)
{
    static struct fixture x;
    arena_init(&x.arena);
    strcpy(x.directory, "file-XXXXXX");
    *state = &x;
    return mkdtemp(x.directory) == NULL;
}

static int tear_down(void **state)
{
    struct fixture *x = *state;
    unlink(path_join(&x->arena, x->directory, "a"));
    int failed = rmdir(x->directory);
    arena_release(&x->arena);
    return failed;
}

static const char *write_file(struct fixture *x, const char *bytes, size_t length)
{
    const char *path = path_join(&x->arena, x->directory, "a");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
    return path;
}

static void files_are_read_whole(void **state)
{
    struct fixture *x = *state;
    char *bytes;
    size_t length;
    struct error error = {""};
    const char *path = write_file(x, "a\0b", 3);
    assert_true(file_read(&bytes, &length, &x->arena, path, 3, &error));
    assert_int_equal(length, 3);
    assert_memory_equal(bytes, "a\0b", 4);
    path = write_file(x, "", 0);
    assert_true(file_read(&bytes, &length, &x->arena, path, 3, &error));
    assert_int_equal(length, 0);
    assert_string_equal(bytes, "");
}

static void expect_refusal(struct fixture *x, const char *path, size_t limit, const char *reason)
{
    char *bytes;
    size_t length;
    struct error error = {""};
    assert_false(file_read(&bytes, &length, &x->arena, path, limit, &error));
    assert_non_null(strstr(error.text, path));
    if (strstr(error.text, reason) == NULL)
        fail_msg("expected \"%s\", got \"%s\"", reason, error.text);
}

static void what_cannot_be_read_is_refused(void **state)
{
    struct fixture *x = *state;
    const char *path = path_join(&x->arena, x->directory, "a");
    expect_refusal(x, path, 100, "No such file");
    expect_refusal(x, x->directory, 100, "no regular file");
    expect_refusal(x, "/dev/null", 100, "no regular file");
    assert_int_equal(mkfifo(path, 0600), 0);
    expect_refusal(x, path, 100, "no regular file");
    unlink(path);
    write_file(x, "abcd", 4);
    expect_refusal(x, path, 3, "4 bytes, more than the 3");
}

/* Files there say they have no bytes and have some; what cannot be read whole must not look read.
 */
static void files_of_unknown_size(void **state)
{
    struct fixture *x = *state;
    char *bytes;
    size_t length;
    struct error error = {""};
    if (access("/proc/self/status", R_OK) != 0)
        return;
    assert_true(file_read(&bytes, &length, &x->arena, "/proc/self/status", 1000000, &error));
    assert_true(length > 0);
    assert_int_equal(bytes[length], '\0');
    expect_refusal(x, "/proc/self/status", 10, "more than the 10 bytes");
}

static void questions(void **state)
{
    struct fixture *x = *state;
    const char *path = write_file(x, "", 0);
    assert_true(file_is_regular(path));
    assert_false(file_is_directory(path));
    assert_true(file_is_directory(x->directory));
    assert_false(file_is_regular(x->directory));
    assert_false(file_is_regular(""));
}

static void joined_paths(void **state)
{
    struct fixture *x = *state;
    assert_string_equal(path_join(&x->arena, "a", "b"), "a/b");
    assert_string_equal(path_join(&x->arena, "a/", "b"), "a/b");
    assert_string_equal(path_join(&x->arena, "/", "b"), "/b");
    assert_string_equal(path_join(&x->arena, "a", "/b"), "/b");
    assert_string_equal(path_join(&x->arena, ".", "b"), "b");
    assert_string_equal(path_join(&x->arena, "", "b"), "b");
}

static void parts_of_paths(void **state)
{
    struct fixture *x = *state;
    assert_string_equal(path_directory(&x->arena, "a/b/c"), "a/b");
    assert_string_equal(path_directory(&x->arena, "/a"), "/");
    assert_string_equal(path_directory(&x->arena, "a"), ".");
    assert_string_equal(path_base("a/b.c"), "b.c");
    assert_string_equal(path_base("b.c"), "b.c");
    assert_string_equal(path_extension("a.d/b"), "");
    assert_string_equal(path_extension("a/b.tar.gz"), "gz");
    assert_string_equal(path_extension("b."), "");
}

static void absolute_paths(void **state)
{
    struct fixture *x = *state;
    assert_string_equal(path_absolute(&x->arena, "/a/b", "c"), "/a/b/c");
    assert_string_equal(path_absolute(&x->arena, "/a/b", "../c"), "/a/c");
    assert_string_equal(path_absolute(&x->arena, "/a/b", "./c//d/."), "/a/b/c/d");
    assert_string_equal(path_absolute(&x->arena, "/a/b", "/x/../../y"), "/y");
    assert_string_equal(path_absolute(&x->arena, "/a", ".."), "/");
    assert_string_equal(path_absolute(&x->arena, "/", "a"), "/a");
    assert_string_equal(path_absolute(&x->arena, "/a", ""), "/a");
    assert_string_equal(path_absolute(&x->arena, "/a", "..b/...//.c"), "/a/..b/.../.c");
    assert_string_equal(path_absolute(&x->arena, "/aa", "/bb/cc/../d"), "/bb/d");
}

static void relative_paths(void **state)
{
    (void)state;
    assert_string_equal(path_relative("/a/b", "/a/b/c/d"), "c/d");
    assert_string_equal(path_relative("/a/b", "/a/bc"), "/a/bc");
    assert_string_equal(path_relative("/a/b", "/a/b"), ".");
    assert_string_equal(path_relative("/a/b", "/a"), "/a");
    assert_string_equal(path_relative("/", "/a"), "a");
    assert_string_equal(path_relative("/", "/"), ".");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(files_are_read_whole),  TEST(what_cannot_be_read_is_refused),
        TEST(files_of_unknown_size), TEST(questions),
        TEST(joined_paths),          TEST(parts_of_paths),
        TEST(absolute_paths),        TEST(relative_paths),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
