/* Reading unified diffs, also such that nobody's program has made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "project/diff.h"

static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

/* "OLD>NEW -first,count+first,count ...;" for each file, or the error. */
static const char *parse_bytes(const char *bytes, size_t length)
{
    struct diff diff;
    struct error error = {0};
    if (!diff_parse(&diff, &arena, bytes, length, "x", &error))
        return arena_strdup(&arena, error.text);
    struct text text;
    text_init(&text, &arena);
    for (size_t i = 0; i < diff.count; i++) {
        const struct diff_file *file = &diff.files[i];
        text_printf(&text, "%s>%s%s%s", file->old_name == NULL ? "" : file->old_name,
                    file->new_name == NULL ? "" : file->new_name, file->is_git ? " git" : "",
                    file->is_binary ? " binary" : "");
        for (size_t j = 0; j < file->run_count; j++) {
            const struct diff_run *run = &file->runs[j];
            text_printf(&text, " -%u,%u+%u,%u", run->old_first, run->old_count, run->new_first,
                        run->new_count);
        }
        text_add(&text, ";");
    }
    return text_get(&text);
}

static const char *parse(const char *text)
{
    return parse_bytes(text, strlen(text));
}

#define HEAD "--- a/f.c\n+++ b/f.c\n"
#define GIT "diff --git a/f.c b/f.c\nindex 1..2 100644\n"

static void test_runs(void **state)
{
    (void)state;
    assert_string_equal(parse(GIT HEAD "@@ -3 +3 @@ int f(void)\n-a\n+b\n"),
                        "a/f.c>b/f.c git -3,1+3,1;");
    /* Lines of context separate runs; what is written for "no lines" is the line before. */
    assert_string_equal(parse(HEAD "@@ -1,5 +1,5 @@\n-a\n b\n c\n+d\n \n-e\n+f\n"),
                        "a/f.c>b/f.c -1,1+1,0 -4,0+3,1 -5,1+5,1;");
    assert_string_equal(parse(HEAD "@@ -4,2 +3,0 @@\n-a\n-b\n@@ -9,0 +8,2 @@\n+c\n+d\n"),
                        "a/f.c>b/f.c -4,2+4,0 -10,0+8,2;");
    assert_string_equal(parse(HEAD "@@ -1,2 +0,0 @@\n-a\n-b\n"), "a/f.c>b/f.c -1,2+1,0;");
    /* An empty line is one of context that lost its blank. */
    assert_string_equal(parse(HEAD "@@ -1,2 +1,3 @@\n a\n\n+b\n"), "a/f.c>b/f.c -3,0+3,1;");
    assert_string_equal(parse(HEAD "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n"
                                   "\\ No newline at end of file\n"),
                        "a/f.c>b/f.c -1,1+1,1;");
    assert_string_equal(parse("--- a/f.c\r\n+++ b/f.c\r\n@@ -1,2 +1,2 @@\r\n-a\r\n+b\r\n\r\n"),
                        "a/f.c>b/f.c -1,1+1,1;");
    /* Lines of a hunk that look like the head of a file. */
    assert_string_equal(parse(HEAD "@@ -1,2 +1,2 @@\n--- old\n-b\n+++ new\n+@@ -1 +1 @@\n"),
                        "a/f.c>b/f.c -1,2+1,2;");
}

