/* Workflow commands: their escapes, their limits, and that nothing in a tree can write one of its
 * own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "findings/findings.h"
#include "report/report.h"

struct fixture {
    struct arena arena;
    struct findings findings;
};

static int set_up(void **state)
{
    static struct fixture x;
    arena_init(&x.arena);
    findings_init(&x.findings, &x.arena);
    *state = &x;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *x = *state;
    arena_release(&x->arena);
    return 0;
}

static const char *report(struct fixture *x)
{
    char *bytes;
    size_t length;
    FILE *out = open_memstream(&bytes, &length);
    struct report_options options = {.format = FORMAT_GITHUB};
    findings_finish(&x->findings);
    assert_true(report_write(out, &x->findings, &options, &x->arena));
    fclose(out);
    const char *copy = arena_copy(&x->arena, bytes, length);
    free(bytes);
    return copy;
}

static void add(struct fixture *x, enum level level, unsigned line, const char *message)
{
    struct finding finding = {.check = CHECK_MISSING_ERRNO,
                              .level = level,
                              .spot = {"src/a.c", line, 20},
                              .message = message,
                              .call = "open"};
    findings_add(&x->findings, &finding);
}

static size_t count(const char *text, const char *needle)
{
    size_t found = 0;
    for (const char *at = text; (at = strstr(at, needle)) != NULL; at++)
        found++;
    return found;
}

static void escapes(void **state)
{
    struct fixture *x = *state;
    static const char *const SOURCES[] = {"man:open(2)@6.03"};
    static const struct missing MISSING = {.error = id_EINTR,
                                           .name = "EINTR",
                                           .class = CLASS_SIGNAL,
                                           .likelihood = LIKELIHOOD_UNUSUAL,
                                           .why = "100% possible",
                                           .sources = SOURCES,
                                           .source_count = 1};
    struct finding finding = {.check = CHECK_MISSING_ERRNO,
                              .level = LEVEL_WARNING,
                              .spot = {"src/a,b:c%.c", 7, 20},
                              .message = "100% of a: b, c",
                              .call = "open",
                              .missing = &MISSING,
                              .missing_count = 1};
    findings_add(&x->findings, &finding);
    assert_string_equal(report(x),
                        "::warning title=errno-lint missing-errno,file=src/a%2Cb%3Ac%25.c,line=7,"
                        "endLine=7,col=20::100%25 of a: b, c%0Amissing: EINTR, unusual, signal: "
                        "100%25 possible; source: man:open(2)@6.03\n");
}

static void levels(void **state)
{
    struct fixture *x = *state;
    add(x, LEVEL_NOTE, 1, "n");
    add(x, LEVEL_ERROR, 2, "e");
    add(x, LEVEL_WARNING, 3, "w");
    assert_string_equal(
        report(x),
        "::error title=errno-lint missing-errno,file=src/a.c,line=2,endLine=2,col=20::e\n"
        "::warning title=errno-lint missing-errno,file=src/a.c,line=3,endLine=3,col=20::w\n"
        "::notice title=errno-lint missing-errno,file=src/a.c,line=1,endLine=1,col=20::n\n");
}

static void ten_of_each_level(void **state)
{
    struct fixture *x = *state;
    for (unsigned i = 1; i <= 13; i++)
        add(x, LEVEL_WARNING, i, "w");
    const char *text = report(x);
    assert_int_equal(count(text, "::warning "), 10);
    assert_int_equal(count(text, "::notice "), 1);
    assert_true(text_ends_with(text, "::notice title=errno-lint::3 more findings: GitHub shows ten "
                                     "of each level; --format text and --format json show all\n"));
}

static void exactly_ten_need_no_notice(void **state)
{
    struct fixture *x = *state;
    for (unsigned i = 1; i <= 10; i++)
        add(x, LEVEL_NOTE, i, "n");
    assert_int_equal(count(report(x), "::notice "), 10);
    assert_null(strstr(report(x), "more finding"));
}

/* The closing notice is one of the ten that are shown. */
static void the_notice_is_not_the_eleventh(void **state)
{
    struct fixture *x = *state;
    for (unsigned i = 1; i <= 11; i++)
        add(x, LEVEL_NOTE, i, "n");
    const char *text = report(x);
    assert_int_equal(count(text, "::notice "), 10);
    assert_non_null(strstr(text, "::2 more findings: "));
}

static void nothing_can_be_forged(void **state)
{
    struct fixture *x = *state;
    struct finding finding = {.check = CHECK_MISSING_ERRNO,
                              .level = LEVEL_WARNING,
                              .spot = {"a\n::error::b\r.c", 1, 1},
                              .message = "m\n::stop-commands::x\x1b[31m",
                              .call = "open"};
    findings_add(&x->findings, &finding);
    assert_string_equal(report(x), "::warning title=errno-lint missing-errno,file=a %3A%3Aerror"
                                   "%3A%3Ab .c,line=1,endLine=1,col=1::m ::stop-commands::x"
                                   "\\x1b[31m\n");
}

static void nothing_gives_nothing(void **state)
{
    assert_string_equal(report(*state), "");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(escapes),
        TEST(levels),
        TEST(ten_of_each_level),
        TEST(exactly_ten_need_no_notice),
        TEST(the_notice_is_not_the_eleventh),
        TEST(nothing_can_be_forged),
        TEST(nothing_gives_nothing),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
