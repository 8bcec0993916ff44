/* Narrowing rows: conditions, kinds, requests, lowering, and why a row does not apply. */
#include "text_rules.h"

#include "base/text.h"
#include "ruledb/match.h"

#define SOURCE "\"sources\": [\"probe\"]"

static const char RULES[] =
    "{\"kinds\": {"
    " \"deleted-file\": {\"is\": \"file\", \"text\": \"a deleted file\","
    "   \"names\": [{\"text\": \"/proc/self/fd/*\", \"walks\": \"object\"}]},"
    " \"file\": {\"text\": \"a file\"},"
    " \"huge-memfd\": {\"is\": \"file\", \"text\": \"a huge memfd\","
    "   \"made_by\": [{\"call\": \"memfd_create\", \"when\": \"flag(flags, MFD_HUGETLB)\"}]},"
    " \"memfd\": {\"is\": \"file\", \"text\": \"a memfd\","
    "   \"made_by\": [{\"call\": \"memfd_create\", \"when\": \"not flag(flags, MFD_HUGETLB)\"}],"
    "   \"names\": [{\"text\": \"/memfd:*\", \"walks\": \"ENOENT\", \"why\": \"it leads nowhere\"},"
    "             {\"text\": \"/proc/self/fd/*\", \"walks\": \"object\"}]},"
    " \"socket\": {\"text\": \"a socket\", \"made_by\": [{\"call\": \"socket\"},"
    "   {\"call\": \"pair\", \"params\": [\"domain\", \"ends\"], \"into\": \"ends\"}]},"
    " \"unix-socket\": {\"is\": \"socket\", \"text\": \"a UNIX socket\", \"made_by\": [{\"call\": "
    "\"socket\","
    "   \"params\": [\"domain\"], \"when\": \"domain == AF_UNIX\"}]}},"
    "\"calls\": {"
    " \"fcntl\": {\"params\": [\"fd\", \"cmd\"], \"fails\": {\"result\": \"-1\", \"error\": "
    "\"errno\"},"
    "  \"errnos\": {\"EBADF\": [{\"class\": \"defect\", " SOURCE "}]},"
    "  \"request\": {\"param\": \"cmd\", \"requests\": {"
    "   \"F_SETLK\": {\"errnos\": {\"EAGAIN\": [{\"class\": \"contention\", \"likelihood\": "
    "\"common\", " SOURCE "}]}},"
    "   \"F_DUPFD\": {\"closed\": true, \"errnos\": {\"EMFILE\": [{\"class\": \"limit\", "
    "\"likelihood\": "
    "\"common\", " SOURCE "}]}}}}},"
    " \"fcntl64\": {\"alias\": \"fcntl\"},"
    " \"get\": {\"params\": [\"path\", \"size\"], \"object\": \"path\","
    "  \"fails\": {\"result\": \"-1\", \"error\": \"errno\"},"
    "  \"errnos\": {"
    "   \"E2BIG\": [{\"class\": \"object\", \"likelihood\": \"never\", " SOURCE "}],"
    "   \"EACCES\": [{\"class\": \"permission\", \"likelihood\": \"common\", \"except\": "
    "[\"memfd\"], " SOURCE "}],"
    "   \"ENODATA\": [{\"class\": \"object\", \"likelihood\": \"common\", " SOURCE "}],"
    "   \"ENOENT\": [{\"class\": \"path\", \"likelihood\": \"common\", \"only\": "
    "[\"memfd\"], " SOURCE "}],"
    "   \"ERANGE\": [{\"class\": \"object\", \"likelihood\": \"unusual\", \"when\": \"size > "
    "0\", " SOURCE "},"
    "              {\"class\": \"object\", \"likelihood\": \"exotic\", \"when\": \"size == 1\", "
    "\"only\": "
    "[\"socket\"], " SOURCE "}]}},"
    " \"memfd_create\": {\"params\": [\"name\", \"flags\"], \"fails\": {\"result\": \"-1\", "
    "\"error\": "
    "\"errno\"}},"
    " \"reopen\": {\"params\": [\"path\"], \"opens\": \"path\","
    "   \"fails\": {\"result\": \"-1\", \"error\": \"errno\"}},"
    " \"memfd_create_2\": {\"alias\": \"memfd_create\"}}}";

