/* Suppression comments: where they hold, and what makes them void. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "findings/findings.h"
#include "run/strings.h"
#include "run/suppress.h"
#include "source/source.h"

struct fixture {
    struct arena arena;
    struct suppressions list;
    struct strings warnings;
    struct findings findings;
};

static int setup(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.list = {0}};
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

static void read_text(struct fixture *fixture, const char *text)
{
    struct source source;
    source_from_text(&source, &fixture->arena, "a.c", text);
    suppress_read(&fixture->list, &fixture->arena, &source, "a.c");
    suppress_warn_wrong(&fixture->list, &fixture->arena, &fixture->warnings);
}

/* A finding and its site at this line; `step_line` is that of the assertion's step. */
static void add_finding(struct fixture *fixture, unsigned line, unsigned step_line)
{
    struct step *step = arena_alloc(&fixture->arena, sizeof *step);
    *step = (struct step){.spot = {"a.c", step_line, 1}, .is_assertion = true};
    findings_add(&fixture->findings, &(struct finding){.check = CHECK_MISSING_ERRNO,
                                                       .spot = {"a.c", line, 5},
                                                       .call = "stat",
                                                       .steps = step,
                                                       .step_count = 1});
    findings_add_site(&fixture->findings, &(struct site){.spot = {"a.c", line, 5}, .call = "stat"});
}

static void test_same_line(void **state)
{
    struct fixture *fixture = *state;
    read_text(fixture,
              "int a;\nassert(x); /* errno-lint: ignore[missing-errno] because */\nint b;\n");
    add_finding(fixture, 2, 2);
    add_finding(fixture, 3, 3);
    suppress_findings(&fixture->list, &fixture->findings);
    assert_int_equal(fixture->findings.count, 1);
    assert_int_equal(fixture->findings.items[0].spot.line, 3);
    assert_int_equal(fixture->findings.sites[0].reason, REASON_SUPPRESSED);
    assert_int_equal(fixture->findings.sites[1].reason, REASON_NONE);
    assert_true(fixture->list.items[0].is_used);
    assert_int_equal(fixture->warnings.count, 0);
}

static void test_line_above(void **state)
{
    struct fixture *fixture = *state;
    read_text(
        fixture,
        "// errno-lint: ignore[missing-errno] because\n// more words\nassert(x);\nassert(y);\n");
    add_finding(fixture, 3, 3);
    add_finding(fixture, 4, 4);
    suppress_findings(&fixture->list, &fixture->findings);
    assert_int_equal(fixture->findings.count, 1);
    assert_int_equal(fixture->findings.items[0].spot.line, 4);
}

static void test_behind_code_above_is_not_for_the_next_line(void **state)
{
    struct fixture *fixture = *state;
    read_text(fixture, "int x; // errno-lint: ignore[missing-errno] because\nassert(x);\n");
    add_finding(fixture, 2, 2);
    suppress_findings(&fixture->list, &fixture->findings);
    assert_int_equal(fixture->findings.count, 1);
    assert_false(fixture->list.items[0].is_used);
}

static void test_line_of_the_step(void **state)
{
    struct fixture *fixture = *state;
    read_text(fixture, "a\nb // errno-lint: ignore[missing-errno] because\n");
    add_finding(fixture, 9, 2);
    suppress_findings(&fixture->list, &fixture->findings);
    assert_int_equal(fixture->findings.count, 0);
}

static void expect_void(struct fixture *fixture, const char *comment, const char *message)
{
    size_t before = fixture->warnings.count, findings = fixture->findings.count;
    fixture->list = (struct suppressions){0};
    read_text(fixture, comment);
    add_finding(fixture, 1, 1);
    suppress_findings(&fixture->list, &fixture->findings);
    assert_int_equal(fixture->findings.count, findings + 1);
    assert_int_equal(fixture->warnings.count, before + 1);
    const char *warning = fixture->warnings.items[before];
    assert_non_null(strstr(warning, "a.c:1: "));
    assert_non_null(strstr(warning, message));
}

static void test_void_comments(void **state)
{
    struct fixture *fixture = *state;
    expect_void(fixture, "/* errno-lint: ignore[missing-errno] */", "without a reason");
    expect_void(fixture, "/* errno-lint: ignore[missing-errno] - */", "without a reason");
    expect_void(fixture, "/* errno-lint: ignore[mising-errno] because */",
                "did you mean 'missing-errno'");
    expect_void(fixture, "/* errno-lint: ignore because */", "not understood");
    expect_void(fixture, "/* errno-lint: ignore[missing-errno because */", "not understood");
    expect_void(fixture, "/* errno-lint: ignore[] because */", "unknown word");
}

static void test_prose_is_no_suppression(void **state)
{
    struct fixture *fixture = *state;
    read_text(fixture, "/* see errno-lint: ignore[missing-errno] */\nchar *s = \"/* errno-lint: "
                       "ignore[x] */\";\n");
    assert_int_equal(fixture->list.count, 0);
    assert_int_equal(fixture->warnings.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_same_line, setup, teardown),
        cmocka_unit_test_setup_teardown(test_line_above, setup, teardown),
        cmocka_unit_test_setup_teardown(test_behind_code_above_is_not_for_the_next_line, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_line_of_the_step, setup, teardown),
        cmocka_unit_test_setup_teardown(test_void_comments, setup, teardown),
        cmocka_unit_test_setup_teardown(test_prose_is_no_suppression, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
