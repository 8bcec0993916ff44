/* The report of a shard read back is what was written, and valid UTF-8; anything else is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "report/clean.h"
#include "report/escape.h"
#include "report/record.h"
#include "report/report.h"
#include "report/shard.h"

static const char TOOL[] = "1.2.3";
/* A byte alone, one of the characters that stand for bytes, and characters as they should be. */
static const char ODD[] = "odd \xff \xf4\x8f\x9f\xbf \xc3\xa4 \xef\xbf\xbd\n.c";

static void fill(struct shard *shard, struct record *record, struct arena *arena)
{
    static const char *const WARNINGS[] = {"a warning"};
    *record = (struct record){.lacking = 1, .hidden_statements = 7};
    findings_init(&record->findings, arena);
    record->findings.analysed = 1;
    findings_add_site(&record->findings,
                      &(struct site){.spot = {ODD, 3, 4}, .reason = REASON_KIND, .call = "read"});
    struct shard_source *sources = arena_alloc(arena, 2 * sizeof *sources);
    sources[0] = (struct shard_source){1, ODD, record, NULL};
    sources[1] = (struct shard_source){4, "b.c", NULL, "it crashed"};
    size_t *tests = arena_alloc(arena, 2 * sizeof *tests);
    tests[0] = 2;
    tests[1] = 3;
    struct suppression *suppressions = arena_alloc(arena, 2 * sizeof *suppressions);
    suppressions[0] = (struct suppression){.file = ODD, .line = 2, .first = 3, .last = 4};
    suppressions[0].checks[CHECK_DEAD_HANDLER] = true;
    suppressions[1] = (struct suppression){.file = "b.c", .line = 9, .problem = "no reason"};
    *shard = (struct shard){.number = 2,
                            .count = 3,
                            .tool = TOOL,
                            .rules = "2026.1",
                            .parser = "clang 19",
                            .options = "aa",
                            .tree = "bb",
                            .files = 5,
                            .sources = sources,
                            .source_count = 2,
                            .tests = tests,
                            .test_count = 2,
                            .suppressions = {suppressions, 2, 2},
                            .warnings = WARNINGS,
                            .warning_count = 1};
    shard->checks[CHECK_MISSING_ERRNO] = true;
}

static const char *write_report(const struct shard *shard, struct arena *arena)
{
    char *bytes;
    size_t length;
    FILE *out = open_memstream(&bytes, &length);
    struct findings findings;
    findings_init(&findings, arena);
    struct report_options options = {
        .format = FORMAT_JSON, .tool_version = TOOL, .rules_version = "2026.1", .shard = shard};
    assert_true(report_write(out, &findings, &options, arena));
    fclose(out);
    const char *text = arena_copy(arena, bytes, length);
    free(bytes);
    return text;
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct shard shard, again;
    struct record record;
    struct error error;
    fill(&shard, &record, &arena);
    const char *text = write_report(&shard, &arena);
    assert_string_equal(clean_utf8(&arena, text), text);
    assert_null(strchr(text, '\xff'));
    assert_true(shard_read(&again, &arena, text, strlen(text), TOOL, &error));
    assert_string_equal(write_report(&again, &arena), text);
    assert_int_equal(again.number, 2);
    assert_int_equal(again.files, 5);
    assert_true(again.checks[CHECK_MISSING_ERRNO]);
    assert_false(again.checks[CHECK_DEAD_HANDLER]);
    assert_string_equal(again.sources[0].file, ODD);
    assert_string_equal(again.sources[0].record->findings.sites[0].spot.file, ODD);
    assert_int_equal(again.sources[0].record->hidden_statements, 7);
    assert_null(again.sources[1].record);
    assert_string_equal(again.sources[1].problem, "it crashed");
    assert_int_equal(again.test_count, 2);
    assert_int_equal(again.tests[1], 3);
    assert_true(again.suppressions.items[0].checks[CHECK_DEAD_HANDLER]);
    assert_null(again.suppressions.items[0].problem);
    assert_string_equal(again.suppressions.items[1].problem, "no reason");
    assert_string_equal(again.warnings[0], "a warning");
    arena_release(&arena);
}

static void anything_else_is_refused(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct shard shard, again;
    struct record record;
    struct error error;
    fill(&shard, &record, &arena);
    const char *text = write_report(&shard, &arena);
    for (size_t length = 0; length + 1 < strlen(text); length++)
        assert_false(shard_read(&again, &arena, text, length, TOOL, &error));
    static const char *const CHANGES[][2] = {
        {"\"number\":\t2", "\"number\":\t4"},
        {"\"number\":\t2", "\"number\":\t0"},
        {"\"count\":\t3", "\"count\":\t\"3\""},
        {"\"files\":\t5", "\"files\":\t4"},
        {"[2, 3]", "[2, 5]"},
        {"[2, 3]", "[2, -1]"},
        {"[2, 3]", "[2, \"3\"]"},
        {"[2, 3]", "[2, 2.5]"},
        {"\"index\":1", "\"index\":-1"},
        {"\"index\":1", "\"index\":1e300"},
        {"\"problem\":\"it", "\"problems\":\"it"},
        {"\"kind\"", "\"kinds\""},
        {"\"record\":2", "\"record\":99"},
        {"[\"dead-handler\"]", "[\"dead\"]"},
        {"\"sources\":\t[", "\"sources\":\t[7, "},
        {"\"warnings\":\t[", "\"warnings\":\t[{}, "},
        {"\"first\":\t3", "\"first\":\t[]"},
    };
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        const char *shard_text = strstr(text, "\"shard\"");
        const char *at = strstr(shard_text, CHANGES[i][0]);
        assert_non_null(at);
        const char *changed = arena_printf(&arena, "%.*s%s%s", (int)(at - text), text,
                                           CHANGES[i][1], at + strlen(CHANGES[i][0]));
        assert_false(shard_read(&again, &arena, changed, strlen(changed), TOOL, &error));
    }
    assert_false(shard_read(&again, &arena, text, strlen(text), "1.2.4", &error));
    assert_non_null(strstr(error.text, "was made by errno-lint 1.2.3, and this is 1.2.4"));
    arena_release(&arena);
}

static void every_byte_comes_back(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    char bytes[4 * 256];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(unsigned char)(i < 256 ? i : i * 2654435761u >> 13);
    struct text escaped, again;
    text_init(&escaped, &arena);
    text_init(&again, &arena);
    escape_bytes(&escaped, bytes, sizeof bytes);
    for (size_t i = 0, used; i < escaped.length; i += used) {
        utf8_decode(escaped.bytes + i, escaped.length - i, &used);
        assert_true(used > 1 || (unsigned char)escaped.bytes[i] < 0x80);
    }
    unescape_bytes(&again, escaped.bytes, escaped.length);
    assert_int_equal(again.length, sizeof bytes);
    assert_memory_equal(again.bytes, bytes, sizeof bytes);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(anything_else_is_refused),
        cmocka_unit_test(every_byte_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