struct fixture {
    struct arena arena;
    const struct ruledb *rules;
};

static int set_up(void **state)
{
    struct fixture *fixture = test_malloc(sizeof *fixture);
    arena_init(&fixture->arena);
    fixture->rules = rules_of(&fixture->arena, RULES);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_release(&fixture->arena);
    test_free(fixture);
    return 0;
}

/* "EACCES common, ENODATA common" for two arguments of get(). */
static const char *matched(struct fixture *fixture, struct rule_argument path,
                           struct rule_argument size, struct rule_excluded *excluded)
{
    struct rule_argument arguments[] = {path, size};
    struct rule_match matches[16];
    struct text text;
    text_init(&text, &fixture->arena);
    const struct rule_call *call = ruledb_find_call(fixture->rules, "get");
    size_t count = rule_match(fixture->rules, call, arguments, 2, matches, excluded);
    for (size_t i = 0; i < count; i++)
        text_printf(&text, "%s%s %s", i > 0 ? ", " : "", errno_name(matches[i].row->error),
                    likelihood_word(matches[i].likelihood));
    return text_get(&text);
}

static struct rule_argument of_kind(struct fixture *fixture, const char *kind)
{
    return (struct rule_argument){.kind = ruledb_find_kind(fixture->rules, kind)};
}

static const struct rule_argument UNKNOWN;
static const struct rule_argument TWENTY = {.has_value = true, .value = 20};
static const struct rule_argument ZERO = {.has_value = true, .value = 0};

static void test_unknown_lowers(void **state)
{
    struct rule_excluded excluded;
    assert_string_equal(
        matched(*state, UNKNOWN, UNKNOWN, &excluded),
        "EACCES common, ENODATA common, ENOENT unusual, ERANGE exotic, ERANGE exotic");
    assert_true(errno_set_is_empty(&excluded.by_argument));
    assert_true(errno_set_is_empty(&excluded.by_kind));
    assert_string_equal(matched(*state, UNKNOWN, TWENTY, NULL),
                        "EACCES common, ENODATA common, ENOENT unusual, ERANGE unusual");
}

static void test_known_kind(void **state)
{
    struct rule_excluded excluded;
    assert_string_equal(matched(*state, of_kind(*state, "memfd"), TWENTY, &excluded),
                        "ENODATA common, ENOENT common, ERANGE unusual");
    assert_string_equal(errno_set_text(&excluded.by_kind, &((struct fixture *)*state)->arena),
                        "EACCES");
    assert_string_equal(matched(*state, of_kind(*state, "deleted-file"), TWENTY, &excluded),
                        "EACCES common, ENODATA common, ERANGE unusual");
    assert_string_equal(errno_set_text(&excluded.by_kind, &((struct fixture *)*state)->arena),
                        "ENOENT");
    /* A file may be a memfd. */
    assert_string_equal(matched(*state, of_kind(*state, "file"), TWENTY, NULL),
                        "EACCES common, ENODATA common, ENOENT unusual, ERANGE unusual");
}

static void test_excluded_by_argument(void **state)
{
    struct fixture *fixture = *state;
    struct rule_excluded excluded;
    assert_string_equal(matched(fixture, UNKNOWN, ZERO, &excluded),
                        "EACCES common, ENODATA common, ENOENT unusual");
    assert_string_equal(errno_set_text(&excluded.by_argument, &fixture->arena), "ERANGE");
    assert_string_equal(errno_set_text(&excluded.by_kind, &fixture->arena), "none");
}

