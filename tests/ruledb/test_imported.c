/* What the manual says beside the rules: that rules win, that doubt stays out of the analysis, and
 * that the built-in facts keep their bounds. */
#include "text_rules.h"

#include "base/text.h"
#include "ruledb/describe.h"

static const char *const SOURCES[] = {"man:page(2)@6.03"};

#define IMPORTED_ROW(id, of_class, how_likely, of_tier)                                            \
    {                                                                                              \
        .error = id, .class = of_class, .likelihood = how_likely, .tier = of_tier, .sources = {    \
            SOURCES,                                                                               \
            1                                                                                      \
        }                                                                                          \
    }

static const struct rule_row ROWS[] = {
    IMPORTED_ROW(id_EBUSY, CLASS_CONTENTION, LIKELIHOOD_UNUSUAL, TIER_LISTED),
    IMPORTED_ROW(id_ENOENT, CLASS_PATH, LIKELIHOOD_EXOTIC, TIER_INHERITED),
    IMPORTED_ROW(id_EPERM, CLASS_PERMISSION, LIKELIHOOD_UNUSUAL, TIER_LISTED)};

#define IMPORTED(called, home, usable)                                                             \
    {                                                                                              \
        .call = {.name = called,                                                                   \
                 .fails = {FAILS_MINUS_ONE, CHANNEL_ERRNO, true},                                  \
                 .rows = ROWS,                                                                     \
                 .row_count = 3,                                                                   \
                 .object = -1,                                                                     \
                 .request_parameter = -1},                                                         \
        .page = home, .is_usable = usable                                                          \
    }

/* "f" has rules in the tests' file too. */
static const struct imported_call FACTS[] = {
    IMPORTED("f", "f(2)", true), IMPORTED("library", "library(3)", true),
    IMPORTED("system", "system(2)", true), IMPORTED("unclear", "unclear(2)", false)};

static const struct ruledb *rules_with_facts(struct arena *arena)
{
    const struct ruledb *rules = NULL;
    struct error error = {.text = ""};
    struct rule_sources sources = {.imported = FACTS, .imported_count = 4};
    add_source(&sources, arena, "test.json", ERRNOS("\"EACCES\": [" ROW "], \"EBUSY\": [" ROW "]"));
    if (!ruledb_load_sources(&rules, arena, &sources, &error))
        fail_msg("%s", error.text);
    return rules;
}

static const struct ruledb *built_in(struct arena *arena)
{
    const struct ruledb *rules = NULL;
    struct error error = {.text = ""};
    if (!ruledb_load(&rules, arena, NULL, &error))
        fail_msg("%s", error.text);
    return rules;
}

static void test_rules_win_and_doubt_stays_out(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = rules_with_facts(&arena);
    assert_null(ruledb_find_imported(rules, "f", false));
    assert_int_equal(ruledb_find_call(rules, "f")->row_count, 2);
    assert_ptr_equal(ruledb_find_imported(rules, "library", false), &FACTS[1].call);
    assert_null(ruledb_find_imported(rules, "library", true));
    assert_ptr_equal(ruledb_find_imported(rules, "system", true), &FACTS[2].call);
    assert_null(ruledb_find_imported(rules, "unclear", false));
    assert_null(ruledb_find_imported(rules, "missing", false));
    assert_null(ruledb_find_imported(rules, NULL, false));
    assert_null(ruledb_find_imported(rules_of(&arena, "{}"), "library", false));
    arena_release(&arena);
}

static void test_dump(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct text text;
    text_init(&text, &arena);
    ruledb_dump(&text, rules_with_facts(&arena), &arena);
    const char *dump = text_get(&text);
    assert_non_null(strstr(
        dump, "},\n  \"library\": {\"fails\": {\"result\": \"-1\", \"error\": \"errno\", "
              "\"success\": \"zero\"}, \"closed\": false, \"errnos\": {\n"
              "    \"EBUSY\": [{\"tier\": \"listed\", \"class\": \"contention\", \"likelihood\": "
              "\"unusual\", \"sources\": [\"man:page(2)@6.03\"]}],\n"
              "    \"ENOENT\": [{\"tier\": \"inherited\", "));
    assert_non_null(strstr(
        dump,
        "\"unclear\": {\"fails\": {\"result\": \"unknown\", \"error\": \"unknown\"}, \"closed\""));
    const char *first = strstr(dump, "\"f\": {");
    assert_non_null(first);
    assert_null(strstr(first + 1, "\"f\": {"));
    assert_null(strstr(dump, "\"ENOENT\": [{\"tier\": \"curated\""));
    arena_release(&arena);
}

