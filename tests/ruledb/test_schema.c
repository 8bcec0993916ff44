/* The schemas for editors list the same words as the program's tables. */
#include "text_rules.h"

#include "base/file.h"
#include "base/text.h"
#include "errnos/classes.h"
#include "ruledb/failure.h"

#define WORD(id, word, text) word,

/* Opens a schema; the tree is for json_delete. */
static struct cJSON *open_schema(struct json_at *top, struct arena *arena, const char *path)
{
    char *bytes;
    size_t length;
    struct cJSON *tree;
    struct error error = {.text = ""};
    if (!file_read(&bytes, &length, arena, path, 1 << 20, &error) ||
        !json_parse(&tree, path, bytes, length, arena, &error))
        fail_msg("%s", error.text);
    *top = json_top(path, tree);
    return tree;
}

/* Goes down the path of keys ("a", "b", NULL); every step must be there. */
static struct json_at descend(const struct json_at *at, const char *const *keys)
{
    struct json_at place = *at;
    for (; *keys != NULL; keys++) {
        struct json_at above = place;
        place = json_member(&above, *keys);
        if (place.item == NULL)
            fail_msg("%s is not there", *keys);
        place.above = NULL;
    }
    return place;
}

static void assert_words(const struct json_at *top, const char *const *keys,
                         const char *const *words)
{
    struct arena arena;
    arena_init(&arena);
    struct rule_names names = {0};
    struct error error = {.text = ""};
    struct json_at list = descend(top, keys);
    assert_true(json_read_names(&names, &list, &arena, &error));
    for (size_t i = 0; i < names.count; i++)
        assert_string_equal(names.items[i], words[i]);
    assert_null(words[names.count]);
    arena_release(&arena);
}

static void test_rows(void **state)
{
    (void)state;
    static const char *const classes[] = {ERRNO_CLASSES(WORD) NULL};
    static const char *const likelihoods[] = {LIKELIHOODS(WORD) NULL};
    static const char *const remedies[] = {REMEDIES(WORD) NULL};
    static const char *const class_keys[] = {"definitions", "class", "enum", NULL};
    static const char *const likelihood_keys[] = {"definitions", "row",  "properties",
                                                  "likelihood",  "enum", NULL};
    static const char *const remedy_keys[] = {"definitions", "row",  "properties",
                                              "remedy",      "enum", NULL};
    struct arena arena;
    arena_init(&arena);
    struct json_at top;
    struct cJSON *tree = open_schema(&top, &arena, RULES_DIR "/schema/rows.json");
    assert_words(&top, class_keys, classes);
    assert_words(&top, likelihood_keys, likelihoods);
    assert_words(&top, remedy_keys, remedies + 1); /* the first is the empty word of "none" */
    json_delete(tree);
    arena_release(&arena);
}

static void test_assertions(void **state)
{
    (void)state;
    static const char *const sinks[] = {SINK_KINDS(WORD) NULL};
    static const char *const keys[] = {"properties", "assertions", "items", "properties",
                                       "kind",       "enum",       NULL};
    struct arena arena;
    arena_init(&arena);
    struct json_at top;
    struct cJSON *tree = open_schema(&top, &arena, RULES_DIR "/schema/assertions.json");
    assert_words(&top, keys, sinks);
    json_delete(tree);
    arena_release(&arena);
}

static void test_failures(void **state)
{
    (void)state;
    static const char *const calls[] = {"properties", "calls", "additionalProperties", "oneOf",
                                        NULL};
    static const char *const result[] = {"properties", "fails", "properties",
                                         "result",     "enum",  NULL};
    static const char *const channel[] = {"properties", "fails", "properties",
                                          "error",      "enum",  NULL};
    struct arena arena;
    arena_init(&arena);
    struct json_at top;
    struct cJSON *tree = open_schema(&top, &arena, RULES_DIR "/schema/calls.json");
    struct json_at forms = descend(&top, calls);
    struct json_at alias = json_first(&forms);
    struct json_at call = json_next(&alias);
    assert_words(&call, result, FAILURE_RESULT_WORDS);
    assert_words(&call, channel, FAILURE_CHANNEL_WORDS);
    json_delete(tree);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_assertions),
        cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
