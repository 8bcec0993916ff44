/* The parser of the rules' JSON: what it takes, what it refuses and where it stops. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "ruledb/json.h"

static const struct json_node *parse(struct arena *arena, const char *text, size_t *stopped)
{
    return json_parse_text(stopped, text, strlen(text), arena, arena);
}

static const struct json_node *parse_good(struct arena *arena, const char *text)
{
    size_t stopped;
    const struct json_node *node = parse(arena, text, &stopped);
    if (node == NULL)
        fail_msg("%s: stopped at %zu", text, stopped);
    return node;
}

static void test_values(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_int_equal(parse_good(&arena, " null ")->kind, JSON_NULL);
    assert_int_equal(parse_good(&arena, "true\n")->kind, JSON_TRUE);
    assert_int_equal(parse_good(&arena, "\t\r\nfalse")->kind, JSON_FALSE);
    assert_true(parse_good(&arena, "-0.5e2")->u.number == -50.0);
    assert_true(parse_good(&arena, "1000")->u.number == 1000.0);
    assert_string_equal(parse_good(&arena, "\"\"")->u.text, "");
    assert_int_equal(parse_good(&arena, "[ ]")->count, 0);

    const struct json_node *object =
        parse_good(&arena, "{ \"a\" : [1, \"two\", {}], \"b\": {\"c\": true} }");
    assert_int_equal(object->kind, JSON_OBJECT);
    assert_int_equal(object->count, 2);
    const struct json_node *array = object->u.first;
    assert_string_equal(array->name, "a");
    assert_int_equal(array->kind, JSON_ARRAY);
    assert_int_equal(array->count, 3);
    assert_null(array->u.first->name);
    assert_string_equal(array->u.first->next->u.text, "two");
    assert_null(array->u.first->next->next->next);
    assert_string_equal(array->next->u.first->name, "c");
    assert_null(array->next->next);
    arena_release(&arena);
}

static void test_strings(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(parse_good(&arena, "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")->u.text,
                        "\"\\/\b\f\n\r\t");
    assert_string_equal(parse_good(&arena, "\"\\u0041\\u00e9\\u20AC\\ud83d\\ude00.\"")->u.text,
                        "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80.");
    assert_string_equal(parse_good(&arena, "\"\xc3\xa9\"")->u.text, "\xc3\xa9");
    assert_string_equal(parse_good(&arena, "{\"a\\nb\": \"c\\\\\"}")->u.first->name, "a\nb");
    assert_string_equal(parse_good(&arena, "{\"a\\nb\": \"c\\\\\"}")->u.first->u.text, "c\\");
    arena_release(&arena);
}

static void test_refused(void **state)
{
    static const struct {
        const char *text;
        size_t stopped;
    } cases[] = {
        {"", 0},
        {"x", 0},
        {"{", 1},
        {"[1 2]", 3},
        {"[1,]", 3},
        {"{\"a\" 1}", 5},
        {"{\"a\": 1,}", 8},
        {"{a: 1}", 1},
        {"[1}", 2},
        {"{} {}", 3},
        {"\"open", 5},
        {"\"a\nb\"", 2},
        {"\"\\x\"", 1},
        {"\"\\u12g4\"", 1},
        {"\"\\u0000\"", 1},
        {"\"\\ude00\"", 1},
        {"\"\\ud83d\\u0041\"", 1},
        {"\"\\", 1},
        {"\"\\u12", 1},
        {"nul", 0},
        {"truely", 4},
        {"01", 0},
        {"-", 0},
        {"+1", 0},
        {".5", 0},
        {"1.", 2},
        {"0x10", 4},
        {"1e", 1},
        {"1-2", 1},
        {"infinity", 0},
    };
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t stopped;
        if (parse(&arena, cases[i].text, &stopped) != NULL)
            fail_msg("%s: was taken", cases[i].text);
        if (stopped != cases[i].stopped)
            fail_msg("%s: stopped at %zu", cases[i].text, stopped);
    }
    arena_release(&arena);
}

static void test_depth_is_bounded(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    enum { DEEP = 100 * 1000 };
    char *text = arena_alloc(&arena, DEEP + 1);
    memset(text, '[', DEEP);
    size_t stopped;
    assert_null(parse(&arena, text, &stopped));
    assert_int_equal(stopped, 200);
    memset(text + 200, ']', 200);
    text[400] = '\0';
    assert_non_null(parse(&arena, text, &stopped));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_strings),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_depth_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
