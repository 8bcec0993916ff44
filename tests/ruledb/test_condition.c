/* Conditions: every predicate over known, partly known and unknown arguments; mapping; printing;
 * each bad form. */
#include "text_rules.h"

#include "ruledb/condition.h"

static const char *const PARAMETERS[] = {"path", "flags", "size", "value", "fd"};
static const struct rule_names NAMES = {PARAMETERS, 5};

static const char KINDS[] = "{\"kinds\": {\"file\": {\"text\": \"a file\"},"
                            " \"memfd\": {\"is\": \"shmem-file\", \"text\": \"a memfd\","
                            "  \"names\": [{\"text\": \"/memfd:*\", \"walks\": \"ENOENT\"}]},"
                            " \"shmem-file\": {\"is\": \"file\", \"text\": \"a file in memory\"},"
                            " \"socket\": {\"text\": \"a socket\"}}}";

/* The condition over one argument that stands at its parameter; the others are unknown. */
static enum truth truth_with(const char *text, int parameter, struct rule_argument argument)
{
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = rules_of(&arena, KINDS);
    struct error error = {.text = ""};
    const struct rule_condition *condition = NULL;
    if (!condition_parse(&condition, &arena, text, &NAMES, rules, &error))
        fail_msg("%s", error.text);
    struct rule_argument arguments[5] = {0};
    arguments[parameter] = argument;
    enum truth truth = condition_evaluate(condition, rules, arguments, 5);
    assert_int_equal(condition_evaluate(condition, rules, NULL, 0),
                     condition_evaluate(condition, rules, (struct rule_argument[5]){0}, 5));
    arena_release(&arena);
    return truth;
}

enum { PATH, FLAGS, SIZE, VALUE, FD };

static const char *const CREATE[] = {"O_CREAT", "O_CLOEXEC"};
static const char *const UNIX[] = {"AF_UNIX"};

static void test_flag(void **state)
{
    (void)state;
    struct rule_argument all = {.names = CREATE, .name_count = 2, .is_all_named = true};
    struct rule_argument some = {.names = CREATE, .name_count = 2};
    struct rule_argument zero = {.has_value = true};
    struct rule_argument number = {.has_value = true, .value = 64};
    assert_int_equal(truth_with("flag(flags, O_CREAT)", FLAGS, all), TRUTH_TRUE);
    assert_int_equal(truth_with("flag(flags, O_EXCL)", FLAGS, all), TRUTH_FALSE);
    assert_int_equal(truth_with("flag(flags, O_CREAT)", FLAGS, some), TRUTH_TRUE);
    assert_int_equal(truth_with("flag(flags, O_EXCL)", FLAGS, some), TRUTH_UNKNOWN);
    assert_int_equal(truth_with("flag(flags, O_EXCL)", FLAGS, zero), TRUTH_FALSE);
    assert_int_equal(truth_with("flag(flags, O_EXCL)", FLAGS, number), TRUTH_UNKNOWN);
    assert_int_equal(truth_with("not flag(flags, O_CREAT)", FLAGS, all), TRUTH_FALSE);
    assert_int_equal(truth_with("not flag(flags, O_EXCL)", FLAGS, some), TRUTH_UNKNOWN);
}

static void test_compare_numbers(void **state)
{
    (void)state;
    struct rule_argument four = {.has_value = true, .value = 4};
    struct rule_argument below = {.has_value = true, .value = -1};
    struct rule_argument unknown = {0};
    assert_int_equal(truth_with("size == 4", SIZE, four), TRUTH_TRUE);
    assert_int_equal(truth_with("size == 0x4", SIZE, four), TRUTH_TRUE);
    assert_int_equal(truth_with("size != 4", SIZE, four), TRUTH_FALSE);
    assert_int_equal(truth_with("size > 4", SIZE, four), TRUTH_FALSE);
    assert_int_equal(truth_with("size >= 4", SIZE, four), TRUTH_TRUE);
    assert_int_equal(truth_with("size < 5", SIZE, four), TRUTH_TRUE);
    assert_int_equal(truth_with("size <= 3", SIZE, four), TRUTH_FALSE);
    assert_int_equal(truth_with("size > -2", SIZE, below), TRUTH_TRUE);
    assert_int_equal(truth_with("size == -1", SIZE, below), TRUTH_TRUE);
    assert_int_equal(truth_with("size > 0", SIZE, unknown), TRUTH_UNKNOWN);
    assert_int_equal(truth_with("not size > 0", SIZE, unknown), TRUTH_UNKNOWN);
}

