/* The compiled-in rules themselves: they load, and keep what rules/README.md asks for beyond what
 * the loader checks. */
#include "text_rules.h"

#include <ctype.h>

#include "base/text.h"
#include "ruledb/builtin/embedded.h"
#include "ruledb/database.h"

static const struct ruledb *load(struct arena *arena)
{
    const struct ruledb *rules = NULL;
    struct error error = {.text = ""};
    if (!ruledb_load(&rules, arena, NULL, &error))
        fail_msg("%s", error.text);
    return rules;
}

static void test_files_are_sorted_and_end_in_nul(void **state)
{
    (void)state;
    for (size_t i = 0; i < embedded_file_count; i++) {
        assert_int_equal(embedded_files[i].bytes[embedded_files[i].length], 0);
        assert_null(strstr(embedded_files[i].path, "schema/"));
        assert_null(strstr(embedded_files[i].path, "import"));
        if (i > 0)
            assert_true(strcmp(embedded_files[i - 1].path, embedded_files[i].path) < 0);
    }
}

static void check_sorted(const struct json_at *at)
{
    const char *last = "";
    for (struct json_at child = json_first(at); child.item != NULL; child = json_next(&child)) {
        struct error error = {.text = ""};
        if (strcmp(last, child.name) >= 0) {
            json_fail(&child, &error, "stands behind \"%s\": sort the keys", last);
            fail_msg("%s", error.text);
        }
        last = child.name;
    }
}

/* Objects whose keys are names that people look up. */
static void check_keys(const struct json_at *at)
{
    static const char *const sorted[] = {"calls", "errnos", "kinds", "sets"};
    for (size_t i = 0; i < sizeof sorted / sizeof sorted[0]; i++)
        if (text_equal(at->name, sorted[i]))
            check_sorted(at);
    for (struct json_at child = json_first(at); child.item != NULL; child = json_next(&child))
        check_keys(&child);
}

static void test_keys_are_sorted(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < embedded_file_count; i++) {
        const struct embedded_file *file = &embedded_files[i];
        struct error error = {.text = ""};
        struct cJSON *tree;
        if (!json_parse(&tree, file->path, (const char *)file->bytes, file->length, &arena, &error))
            fail_msg("%s", error.text);
        struct json_at top = json_top(file->path, tree);
        check_keys(&top);
        json_delete(tree);
    }
    arena_release(&arena);
}

static void check_kinds_exist(const struct ruledb *rules, const struct rule_call *call,
                              const struct rule_names *kinds)
{
    for (size_t i = 0; i < kinds->count; i++)
        if (ruledb_find_kind(rules, kinds->items[i]) == NULL && !is_trait(rules, kinds->items[i]))
            fail_msg("%s: no kind or trait %s", call->name, kinds->items[i]);
}

static void check_half_sentence(const struct rule_call *call, const struct rule_row *row)
{
    if (row->why != NULL && (text_ends_with(row->why, ".") || isspace((unsigned char)row->why[0])))
        fail_msg("%s %s: no full stop and no leading space in \"%s\"", call->name,
                 errno_name(row->error), row->why);
}

static void check_call(const struct ruledb *rules, const struct rule_call *call)
{
    for (size_t i = 0; i < call->row_count; i++) {
        const struct rule_row *row = &call->rows[i];
        if (row->sources.count == 0)
            fail_msg("%s %s: no source", call->name, errno_name(row->error));
        if (i > 0)
            assert_true(row[-1].error <= row->error);
        if ((row->only.count > 0 || row->except.count > 0) && call->object < 0)
            fail_msg("%s %s: kinds, but the call names no object", call->name,
                     errno_name(row->error));
        check_kinds_exist(rules, call, &row->only);
        check_kinds_exist(rules, call, &row->except);
        check_half_sentence(call, row);
    }
    for (size_t i = 0; i < call->request_count; i++)
        check_call(rules, &call->requests[i]);
}

static void test_every_call_is_sound(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = load(&arena);
    size_t count;
    const struct rule_call *const *calls = ruledb_calls(rules, &count);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            assert_true(strcmp(calls[i - 1]->name, calls[i]->name) <
                        0); /* sorted, and none twice */
        assert_true(ruledb_find_call(rules, calls[i]->name) == calls[i]);
        check_call(rules, calls[i]);
    }
    arena_release(&arena);
}

/* A call that sets errno must not stand among those that leave it alone. */
static void test_no_call_preserves_errno(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = load(&arena);
    size_t count;
    const struct rule_call *const *calls = ruledb_calls(rules, &count);
    for (size_t i = 0; i < count; i++)
        if (calls[i]->fails.channel == CHANNEL_ERRNO && calls[i]->row_count > 0 &&
            ruledb_preserves_errno(rules, calls[i]->name))
            fail_msg("%s has rules and is said to leave errno alone", calls[i]->name);
    arena_release(&arena);
}

/* Rules that get lost, of a file or of a family, show here. */
static void test_floors(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = load(&arena);
    size_t call_count, requests = 0, rows = 0, closed = 0;
    const struct rule_call *const *calls = ruledb_calls(rules, &call_count);
    for (size_t i = 0; i < call_count; i++) {
        requests += calls[i]->request_count;
        rows += calls[i]->row_count;
        closed += calls[i]->is_closed;
    }
    assert_true(call_count >= 600);
    assert_true(requests >= 300);
    assert_true(rows >= 5000);
    assert_true(closed >= 100);
    assert_true(rules->kind_count >= 50);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files_are_sorted_and_end_in_nul),
        cmocka_unit_test(test_keys_are_sorted),
        cmocka_unit_test(test_every_call_is_sound),
        cmocka_unit_test(test_no_call_preserves_errno),
        cmocka_unit_test(test_floors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
