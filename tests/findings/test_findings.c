/* The account of a run: copies, order, double entries, fingerprints, counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "findings/findings.h"

struct fixture {
    struct arena arena;
    struct findings findings;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    arena_init(&fixture.arena);
    findings_init(&fixture.findings, &fixture.arena);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_release(&fixture->arena);
    return 0;
}

static struct finding make_finding(const char *file, unsigned line, const char *call)
{
    return (struct finding){.check = CHECK_MISSING_ERRNO,
                            .level = LEVEL_WARNING,
                            .spot = {file, line, 5},
                            .function = "f",
                            .assertion = "ASSERT",
                            .message = "m",
                            .call = call,
                            .remedy = ""};
}

static void add(struct findings *findings, const char *file, unsigned line, const char *call)
{
    struct finding finding = make_finding(file, line, call);
    findings_add(findings, &finding);
}

static void add_site(struct findings *findings, unsigned line, const char *call, enum reason reason)
{
    struct site site = {.spot = {"a.c", line, 1},
                        .function = "f",
                        .assertion = "ASSERT",
                        .call = call,
                        .reason = reason};
    findings_add_site(findings, &site);
}

static void everything_is_copied(void **state)
{
    struct fixture *x = *state;
    char name[] = "ENOENT", file[] = "a.c", kind[] = "memfd", message[] = "fails";
    const char *kinds[] = {kind};
    struct missing missing = {.error = id_ENOENT, .name = name, .kinds = kinds, .kind_count = 1};
    struct step step = {.spot = {file, 1, 1}, .message = message};
    struct finding finding = make_finding(file, 1, "open");
    finding.missing = &missing;
    finding.missing_count = 1;
    finding.steps = &step;
    finding.step_count = 1;
    findings_add(&x->findings, &finding);
    name[0] = file[0] = kind[0] = message[0] = 'X';
    kinds[0] = NULL;
    const struct finding *kept = &x->findings.items[0];
    assert_string_equal(kept->spot.file, "a.c");
    assert_string_equal(kept->missing[0].name, "ENOENT");
    assert_string_equal(kept->missing[0].kinds[0], "memfd");
    assert_string_equal(kept->missing[0].why, "");
    assert_string_equal(kept->steps[0].spot.file, "a.c");
    assert_string_equal(kept->steps[0].message, "fails");
}

static void findings_are_sorted(void **state)
{
    struct fixture *x = *state;
    add(&x->findings, "b.c", 1, "open");
    add(&x->findings, "a.c", 10, "open");
    add(&x->findings, "a.c", 9, "stat");
    add(&x->findings, "a.c", 9, "open");
    findings_finish(&x->findings);
    assert_int_equal(x->findings.count, 4);
    assert_string_equal(x->findings.items[0].call, "open");
    assert_int_equal(x->findings.items[0].spot.line, 9);
    assert_string_equal(x->findings.items[1].call, "stat");
    assert_int_equal(x->findings.items[2].spot.line, 10);
    assert_string_equal(x->findings.items[3].spot.file, "b.c");
}

/* Of two that stand for the same thing the worse one stays, whichever came first. */
static void doubles_are_dropped(void **state)
{
    struct fixture *x = *state;
    for (int order = 0; order < 2; order++) {
        findings_init(&x->findings, &x->arena);
        struct finding weak = make_finding("a.h", 3, "open"), strong = weak;
        weak.level = LEVEL_NOTE;
        findings_add(&x->findings, order == 0 ? &weak : &strong);
        findings_add(&x->findings, order == 0 ? &strong : &weak);
        findings_finish(&x->findings);
        assert_int_equal(x->findings.count, 1);
        assert_int_equal(x->findings.items[0].level, LEVEL_WARNING);
    }
}

static void fingerprints_survive_moved_lines(void **state)
{
    struct fixture *x = *state;
    add(&x->findings, "a.c", 3, "open");
    add(&x->findings, "a.c", 7, "open");
    add(&x->findings, "a.c", 7, "stat");
    findings_finish(&x->findings);
    const struct finding *items = x->findings.items;
    struct findings moved;
    findings_init(&moved, &x->arena);
    add(&moved, "a.c", 107, "open");
    add(&moved, "a.c", 107, "stat");
    add(&moved, "a.c", 13, "open");
    findings_finish(&moved);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(strlen(items[i].fingerprint), 16);
        assert_string_equal(items[i].fingerprint, moved.items[i].fingerprint);
        assert_string_not_equal(items[i].fingerprint, items[(i + 1) % 3].fingerprint);
    }
}

