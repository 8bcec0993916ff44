/* What --dump-rules and --explain print. */
#include "text_rules.h"

#include "base/text.h"
#include "ruledb/describe.h"

static const char RULES[] =
    "{\"kinds\": {\"file\": {\"text\": \"a file\"}, \"memfd\": {\"is\": \"file\", \"text\": \"a "
    "memfd\","
    "  \"names\": [{\"text\": \"/memfd:*\", \"walks\": \"ENOENT\", \"why\": \"it leads "
    "nowhere\"}]},"
    " \"socket\": {\"text\": \"a socket\"}},"
    "\"errnos\": {\"ENOENT\": {\"class\": \"path\"}},"
    "\"calls\": {\"fcntl\": {\"params\": [\"fd\", \"cmd\"], \"fails\": {\"result\": \"-1\", "
    "\"error\": \"errno\"},"
    "  \"request\": {\"param\": \"cmd\", \"requests\": {\"F_SETLK\": {\"closed\": true, "
    "\"errnos\": {\"EAGAIN\":"
    "   [{\"class\": \"contention\", \"likelihood\": \"common\", \"sources\": [\"probe\"]}]}}}}},"
    " \"get\": {\"params\": [\"path\", \"size\"], \"object\": \"path\", \"fails\": {\"result\": "
    "\"-1\", \"error\": "
    "\"errno\", \"success\": \"zero\"},"
    "  \"errnos\": {\"EACCES\": [{\"class\": \"permission\", \"likelihood\": \"common\", "
    "\"except\": [\"memfd\"],"
    "    \"sources\": [\"probe\"]}],"
    "   \"EIO\": [{\"class\": \"device\", \"likelihood\": \"never\", \"note\": \"a \\\"note\\\"\", "
    "\"sources\": "
    "[\"probe\"]}],"
    "   \"ENOENT\": [{\"class\": \"path\", \"likelihood\": \"common\", \"why\": \"it is gone\", "
    "\"sources\": "
    "[\"man:get(2)@6.03\", \"probe\"]}],"
    "   \"EOPNOTSUPP\": [{\"class\": \"support\", \"likelihood\": \"unusual\", \"only\": "
    "[\"memfd\"], \"remedy\": "
    "\"fallback\", \"when\": \"size > 0\", \"sources\": [\"probe\"]}]}},"
    " \"get64\": {\"alias\": \"get\"}}}";

static const char *explain(struct arena *arena, const char *name, const char *kind)
{
    struct text text;
    struct error error = {.text = ""};
    text_init(&text, arena);
    if (!ruledb_explain_call(&text, rules_of(arena, RULES), name, kind, &error))
        return arena_printf(arena, "error: %s", error.text);
    return text_get(&text);
}

static void test_dump(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct text text;
    text_init(&text, &arena);
    ruledb_dump(&text, rules_of(&arena, RULES), &arena);
    const char *expected_start =
        "{\"version\": 1, \"calls\": {\n"
        "  \"fcntl\": {\"fails\": {\"result\": \"-1\", \"error\": \"errno\"}, \"closed\": false, "
        "\"errnos\": {\n"
        "    \"EAGAIN\": [{\"tier\": \"curated\", \"class\": \"contention\", \"likelihood\": "
        "\"common\", \"sources\": "
        "[\"probe\"]}]}},\n"
        "  \"fcntl:F_SETLK\": {\"fails\": {\"result\": \"-1\", \"error\": \"errno\"}, \"closed\": "
        "true, \"errnos\": {\n"
        "    \"EAGAIN\": [{\"tier\": \"curated\", \"class\": \"contention\", \"likelihood\": "
        "\"common\", \"sources\": "
        "[\"probe\"]}]}},\n"
        "  \"get\": {\"fails\": {\"result\": \"-1\", \"error\": \"errno\", \"success\": \"zero\"}, "
        "\"closed\": false, "
        "\"errnos\": {\n"
        "    \"EACCES\": [{\"tier\": \"curated\", \"class\": \"permission\", \"likelihood\": "
        "\"common\", \"except\": "
        "[\"memfd\"], "
        "\"sources\": [\"probe\"]}],\n"
        "    \"EIO\": [{\"tier\": \"curated\", \"class\": \"device\", \"likelihood\": \"never\", "
        "\"note\": \"a "
        "\\\"note\\\"\", \"sources\": "
        "[\"probe\"]}],\n"
        "    \"ENOENT\": [{\"tier\": \"curated\", \"class\": \"path\", \"likelihood\": \"common\", "
        "\"why\": \"it is "
        "gone\", \"sources\": "
        "[\"man:get(2)@6.03\", \"probe\"]}],\n"
        "    \"ENOTSUP\": [{\"tier\": \"curated\", \"class\": \"support\", \"likelihood\": "
        "\"unusual\", \"remedy\": "
        "\"fallback\", \"when\": "
        "\"size > 0\", \"only\": [\"memfd\"], \"sources\": [\"probe\"]}]}},\n"
        "  \"get64\": ";
    assert_true(text_starts_with(text_get(&text), expected_start));
    assert_true(text_ends_with(text_get(&text), "]}}}}\n"));
    arena_release(&arena);
}

