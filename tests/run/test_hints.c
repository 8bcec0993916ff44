/* What the user is told about missing headers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "findings/findings.h"
#include "frontend/frontend.h"
#include "run/hints.h"

static void test_nothing_missing(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct findings findings;
    findings_init(&findings, &arena);
    struct hints hints = {0};
    const struct frontend_result complete = {.hole_count = 3};
    hints_note(&hints, &arena, &complete);
    hints_finish(&hints, &findings);
    assert_int_equal(findings.hint_count, 0);
    arena_release(&arena);
}

static void test_collects_over_sources(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct findings findings;
    findings_init(&findings, &arena);
    struct hints hints = {0};
    static const struct missing_header first[] = {
        {"b.h", "/a.c", 1}, {"config.h", "/a.c", 2}, {"b.h", "/x.h", 9}};
    static const struct missing_header second[] = {
        {"config.h", "/b.c", 1}, {"c.h", "/b.c", 2}, {"d.h", "/b.c", 3}};
    hints_note(&hints, &arena,
               &(struct frontend_result){.missing = first, .missing_count = 3, .hole_count = 30});
    hints_note(&hints, &arena,
               &(struct frontend_result){.missing = second, .missing_count = 3, .hole_count = 7});
    hints_finish(&hints, &findings);
    assert_int_equal(findings.hint_count, 1);
    assert_non_null(strstr(
        findings.hints[0],
        "4 headers are missing (config.h, b.h, c.h, ...) and hide 37 statements in 2 files"));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_missing),
        cmocka_unit_test(test_collects_over_sources),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