static const char *explain(struct arena *arena, const char *name, const char *kind)
{
    struct text text;
    struct error error = {.text = ""};
    text_init(&text, arena);
    if (!ruledb_explain_call(&text, rules_with_facts(arena), name, kind, &error))
        return arena_printf(arena, "error: %s", error.text);
    return text_get(&text);
}

static void test_explain(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(
        explain(&arena, "library", NULL),
        "library(): no rules of its own. By the manual alone, read by machine from library(3),\n"
        "on failure it returns -1, with errno set:\n"
        "\n"
        "  ERRNO            CLASS       LIKELIHOOD  TIER        SOURCE\n"
        "  EBUSY            contention  unusual     listed      man:page(2)@6.03\n"
        "  ENOENT           path        exotic      inherited   man:page(2)@6.03\n"
        "  EPERM            permission  unusual     listed      man:page(2)@6.03\n");
    assert_non_null(strstr(explain(&arena, "unclear", NULL),
                           "does not make clear how it fails: it takes no part in the analysis"));
    assert_non_null(
        strstr(explain(&arena, "f", NULL), "\nThe manual, read by machine, also has EPERM.\n"));
    assert_string_equal(explain(&arena, "librarz", NULL),
                        "error: there is no rule for \"librarz\"; did you mean library?");
    struct text text;
    struct error error = {.text = ""};
    text_init(&text, &arena);
    assert_true(ruledb_explain_errno(&text, rules_with_facts(&arena), "EBUSY", &error));
    assert_true(text_ends_with(text_get(&text), "\nBy the manual alone, judged by nobody:\n"
                                                "  library system unclear\n"));
    arena_release(&arena);
}

/* A row that nobody has judged is never more than unusual, one of a weaker tier never more than
 * exotic: breadth does not cost quiet. */
static void check_row(const struct rule_call *call, const struct rule_row *row)
{
    enum likelihood most = row->tier == TIER_LISTED ? LIKELIHOOD_UNUSUAL : LIKELIHOOD_EXOTIC;
    if (row->tier == TIER_CURATED || row->likelihood < most)
        fail_msg("%s %s: tier %s, %s", call->name, errno_name(row->error), tier_word(row->tier),
                 likelihood_word(row->likelihood));
    assert_true(row->sources.count > 0);
    for (size_t i = 0; i < row->sources.count; i++)
        assert_true(text_starts_with(row->sources.items[i], "man:"));
    assert_true(row->remedy == REMEDY_NONE && row->when == NULL);
}

static void test_built_in_facts_keep_their_bounds(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = built_in(&arena);
    for (size_t i = 0; i < imported_call_count; i++) {
        const struct rule_call *call = &imported_calls[i].call;
        assert_true(i == 0 || strcmp(imported_calls[i - 1].call.name, call->name) < 0);
        assert_ptr_equal(imported_find(rules, call->name), &imported_calls[i]);
        assert_false(call->is_closed);
        assert_true(call->fails.result != FAILS_NEVER && call->row_count > 0);
        for (size_t k = 0; k < call->row_count; k++) {
            check_row(call, &call->rows[k]);
            assert_true(k == 0 || call->rows[k - 1].error < call->rows[k].error);
        }
        /* A function that leaves errno alone, by pure.json, must not set it by the manual. */
        if (imported_calls[i].is_usable && call->fails.channel == CHANNEL_ERRNO &&
            ruledb_preserves_errno(rules, call->name))
            fail_msg("%s sets errno by the manual and leaves it alone by pure.json", call->name);
    }
    arena_release(&arena);
}

static size_t count_errnos(const struct rule_call *call)
{
    size_t count = 0;
    for (size_t i = 0; i < call->row_count; i++)
        count += i == 0 || call->rows[i - 1].error != call->rows[i].error;
    return count;
}

/* Silent losses, of a page or of a macro that is not understood any more, show here. */
static void test_floors(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = built_in(&arena);
    size_t call_count, pairs = 0, usable = 0;
    const struct rule_call *const *calls = ruledb_calls(rules, &call_count);
    for (size_t i = 0; i < call_count; i++)
        pairs += count_errnos(calls[i]);
    for (size_t i = 0; i < imported_call_count; i++) {
        const struct rule_call *call = &imported_calls[i].call;
        if (ruledb_find_call(rules, call->name) != NULL)
            continue;
        call_count++;
        pairs += count_errnos(call);
        usable += imported_calls[i].is_usable;
    }
    assert_true(imported_call_count >= 800);
    assert_true(call_count >= 850);
    assert_true(pairs >= 4000);
    assert_true(usable >= 50);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules_win_and_doubt_stays_out),
        cmocka_unit_test(test_dump),
        cmocka_unit_test(test_explain),
        cmocka_unit_test(test_built_in_facts_keep_their_bounds),
        cmocka_unit_test(test_floors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
