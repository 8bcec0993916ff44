/* The constant tables hold what the loader makes of the rule files, member by member; and odd
 * values come out as C. */
#include "text_rules.h"

#include "base/text.h"
#include "ruledb/builtin/builtin.h"
#include "ruledb/builtin/write.h"

static const struct ruledb *loaded_rules(struct arena *arena)
{
    const struct ruledb *rules = NULL;
    struct rule_sources sources;
    struct error error = {.text = ""};
    builtin_sources(&sources, arena);
    if (!ruledb_load_sources(&rules, arena, &sources, &error))
        fail_msg("%s", error.text);
    return rules;
}

static void same_string(const char *a, const char *b)
{
    if (!text_equal(a, b))
        fail_msg("\"%s\" and \"%s\"", a == NULL ? "" : a, b == NULL ? "" : b);
}

static void same_names(const struct rule_names *a, const struct rule_names *b)
{
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++)
        same_string(a->items[i], b->items[i]);
}

static void same_kind(const struct rule_kind *a, const struct rule_kind *b)
{
    assert_int_equal(a == NULL, b == NULL);
    if (a != NULL)
        same_string(a->name, b->name);
}

static void same_condition(const struct rule_condition *a, const struct rule_condition *b)
{
    assert_int_equal(a == NULL, b == NULL);
    if (a == NULL)
        return;
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        const struct predicate *left = &a->items[i], *right = &b->items[i];
        assert_int_equal(left->kind, right->kind);
        assert_int_equal(left->is_negated, right->is_negated);
        assert_int_equal(left->parameter, right->parameter);
        assert_int_equal(left->relation, right->relation);
        same_string(left->operand, right->operand);
        assert_int_equal(left->is_number, right->is_number);
        assert_true(left->number == right->number);
        same_kind(left->named, right->named);
    }
}

static void same_row(const struct rule_row *a, const struct rule_row *b)
{
    assert_int_equal(a->error, b->error);
    assert_int_equal(a->class, b->class);
    assert_int_equal(a->likelihood, b->likelihood);
    assert_int_equal(a->remedy, b->remedy);
    same_condition(a->when, b->when);
    same_string(a->when_text, b->when_text);
    same_string(a->why, b->why);
    same_string(a->note, b->note);
    same_names(&a->only, &b->only);
    same_names(&a->except, &b->except);
    assert_int_equal(a->kernels.since, b->kernels.since);
    assert_int_equal(a->kernels.before, b->kernels.before);
    assert_int_equal(a->is_of_request, b->is_of_request);
    same_names(&a->sources, &b->sources);
    assert_int_equal(a->tier, b->tier);
}

static void same_writes(const struct rule_writes *a, const struct rule_writes *b)
{
    assert_int_equal(a == NULL, b == NULL);
    if (a == NULL)
        return;
    assert_int_equal(a->parameter, b->parameter);
    same_condition(a->when, b->when);
    same_string(a->call, b->call);
}

static void same_call(const struct rule_call *a, const struct rule_call *b)
{
    same_string(a->name, b->name);
    same_string(a->alias_of, b->alias_of);
    same_names(&a->parameters, &b->parameters);
    assert_int_equal(a->fails.result, b->fails.result);
    assert_int_equal(a->fails.channel, b->fails.channel);
    assert_int_equal(a->fails.is_zero_on_success, b->fails.is_zero_on_success);
    assert_int_equal(a->fails.is_in_errno_too, b->fails.is_in_errno_too);
    assert_int_equal(a->is_closed, b->is_closed);
    assert_int_equal(a->row_count, b->row_count);
    for (size_t i = 0; i < a->row_count; i++)
        same_row(&a->rows[i], &b->rows[i]);
    assert_int_equal(a->object, b->object);
    assert_int_equal(a->opens, b->opens);
    assert_int_equal(a->request_parameter, b->request_parameter);
    same_writes(a->writes, b->writes);
    assert_int_equal(a->request_count, b->request_count);
    for (size_t i = 0; i < a->request_count; i++)
        same_call(&a->requests[i], &b->requests[i]);
    assert_int_equal(a->common == NULL, b->common == NULL);
    if (a->common != NULL)
        same_call(a->common, b->common);
}

static void test_calls_are_those_of_the_files(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = loaded_rules(&arena);
    assert_int_equal(builtin_rules.call_count, rules->call_count);
    for (size_t i = 0; i < rules->call_count; i++)
        same_call(builtin_rules.calls[i], rules->calls[i]);
    assert_ptr_equal(builtin_rules.imported, rules->imported);
    assert_int_equal(builtin_rules.imported_count, rules->imported_count);
    arena_release(&arena);
}

