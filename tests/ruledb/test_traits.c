/* Traits: what kinds in different branches of the tree have in common. */
#include "text_rules.h"

#include "ruledb/database.h"

static const char RULES[] =
    "{\"kinds\": {"
    " \"file\": {\"text\": \"a file\"},"
    " \"memfd\": {\"is\": \"file\", \"text\": \"a memfd\", \"traits\": [\"sealable\"]},"
    " \"pipe\": {\"is\": \"stream\", \"text\": \"a pipe\"},"
    " \"socket\": {\"text\": \"a socket\", \"traits\": [\"no-offset\"]},"
    " \"stream\": {\"text\": \"a stream\", \"traits\": [\"no-offset\"]}},"
    "\"calls\": {\"f\": {\"params\": [\"fd\"], \"object\": \"fd\", " FAILS ", \"errnos\": {"
    " \"EINVAL\": [{\"class\": \"object\", \"likelihood\": \"common\", \"except\": "
    "[\"sealable\"], \"sources\": [\"probe\"]}],"
    " \"EPERM\": [{\"class\": \"object\", \"likelihood\": \"common\", \"only\": "
    "[\"sealable\"], \"sources\": [\"probe\"]}],"
    " \"ESPIPE\": [{\"class\": \"object\", \"likelihood\": \"common\", \"only\": "
    "[\"no-offset\"], \"sources\": [\"probe\"]}]}}}}";

static const char *word(enum truth truth)
{
    if (truth == TRUTH_UNKNOWN)
        return "perhaps";
    return truth == TRUTH_TRUE ? "yes" : "no";
}

static void test_rows(void **state)
{
    (void)state;
    static const struct {
        const char *kind; /* NULL = not known */
        const char *einval, *eperm, *espipe;
    } cases[] = {
        {"memfd", "no", "yes", "no"},   {"file", "yes", "perhaps", "no"},
        {"pipe", "yes", "no", "yes"},   {"stream", "yes", "no", "yes"},
        {"socket", "yes", "no", "yes"}, {NULL, "yes", "perhaps", "perhaps"},
    };
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = rules_of(&arena, RULES);
    const struct rule_row *rows = ruledb_find_call(rules, "f")->rows;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct rule_kind *kind = ruledb_find_kind(rules, cases[i].kind);
        assert_string_equal(word(row_allows_kind(rules, &rows[0], kind)), cases[i].einval);
        assert_string_equal(word(row_allows_kind(rules, &rows[1], kind)), cases[i].eperm);
        assert_string_equal(word(row_allows_kind(rules, &rows[2], kind)), cases[i].espipe);
    }
    arena_release(&arena);
}

static void test_questions(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = rules_of(&arena, RULES);
    assert_true(is_trait(rules, "sealable"));
    assert_false(is_trait(rules, "memfd"));
    assert_true(kind_has_trait(ruledb_find_kind(rules, "pipe"), "no-offset"));
    assert_false(kind_has_trait(ruledb_find_kind(rules, "file"), "sealable"));
    assert_false(kind_has_trait(NULL, "sealable"));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_questions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
