/* The JSON format: keys and nesting are a promise, so it is compared word for word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>
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

static const char *report(struct fixture *x, bool is_site_list)
{
    char *bytes;
    size_t length;
    FILE *out = open_memstream(&bytes, &length);
    struct report_options options = {.format = FORMAT_JSON,
                                     .list_sites = is_site_list,
                                     .tool_version = "1.2.3",
                                     .rules_version = "2026.1.0"};
    findings_finish(&x->findings);
    assert_true(report_write(out, &x->findings, &options, &x->arena));
    fclose(out);
    const char *copy = arena_copy(&x->arena, bytes, length);
    free(bytes);
    return copy;
}

/* The same JSON without layout, as text to compare. */
static void expect_json(const char *printed, const char *expected)
{
    cJSON *tree = cJSON_Parse(printed);
    assert_non_null(tree);
    char *compact = cJSON_PrintUnformatted(tree);
    assert_string_equal(compact, expected);
    cJSON_free(compact);
    cJSON_Delete(tree);
    assert_int_equal(printed[strlen(printed) - 1], '\n');
}

static void an_empty_report(void **state)
{
    struct fixture *x = *state;
    expect_json(report(x, false),
                "{\"version\":1,\"tool\":{\"name\":\"errno-lint\",\"version\":\"1.2.3\","
                "\"rules\":\"2026.1.0\"},\"findings\":[],\"summary\":{\"files\":0,\"analysed\":0,"
                "\"without_errnos\":0,\"test_code\":0,\"without_changes\":0,"
                "\"incomplete\":[],\"failed\":[],\"sites\":{\"found\":0,\"reported\":0,"
                "\"silent\":0,\"blind\":0}}}");
}

static void add_finding(struct findings *findings)
{
    static const char *const KINDS[] = {"memfd"}, *const SOURCES[] = {"probe", "man:a(2)@6.03"};
    static const struct missing MISSING = {id_ENOENT,   "ENOENT",
                                           CLASS_PATH,  LIKELIHOOD_COMMON,
                                           REMEDY_FAIL, "it leads nowhere",
                                           KINDS,       1,
                                           SOURCES,     2,
                                           false};
    static const struct step STEP = {{"src/a.cc", 4, 9}, "fails \"here\"", false};
    struct finding finding = {.check = CHECK_MISSING_ERRNO,
                              .level = LEVEL_WARNING,
                              .spot = {"src/a.cc", 10, 5},
                              .function = "f",
                              .assertion = "ASSERT",
                              .message = "bad \xff byte",
                              .call = "getxattr",
                              .call_spot = {"src/a.cc", 4, 9},
                              .missing = &MISSING,
                              .missing_count = 1,
                              .steps = &STEP,
                              .step_count = 1,
                              .remedy = "a"};
    errno_set_add(&finding.allowed, id_ENODATA);
    errno_set_add(&finding.allowed, id_EOPNOTSUPP);
    findings_add(findings, &finding);
}

static void a_whole_finding(void **state)
{
    struct fixture *x = *state;
    add_finding(&x->findings);
    x->findings.files = 12;
    x->findings.analysed = 11;
    findings_add_incomplete(&x->findings, "src/b.cc", "x.h not found");
    findings_add_failed(&x->findings, "src/c.cc", "unreadable");
    const char *printed = report(x, false);
    char expected[2048];
    snprintf(expected, sizeof expected,
             "{\"version\":1,\"tool\":{\"name\":\"errno-lint\",\"version\":\"1.2.3\","
             "\"rules\":\"2026.1.0\"},\"findings\":[{\"check\":\"missing-errno\","
             "\"level\":\"warning\",\"file\":\"src/a.cc\",\"line\":10,\"column\":5,"
             "\"function\":\"f\",\"assertion\":\"ASSERT\",\"sink\":\"claim\","
             "\"message\":\"bad \xef\xbf\xbd byte\",\"remedy\":\"a\","
             "\"fingerprint\":\"%s\",\"call\":{\"name\":\"getxattr\",\"file\":\"src/a.cc\","
             "\"line\":4,\"column\":9},\"allowed\":[\"ENODATA\",\"ENOTSUP\"],"
             "\"missing\":[{\"errno\":\"ENOENT\",\"class\":\"path\",\"likelihood\":\"common\","
             "\"why\":\"it leads nowhere\",\"remedy\":\"fail\",\"kinds\":[\"memfd\"],"
             "\"sources\":[\"probe\",\"man:a(2)@6.03\"]}],\"steps\":[{\"file\":\"src/a.cc\","
             "\"line\":4,\"column\":9,\"message\":\"fails \\\"here\\\"\"}]}],"
             "\"summary\":{\"files\":12,\"analysed\":11,\"without_errnos\":0,\"test_code\":0,"
             "\"without_changes\":0,\"incomplete\":[{\"file\":\"src/b.cc\","
             "\"reason\":\"x.h not found\"}],\"failed\":[{\"file\":\"src/c.cc\","
             "\"reason\":\"unreadable\"}],\"sites\":{\"found\":0,\"reported\":0,\"silent\":0,"
             "\"blind\":0}}}",
             x->findings.items[0].fingerprint);
    expect_json(printed, expected);
}

static void sites(void **state)
{
    struct fixture *x = *state;
    static const struct residual RESIDUAL = {id_EACCES, CLASS_PERMISSION, LIKELIHOOD_UNUSUAL};
    struct site site = {.spot = {"a.c", 3, 4},
                        .function = "f",
                        .assertion = "abort",
                        .sink = SINK_CLAIM,
                        .call = "open",
                        .treated = errno_set_of(id_ENOENT),
                        .residual = &RESIDUAL,
                        .residual_count = 1,
                        .reason = REASON_CLASS};
    findings_add_site(&x->findings, &site);
    expect_json(report(x, true),
                "{\"version\":1,\"sites\":[{\"file\":\"a.c\",\"line\":3,\"column\":4,"
                "\"function\":\"f\",\"assertion\":\"abort\",\"sink\":\"claim\",\"call\":\"open\","
                "\"treated\":[\"ENOENT\"],\"residual\":[{\"errno\":\"EACCES\","
                "\"class\":\"permission\",\"likelihood\":\"unusual\"}],\"status\":\"silent\","
                "\"reason\":\"class\"}]}");
}

static void formats_are_found_by_their_words(void **state)
{
    (void)state;
    enum report_format format = FORMAT_TEXT;
    assert_true(report_format_find(&format, "json"));
    assert_int_equal(format, FORMAT_JSON);
    assert_false(report_format_find(&format, "jso"));
    assert_false(report_format_find(&format, NULL));
    for (int i = 0; i < FORMAT_COUNT; i++) {
        assert_true(report_format_find(&format, report_format_word((enum report_format)i)));
        assert_int_equal(format, i);
        assert_true(strlen(report_format_text(format)) > 0);
    }
}

static void a_full_disk_is_noticed(void **state)
{
    struct fixture *x = *state;
    FILE *out = fopen("/dev/full", "w");
    if (out == NULL)
        return;
    struct report_options options = {.format = FORMAT_JSON};
    assert_false(report_write(out, &x->findings, &options, &x->arena));
    fclose(out);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(an_empty_report),
        TEST(a_whole_finding),
        TEST(sites),
        TEST(formats_are_found_by_their_words),
        TEST(a_full_disk_is_noticed),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