static void test_kinds_are_those_of_the_files(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = loaded_rules(&arena);
    assert_int_equal(builtin_rules.kind_count, rules->kind_count);
    for (size_t i = 0; i < rules->kind_count; i++) {
        const struct rule_kind *a = &builtin_rules.kinds[i], *b = &rules->kinds[i];
        same_string(a->name, b->name);
        same_string(a->text, b->text);
        same_kind(a->parent, b->parent);
        assert_int_equal(a->walk_count, b->walk_count);
        for (size_t k = 0; k < a->walk_count; k++) {
            same_string(a->walks[k].text, b->walks[k].text);
            assert_int_equal(a->walks[k].error, b->walks[k].error);
            same_string(a->walks[k].why, b->walks[k].why);
        }
        same_names(&a->traits, &b->traits);
        same_names(&a->sources, &b->sources);
    }
    assert_int_equal(builtin_rules.maker_count, rules->maker_count);
    for (size_t i = 0; i < rules->maker_count; i++) {
        const struct rule_maker *a = &builtin_rules.makers[i], *b = &rules->makers[i];
        same_string(a->call, b->call);
        same_kind(a->kind, b->kind);
        assert_int_equal(a->into, b->into);
        same_condition(a->when, b->when);
    }
    arena_release(&arena);
}

static void same_assertions(const struct ruledb *rules)
{
    assert_int_equal(builtin_rules.assertion_count, rules->assertion_count);
    for (size_t i = 0; i < rules->assertion_count; i++) {
        const struct rule_assertion *a = &builtin_rules.assertions[i], *b = &rules->assertions[i];
        same_string(a->name, b->name);
        assert_int_equal(a->arity, b->arity);
        assert_int_equal(a->is_class, b->is_class);
        same_string(a->marker, b->marker);
        assert_int_equal(a->condition, b->condition);
        assert_int_equal(a->fails_on_true, b->fails_on_true);
        assert_int_equal(a->kind, b->kind);
    }
    assert_int_equal(builtin_rules.terminator_count, rules->terminator_count);
    for (size_t i = 0; i < rules->terminator_count; i++) {
        const struct rule_terminator *a = &builtin_rules.terminators[i],
                                     *b = &rules->terminators[i];
        same_string(a->pattern, b->pattern);
        assert_int_equal(a->kind, b->kind);
        assert_int_equal(a->is_taken_undeclared, b->is_taken_undeclared);
    }
}

static void test_the_rest_is_that_of_the_files(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = loaded_rules(&arena);
    same_string(builtin_rules.version, rules->version);
    same_assertions(rules);
    same_names(&builtin_rules.preserving, &rules->preserving);
    same_names(&builtin_rules.prefixes, &rules->prefixes);
    same_names(&builtin_rules.raw_prefixes, &rules->raw_prefixes);
    same_names(&builtin_rules.words, &rules->words);
    same_names(&builtin_rules.test_paths, &rules->test_paths);
    same_names(&builtin_rules.test_macros, &rules->test_macros);
    for (enum errno_id id = ERRNO_NONE; id < ERRNO_COUNT; id++)
        assert_int_equal(ruledb_default_class(&builtin_rules, id), ruledb_default_class(rules, id));
    arena_release(&arena);
}

static void test_without_a_directory_nothing_is_loaded(void **state)
{
    (void)state;
    struct arena arena;
    struct error error;
    const struct ruledb *rules = NULL;
    arena_init(&arena);
    assert_true(ruledb_load(&rules, &arena, NULL, &error));
    assert_ptr_equal(rules, &builtin_rules);
    assert_int_equal(arena.total, 0);
    arena_release(&arena);
}

static void test_an_alias_shares_the_rows_of_its_call(void **state)
{
    (void)state;
    size_t aliases = 0;
    for (size_t i = 0; i < builtin_rules.call_count; i++) {
        const struct rule_call *call = builtin_rules.calls[i];
        if (call->alias_of == NULL)
            continue;
        assert_ptr_equal(call->rows, ruledb_find_call(&builtin_rules, call->alias_of)->rows);
        aliases++;
    }
    assert_true(aliases > 0);
}

static void test_strings_are_escaped(void **state)
{
    (void)state;
    struct arena arena;
    struct text text;
    arena_init(&arena);
    text_init(&text, &arena);
    struct writer writer = {.text = &text};
    write_string(&writer, "a \"b\\c\" ?\?= \n7\xc3\xa9");
    write_string(&writer, NULL);
    assert_string_equal(text_get(&text), "\"a \\042b\\134c\\042 \\077\\077= \\0127\\303\\251\"0");
    arena_release(&arena);
}

static void test_any_number_is_written(void **state)
{
    (void)state;
    struct arena arena;
    struct text text;
    arena_init(&arena);
    text_init(&text, &arena);
    struct writer writer = {.text = &text};
    const struct predicate lowest = {
        .kind = PREDICATE_COMPARE, .is_number = true, .number = INT64_MIN};
    write_condition(&writer, &(const struct rule_condition){&lowest, 1});
    assert_non_null(strstr(text_get(&text), "(int64_t)UINT64_C(0x8000000000000000)"));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calls_are_those_of_the_files),
        cmocka_unit_test(test_kinds_are_those_of_the_files),
        cmocka_unit_test(test_the_rest_is_that_of_the_files),
        cmocka_unit_test(test_without_a_directory_nothing_is_loaded),
        cmocka_unit_test(test_an_alias_shares_the_rows_of_its_call),
        cmocka_unit_test(test_strings_are_escaped),
        cmocka_unit_test(test_any_number_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
