/* Loading: what good files give, and what --rules adds. */
#include "text_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

static void test_good_call(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = rules_of(
        &arena, "{" SET ", \"version\": \"1.2\", \"calls\": {\"f\": {\"params\": [\"fd\", "
                "\"path\"], \"object\": \"path\", "
                "\"closed\": true, \"fails\": {\"result\": \"nonzero\", \"error\": \"-result\", "
                "\"also\": \"errno\", \"success\": \"zero\"}, "
                "\"include\": [{\"set\": \"walk\", \"role\": {\"where\": \"path\"}}], \"errnos\": {"
                "\"ENOENT\": [{\"class\": \"support\", \"likelihood\": \"unusual\", \"remedy\": "
                "\"fallback\", "
                "\"why\": \"\xc3\xbc\", \"note\": \"n\", \"sources\": [\"man:f(2)@6.03\", "
                "\"issue:a/b#1\"]}]}}}}");
    const struct rule_call *call = ruledb_find_call(rules, "f");
    assert_string_equal(ruledb_version(rules), "1.2");
    assert_int_equal(call->object, 1);
    assert_int_equal(call->request_parameter, -1);
    assert_true(call->is_closed && call->fails.is_zero_on_success);
    assert_true(call->fails.is_in_errno_too);
    assert_int_equal(call->fails.result, FAILS_NONZERO);
    assert_int_equal(call->fails.channel, CHANNEL_NEGATIVE_RESULT);
    assert_int_equal(call->row_count, 3);
    assert_int_equal(call->rows[0].error, id_EFAULT);
    assert_int_equal(call->rows[0].likelihood, LIKELIHOOD_EXOTIC);
    assert_string_equal(call->rows[0].when_text, "not object_address(path)");
    assert_int_equal(call->rows[1].class, CLASS_PATH);
    assert_int_equal(call->rows[1].remedy, REMEDY_NONE);
    assert_null(call->rows[1].why);
    assert_int_equal(call->rows[2].class, CLASS_SUPPORT);
    assert_int_equal(call->rows[2].remedy, REMEDY_FALLBACK);
    assert_string_equal(call->rows[2].why, "\xc3\xbc");
    assert_int_equal(call->rows[2].sources.count, 2);
    assert_null(ruledb_find_call(rules, "g"));
    arena_release(&arena);
}

/* Requests that include the same set do not repeat it in the union. */
static void test_union_has_rows_once(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules =
        rules_of(&arena, "{" SET ", \"calls\": {\"f\": {\"params\": [\"where\"], " FAILS
                         ", \"request\": {\"param\": \"where\", "
                         "\"requests\": {\"A\": {\"include\": [{\"set\": \"walk\"}]}, \"B\": "
                         "{\"include\": [{\"set\": \"walk\", "
                         "\"except\": [\"EFAULT\"]}]}}}}}}");
    const struct rule_call *call = ruledb_find_call(rules, "f");
    assert_int_equal(call->row_count, 2);
    assert_int_equal(call->requests[0].row_count, 2);
    assert_int_equal(call->requests[1].row_count, 1);
    arena_release(&arena);
}

static void test_assertions(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = rules_of(
        &arena,
        "{\"assertions\": [{\"name\": \"ASSERT\", \"arity\": 2, \"marker\": {\"class\": \"Dump\"}, "
        "\"condition\": 1, \"fails_on\": \"true\", \"kind\": \"claim\"}, "
        "{\"marker\": {\"function\": \"fail\"}, \"kind\": \"test\"}], "
        "\"words\": [\"assert\"], \"terminators\": [{\"name\": \"pan*\", \"kind\": \"claim\"}, "
        "{\"name\": \"*\", \"kind\": \"report\"}], \"preserve_errno\": [\"strlen\", \"memcpy\"], "
        "\"tests\": {\"paths\": [\"*/test/*\", \"*_test.c\"], \"macros\": [\"EXPECT_*\"]}, "
        "\"errnos\": {\"EIO\": {\"class\": \"device\"}}}");
    const struct rule_assertion *found = ruledb_find_assertion(rules, true, "Dump", "ASSERT", 2);
    assert_non_null(found);
    assert_int_equal(found->condition, 0);
    assert_true(found->fails_on_true);
    assert_null(ruledb_find_assertion(rules, true, "Dump", "ASSERT", 1));
    assert_null(ruledb_find_assertion(rules, true, "Dump", NULL, -1));
    assert_null(ruledb_find_assertion(rules, false, "Dump", "ASSERT", 2));
    assert_int_equal(ruledb_find_assertion(rules, false, "fail", NULL, -1)->condition, -1);
    assert_int_equal(ruledb_find_assertion(rules, false, "fail", "X", 3)->kind, SINK_TEST);
    assert_true(ruledb_reads_as_assertion(rules, "MY_Assert_ERRNO"));
    assert_false(ruledb_reads_as_assertion(rules, "CHECK"));
    assert_int_equal(ruledb_terminator_kind(rules, "panic"), SINK_CLAIM);
    assert_int_equal(ruledb_terminator_kind(rules, "exit"), SINK_REPORT);
    assert_true(ruledb_preserves_errno(rules, "memcpy") && ruledb_preserves_errno(rules, "strlen"));
    assert_false(ruledb_preserves_errno(rules, "close"));
    assert_true(ruledb_is_test(rules, "test/x.c", NULL) &&
                ruledb_is_test(rules, "/a/test/b/x.c", NULL));
    assert_true(ruledb_is_test(rules, "a_test.c", NULL) &&
                ruledb_is_test(rules, "a.c", "EXPECT_EQ"));
    assert_false(ruledb_is_test(rules, "latest/x.c", "ASSERT"));
    assert_int_equal(ruledb_default_class(rules, id_EIO), CLASS_DEVICE);
    assert_int_equal(ruledb_default_class(rules, id_EPERM), CLASS_DEFECT);
    arena_release(&arena);
}