static void test_compare_names(void **state)
{
    (void)state;
    struct rule_argument one = {.names = UNIX, .name_count = 1, .is_all_named = true};
    struct rule_argument part = {.names = UNIX, .name_count = 1};
    struct rule_argument two = {.names = CREATE, .name_count = 2, .is_all_named = true};
    assert_int_equal(truth_with("flags == AF_UNIX", FLAGS, one), TRUTH_TRUE);
    assert_int_equal(truth_with("flags != AF_UNIX", FLAGS, one), TRUTH_FALSE);
    assert_int_equal(truth_with("flags == AF_INET", FLAGS, one), TRUTH_FALSE);
    assert_int_equal(truth_with("flags != AF_INET", FLAGS, one), TRUTH_TRUE);
    assert_int_equal(truth_with("flags == AF_UNIX", FLAGS, part), TRUTH_TRUE);
    assert_int_equal(truth_with("flags == AF_INET", FLAGS, part), TRUTH_UNKNOWN);
    assert_int_equal(truth_with("flags == O_CREAT", FLAGS, two),
                     TRUTH_TRUE); /* an alias, or a flag beside it */
}

static void test_strings(void **state)
{
    (void)state;
    struct rule_argument text = {.string = "user.a"};
    struct rule_argument unknown = {0};
    assert_int_equal(truth_with("length(path) > 255", PATH, text), TRUTH_FALSE);
    assert_int_equal(truth_with("length(path) == 6", PATH, text), TRUTH_TRUE);
    assert_int_equal(truth_with("length(path) > 255", PATH, unknown), TRUTH_UNKNOWN);
    assert_int_equal(truth_with("prefix(path, \"user.\")", PATH, text), TRUTH_TRUE);
    assert_int_equal(truth_with("prefix(path, \"security.\")", PATH, text), TRUTH_FALSE);
    assert_int_equal(truth_with("prefix(path, \"user.\")", PATH, unknown), TRUTH_UNKNOWN);
}

static void test_pointers(void **state)
{
    (void)state;
    struct rule_argument null = {.has_value = true};
    struct rule_argument wild = {.has_value = true, .value = -1};
    struct rule_argument object = {.is_object_address = true};
    struct rule_argument text = {.string = ""};
    struct rule_argument unknown = {0};
    assert_int_equal(truth_with("null(value)", VALUE, null), TRUTH_TRUE);
    assert_int_equal(truth_with("null(value)", VALUE, wild), TRUTH_FALSE);
    assert_int_equal(truth_with("null(value)", VALUE, object), TRUTH_FALSE);
    assert_int_equal(truth_with("null(value)", VALUE, text), TRUTH_FALSE);
    assert_int_equal(truth_with("null(value)", VALUE, unknown), TRUTH_UNKNOWN);
    assert_int_equal(truth_with("not object_address(value)", VALUE, null), TRUTH_TRUE);
    assert_int_equal(truth_with("not object_address(value)", VALUE, wild), TRUTH_TRUE);
    assert_int_equal(truth_with("not object_address(value)", VALUE, object), TRUTH_FALSE);
    assert_int_equal(truth_with("not object_address(value)", VALUE, text), TRUTH_FALSE);
    assert_int_equal(truth_with("object_address(value)", VALUE, unknown), TRUTH_UNKNOWN);
    assert_int_equal(truth_with("value == 0", VALUE, object), TRUTH_FALSE);
    assert_int_equal(truth_with("value != 0", VALUE, object), TRUTH_TRUE);
    assert_int_equal(truth_with("value > 0", VALUE, object), TRUTH_UNKNOWN);
}

static void test_kind(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = rules_of(&arena, KINDS);
    const struct rule_kind *file = ruledb_find_kind(rules, "file");
    const struct rule_kind *memfd = ruledb_find_kind(rules, "memfd");
    const struct rule_kind *shmem = ruledb_find_kind(rules, "shmem-file");
    const struct rule_kind *socket = ruledb_find_kind(rules, "socket");
    assert_int_equal(kind_truth(memfd, shmem), TRUTH_TRUE);
    assert_int_equal(kind_truth(shmem, shmem), TRUTH_TRUE);
    assert_int_equal(kind_truth(file, shmem), TRUTH_UNKNOWN);
    assert_int_equal(kind_truth(socket, shmem), TRUTH_FALSE);
    assert_int_equal(kind_truth(NULL, shmem), TRUTH_UNKNOWN);
    arena_release(&arena);

    struct rule_argument path = {.string = "/memfd:x (deleted)"};
    assert_int_equal(truth_with("kind(path, shmem-file)", PATH, path), TRUTH_TRUE);
    assert_int_equal(truth_with("kind(path, socket)", PATH, path), TRUTH_FALSE);
    assert_int_equal(truth_with("kind(fd, memfd)", PATH, path), TRUTH_UNKNOWN);
}

