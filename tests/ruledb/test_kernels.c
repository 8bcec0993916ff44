/* Versions of the kernel, and rules narrowed to some of them. */
#include "text_rules.h"

#include "ruledb/ruledb.h"

static int version_of(const char *text)
{
    int version = -1;
    const char *end = kernel_version(&version, text);
    return end != NULL && *end == '\0' ? version : -1;
}

static void test_versions(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_true(version_of("5.4") < version_of("5.10"));
    assert_true(version_of("5.19") < version_of("6.0"));
    assert_int_equal(version_of("6.1.25"), version_of("6.1"));
    assert_string_equal(kernel_version_text(version_of("6.12"), &arena), "6.12");
    static const char *const wrong[] = {"",     "6",       "6.",   ".6",   "6.x",
                                        "v6.1", "6.1-rc1", "6.1.", "-6.1", "6.1000"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(version_of(wrong[i]), -1);
    int version;
    assert_string_equal(kernel_version(&version, "5.4..6.1"), "..6.1");
    arena_release(&arena);
}

#define SPAN(members)                                                                              \
    "{\"class\": \"support\", \"likelihood\": \"common\", " members ", \"sources\": [\"probe\"]}"

#define OLD SPAN("\"before\": \"5.10\"")
#define BETWEEN SPAN("\"since\": \"5.4\", \"before\": \"6.1\"")
#define NEW SPAN("\"since\": \"6.1\"")
#define NEWEST SPAN("\"since\": \"6.12\"")

static const char RULES[] =
    "{\"version\": \"7\", \"calls\": {\"f\": {\"params\": [\"what\"], " FAILS ","
    "\"errnos\": {\"EINVAL\": [" OLD "], \"ENODEV\": [" BETWEEN "], \"ENOENT\": [" ROW "],"
    "            \"EPERM\": [" NEW "]},"
    "\"request\": {\"param\": \"what\", \"requests\": {"
    "            \"ADD\": {\"errnos\": {\"EBUSY\": [" NEWEST "]}}}}}}}";

/* The errnos of a call under the kernels from `since` up to `before` (NULL = no bound). */
static const char *narrowed(struct arena *arena, const char *since, const char *before,
                            bool is_request)
{
    struct kernel_span kernels = {since == NULL ? 0 : version_of(since),
                                  before == NULL ? 0 : version_of(before)};
    const struct ruledb *rules = ruledb_for_kernels(arena, rules_of(arena, RULES), kernels);
    const struct rule_call *call = ruledb_find_call(rules, "f");
    if (is_request)
        call = &call->requests[0];
    struct errno_set errnos = errno_set_empty();
    for (size_t i = 0; i < call->row_count; i++)
        errno_set_add(&errnos, call->rows[i].error);
    return errno_set_text(&errnos, arena);
}

static void test_rows_of_other_kernels_go(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(narrowed(&arena, NULL, NULL, false),
                        "EBUSY, EINVAL, ENODEV, ENOENT, EPERM");
    assert_string_equal(narrowed(&arena, NULL, "5.4", false), "EINVAL, ENOENT");
    assert_string_equal(narrowed(&arena, "5.4", "5.5", false), "EINVAL, ENODEV, ENOENT");
    assert_string_equal(narrowed(&arena, "5.10", "6.1", false), "ENODEV, ENOENT");
    assert_string_equal(narrowed(&arena, "6.1", NULL, false), "EBUSY, ENOENT, EPERM");
    assert_string_equal(narrowed(&arena, "6.1", NULL, true), "EBUSY, ENOENT, EPERM");
    assert_string_equal(narrowed(&arena, "6.1", "6.12", true), "ENOENT, EPERM");
    arena_release(&arena);
}

static void test_version_names_the_kernels(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = rules_of(&arena, RULES);
    struct kernel_span kernels = {version_of("5.4"), version_of("6.2")};
    assert_string_equal(ruledb_version(ruledb_for_kernels(&arena, rules, kernels)),
                        "7, kernels 5.4..6.1");
    kernels = (struct kernel_span){.since = version_of("6.12")};
    assert_string_equal(ruledb_version(ruledb_for_kernels(&arena, rules, kernels)),
                        "7, kernels 6.12..");
    kernels = (struct kernel_span){.before = version_of("5.5")};
    assert_string_equal(ruledb_version(ruledb_for_kernels(&arena, rules, kernels)),
                        "7, kernels ..5.4");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_versions),
        cmocka_unit_test(test_rows_of_other_kernels_go),
        cmocka_unit_test(test_version_names_the_kernels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
