/* Loading: the exact error of each bad form. */
#include "text_rules.h"

#include <stdio.h>

/* The error of one file. */
static void assert_refused(const char *text, const char *expected)
{
    struct arena arena;
    arena_init(&arena);
    struct rule_sources sources = {0};
    struct error error = {.text = ""};
    const struct ruledb *rules = NULL;
    add_source(&sources, &arena, "a.json", text);
    assert_false(ruledb_load_sources(&rules, &arena, &sources, &error));
    assert_null(rules);
    assert_string_equal(error.text, expected);
    arena_release(&arena);
}

static void test_broken_json(void **state)
{
    (void)state;
    const char *advice = "this is no JSON: look for a comma, quote or bracket missing or left over";
    static const struct {
        const char *text, *place;
    } cases[] = {
        {"", "a.json:1:1"},
        {"{\"calls\": {}", "a.json:1:13"},
        {"{\"calls\": {}}}", "a.json:1:14"},
        {"{\"calls\":\n  {\"f\" {}}}", "a.json:2:8"},
        {"nonsense", "a.json:1:1"},
        {"{\n\n\"words\": [\"a\" \"b\"]}", "a.json:3:15"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char expected[256];
        snprintf(expected, sizeof expected, "%s: %s", cases[i].place, advice);
        assert_refused(cases[i].text, expected);
    }
}

static void test_nul_byte(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    static const char bytes[] = "{}\0{}";
    struct rule_source source = {"a.json", bytes, 5, false};
    struct rule_sources sources = {.items = &source, .count = 1, .capacity = 1};
    struct error error = {.text = ""};
    const struct ruledb *rules = NULL;
    assert_false(ruledb_load_sources(&rules, &arena, &sources, &error));
    assert_string_equal(
        error.text,
        "a.json:1:3: this is no JSON: look for a comma, quote or bracket missing or left over");
    arena_release(&arena);
}

static void test_bad_files(void **state)
{
    (void)state;
    assert_refused("[]", "a.json: /: must be an object");
    assert_refused(
        "{\"call\": {}}",
        "a.json: /call: there is no such key; one of: $schema, assertions, calls, errnos, "
        "kinds, preserve_errno, prefixes, raw_prefixes, sets, terminators, tests, version, words");
    assert_refused("{\"calls\": []}", "a.json: /calls: must be an object");
    assert_refused("{\"words\": [\"a\"], \"words\": []}",
                   "a.json: /words: this key stands here twice: keep one");
    assert_refused("{\"words\": [3]}", "a.json: /words/0: must be a string that is not empty");
    assert_refused("{\"version\": 3}", "a.json: /version: must be a string that is not empty");
    assert_refused(
        "{\"errnos\": {\"ENOTSUP\": {\"class\": \"path\"}}}",
        "a.json: /errnos/ENOTSUP: \"ENOTSUP\" is the same errno as EOPNOTSUPP: write EOPNOTSUPP");
    assert_refused("{\"preserve_errno\": {}}", "a.json: /preserve_errno: must be an array");
    assert_refused("{\"tests\": {\"files\": []}}",
                   "a.json: /tests/files: there is no such key; one of: paths, macros");
}

static void test_bad_calls(void **state)
{
    (void)state;
    assert_refused("{\"calls\": {\"f\": 3}}", "a.json: /calls/f: must be an object");
    assert_refused("{\"calls\": {\"f\": {}}}", "a.json: /calls/f/params: is missing: add an array");
    assert_refused("{\"calls\": {\"f\": {\"params\": []}}}",
                   "a.json: /calls/f/fails: is missing: add an object");
    assert_refused("{\"calls\": {\"f\": {\"params\": [\"a\", \"a\"]}}}",
                   "a.json: /calls/f/params/1: the parameter \"a\" stands here twice: rename one");
    assert_refused(CALL("\"errnoz\": {}"),
                   "a.json: /calls/f/errnoz: there is no such key; one of: params, fails, "
                   "object, opens, closed, include, errnos, request, writes");
    assert_refused(CALL("\"closed\": 1"), "a.json: /calls/f/closed: must be true or false");
    assert_refused(CALL("\"object\": \"fd\""),
                   "a.json: /calls/f/object: there is no parameter \"fd\"; one of: path, size");
    assert_refused("{\"calls\": {\"f\": {\"params\": [], \"fails\": {\"result\": \"-2\"}}}}",
                   "a.json: /calls/f/fails/result: \"-2\" is no result of a failure; one of: -1, "
                   "negative, null, "
                   "nonzero, zero, untold, never");
    assert_refused(
        "{\"calls\": {\"f\": {\"params\": [], \"fails\": {\"result\": \"-1\"}}}}",
        "a.json: /calls/f/fails/error: is missing; one of: errno, result, -result, written");
    assert_refused("{\"calls\": {\"f\": {\"params\": [], \"fails\": {\"result\": \"-1\", "
                   "\"error\": \"errno\", "
                   "\"success\": \"one\"}}}}",
                   "a.json: /calls/f/fails/success: \"one\" is no result of success; one of: zero");
    assert_refused("{\"calls\": {\"f\": {\"params\": [], \"fails\": {\"result\": \"nonzero\", "
                   "\"error\": \"result\", \"also\": \"result\"}}}}",
                   "a.json: /calls/f/fails/also: \"result\" is no other place; one of: errno");
    assert_refused("{\"calls\": {\"f\": {\"params\": [], \"fails\": {\"result\": \"-1\", "
                   "\"error\": \"errno\", \"also\": \"errno\"}}}}",
                   "a.json: /calls/f/fails/also: the error is in errno already: remove \"also\"");
    assert_refused("{\"calls\": {\"a~/b\": 3}}", "a.json: /calls/a~0~1b: must be an object");
}

static void test_bad_requests(void **state)
{
    (void)state;
    assert_refused(
        CALL("\"request\": {\"requests\": {}}"),
        "a.json: /calls/f/request/param: is missing: name the parameter that chooses the request");
    assert_refused(
        CALL("\"request\": {\"param\": \"cmd\", \"requests\": {}}"),
        "a.json: /calls/f/request/param: there is no parameter \"cmd\"; one of: path, size");
    assert_refused(
        CALL("\"request\": {\"param\": \"size\", \"requests\": {\"A\": {\"params\": []}}}"),
        "a.json: /calls/f/request/requests/A/params: there is no such key; one of: closed, "
        "include, errnos");
    assert_refused(CALL("\"request\": {\"param\": \"size\", \"A\": {}}"),
                   "a.json: /calls/f/request/A: there is no such key; one of: param, requests");
}

static void test_bad_aliases(void **state)
{
    (void)state;
    assert_refused("{\"calls\": {\"f64\": {\"alias\": \"g\"}}}",
                   "a.json: /calls/f64/alias: there is no call \"g\"");
    assert_refused("{\"calls\": {\"f64\": {\"alias\": \"f63\"}}}",
                   "a.json: /calls/f64/alias: there is no call \"f63\"; did you mean f64?");
    assert_refused(
        "{\"calls\": {\"a\": {\"alias\": \"b\"}, \"b\": {\"alias\": \"a\"}}}",
        "a.json: /calls/a/alias: \"b\" is an alias itself: name the call that has the rules");
    assert_refused(
        "{\"calls\": {\"a\": {\"alias\": \"c\"}, \"b\": {\"alias\": \"a\"}, "
        "\"c\": {\"params\": [], " FAILS "}}}",
        "a.json: /calls/b/alias: \"a\" is an alias itself: name the call that has the rules");
    assert_refused("{\"calls\": {\"f\": {\"alias\": \"g\", \"closed\": true}}}",
                   "a.json: /calls/f/closed: there is no such key; one of: alias");
}

static void test_bad_rows(void **state)
{
    (void)state;
    assert_refused(FIRST_ROW("{\"class\": \"pth\"}"),
                   "a.json: /calls/f/errnos/ENOENT/0/class: \"pth\" is no class; one of: defect, "
                   "memory, limit, path, "
                   "object, permission, support, signal, contention, peer, device");
    assert_refused(FIRST_ROW("{\"class\": 3}"),
                   "a.json: /calls/f/errnos/ENOENT/0/class: this is no class; one of: defect, "
                   "memory, limit, path, "
                   "object, permission, support, signal, contention, peer, device");
    assert_refused(FIRST_ROW("{\"class\": \"path\"}"),
                   "a.json: /calls/f/errnos/ENOENT/0: the row has no "
                   "\"likelihood\", which only class defect may leave out");
    assert_refused(FIRST_ROW("{\"class\": \"path\", \"likelihood\": \"rare\"}"),
                   "a.json: /calls/f/errnos/ENOENT/0/likelihood: \"rare\" is no likelihood; one "
                   "of: common, unusual, "
                   "exotic, never");
    assert_refused(FIRST_ROW("{\"class\": \"defect\", \"remedy\": \"\"}"),
                   "a.json: /calls/f/errnos/ENOENT/0/remedy: \"\" is no remedy; one of: retry, "
                   "retry-larger, continue, "
                   "fallback, fail-peer, fail");
    assert_refused(
        FIRST_ROW("{\"class\": \"defect\"}"),
        "a.json: /calls/f/errnos/ENOENT/0: the row has no \"sources\": say who vouches for it");
    assert_refused(
        FIRST_ROW("{\"class\": \"defect\", \"sources\": []}"),
        "a.json: /calls/f/errnos/ENOENT/0/sources: is empty: say who vouches for the row");
    assert_refused(FIRST_ROW("{\"class\": \"defect\", \"sources\": [\"probe\", \"hearsay\"]}"),
                   "a.json: /calls/f/errnos/ENOENT/0/sources/1: \"hearsay\" is no source; one of: "
                   "man:PAGE(N)@VERSION, kernel:FUNCTION, glibc:FUNCTION, issue:OWNER/NAME#N, "
                   "ltp:PATH@COMMIT, gvisor:PATH@COMMIT (12 digits or more), probe");
    assert_refused(
        FIRST_ROW("{\"class\": \"defect\", \"sources\": [\"man:open(2)\"]}"),
        "a.json: /calls/f/errnos/ENOENT/0/sources/0: \"man:open(2)\" is no source; one of: "
        "man:PAGE(N)@VERSION, kernel:FUNCTION, glibc:FUNCTION, issue:OWNER/NAME#N, "
        "ltp:PATH@COMMIT, gvisor:PATH@COMMIT (12 digits or more), probe");
    static const char *const vague[] = {"ltp:open01.c", "ltp:@695827725f4f",
                                        "gvisor:open.cc@3c5eee1", "ltp:open01.c@main-branch-of-ltp",
                                        NULL};
    for (const char *const *source = vague; *source != NULL; source++) {
        char text[256], expected[512];
        snprintf(text, sizeof text, FIRST_ROW("{\"class\": \"defect\", \"sources\": [\"%s\"]}"),
                 *source);
        snprintf(expected, sizeof expected,
                 "a.json: /calls/f/errnos/ENOENT/0/sources/0: \"%s\" is no source; one of: "
                 "man:PAGE(N)@VERSION, kernel:FUNCTION, glibc:FUNCTION, issue:OWNER/NAME#N, "
                 "ltp:PATH@COMMIT, gvisor:PATH@COMMIT (12 digits or more), probe",
                 *source);
        assert_refused(text, expected);
    }
    assert_refused(FIRST_ROW(ROW ", {\"class\": \"defect\", \"when\": \"sise > 0\"}"),
                   "a.json: /calls/f/errnos/ENOENT/1/when: \"sise > 0\": there is no parameter "
                   "\"sise\"; one of: path, "
                   "size");
    assert_refused(FIRST_ROW("{\"class\": \"defect\", \"only\": [\"memfd\"]}"),
                   "a.json: /calls/f/errnos/ENOENT/0/only/0: there is no kind or trait \"memfd\"");
    assert_refused(FIRST_ROW("{\"class\": \"defect\", \"reason\": \"x\"}"),
                   "a.json: /calls/f/errnos/ENOENT/0/reason: there is no such key; one of: class, "
                   "likelihood, remedy, "
                   "when, only, except, since, before, why, note, sources");
    assert_refused(FIRST_ROW("{\"class\": \"defect\", \"since\": \"6\"}"),
                   "a.json: /calls/f/errnos/ENOENT/0/since: \"6\" is no version of the kernel such "
                   "as \"6.1\"");
    assert_refused(FIRST_ROW("{\"class\": \"defect\", \"before\": \"6.1-rc1\"}"),
                   "a.json: /calls/f/errnos/ENOENT/0/before: \"6.1-rc1\" is no version of the "
                   "kernel such as \"6.1\"");
    assert_refused(
        FIRST_ROW("{\"class\": \"defect\", \"since\": \"6.1\", \"before\": \"5.10\"}"),
        "a.json: /calls/f/errnos/ENOENT/0/before: no kernel is left: \"since\" names this one or "
        "a later one");
    assert_refused(ERRNOS("\"ENOENT\": []"),
                   "a.json: /calls/f/errnos/ENOENT: has no row: add one or leave the errno out");
    assert_refused(
        ERRNOS("\"ENOENTT\": [" ROW "]"),
        "a.json: /calls/f/errnos/ENOENTT: \"ENOENTT\" is no errno of Linux: check the spelling");
    assert_refused(ERRNOS("\"EWOULDBLOCK\": [" ROW "]"),
                   "a.json: /calls/f/errnos/EWOULDBLOCK: \"EWOULDBLOCK\" is the same errno as "
                   "EAGAIN: write EAGAIN");
}

static void test_bad_sets(void **state)
{
    (void)state;
    assert_refused("{\"sets\": {\"s\": {}}}",
                   "a.json: /sets/s: the set has no \"errnos\": add its rows");
    assert_refused("{\"sets\": {\"s\": {\"errnos\": {\"ENOENT\": [{\"class\": \"x\"}]}}}}",
                   "a.json: /sets/s/errnos/ENOENT/0/class: \"x\" is no class; one of: defect, "
                   "memory, limit, path, "
                   "object, permission, support, signal, contention, peer, device");
    assert_refused(INCLUDE("{\"set\": \"wlk\"}"),
                   "a.json: /calls/f/include/0/set: there is no set \"wlk\"; did you mean walk?");
    assert_refused(INCLUDE("{\"set\": \"walk\"}"),
                   "a.json: /calls/f/include/0: the set's parameter \"where\" is none "
                   "of the call: name one in \"role\"");
    assert_refused(INCLUDE("{\"set\": \"walk\", \"role\": {\"wher\": \"path\"}}"),
                   "a.json: /calls/f/include/0/role/wher: the set \"walk\" has no parameter "
                   "\"wher\"; one of: where");
    assert_refused(
        INCLUDE("{\"set\": \"walk\", \"role\": {\"where\": \"fd\"}}"),
        "a.json: /calls/f/include/0/role/where: there is no parameter \"fd\"; one of: path");
    assert_refused(
        INCLUDE("{\"set\": \"walk\", \"except\": [\"EIO\"]}"),
        "a.json: /calls/f/include/0/except/0: the set \"walk\" has no EIO: leave it out");
}

static void test_bad_kinds(void **state)
{
    (void)state;
    assert_refused("{\"kinds\": {\"a\": {}}}",
                   "a.json: /kinds/a/text: is missing: add a string that is not empty");
    assert_refused("{\"kinds\": {\"memfd\": {\"text\": \"t\", \"is\": \"mem\"}}}",
                   "a.json: /kinds/memfd/is: there is no kind \"mem\"; did you mean memfd?");
    assert_refused("{\"kinds\": {\"a\": {\"is\": \"b\", \"text\": \"t\"}, \"b\": {\"is\": \"c\", "
                   "\"text\": \"t\"}, "
                   "\"c\": {\"is\": \"b\", \"text\": \"t\"}}}",
                   "a.json: /kinds/b/is: the kind \"b\" lies below itself: break the circle");
    assert_refused("{\"kinds\": {\"a\": {\"is\": \"a\", \"text\": \"t\"}}}",
                   "a.json: /kinds/a/is: the kind \"a\" lies below itself: break the circle");
    assert_refused(
        "{\"kinds\": {\"a\": {\"text\": \"t\", \"names\": [{\"text\": \"/x\", \"walks\": "
        "\"nowhere\"}]}}}",
        "a.json: /kinds/a/names/0/walks: \"nowhere\" is no errno of Linux: check the spelling");
    assert_refused("{\"kinds\": {\"a\": {\"text\": \"t\", \"made_by\": [{\"call\": \"g\", "
                   "\"when\": \"x > 0\"}]}}}",
                   "a.json: /kinds/a/made_by/0/when: \"g\" has no rule that names its parameters: "
                   "name them in "
                   "\"params\"");
    assert_refused("{\"kinds\": {\"a\": {\"text\": \"t\", \"made_by\": [{\"call\": \"g\", "
                   "\"params\": [\"flags\"], \"into\": \"fds\"}]}}}",
                   "a.json: /kinds/a/made_by/0/into: \"g\" has no parameter \"fds\"");
    assert_refused("{\"kinds\": {\"a\": {\"text\": \"t\", \"traits\": \"x\"}}}",
                   "a.json: /kinds/a/traits: must be an array");
    assert_refused("{\"kinds\": {\"a\": {\"text\": \"t\", \"traits\": [\"x\", \"a\"]}}}",
                   "a.json: /kinds/a/traits/1: \"a\" is a kind too: call the trait otherwise");
    assert_refused(
        "{\"kinds\": {\"a\": {\"text\": \"t\", \"trait\": []}}}",
        "a.json: /kinds/a/trait: there is no such key; one of: is, text, made_by, names, "
        "traits, sources");
}

static void test_bad_assertions(void **state)
{
    (void)state;
    assert_refused("{\"assertions\": [{\"kind\": \"claim\"}]}",
                   "a.json: /assertions/0/marker: is missing: add an object");
    assert_refused("{\"assertions\": [{\"marker\": {}, \"kind\": \"claim\"}]}",
                   "a.json: /assertions/0/marker: must have one of \"class\" and \"function\"");
    assert_refused(
        "{\"assertions\": [{\"marker\": {\"class\": \"A\"}}]}",
        "a.json: /assertions/0/kind: is missing; one of: claim, report, test, filter, hint");
}

static void test_bad_positions(void **state)
{
    (void)state;
    assert_refused("{\"assertions\": [{\"marker\": {\"class\": \"A\"}, \"condition\": 0, \"kind\": "
                   "\"claim\"}]}",
                   "a.json: /assertions/0/condition: counts the arguments from 1");
    assert_refused("{\"assertions\": [{\"marker\": {\"class\": \"A\"}, \"fails_on\": \"true\", "
                   "\"kind\": \"claim\"}]}",
                   "a.json: /assertions/0/fails_on: says nothing without \"condition\": add that "
                   "or leave this out");
    assert_refused(
        "{\"assertions\": [{\"marker\": {\"class\": \"A\"}, \"arity\": 1.5, \"kind\": \"claim\"}]}",
        "a.json: /assertions/0/arity: must be an integer from 0 to 1000");
    assert_refused("{\"terminators\": [{\"name\": \"die\", \"kind\": \"crash\"}]}",
                   "a.json: /terminators/0/kind: \"crash\" is no kind of sink; one of: claim, "
                   "report, test, filter, "
                   "hint");
}

static void test_twice_over_files(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct rule_sources sources = {0};
    struct error error = {.text = ""};
    const struct ruledb *rules = NULL;
    add_source(&sources, &arena, "a.json", CALL("\"closed\": true"));
    add_source(&sources, &arena, "b.json", CALL("\"closed\": true"));
    assert_false(ruledb_load_sources(&rules, &arena, &sources, &error));
    assert_string_equal(error.text,
                        "b.json: /calls/f: the call \"f\" stands in a.json too: keep one");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_broken_json),   cmocka_unit_test(test_nul_byte),
        cmocka_unit_test(test_bad_files),     cmocka_unit_test(test_bad_calls),
        cmocka_unit_test(test_bad_requests),  cmocka_unit_test(test_bad_aliases),
        cmocka_unit_test(test_bad_rows),      cmocka_unit_test(test_bad_sets),
        cmocka_unit_test(test_bad_kinds),     cmocka_unit_test(test_bad_assertions),
        cmocka_unit_test(test_bad_positions), cmocka_unit_test(test_twice_over_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
