/* A record read back is what was written; anything else is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "report/record.h"

static const char *const NAMES[] = {"a.c", "odd \xff name.h"};

static void fill(struct record *record, struct arena *arena)
{
    static const struct missing MISSING = {.error = id_EAGAIN,
                                           .name = "EWOULDBLOCK",
                                           .class = CLASS_CONTENTION,
                                           .likelihood = LIKELIHOOD_COMMON,
                                           .remedy = REMEDY_RETRY,
                                           .why = "why",
                                           .kinds = NAMES,
                                           .kind_count = 2,
                                           .is_treated_elsewhere = true};
    static const struct step STEPS[] = {{{"a.c", 4, 9}, "fails", false}, {{0}, "here", true}};
    static const struct spot TESTED[] = {{"a.c", 9, 7}, {"odd \xff name.h", 2, 1}};
    static const struct residual RESIDUAL = {id_EACCES, CLASS_PERMISSION, LIKELIHOOD_UNUSUAL};
    struct finding finding = {.check = CHECK_DEAD_HANDLER,
                              .level = LEVEL_NOTE,
                              .sink = SINK_REPORT,
                              .spot = {"a.c", 10, 5},
                              .function = "f",
                              .assertion = "ASSERT",
                              .message = "message",
                              .call = "read",
                              .call_spot = {"odd \xff name.h", 4, 9},
                              .allowed = errno_set_of(id_EINTR),
                              .missing = &MISSING,
                              .missing_count = 1,
                              .steps = STEPS,
                              .step_count = 2,
                              .tested = TESTED,
                              .tested_count = 2,
                              .remedy = "one\ntwo"};
    struct site site = {.spot = {"a.c", 3, 4},
                        .function = "",
                        .assertion = "abort",
                        .sink = SINK_CLAIM,
                        .call = "",
                        .call_spot = {"a.c", 2, 1},
                        .tested = TESTED,
                        .tested_count = 1,
                        .treated = errno_set_of(id_ENOENT),
                        .residual = &RESIDUAL,
                        .residual_count = 1,
                        .reason = REASON_HOLE};
    *record = (struct record){.files = {NAMES, 2},
                              .headers = {NAMES, 1},
                              .lacking = 1,
                              .hidden_statements = 77,
                              .lacks_compiler_headers = true};
    findings_init(&record->findings, arena);
    record->findings.analysed = 3;
    findings_add(&record->findings, &finding);
    findings_add_site(&record->findings, &site);
    findings_add_incomplete(&record->findings, "b.c", "errors");
    findings_add_failed(&record->findings, "c.c", "unreadable");
}

static const char *write_record(const struct record *record, struct arena *arena)
{
    struct text text;
    text_init(&text, arena);
    record_write(&text, record);
    return text_get(&text);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct record record, again;
    struct error error;
    fill(&record, &arena);
    const char *text = write_record(&record, &arena);
    assert_true(record_read(&again, &arena, text, strlen(text), &error));
    assert_string_equal(write_record(&again, &arena), text);
    const struct finding *finding = &again.findings.items[0];
    assert_int_equal(finding->check, CHECK_DEAD_HANDLER);
    assert_int_equal(finding->sink, SINK_REPORT);
    assert_string_equal(finding->call_spot.file, "odd \xff name.h");
    assert_string_equal(finding->missing[0].name, "EWOULDBLOCK");
    assert_int_equal(finding->missing[0].error, id_EAGAIN);
    assert_true(finding->missing[0].is_treated_elsewhere);
    assert_true(finding->steps[1].is_assertion);
    assert_null(finding->steps[1].spot.file);
    assert_int_equal(again.findings.sites[0].reason, REASON_HOLE);
    assert_int_equal(again.findings.analysed, 3);
    assert_true(again.lacks_compiler_headers);
    arena_release(&arena);
}

/* Every text that is cut short is refused, and so is one with another value in one place. */
static void anything_else_is_refused(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct record record, again;
    struct error error;
    fill(&record, &arena);
    const char *text = write_record(&record, &arena);
    for (size_t length = 0; length < strlen(text); length++)
        assert_false(record_read(&again, &arena, text, length, &error));
    static const char *const CHANGES[][2] = {
        {"\"record\":2", "\"record\":1"},
        {"dead-handler", "dead_handler"},
        {"\"line\":10", "\"line\":-1"},
        {"\"line\":10", "\"line\":1e99"},
        {"\"EINTR\"", "\"EWRONG\""},
        {"\"hole\"", "\"whole\""},
        {"\"files\":[", "\"files\":7,\"other\":["},
        {"\"f\"", "null"},
    };
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        const char *at = strstr(text, CHANGES[i][0]);
        assert_non_null(at);
        const char *changed = arena_printf(&arena, "%.*s%s%s", (int)(at - text), text,
                                           CHANGES[i][1], at + strlen(CHANGES[i][0]));
        assert_false(record_read(&again, &arena, changed, strlen(changed), &error));
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(anything_else_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