/* The hash is a promise to baselines: FNV-1a over the parts, each with its NUL, then the ordinal.
 */
static void fingerprints_are_stable(void **state)
{
    struct fixture *x = *state;
    add(&x->findings, "a.c", 3, "open");
    findings_finish(&x->findings);
    static const char PARTS[] = "missing-errno\0a.c\0f\0ASSERT\0open";
    uint64_t hash = 0xcbf29ce484222325u, read = 0;
    for (size_t i = 0; i < sizeof PARTS; i++)
        hash = (hash ^ (unsigned char)PARTS[i]) * 0x100000001b3u;
    for (const char *digit = x->findings.items[0].fingerprint; *digit != '\0'; digit++)
        read = read * 16 + (uint64_t)(*digit <= '9' ? *digit - '0' : *digit - 'a' + 10);
    assert_true(read == hash * 0x100000001b3u);
}

static void a_site_that_was_seen_once_counts_as_seen(void **state)
{
    struct fixture *x = *state;
    add_site(&x->findings, 1, "open", REASON_HOLE);
    add_site(&x->findings, 1, "open", REASON_HANDLED);
    add_site(&x->findings, 2, "open", REASON_HANDLED);
    add_site(&x->findings, 2, "open", REASON_NONE);
    add_site(&x->findings, 2, "open", REASON_NO_RULE);
    add_site(&x->findings, 2, "stat", REASON_NO_RULE);
    findings_finish(&x->findings);
    assert_int_equal(x->findings.site_count, 3);
    assert_int_equal(x->findings.sites[0].reason, REASON_HANDLED);
    assert_int_equal(x->findings.sites[1].reason, REASON_NONE);
    assert_int_equal(x->findings.sites[2].reason, REASON_NO_RULE);
    struct site_counts counts = findings_count_sites(&x->findings);
    assert_int_equal(counts.found, 3);
    assert_int_equal(counts.reported, 1);
    assert_int_equal(counts.silent, 1);
    assert_int_equal(counts.blind, 1);
}

static void files_are_named_once(void **state)
{
    struct fixture *x = *state;
    findings_add_incomplete(&x->findings, "b.c", "two errors");
    findings_add_incomplete(&x->findings, "a.c", "x.h not found");
    findings_add_incomplete(&x->findings, "b.c", "one error");
    findings_add_failed(&x->findings, "z.c", "unreadable");
    findings_add_hint(&x->findings, "pass -I");
    findings_add_hint(&x->findings, "pass -I");
    findings_finish(&x->findings);
    assert_int_equal(x->findings.incomplete_count, 2);
    assert_string_equal(x->findings.incomplete[0].file, "a.c");
    assert_string_equal(x->findings.incomplete[1].reason, "one error");
    assert_int_equal(x->findings.failed_count, 1);
    assert_int_equal(x->findings.hint_count, 1);
}

static void the_highest_level(void **state)
{
    struct fixture *x = *state;
    assert_int_equal(findings_highest_level(&x->findings), LEVEL_NONE);
    add(&x->findings, "a.c", 1, "open");
    assert_int_equal(findings_highest_level(&x->findings), LEVEL_WARNING);
}

static void nothing_is_fine(void **state)
{
    struct fixture *x = *state;
    findings_finish(&x->findings);
    assert_int_equal(x->findings.count, 0);
    assert_int_equal(findings_count_sites(&x->findings).found, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(everything_is_copied),    TEST(findings_are_sorted),
        TEST(doubles_are_dropped),     TEST(fingerprints_survive_moved_lines),
        TEST(fingerprints_are_stable), TEST(a_site_that_was_seen_once_counts_as_seen),
        TEST(files_are_named_once),    TEST(the_highest_level),
        TEST(nothing_is_fine),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