/* What --rules adds replaces calls, sets and kinds, and stands before the rest. */
static void test_added_rules(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct rule_sources sources = {0};
    struct error error = {.text = ""};
    const struct ruledb *rules = NULL;
    add_source(&sources, &arena, "a.json",
               INCLUDE("{\"set\": \"walk\", \"role\": {\"where\": \"path\"}}"));
    add_source(&sources, &arena, "b.json",
               "{\"version\": \"7\", \"terminators\": [{\"name\": \"die\", \"kind\": \"claim\"}]}");
    add_source(&sources, &arena, "+set.json",
               "{\"sets\": {\"walk\": {\"params\": [\"where\"], \"errnos\": {\"ELOOP\": [" ROW
               "]}}}, "
               "\"terminators\": [{\"name\": \"die\", \"kind\": \"report\"}]}");
    assert_true(ruledb_load_sources(&rules, &arena, &sources, &error));
    const struct rule_call *call = ruledb_find_call(rules, "f");
    assert_int_equal(call->row_count, 1);
    assert_int_equal(call->rows[0].error, id_ELOOP);
    assert_int_equal(ruledb_terminator_kind(rules, "die"), SINK_REPORT);
    assert_true(text_starts_with(ruledb_version(rules), "7+"));
    assert_int_equal(strlen(ruledb_version(rules)), 10);
    arena_release(&arena);
}

static void write_file(struct arena *arena, const char *directory, const char *name,
                       const char *text)
{
    FILE *file = fopen(arena_printf(arena, "%s/%s", directory, name), "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void test_directory(void **state)
{
    (void)state;
    char directory[] = P_tmpdir "/errno-lint-rules-XXXXXX";
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = NULL;
    struct error error = {.text = ""};
    assert_non_null(mkdtemp(directory));
    assert_false(ruledb_load(&rules, &arena, directory, &error));
    assert_string_equal(
        error.text,
        arena_printf(&arena, "%s: there is no .json file below it: name a directory of rules",
                     directory));
    const char *inner = arena_printf(&arena, "%s/inner", directory);
    const char *schema = arena_printf(&arena, "%s/schema", directory);
    assert_int_equal(mkdir(inner, 0700) | mkdir(schema, 0700), 0);
    write_file(&arena, schema, "s.json", "not read");
    write_file(&arena, directory, "x.txt", "not read");
    write_file(&arena, inner, "calls.json", CALL("\"errnos\": {\"ENOENT\": [" ROW "]}"));
    assert_true(ruledb_load(&rules, &arena, directory, &error));
    assert_int_equal(ruledb_find_call(rules, "f")->row_count, 1);
    const char *first = ruledb_version(rules);
    assert_non_null(strchr(first, '+'));

    write_file(&arena, inner, "calls.json", FIRST_ROW("{\"class\": \"pth\"}"));
    assert_false(ruledb_load(&rules, &arena, directory, &error));
    assert_string_equal(
        error.text,
        arena_printf(
            &arena,
            "%s/calls.json: /calls/f/errnos/ENOENT/0/class: \"pth\" is no class; one of: defect, "
            "memory, limit, path, object, permission, support, signal, contention, peer, device",
            inner));
    unlink(arena_printf(&arena, "%s/calls.json", inner));
    unlink(arena_printf(&arena, "%s/s.json", schema));
    unlink(arena_printf(&arena, "%s/x.txt", directory));
    rmdir(inner);
    rmdir(schema);
    rmdir(directory);
    assert_false(ruledb_load(&rules, &arena, directory, &error));
    assert_string_equal(error.text,
                        arena_printf(&arena,
                                     "%s: the rules cannot be listed: No such file or directory",
                                     directory));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_call),  cmocka_unit_test(test_union_has_rows_once),
        cmocka_unit_test(test_assertions), cmocka_unit_test(test_added_rules),
        cmocka_unit_test(test_directory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
