/* The command line as a struct, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "run/options.h"

enum { MOST_ARGUMENTS = 16 };

struct fixture {
    struct arena arena;
    struct options options;
    struct error error;
};

static bool parse(struct fixture *fixture, const char *const *words)
{
    char *argv[MOST_ARGUMENTS + 2] = {arena_strdup(&fixture->arena, "errno-lint")};
    int argc = 1;
    for (; words[argc - 1] != NULL; argc++)
        argv[argc] = arena_strdup(&fixture->arena, words[argc - 1]);
    return options_parse(&fixture->options, &fixture->arena, argc, argv, &fixture->error);
}

#define PARSE(fixture, ...) parse(fixture, (const char *const[]){__VA_ARGS__, NULL})

static int setup(void **state)
{
    static struct fixture fixture;
    arena_init(&fixture.arena);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    arena_release(&fixture->arena);
    return 0;
}

static void test_shards(void **state)
{
    struct fixture *fixture = *state;
    const struct options *options = &fixture->options;
    assert_true(PARSE(fixture, "src"));
    assert_int_equal(options->shard_count, 0);
    assert_true(PARSE(fixture, "--shard", "2/4", "src"));
    assert_int_equal(options->shard_number, 2);
    assert_int_equal(options->shard_count, 4);
    assert_false(PARSE(fixture, "--shard", "5/4", "src"));
    assert_false(PARSE(fixture, "--shard", "+1/4", "src"));
    assert_true(PARSE(fixture, "--merge", "--list-sites", "--fail-on=note", "-q", "a.json"));
    assert_int_equal(options->action, ACTION_MERGE);
    assert_false(PARSE(fixture, "--merge", "--rules", "rules", "a.json"));
    assert_string_equal(fixture->error.text, "--merge: --rules has to be given to the shards");
    assert_false(PARSE(fixture, "--merge", "--statistics", "a.json"));
}

static void test_defaults(void **state)
{
    struct fixture *fixture = *state;
    assert_true(PARSE(fixture, "src"));
    const struct options *options = &fixture->options;
    assert_int_equal(options->action, ACTION_ANALYSE);
    assert_int_equal(options->fail_on, LEVEL_WARNING);
    assert_int_equal(options->format, FORMAT_TEXT);
    assert_int_equal(options->paths.count, 1);
    assert_true(options->analysis.checks[CHECK_MISSING_ERRNO]);
    assert_false(options->analysis.classes[CLASS_DEFECT]);
    assert_false(options->has_fixed);
}

static void test_paths_and_options_mix(void **state)
{
    struct fixture *fixture = *state;
    assert_true(PARSE(fixture, "a.c", "--format", "json", "b.c", "-p", "build", "-qv"));
    const struct options *options = &fixture->options;
    assert_int_equal(options->paths.count, 2);
    assert_string_equal(options->paths.items[1], "b.c");
    assert_int_equal(options->format, FORMAT_JSON);
    assert_string_equal(options->database, "build");
    assert_true(options->quiet);
    assert_true(options->verbose);
}

static void test_fixed_flags(void **state)
{
    struct fixture *fixture = *state;
    assert_true(PARSE(fixture, "a.c", "--", "-Iinclude", "--format"));
    assert_true(fixture->options.has_fixed);
    assert_int_equal(fixture->options.paths.count, 1);
    assert_int_equal(fixture->options.fixed.count, 2);
    assert_string_equal(fixture->options.fixed.items[1], "--format");
    assert_true(PARSE(fixture, "a.c", "--"));
    assert_true(fixture->options.has_fixed);
    assert_int_equal(fixture->options.fixed.count, 0);
    assert_true(PARSE(fixture, "a.c", "--extra-arg", "--"));
    assert_false(fixture->options.has_fixed);
    assert_string_equal(fixture->options.extra.items[0], "--");
}

static void test_select_and_ignore(void **state)
{
    struct fixture *fixture = *state;
    const bool *checks = fixture->options.analysis.checks;
    assert_true(PARSE(fixture, "--ignore", "missing-errno", "a.c"));
    assert_false(checks[CHECK_MISSING_ERRNO]);
    assert_true(PARSE(fixture, "--ignore=all", "--select=missing-errno", "a.c"));
    assert_false(checks[CHECK_MISSING_ERRNO]);
    assert_true(PARSE(fixture, "--select=missing-errno", "a.c"));
    assert_true(checks[CHECK_MISSING_ERRNO]);
    assert_false(checks[CHECK_CONTRADICTION]);
}

static void test_classes(void **state)
{
    struct fixture *fixture = *state;
    const bool *classes = fixture->options.analysis.classes;
    assert_true(PARSE(fixture, "--classes", "defect", "--classes", "path", "a.c"));
    assert_true(classes[CLASS_DEFECT]);
    assert_true(classes[CLASS_PATH]);
    assert_false(classes[CLASS_OBJECT]);
}

static void test_outputs(void **state)
{
    struct fixture *fixture = *state;
    assert_true(PARSE(fixture, "--output", "json:a:b.json", "--output", "github:x", "a.c"));
    assert_int_equal(fixture->options.output_count, 2);
    assert_int_equal(fixture->options.outputs[0].format, FORMAT_JSON);
    assert_string_equal(fixture->options.outputs[0].file, "a:b.json");
    assert_false(PARSE(fixture, "--output", "json", "a.c"));
    assert_false(PARSE(fixture, "--output", "json:", "a.c"));
    assert_false(PARSE(fixture, "--output", "xml:a", "a.c"));
    assert_non_null(strstr(fixture->error.text, "Allowed: text, json"));
}

static void test_fail_on(void **state)
{
    struct fixture *fixture = *state;
    assert_true(PARSE(fixture, "--fail-on", "never"));
    assert_int_equal(fixture->options.fail_on, LEVEL_NONE);
    assert_true(PARSE(fixture, "--fail-on", "note"));
    assert_int_equal(fixture->options.fail_on, LEVEL_NOTE);
    assert_false(PARSE(fixture, "--fail-on", "none"));
}

static void test_kernel(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *text;
        const char *since, *before;
    } right[] = {{"5.4..6.1", "5.4", "6.2"},
                 {"5.10..", "5.10", NULL},
                 {"..6.1", NULL, "6.2"},
                 {"6.12", "6.12", "6.13"}};
    static const char *const wrong[] = {"", "..", "6", "6.1..5.4", "5.4...6.1", "5.4-6.1", "a..b"};
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++) {
        int since = 0, before = 0;
        assert_true(PARSE(fixture, "--kernel", right[i].text));
        assert_true(right[i].since == NULL || kernel_version(&since, right[i].since) != NULL);
        assert_true(right[i].before == NULL || kernel_version(&before, right[i].before) != NULL);
        assert_int_equal(fixture->options.kernels.since, since);
        assert_int_equal(fixture->options.kernels.before, before);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(PARSE(fixture, "--kernel", wrong[i]));
    assert_false(PARSE(fixture, "--kernel", "6.1..5.4"));
    assert_string_equal(fixture->error.text,
                        "--kernel: in '6.1..5.4' the first kernel is newer than the last");
}

static void test_refused(void **state)
{
    struct fixture *fixture = *state;
    assert_false(PARSE(fixture, "--fromat", "json"));
    assert_non_null(strstr(fixture->error.text, "did you mean --format"));
    assert_false(PARSE(fixture, "-Z"));
    assert_non_null(strstr(fixture->error.text, "-Z: unknown option"));
    assert_false(PARSE(fixture, "a.c", "--rules"));
    assert_non_null(strstr(fixture->error.text, "--rules: an argument is missing"));
    assert_false(PARSE(fixture, "a.c", "-p"));
    assert_non_null(strstr(fixture->error.text, "-p: an argument is missing"));
    assert_false(PARSE(fixture, "--kind", "memfd"));
    assert_false(PARSE(fixture, "--list-sites", "--format=github"));
    assert_false(PARSE(fixture, "--dump=everything"));
}

static void test_colour(void **state)
{
    struct fixture *fixture = *state;
    assert_true(PARSE(fixture, "--color=always"));
    assert_true(fixture->options.color);
    assert_true(PARSE(fixture, "--color=never"));
    assert_false(fixture->options.color);
    assert_false(PARSE(fixture, "--color=blue"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_defaults, setup, teardown),
        cmocka_unit_test_setup_teardown(test_shards, setup, teardown),
        cmocka_unit_test_setup_teardown(test_paths_and_options_mix, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fixed_flags, setup, teardown),
        cmocka_unit_test_setup_teardown(test_select_and_ignore, setup, teardown),
        cmocka_unit_test_setup_teardown(test_classes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_outputs, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fail_on, setup, teardown),
        cmocka_unit_test_setup_teardown(test_kernel, setup, teardown),
        cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_colour, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
