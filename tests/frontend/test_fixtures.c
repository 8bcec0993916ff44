/* Each source in fixtures/program lowers to the dump next to it. A dump that should change is
 * written anew with ERRNO_LINT_UPDATE=1 in the environment; read the difference before you keep it.
 */
#include <dirent.h>

#include "base/file.h"
#include "parse.h"

enum { LARGEST_DUMP = 1 << 20 };

static const char *fixtures(struct arena *arena)
{
#ifdef FIXTURES_DIR
    const char *root = FIXTURES_DIR;
#else
    const char *root = getenv("FIXTURES_DIR");
    assert_non_null(root);
#endif
    return path_join(arena, root, "program");
}

static bool is_source(const char *name)
{
    return text_ends_with(name, ".c") || text_ends_with(name, ".cc");
}

static void update(const char *path, const char *dump)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(dump, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void check(struct parse *parse, const char *directory, const char *name)
{
    const char *const c_flags[] = {"-std=gnu17", NULL};
    const char *const cplusplus_flags[] = {"-std=c++17", NULL};
    const char *path = path_join(&parse->arena, directory, name);
    const char *dump_path = arena_printf(&parse->arena, "%s.dump", path);
    parse_file(parse, directory, path, text_ends_with(name, ".c") ? c_flags : cplusplus_flags);
    struct text dump;
    text_init(&dump, &parse->arena);
    program_dump(parse->result.program, &dump);
    if (getenv("ERRNO_LINT_UPDATE") != NULL)
        update(dump_path, text_get(&dump));
    char *expected;
    size_t length;
    struct error error = {""};
    if (!file_read(&expected, &length, &parse->arena, dump_path, LARGEST_DUMP, &error))
        fail_msg("%s", error.text);
    if (strcmp(expected, text_get(&dump)) != 0)
        fail_msg("%s lowers to something else:\n%s", name, text_get(&dump));
}

static void test_fixtures(void **state)
{
    struct parse *parse = *state;
    const char *directory = fixtures(&parse->arena);
    DIR *entries = opendir(directory);
    assert_non_null(entries);
    size_t count = 0;
    for (const struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        if (!is_source(entry->d_name))
            continue;
        check(parse, directory, entry->d_name);
        count++;
    }
    closedir(entries);
    assert_true(count > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_fixtures, parse_set_up, parse_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
