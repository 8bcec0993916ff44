/* The table of sites, and the account at the end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
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

static const char *sites_report(struct fixture *x)
{
    char *bytes;
    size_t length;
    FILE *out = open_memstream(&bytes, &length);
    struct report_options options = {.format = FORMAT_TEXT, .list_sites = true};
    findings_finish(&x->findings);
    assert_true(report_write(out, &x->findings, &options, &x->arena));
    fclose(out);
    const char *copy = arena_copy(&x->arena, bytes, length);
    free(bytes);
    return copy;
}

static const char *summary(struct fixture *x)
{
    char *bytes;
    size_t length;
    FILE *out = open_memstream(&bytes, &length);
    findings_finish(&x->findings);
    report_summary(out, &x->findings, &x->arena);
    fclose(out);
    const char *copy = arena_copy(&x->arena, bytes, length);
    free(bytes);
    return copy;
}

static void columns_are_aligned(void **state)
{
    struct fixture *x = *state;
    static const struct residual RESIDUAL[] = {{id_ENOENT, CLASS_PATH, LIKELIHOOD_COMMON},
                                               {id_EIO, CLASS_DEVICE, LIKELIHOOD_EXOTIC}};
    struct site site = {.spot = {"src/a.c", 3, 4},
                        .function = "f",
                        .assertion = "ASSERT",
                        .sink = SINK_CLAIM,
                        .call = "getxattr",
                        .residual = RESIDUAL,
                        .residual_count = 2};
    errno_set_add(&site.treated, id_ENODATA);
    errno_set_add(&site.treated, id_EOPNOTSUPP);
    findings_add_site(&x->findings, &site);
    site = (struct site){.spot = {"src/a.c", 120, 4},
                         .assertion = "abort",
                         .sink = SINK_CLAIM,
                         .call = "",
                         .reason = REASON_LOST_ORIGIN};
    findings_add_site(&x->findings, &site);
    site = (struct site){.spot = {"src/\xc3\xa4.c", 1, 1},
                         .assertion = "die",
                         .sink = SINK_REPORT,
                         .call = "open",
                         .reason = REASON_REPORT_SINK};
    findings_add_site(&x->findings, &site);
    assert_string_equal(sites_report(x),
                        "src/a.c:3:4   reported -           claim  ASSERT getxattr "
                        "ENODATA, ENOTSUP | ENOENT(path, common) EIO(device, exotic)\n"
                        "src/a.c:120:4 blind    lost-origin claim  abort  -        none | none\n"
                        "src/\xc3\xa4.c:1:1   silent   report-sink report die    open     "
                        "none | none\n");
}

static void no_sites_no_lines(void **state)
{
    assert_string_equal(sites_report(*state), "");
}

static void names_cannot_forge_lines(void **state)
{
    struct fixture *x = *state;
    struct site site = {.spot = {"::a\n.c", 1, 1}, .assertion = "A\nB", .call = "c\x1b"};
    findings_add_site(&x->findings, &site);
    assert_string_equal(sites_report(x), "./::a .c:1:1 reported - claim A B c\\x1b none | none\n");
}

static void the_account(void **state)
{
    struct fixture *x = *state;
    x->findings.files = 3;
    x->findings.analysed = 2;
    struct site site = {.spot = {"a.c", 1, 1}, .reason = REASON_HOLE};
    findings_add_site(&x->findings, &site);
    findings_add_incomplete(&x->findings, "b.c", "x.h not\nfound");
    findings_add_failed(&x->findings, "c.c", "cannot be opened");
    findings_add_hint(&x->findings, "1 header is missing: pass -I");
    assert_string_equal(summary(x), "3 files: 2 analysed, 1 incomplete, 1 failed; "
                                    "sites: 1 found, 0 reported, 0 silent, 1 blind\n"
                                    "failed: c.c: cannot be opened\n"
                                    "incomplete: b.c: x.h not found\n"
                                    "hint: 1 header is missing: pass -I\n");
}

static void long_accounts_are_cut(void **state)
{
    struct fixture *x = *state;
    x->findings.files = 1;
    for (int i = 0; i < 12; i++)
        findings_add_incomplete(&x->findings, arena_printf(&x->arena, "%02d.c", i), "r");
    findings_add_failed(&x->findings, "z.c", "r");
    const char *text = summary(x);
    assert_non_null(strstr(text, "1 file: "));
    assert_non_null(strstr(text, "incomplete: 08.c: r\nand 3 more (--format json lists all)\n"));
    assert_null(strstr(text, "09.c"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(columns_are_aligned), TEST(no_sites_no_lines),     TEST(names_cannot_forge_lines),
        TEST(the_account),         TEST(long_accounts_are_cut),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