static void test_path_text_has_a_kind(void **state)
{
    struct fixture *fixture = *state;
    struct rule_argument memfd = {.string = "/memfd:x (deleted)"};
    assert_string_equal(matched(fixture, memfd, ZERO, NULL), "ENODATA common, ENOENT common");
    assert_string_equal(rule_kind_name(rule_path_kind(fixture->rules, "/memfd:a/b")), "memfd");
    /* Two kinds fit: what they have in common. */
    assert_string_equal(rule_kind_name(rule_path_kind(fixture->rules, "/proc/self/fd/3")), "file");
    assert_null(rule_path_kind(fixture->rules, "/etc/passwd"));
    assert_null(rule_path_kind(fixture->rules, NULL));
}

static void test_requests(void **state)
{
    struct fixture *fixture = *state;
    static const char *const lock[] = {"F_SETLK"}, *const both[] = {"F_SETLK", "F_DUPFD"},
                             *const other[] = {"F_GETFD"};
    const struct rule_call *call = ruledb_find_call(fixture->rules, "fcntl");
    struct rule_argument arguments[] = {{0},
                                        {.names = lock, .name_count = 1, .is_all_named = true}};
    const struct rule_call *request = rule_select_request(call, arguments, 2);
    assert_string_equal(request->name, "fcntl:F_SETLK");
    assert_false(request->is_closed);
    assert_int_equal(request->row_count, 2);
    assert_int_equal(request->rows[0].error, id_EAGAIN);
    assert_int_equal(request->rows[1].error, id_EBADF);
    assert_true(rule_select_request(call, NULL, 0) == call);
    arguments[1] = (struct rule_argument){.names = both, .name_count = 2};
    assert_true(rule_select_request(call, arguments, 2) == call);
    arguments[1] = (struct rule_argument){.names = other, .name_count = 1};
    assert_true(rule_select_request(call, arguments, 2) == call);
    /* A request without rules has what all requests have. */
    arguments[1].is_all_named = true;
    request = rule_select_request(call, arguments, 2);
    assert_int_equal(request->row_count, 1);
    assert_int_equal(request->rows[0].error, id_EBADF);
    assert_int_equal(call->row_count, 3);
    assert_string_equal(call->requests[0].name, "fcntl:F_DUPFD");
    assert_true(call->requests[0].is_closed);
    assert_false(call->is_closed);
}

/* Which request it is is not known: what only some have is one step less likely. */
static void test_union_of_requests(void **state)
{
    struct fixture *fixture = *state;
    struct rule_match matches[4];
    const struct rule_call *call = ruledb_find_call(fixture->rules, "fcntl");
    assert_int_equal(rule_match(fixture->rules, call, NULL, 0, matches, NULL), 3);
    assert_int_equal(matches[0].row->error, id_EAGAIN);
    assert_int_equal(matches[0].likelihood, LIKELIHOOD_UNUSUAL);
    const struct rule_call *request = &call->requests[1];
    assert_string_equal(request->name, "fcntl:F_SETLK");
    assert_int_equal(rule_match(fixture->rules, request, NULL, 0, matches, NULL), 2);
    assert_int_equal(matches[0].likelihood, LIKELIHOOD_COMMON);
}

static void test_alias(void **state)
{
    struct fixture *fixture = *state;
    const struct rule_call *alias = ruledb_find_call(fixture->rules, "fcntl64");
    assert_string_equal(alias->name, "fcntl64");
    assert_string_equal(alias->alias_of, "fcntl");
    assert_int_equal(alias->row_count, 3);
    static const char *const lock[] = {"F_SETLK"};
    struct rule_argument arguments[] = {{0}, {.names = lock, .name_count = 1}};
    assert_string_equal(rule_select_request(alias, arguments, 2)->name, "fcntl64:F_SETLK");
}

