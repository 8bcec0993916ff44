/* Paths on the command line. */
#include "tree.h"

#include "base/error.h"
#include "project/discover.h"
#include "project/project.h"
#include "project/warnings.h"

/* Discovers one path; the sources as one string, or the error. */
static const char *run(struct tree *tree, struct project_options options, const char *path)
{
    struct discovery discovery;
    struct warnings warnings = {.arena = &tree->arena};
    struct error error = {0};
    options.directory = tree->root;
    options.paths = &path;
    options.path_count = path == NULL ? 0 : 1;
    if (!discover(&discovery, &tree->arena, &options, &warnings, &error) ||
        !discover_check_directories(&discovery, &error))
        return arena_strdup(&tree->arena, error.text);
    return tree_join_paths(tree, discovery.sources.items, discovery.sources.count);
}

static void expect_error(struct tree *tree, const char *path, const char *part)
{
    const char *text = run(tree, (struct project_options){0}, path);
    if (!text_starts_with(text, path) || strstr(text, part) == NULL)
        fail_msg("%s: got: %s", path, text);
}

static void test_paths(void **state)
{
    (void)state;
    struct tree tree;
    const struct project_options plain = {0};
    tree_init(&tree);
    tree_file(&tree, "src/b.c", "");
    tree_file(&tree, "src/a.cc", "");
    tree_file(&tree, "src/h.h", "");
    tree_file(&tree, "-odd name.c", "");
    assert_string_equal(run(&tree, plain, NULL), "-odd name.c src/a.cc src/b.c ");
    assert_string_equal(run(&tree, plain, "src/"), "src/a.cc src/b.c ");
    assert_string_equal(run(&tree, plain, "./src/../src/b.c"), "src/b.c ");
    assert_string_equal(run(&tree, plain, tree_path(&tree, "src")), "src/a.cc src/b.c ");
    assert_int_equal(symlink("src", tree_path(&tree, "link")), 0);
    assert_string_equal(run(&tree, plain, "link"), "link/a.cc link/b.c ");
    tree_release(&tree);
}

static void test_errors(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "notes.txt", "");
    tree_file(&tree, "docs/readme.md", "");
    tree_file(&tree, "include/only.h", "");
    assert_int_equal(mkfifo(tree_path(&tree, "pipe.c"), 0600), 0);
    assert_int_equal(symlink("loop.c", tree_path(&tree, "loop.c")), 0);
    expect_error(&tree, "missing.c", "does not exist");
    expect_error(&tree, "notes.txt", "is no C or C++ file: give");
    expect_error(&tree, "docs", "has no C or C++ source");
    expect_error(&tree, "include", "has headers but no");
    expect_error(&tree, "pipe.c", "neither a regular file nor a directory");
    expect_error(&tree, "loop.c", "cannot be examined");
    expect_error(&tree, "notes.txt/x.c", "cannot be examined");
    expect_error(&tree, "", "an empty path");
    if (geteuid() != 0) {
        chmod(tree_file(&tree, "secret.c", ""), 0);
        expect_error(&tree, "secret.c", "cannot be read");
    }
    tree_release(&tree);
}

static void test_excludes(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "a.c", "");
    tree_file(&tree, "a_test.c", "");
    tree_file(&tree, "third/party/x.c", "");
    tree_file(&tree, "lib/third/y.c", "");
    static const struct {
        const char *glob, *left;
    } CASES[] = {
        {"*_test.c", "a.c lib/third/y.c third/party/x.c "},
        {"third", "a.c a_test.c "},
        {"third/", "a.c a_test.c "},
        {"third/party", "a.c a_test.c lib/third/y.c "},
        {"./third/*", "a.c a_test.c lib/third/y.c "},
        {"**/third/*", "a.c a_test.c "},
        {"[", "a.c a_test.c lib/third/y.c third/party/x.c "},
        {"", "a.c a_test.c lib/third/y.c third/party/x.c "},
    };
    struct project_options options = {.exclude_count = 1};
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        options.excludes = &CASES[i].glob;
        assert_string_equal(run(&tree, options, "."), CASES[i].left);
    }
    static const char *const ALL = "*";
    options.excludes = &ALL;
    assert_non_null(strstr(run(&tree, options, "."), "is excluded"));
    assert_string_equal(run(&tree, options, "a.c"), "a.c ");
    options.force_exclude = true;
    assert_string_equal(run(&tree, options, "a.c"), "");
    tree_release(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_excludes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