/* False beats unknown beats true. */
static void test_conjunction(void **state)
{
    (void)state;
    struct rule_argument four = {.has_value = true, .value = 4};
    assert_int_equal(truth_with("size > 0 and size < 9", SIZE, four), TRUTH_TRUE);
    assert_int_equal(truth_with("size > 0 and null(value)", SIZE, four), TRUTH_UNKNOWN);
    assert_int_equal(truth_with("null(value) and size > 9", SIZE, four), TRUTH_FALSE);
    assert_int_equal(condition_evaluate(NULL, NULL, NULL, 0), TRUTH_TRUE);
}

static void test_printing_and_mapping(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = rules_of(&arena, KINDS);
    struct error error;
    const struct rule_condition *condition = NULL;
    const char *text =
        "not flag(flags, O_CREAT) and size >= 0x10 and length(path) < 3 and prefix(path, \"a\")"
        " and not null(value) and object_address(value) and kind(fd, shmem-file)";
    assert_true(condition_parse(&condition, &arena, text, &NAMES, rules, &error));
    assert_string_equal(condition_text(condition, &NAMES, &arena), text);

    const char *const others[] = {"descriptor", "buffer", "count", "mode", "name"};
    const struct rule_names other_names = {others, 5};
    int unmapped = -1;
    const int map[] = {4, 3, 2, 1, 0};
    const struct rule_condition *mapped = condition_map(condition, map, &unmapped, &arena);
    assert_string_equal(
        condition_text(mapped, &other_names, &arena),
        "not flag(mode, O_CREAT) and count >= 0x10 and length(name) < 3 and prefix(name, \"a\")"
        " and not null(buffer) and object_address(buffer) and kind(descriptor, shmem-file)");
    const int partial[] = {4, 3, -1, 1, 0};
    assert_null(condition_map(condition, partial, &unmapped, &arena));
    assert_int_equal(unmapped, SIZE);
    arena_release(&arena);
}

static void test_bad_forms(void **state)
{
    (void)state;
    static const struct {
        const char *text, *error;
    } cases[] = {
        {"size >", "\"size >\" ends where an integer (names go with == and != alone) is expected"},
        {"size > MAX",
         "\"size > MAX\": an integer (names go with == and != alone) is expected before \"MAX\""},
        {"size ==", "\"size ==\" ends where an integer or a name is expected"},
        {"size == 1x", "\"size == 1x\": an integer or a name is expected before \"1x\""},
        {"size == 99999999999999999999",
         "\"size == 99999999999999999999\": an integer or a name is expected before "
         "\"99999999999999999999\""},
        {"size == flags",
         "\"size == flags\": \"flags\" is a parameter; an integer or a macro's name is expected"},
        {"size", "\"size\" ends where ==, !=, <, <=, > or >= is expected"},
        {"sise > 0",
         "\"sise > 0\": there is no parameter \"sise\"; one of: path, flags, size, value, fd"},
        {"null(valu)",
         "\"null(valu)\": there is no parameter \"valu\"; one of: path, flags, size, value, fd"},
        {"flags(flags, A)",
         "\"flags(flags, A)\": there is no predicate \"flags\"; one of: flag, length, "
         "prefix, null, object_address, kind, or a comparison"},
        {"flag(flags A)", "\"flag(flags A)\": \",\" is expected before \"A)\""},
        {"flag(flags, 3)", "\"flag(flags, 3)\": the name of a flag is expected before \"3)\""},
        {"flag(flags, A", "\"flag(flags, A\" ends where \")\" is expected"},
        {"length(path) > x", "\"length(path) > x\": an integer is expected before \"x\""},
        {"prefix(path, a)",
         "\"prefix(path, a)\": a text in double quotes is expected before \"a)\""},
        {"kind(fd, memdf)", "\"kind(fd, memdf)\": there is no kind \"memdf\"; did you mean memfd?"},
        {"null(fd) or null(fd)",
         "\"null(fd) or null(fd)\": \"and\" is expected before \"or null(fd)\""},
        {"null(fd) and", "\"null(fd) and\" ends where a predicate is expected"},
        {"not not null(fd)", "\"not not null(fd)\": there is no parameter \"not\"; one of: path, "
                             "flags, size, value, fd"},
        {" ", "\" \" ends where a predicate is expected"},
    };
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = rules_of(&arena, KINDS);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct error error = {.text = ""};
        const struct rule_condition *condition = NULL;
        assert_false(condition_parse(&condition, &arena, cases[i].text, &NAMES, rules, &error));
        assert_string_equal(error.text, cases[i].error);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_flag),          cmocka_unit_test(test_compare_numbers),
        cmocka_unit_test(test_compare_names), cmocka_unit_test(test_strings),
        cmocka_unit_test(test_pointers),      cmocka_unit_test(test_kind),
        cmocka_unit_test(test_conjunction),   cmocka_unit_test(test_printing_and_mapping),
        cmocka_unit_test(test_bad_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