static void test_names(void **state)
{
    (void)state;
    static const char hunk[] = "@@ -0,0 +1 @@\n+a\n";
    static const struct {
        const char *heads, *expected;
    } cases[] = {
        {"--- /dev/null\n+++ b/f.c\n", ">b/f.c -1,0+1,1;"},
        {"--- a/a b.c\t\n+++ b/a b.c\t\n", "a/a b.c>b/a b.c -1,0+1,1;"},
        {"--- x.c\t2024-01-01 10:00:00.0 +0000\n+++ y.c\t2024-01-01\n", "x.c>y.c -1,0+1,1;"},
        {"--- x.c\t(revision 7)\r\n+++ x.c\t(working copy)\r\n", "x.c>x.c -1,0+1,1;"},
        {"--- \"a/n\\303\\244 \\\"q\\\" \\t.c\"\n+++ \"b/\\\\.c\"\n",
         "a/n\303\244 \"q\" \t.c>b/\\.c -1,0+1,1;"},
        {"diff --git a/old.c b/new.c\nsimilarity index 90%\nrename from old.c\nrename to new.c\n"
         "--- a/old.c\n+++ b/new.c\n",
         "a/old.c>b/new.c git -1,0+1,1;"},
        {"diff -u x.c y.c\n--- x.c\n+++ y.c\n", "x.c>y.c -1,0+1,1;"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(parse(arena_printf(&arena, "%s%s", cases[i].heads, hunk)),
                            cases[i].expected);
    assert_string_equal(parse("--- a/f.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"), "a/f.c> -1,1+1,0;");
}

static void test_text_around(void **state)
{
    (void)state;
    assert_string_equal(parse(""), "");
    assert_string_equal(parse("\n \r\n"), "");
    assert_string_equal(
        parse("From: x\nSubject: y\n\n--- \nthis is no name\n---\n f.c | 2 +-\n\n" GIT HEAD
              "@@ -1 +1 @@\n-a\n+b\n-- \n2.39.5\n\n"),
        "a/f.c>b/f.c git -1,1+1,1;");
    assert_string_equal(parse("diff --git a/x b/x\nold mode 100644\nnew mode 100755\n"), "");
    assert_string_equal(
        parse("diff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\n"), "");
    assert_string_equal(
        parse("diff --git a/x and y b/z.c\nBinary files a/x and y and b/z.c differ\n"),
        ">b/z.c git binary;");
    assert_string_equal(parse("Binary files /dev/null and \"b/\\303\\244.c\" differ\r\n"),
                        ">b/\303\244.c binary;");
    assert_string_equal(
        parse(HEAD "@@ -1 +1 @@\n-a\n+b\n" GIT "--- a/f.c\n+++ b/g.c\n@@ -2 +2 @@\n-a\n+b\n"),
        "a/f.c>b/f.c -1,1+1,1;a/f.c>b/g.c git -2,1+2,1;");
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"int main(void);\n", "x: there is no unified diff in it"},
        {"@@ -1 +1 @@\n-a\n+b\n", "x:1: a hunk before the name"},
        {GIT "@@ -1 +1 @@\n", "x:3: a hunk before the name"},
        {HEAD "@@ -1 +1 @@\n-a\n", "x:3: the diff ends within"},
        {HEAD "@@ -1,2 +1,2 @@\n-a\n+b\n", "x:3: the diff ends within"},
        {HEAD "@@ -1 +1 @@\n-a\n+b\n+c\n", "x:3: the hunk has more lines"},
        {HEAD "@@ -1 +1 @@\n-a\n+b\n\\ No newline\n-c\n", "x:3: the hunk has more lines"},
        {HEAD "@@ -1 +1 @@\n-a\n+b\n c\n", "x:3: the hunk has more lines"},
        {HEAD "@@ -1 +1 @@\n-a\n-b\n", "x:3: the hunk has other lines"},
        {HEAD "@@ -1,0 +1,2 @@\n a\n+b\n", "x:3: the hunk has other lines"},
        {HEAD "@@ -1,3 +1 @@\n a\ndiff --git a/f b/f\n", "x:5: this is no line of a hunk"},
        {HEAD "@@ -1 +x @@\n", "x:3: this is no head of a hunk"},
        {HEAD "@@ -1 +1", "x:3: this is no head of a hunk"},
        {HEAD "@@ -\n", "x:3: this is no head of a hunk"},
        {HEAD "@@ -1, +1 @@\n", "x:3: this is no head of a hunk"},
        {HEAD "@@ -0 +1 @@\n", "x:3: this is no head of a hunk"},
        {HEAD "@@ -1 +4294967296 @@\n", "x:3: this is no head of a hunk"},
        {HEAD "@@ -1 +1,99999999999999999999 @@\n", "x:3: this is no head of a hunk"},
        {HEAD "@@ -1 +-1 @@\n", "x:3: this is no head of a hunk"},
        {HEAD "@@ -1,1000000000 +1,1000000000 @@\n a\n", "x:3: the diff ends within"},
        {"diff --cc f.c\nindex 1,2..3\n", "x:1: a combined diff"},
        {HEAD "@@@ -1 -1 +1 @@@\n", "x:3: a combined diff"},
        {"--- \"a/f.c\n+++ b/f.c\n", "x:1: a quoted name without an end"},
        {"--- a/f.c\n+++ \"b/\\9.c\"\n", "x:2: a quoted name with an unknown escape"},
        {"--- a/f.c\n+++ \"b/\\000.c\"\n", "x:2: a quoted name with an unknown escape"},
        {"--- a/f.c\n+++ \"b/\\777.c\"\n", "x:2: a quoted name with an unknown escape"},
        {"--- a/f.c\n+++ \"b/\\", "x:2: a quoted name with an unknown escape"},
        {"--- a/f.c\n+++ \"b/\\1\"\n", "x:2: a quoted name with an unknown escape"},
        {"--- a/f.c\n+++ \n", "x:2: an empty name"},
        {"--- a/f.c\n+++ \r\n", "x:2: an empty name"},
        {"--- a/f.c\n+++ \"\"\n", "x:2: an empty name"},
        {"--- a/f.c\n+++ \t2024\n", "x:2: an empty name"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *got = parse(cases[i].text);
        if (!text_starts_with(got, cases[i].expected))
            fail_msg("case %zu: \"%s\", not \"%s\"", i, got, cases[i].expected);
    }
    static const char nul[] = "--- a/f.c\n+++ b/f\0.c\n";
    assert_string_equal(parse_bytes(nul, sizeof nul - 1), "x:2: a name with a NUL in it");
}

/* A diff cut anywhere is read or refused, but never read past its end. */
static void test_cut(void **state)
{
    (void)state;
    static const char whole[] =
        GIT "--- \"a/\\303.c\"\n+++ \"b/\\303.c\"\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n\\ No newline\n"
            "Binary files a/x and b/x differ\r\n";
    for (size_t length = 0; length < sizeof whole; length++) {
        char *part = test_malloc(length + 1); /* its end is guarded */
        memcpy(part, whole, length);
        const char *got = parse_bytes(part, length);
        assert_non_null(got);
        if (length == sizeof whole - 1)
            assert_string_equal(got, "a/\303.c>b/\303.c git -2,1+2,1;>b/x git binary;");
        test_free(part);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_runs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_text_around, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_cut, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
