/* Expectation comments against findings made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "findings/findings.h"
#include "run/strings.h"
#include "run/verify.h"
#include "source/source.h"

static const struct missing two_missing[] = {{.error = id_ENOENT}, {.error = id_EACCES}};

struct fixture {
    struct arena arena;
    struct strings differences;
    struct findings findings;
};

static int setup(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.differences = {0}};
    arena_init(&fixture.arena);
    findings_init(&fixture.findings, &fixture.arena);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    arena_release(&fixture->arena);
    return 0;
}

/* A finding over stat() that lacks ENOENT and EACCES, on this line. */
static void add_finding(struct fixture *fixture, unsigned line)
{
    findings_add(&fixture->findings, &(struct finding){.check = CHECK_MISSING_ERRNO,
                                                       .spot = {"a.c", line, 5},
                                                       .call = "stat",
                                                       .missing = two_missing,
                                                       .missing_count = 2});
}

/* The number of differences between the text's comments and the findings. */
static size_t compare(struct fixture *fixture, const char *text)
{
    struct source source;
    struct expectations list = {0};
    fixture->differences.count = 0;
    source_from_text(&source, &fixture->arena, "a.c", text);
    verify_read(&list, &fixture->arena, &source, "a.c", &fixture->differences);
    verify_file(&list, &fixture->findings, "a.c", &fixture->arena, &fixture->differences);
    return fixture->differences.count;
}

static void test_finding(void **state)
{
    struct fixture *fixture = *state;
    add_finding(fixture, 1);
    assert_int_equal(compare(fixture, "x; // expect: missing-errno stat ENOENT\n"), 0);
    assert_int_equal(compare(fixture, "x; // expect-only: missing-errno stat ENOENT EACCES\n"), 0);
    assert_int_equal(compare(fixture, "x; // expect: missing-errno stat ENOTDIR\n"), 2);
    assert_int_equal(compare(fixture, "x; // expect-only: missing-errno stat ENOENT\n"), 2);
    assert_int_equal(compare(fixture, "x; // expect: missing-errno open ENOENT\n"), 2);
    assert_int_equal(compare(fixture, "x;\n"), 1);
    assert_string_equal(fixture->differences.items[0],
                        "a.c:1: not expected: missing-errno stat EACCES, ENOENT");
}

static void test_forbidden(void **state)
{
    struct fixture *fixture = *state;
    add_finding(fixture, 1);
    assert_int_equal(compare(fixture, "x; // expect: missing-errno stat EACCES\n"
                                      "// forbid@-1: missing-errno stat ENOTDIR\n"),
                     0);
    assert_int_equal(compare(fixture, "x; // expect: missing-errno stat EACCES\n"
                                      "// forbid@-1: missing-errno stat ENOTDIR ENOENT\n"),
                     1);
    assert_int_equal(compare(fixture, "x; // expect: missing-errno stat EACCES\n"
                                      "// forbid@-1: missing-errno open ENOENT\n"),
                     0);
}

static void test_line_offsets(void **state)
{
    struct fixture *fixture = *state;
    add_finding(fixture, 2);
    assert_int_equal(compare(fixture, "// expect@+1: missing-errno stat ENOENT\nx;\n"), 0);
    assert_int_equal(compare(fixture, "\nx;\n\n// expect@-2: missing-errno stat ENOENT\n"), 0);
    assert_int_equal(compare(fixture, "// expect: missing-errno stat ENOENT\nx;\n"), 2);
}

static void test_one_expectation_takes_one_finding(void **state)
{
    struct fixture *fixture = *state;
    add_finding(fixture, 1);
    assert_int_equal(
        compare(
            fixture,
            "x; /* expect: missing-errno stat ENOENT */ // expect: missing-errno stat EACCES\n"),
        1);
    add_finding(fixture, 1);
    assert_int_equal(
        compare(
            fixture,
            "x; /* expect: missing-errno stat ENOENT */ // expect: missing-errno stat EACCES\n"),
        0);
}

static void test_silent(void **state)
{
    struct fixture *fixture = *state;
    findings_add_site(
        &fixture->findings,
        &(struct site){.spot = {"a.c", 1, 1}, .call = "stat", .reason = REASON_HANDLED});
    assert_int_equal(compare(fixture, "x; // silent: handled stat\n"), 0);
    assert_int_equal(compare(fixture, "x; // silent: handled\n"), 0);
    assert_int_equal(compare(fixture, "x; // silent: handled open\n"), 1);
    assert_int_equal(compare(fixture, "x; // silent: class stat\n"), 1);
    assert_int_equal(compare(fixture, "x; // silent: nonsense stat\n"), 1);
}

static void test_incomplete(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(compare(fixture, "// incomplete: on purpose\n"), 1);
    findings_add_incomplete(&fixture->findings, "a.c", "1 error");
    assert_int_equal(compare(fixture, "// incomplete: on purpose\n"), 0);
    assert_int_equal(compare(fixture, "int x;\n"), 1);
}

static void test_unreadable_comments(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(compare(fixture, "// expect: mising-errno stat ENOENT\n"), 1);
    assert_int_equal(compare(fixture, "// expect: missing-errno\n"), 1);
    assert_int_equal(compare(fixture, "// expect: missing-errno stat\n"), 1);
    assert_int_equal(compare(fixture, "// expect: missing-errno stat ENOSUCH\n"), 1);
    assert_int_equal(compare(fixture, "// expected: prose\n// expect nothing\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_finding, setup, teardown),
        cmocka_unit_test_setup_teardown(test_forbidden, setup, teardown),
        cmocka_unit_test_setup_teardown(test_line_offsets, setup, teardown),
        cmocka_unit_test_setup_teardown(test_one_expectation_takes_one_finding, setup, teardown),
        cmocka_unit_test_setup_teardown(test_silent, setup, teardown),
        cmocka_unit_test_setup_teardown(test_incomplete, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unreadable_comments, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