static void test_explain_call(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(
        explain(&arena, "get", NULL),
        "get(path, size)\n"
        "on failure it returns -1, with errno set; others than these are possible:\n"
        "\n"
        "  ERRNO    CLASS       LIKELIHOOD  REMEDY    HOW IT COMES ABOUT\n"
        "  EACCES   permission  common      -         Permission denied\n"
        "                                             not: memfd\n"
        "                                             source: probe\n"
        "  EIO      device      never       -         Input/output error\n"
        "                                             note: a \"note\"\n"
        "                                             source: probe\n"
        "  ENOENT   path        common      -         it is gone\n"
        "                                             source: man:get(2)@6.03, probe\n"
        "  ENOTSUP  support     unusual     fallback  Operation not supported\n"
        "                                             when size > 0\n"
        "                                             only: memfd\n"
        "                                             source: probe\n");
    arena_release(&arena);
}

static void test_explain_with_kind(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(
        explain(&arena, "get64", "memfd"),
        "get64(path, size), by the rules of get\n"
        "on failure it returns -1, with errno set; others than these are possible:\n"
        "on a memfd (memfd)\n"
        "\n"
        "  ERRNO    CLASS       LIKELIHOOD  REMEDY    HOW IT COMES ABOUT\n"
        "* ENOENT   path        common      -         it is gone\n"
        "                                             source: man:get(2)@6.03, probe\n"
        "* ENOTSUP  support     unusual     fallback  Operation not supported\n"
        "                                             when size > 0\n"
        "                                             only: memfd\n"
        "                                             source: probe\n"
        "\n"
        "* because of the kind of object  ? on some objects of this kind\n"
        "\n"
        "A path that reads like /memfd:* gives ENOENT: it leads nowhere.\n"
        "\n"
        "Not on a memfd: EACCES.\n");
    assert_non_null(strstr(explain(&arena, "get", "file"), "\n? ENOTSUP"));
    assert_non_null(strstr(explain(&arena, "get", "socket"), "Not on a socket: ENOTSUP.\n"));
    assert_non_null(strstr(explain(&arena, "fcntl", "socket"),
                           "; the rules of this call do not ask for the kind\n"));
    arena_release(&arena);
}

static void test_explain_requests(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_non_null(strstr(explain(&arena, "fcntl", NULL),
                           "Each alone, as --explain fcntl:REQUEST:\n  F_SETLK\n"));
    assert_true(text_starts_with(
        explain(&arena, "fcntl:F_SETLK", NULL),
        "fcntl:F_SETLK(fd, cmd)\non failure it returns -1, with errno set; nothing else than "
        "these:\n"));
    arena_release(&arena);
}

static void test_unknown_names(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(explain(&arena, "gett", NULL),
                        "error: there is no rule for \"gett\"; did you mean get, get64?");
    assert_string_equal(
        explain(&arena, "fcntl:F_SETLKW", NULL),
        "error: there is no rule for \"fcntl:F_SETLKW\"; did you mean fcntl:F_SETLK?");
    assert_string_equal(explain(&arena, "get:A", NULL),
                        "error: there is no rule for \"get:A\"; did you mean get, get64?");
    assert_string_equal(explain(&arena, "get", "memdf"),
                        "error: there is no kind of object \"memdf\"; did you mean memfd?");
    arena_release(&arena);
}

static void test_explain_errno(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = rules_of(&arena, RULES);
    struct error error = {.text = ""};
    struct text text;
    text_init(&text, &arena);
    assert_true(ruledb_explain_errno(&text, rules, "ENOENT", &error));
    assert_string_equal(text_get(&text), "ENOENT: No such file or directory\n"
                                         "mostly of class path: the path does not lead there\n"
                                         "\n"
                                         "The calls that give it:\n"
                                         "  get    path common\n");
    text_init(&text, &arena);
    assert_true(ruledb_explain_errno(&text, rules, "EWOULDBLOCK", &error));
    assert_true(text_starts_with(text_get(&text), "EAGAIN: "));
    text_init(&text, &arena);
    assert_true(ruledb_explain_errno(&text, rules, "EXDEV", &error));
    assert_true(text_ends_with(text_get(&text), "No call in the rules gives it.\n"));
    assert_false(ruledb_explain_errno(&text, rules, "ENOETN", &error));
    assert_true(text_starts_with(error.text, "\"ENOETN\" is no errno of Linux; did you mean EN"));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dump),
        cmocka_unit_test(test_explain_call),
        cmocka_unit_test(test_explain_with_kind),
        cmocka_unit_test(test_explain_requests),
        cmocka_unit_test(test_unknown_names),
        cmocka_unit_test(test_explain_errno),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
