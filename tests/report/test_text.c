/* The text format, word for word. Sources are written into a directory of their own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "findings/findings.h"
#include "report/report.h"

struct fixture {
    struct arena arena;
    struct findings findings;
    char directory[32];
    bool has_color;
};

static const char CODE[] = "#include <x.h>\n"                                       /* 1 */
                           "static bool is_privileged(const char *path)\n"          /* 2 */
                           "{\n"                                                    /* 3 */
                           "\tif (-1 != getxattr(path, \"cap\", value, 24))\n"      /* 4 */
                           "\t\treturn true;\n"                                     /* 5 */
                           "\n"                                                     /* 6 */
                           "\tASSERT(errno == ENODATA || errno == ENOTSUP) << 1;\n" /* 7 */
                           "\treturn false;\n"                                      /* 8 */
                           "}\n";                                                   /* 9 */

static void write_file(struct fixture *x, const char *name, const char *bytes, size_t length)
{
    FILE *file = fopen(path_join(&x->arena, x->directory, name), "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static int set_up(void **state)
{
    static struct fixture x;
    arena_init(&x.arena);
    findings_init(&x.findings, &x.arena);
    strcpy(x.directory, "report-XXXXXX");
    x.has_color = false;
    *state = &x;
    return mkdtemp(x.directory) == NULL;
}

static int tear_down(void **state)
{
    struct fixture *x = *state;
    static const char *const NAMES[] = {"a.cc", "a.h"};
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        unlink(path_join(&x->arena, x->directory, NAMES[i]));
    rmdir(x->directory);
    arena_release(&x->arena);
    return 0;
}

static const char *report(struct fixture *x)
{
    char *bytes;
    size_t length;
    FILE *out = open_memstream(&bytes, &length);
    struct report_options options = {
        .format = FORMAT_TEXT, .color = x->has_color, .directory = x->directory};
    findings_finish(&x->findings);
    assert_true(report_write(out, &x->findings, &options, &x->arena));
    fclose(out);
    const char *copy = arena_copy(&x->arena, bytes, length);
    free(bytes);
    return copy;
}

static struct finding make_finding(const struct step *steps, size_t count)
{
    return (struct finding){.check = CHECK_MISSING_ERRNO,
                            .level = LEVEL_WARNING,
                            .spot = steps[count - 1].spot,
                            .assertion = "ASSERT",
                            .message = "getxattr() can fail with ENOENT, which ASSERT() excludes",
                            .call = "getxattr",
                            .steps = steps,
                            .step_count = count,
                            .remedy = ""};
}

static void the_whole_block(void **state)
{
    struct fixture *x = *state;
    write_file(x, "a.cc", CODE, sizeof CODE - 1);
    static const char *const KINDS[] = {"memfd", "deleted file"};
    static const char *const SOURCES[] = {"man:path_resolution(7)@6.03"};
    static const struct missing MISSING[] = {
        {id_ENOENT, "ENOENT", CLASS_PATH, LIKELIHOOD_COMMON, REMEDY_FAIL,
         "the path of a memfd leads nowhere", KINDS, 2, SOURCES, 1, false},
        {id_EACCES, "EACCES", CLASS_PERMISSION, LIKELIHOOD_UNUSUAL, REMEDY_NONE, "", NULL, 0, NULL,
         0, true}};
    static const struct step STEPS[] = {{{"a.cc", 4, 12}, "fails here", false},
                                        {{"a.cc", 7, 2}, "allows ENODATA and ENOTSUP", true}};
    struct finding finding = make_finding(STEPS, 2);
    finding.missing = MISSING;
    finding.missing_count = 2;
    finding.remedy = "return false for ENOENT before the assertion:\n  if (errno == ENOENT)";
    findings_add(&x->findings, &finding);
    assert_string_equal(
        report(x), "a.cc:7:2: warning: getxattr() can fail with ENOENT, which ASSERT() excludes "
                   "[errno-lint-missing-errno]\n"
                   "        4 |     if (-1 != getxattr(path, \"cap\", value, 24))\n"
                   "          |               -------------------------------- (1) fails here\n"
                   "        5 |         return true;\n"
                   "        6 |\n"
                   "        7 |     ASSERT(errno == ENODATA || errno == ENOTSUP) << 1;\n"
                   "          |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ (2) allows "
                   "ENODATA and ENOTSUP\n"
                   "          = missing: ENOENT, common, path: the path of a memfd leads nowhere; "
                   "kinds: memfd, deleted file; source: man:path_resolution(7)@6.03\n"
                   "          = missing: EACCES, unusual, permission: Permission denied; "
                   "another path handles it\n"
                   "          = fix: return false for ENOENT before the assertion:\n"
                   "                   if (errno == ENOENT)\n"
                   "          = more: errno-lint --explain missing-errno\n");
}

static void gaps_other_files_and_shared_lines(void **state)
{
    struct fixture *x = *state;
    write_file(x, "a.cc", CODE, sizeof CODE - 1);
    write_file(x, "a.h", "#define ASSERT(x) fatal(x)", 26);
    static const struct step STEPS[] = {
        {{"a.cc", 1, 1}, "starts", false},    {{"a.cc", 7, 9}, "reads", false},
        {{"a.h", 1, 19}, "dies", false},      {{"a.cc", 7, 2}, "claims", true},
        {{"a.cc", 7, 18}, "compares", false}, {{"a.cc", 4, 6}, "again", false}};
    struct finding finding = make_finding(STEPS, 6);
    finding.spot = STEPS[3].spot;
    findings_add(&x->findings, &finding);
    assert_string_equal(report(x),
                        "a.cc:7:2: warning: getxattr() can fail with ENOENT, which ASSERT() "
                        "excludes [errno-lint-missing-errno]\n"
                        "        1 | #include <x.h>\n"
                        "          | - (1) starts\n"
                        "      ...\n"
                        "        7 |     ASSERT(errno == ENODATA || errno == ENOTSUP) << 1;\n"
                        "          |            ----- (2) reads\n"
                        "      --> a.h:1:19\n"
                        "        1 | #define ASSERT(x) fatal(x)\n"
                        "          |                   -------- (3) dies\n"
                        "      --> a.cc:7:2\n"
                        "        7 |     ASSERT(errno == ENODATA || errno == ENOTSUP) << 1;\n"
                        "          |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ (4) claims\n"
                        "          |                     ------- (5) compares\n"
                        "      ...\n"
                        "        4 |     if (-1 != getxattr(path, \"cap\", value, 24))\n"
                        "          |         - (6) again\n"
                        "          = more: errno-lint --explain missing-errno\n");
}

static void marks_align_under_any_text(void **state)
{
    struct fixture *x = *state;
    static const char LINES[] = "/* \xc3\xa4\t\xe6\x97\xa5 \xff */ open(p);\r\n"
                                "/* \x1b[31m \xe2\x80\xae */ open(\n";
    write_file(x, "a.cc", LINES, sizeof LINES - 1);
    static const struct step STEPS[] = {{{"a.cc", 1, 16}, "one", false},
                                        {{"a.cc", 2, 17}, "two", true}};
    struct finding finding = make_finding(STEPS, 2);
    findings_add(&x->findings, &finding);
    const char *text = strchr(report(x), '\n') + 1;
    assert_string_equal(text, "        1 | /* \xc3\xa4    \xe6\x97\xa5 \xef\xbf\xbd */ open(p);\n"
                              "          |                 ------- (1) one\n"
                              "        2 | /* \\x1b[31m \\u202e */ open(\n"
                              "          |                       ^^^^ (2) two\n"
                              "          = more: errno-lint --explain missing-errno\n");
}

static void long_lines_are_cut(void **state)
{
    struct fixture *x = *state;
    enum { LONG = 1000000 };
    char *line = arena_alloc(&x->arena, LONG);
    memset(line, ';', LONG);
    memcpy(line + LONG / 2, "open(path)", 10);
    write_file(x, "a.cc", line, LONG);
    struct step step = {{"a.cc", 1, LONG / 2 + 1}, "one", true};
    struct finding finding = make_finding(&step, 1);
    findings_add(&x->findings, &finding);
    const char *text = report(x);
    assert_non_null(strstr(text, "        1 | ...;;;"));
    assert_non_null(strstr(text, ";;;...\n          |                                            "
                                 "^^^^^^^^^^ (1) one\n"));
    assert_true(strlen(text) < 600);
}

static void steps_stay_without_their_source(void **state)
{
    struct fixture *x = *state;
    static const struct step STEPS[] = {{{"gone.c", 4, 12}, "fails here", false},
                                        {{NULL, 0, 0}, "nobody knows where", false},
                                        {{"gone.c", 7, 2}, "allows ENODATA", true}};
    struct finding finding = make_finding(STEPS, 3);
    findings_add(&x->findings, &finding);
    assert_string_equal(report(x),
                        "gone.c:7:2: warning: getxattr() can fail with ENOENT, which ASSERT() "
                        "excludes [errno-lint-missing-errno]\n"
                        "          = (1) gone.c:4:12: fails here\n"
                        "          = (2) nobody knows where\n"
                        "          = (3) gone.c:7:2: allows ENODATA\n"
                        "          = more: errno-lint --explain missing-errno\n");
}

static void nothing_can_be_forged(void **state)
{
    struct fixture *x = *state;
    static const struct step STEP = {
        {"::error::a\nb.c:1:1: error: x [y]", 4, 12}, "a\n\x1b[2J", true};
    struct finding finding = make_finding(&STEP, 1);
    finding.message = "call \x9b\n\xc2\x9b";
    findings_add(&x->findings, &finding);
    assert_string_equal(report(x),
                        "./::error::a b.c:1:1: error: x [y]:4:12: warning: call \xef\xbf\xbd "
                        "\\x9b [errno-lint-missing-errno]\n"
                        "          = (1) ./::error::a b.c:1:1: error: x [y]:4:12: a \\x1b[2J\n"
                        "          = more: errno-lint --explain missing-errno\n");
}

static void colours_leave_the_text_alone(void **state)
{
    struct fixture *x = *state;
    write_file(x, "a.cc", CODE, sizeof CODE - 1);
    static const struct step STEP = {{"a.cc", 7, 2}, "claims", true};
    struct finding finding = make_finding(&STEP, 1);
    findings_add(&x->findings, &finding);
    const char *plain = report(x);
    x->has_color = true;
    const char *colored = report(x);
    assert_non_null(strstr(colored, "\x1b[1ma.cc:7:2: \x1b[0m\x1b[1;33mwarning: \x1b[0m"));
    char *stripped = arena_alloc(&x->arena, strlen(colored) + 1), *out = stripped;
    while (*colored != '\0') {
        if (*colored == '\x1b')
            colored = strchr(colored, 'm') + 1;
        else
            *out++ = *colored++;
    }
    assert_string_equal(stripped, plain);
}

static void two_findings_have_a_line_between(void **state)
{
    struct fixture *x = *state;
    assert_string_equal(report(x), "");
    static const struct step STEP = {{"a.c", 7, 2}, "claims", true};
    struct finding finding = make_finding(&STEP, 1);
    findings_add(&x->findings, &finding);
    finding.spot.line = 8;
    findings_add(&x->findings, &finding);
    assert_non_null(strstr(report(x), "missing-errno\n\na.c:8:2: warning: "));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_whole_block),
        TEST(gaps_other_files_and_shared_lines),
        TEST(marks_align_under_any_text),
        TEST(long_lines_are_cut),
        TEST(steps_stay_without_their_source),
        TEST(nothing_can_be_forged),
        TEST(colours_leave_the_text_alone),
        TEST(two_findings_have_a_line_between),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