static void test_made_kind(void **state)
{
    struct fixture *fixture = *state;
    static const char *const huge[] = {"MFD_HUGETLB"}, *const close_on_exec[] = {"MFD_CLOEXEC"},
                             *const local[] = {"AF_UNIX"};
    struct rule_argument arguments[] = {
        {0}, {.names = close_on_exec, .name_count = 1, .is_all_named = true}};
    assert_string_equal(
        rule_kind_name(rule_made_kind(fixture->rules, "memfd_create", arguments, 2)), "memfd");
    assert_string_equal(
        rule_kind_name(rule_made_kind(fixture->rules, "memfd_create_2", arguments, 2)), "memfd");
    arguments[1].names = huge;
    assert_string_equal(
        rule_kind_name(rule_made_kind(fixture->rules, "memfd_create", arguments, 2)), "huge-memfd");
    assert_null(rule_made_kind(fixture->rules, "memfd_create", NULL, 0));
    assert_null(rule_made_kind(fixture->rules, "open", NULL, 0));
    /* The special kind wins over the general one where it is sure. */
    assert_string_equal(rule_kind_name(rule_made_kind(fixture->rules, "socket", NULL, 0)),
                        "socket");
    struct rule_argument domain = {.names = local, .name_count = 1, .is_all_named = true};
    assert_string_equal(rule_kind_name(rule_made_kind(fixture->rules, "socket", &domain, 1)),
                        "unix-socket");
}

static void test_written_and_opened_kinds(void **state)
{
    struct fixture *fixture = *state;
    const struct ruledb *rules = fixture->rules;
    assert_string_equal(rule_kind_name(rule_written_kind(rules, "pair", NULL, 0, 1)), "socket");
    assert_null(rule_written_kind(rules, "pair", NULL, 0, 0));
    assert_null(rule_written_kind(rules, "socket", NULL, 0, 1));
    assert_null(rule_made_kind(rules, "pair", NULL, 0));
    struct rule_argument path = {.string = "/memfd:x"};
    assert_string_equal(rule_kind_name(rule_made_kind(rules, "reopen", &path, 1)), "memfd");
    path.string = "/etc/passwd";
    assert_null(rule_made_kind(rules, "reopen", &path, 1));
    assert_null(rule_made_kind(rules, "reopen", NULL, 0));
}

static void test_kind_questions(void **state)
{
    struct fixture *fixture = *state;
    const struct rule_kind *memfd = ruledb_find_kind(fixture->rules, "memfd");
    assert_true(rule_kind_is(memfd, "memfd"));
    assert_true(rule_kind_is(memfd, "file"));
    assert_false(rule_kind_is(memfd, "socket"));
    assert_false(rule_kind_is(NULL, "file"));
    assert_string_equal(rule_kind_text(memfd), "a memfd");
    assert_string_equal(rule_kind_walk_reason(memfd, id_ENOENT), "it leads nowhere");
    assert_null(rule_kind_walk_reason(memfd, id_EACCES));
    struct rule_names kinds = rule_kinds_that_walk_to(fixture->rules, id_ENOENT, &fixture->arena);
    assert_int_equal(kinds.count, 1);
    assert_string_equal(kinds.items[0], "memfd");
    assert_int_equal(rule_kinds_that_walk_to(fixture->rules, id_EIO, &fixture->arena).count, 0);
    assert_int_equal(rule_kinds_that_walk_to(fixture->rules, ERRNO_NONE, &fixture->arena).count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unknown_lowers),
        cmocka_unit_test(test_known_kind),
        cmocka_unit_test(test_excluded_by_argument),
        cmocka_unit_test(test_path_text_has_a_kind),
        cmocka_unit_test(test_requests),
        cmocka_unit_test(test_union_of_requests),
        cmocka_unit_test(test_alias),
        cmocka_unit_test(test_made_kind),
        cmocka_unit_test(test_written_and_opened_kinds),
        cmocka_unit_test(test_kind_questions),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
