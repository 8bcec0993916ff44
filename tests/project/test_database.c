/* Reading compile databases. */
#include "tree.h"

#include "base/error.h"
#include "project/database.h"

static void test_reads(void **state)
{
    (void)state;
    struct tree tree;
    struct error error;
    struct database *database;
    tree_init(&tree);
    const char *path = tree_file(
        &tree, "compile_commands.json",
        "[{\"directory\": \"/b\", \"file\": \"../s/z.c\", \"command\": \"ccache cc -DZ -c "
        "../s/z.c\"},"
        " {\"directory\": \"/b\", \"file\": \"/s/a.cc\", \"arguments\": [\"g++\", \"-D\", \"A B\"],"
        "  \"output\": \"a.o\", \"mystery\": {\"x\": 1}},"
        " {\"directory\": \"/b\", \"file\": \"/s/a.cc\", \"command\": \"cc -DSECOND\"},"
        " {\"directory\": \"rel\", \"file\": \"q.c\", \"command\": \"x86_64-linux-gnu-g++-12 -c "
        "q.c\"}]");
    assert_true(database_read(&database, &tree.arena, path, &error));
    assert_int_equal(database->count, 3);
    assert_null(database_find(database, "/s/none.c"));
    struct path_list words = {0};
    bool is_cxx;
    size_t lost;
    database_words(&words, &is_cxx, &lost, &tree.arena, database_find(database, "/s/z.c"));
    assert_string_equal(tree_join(&tree, words.items, words.count), "-DZ -c ../s/z.c ");
    assert_false(is_cxx);
    words.count = 0;
    database_words(&words, &is_cxx, &lost, &tree.arena, database_find(database, "/s/a.cc"));
    assert_string_equal(tree_join(&tree, words.items, words.count), "-D A B ");
    assert_true(is_cxx);
    assert_true(database_is_repeated(database, "/s/a.cc"));
    assert_false(database_is_repeated(database, "/s/z.c"));
    const struct database_entry *relative = database_find(database, tree_path(&tree, "rel/q.c"));
    assert_non_null(relative);
    database_words(&words, &is_cxx, &lost, &tree.arena, relative);
    assert_true(is_cxx);
    tree_release(&tree);
}

static void test_similar(void **state)
{
    (void)state;
    struct tree tree;
    struct error error;
    struct database *database;
    tree_init(&tree);
    const char *path =
        tree_file(&tree, "compile_commands.json",
                  "[{\"directory\": \"/\", \"file\": \"/p/a/x.c\", \"command\": \"cc\"},"
                  " {\"directory\": \"/\", \"file\": \"/p/b/y.c\", \"command\": \"cc\"},"
                  " {\"directory\": \"/\", \"file\": \"/p/b/c/d/e.c\", \"command\": \"cc\"},"
                  " {\"directory\": \"/\", \"file\": \"/p/b/z.cc\", \"command\": \"cc\"}]");
    assert_true(database_read(&database, &tree.arena, path, &error));
    assert_string_equal(database_find_similar(database, "/p/b/n.c", LANGUAGE_C)->file, "/p/b/y.c");
    assert_string_equal(database_find_similar(database, "/p/b/c/f.c", LANGUAGE_C)->file,
                        "/p/b/c/d/e.c");
    assert_string_equal(database_find_similar(database, "/p/a/n.cc", LANGUAGE_CXX)->file,
                        "/p/b/z.cc");
    tree_release(&tree);
}

struct broken {
    const char *text;
    const char *message; /* a part of it */
};

static void test_errors(void **state)
{
    (void)state;
    static const struct broken CASES[] = {
        {"", ":1:1: is no valid JSON"},
        {"[\n{]", ".json:2:"},
        {"\x01\xff\xfe garbage", "is no valid JSON"},
        {"{}", "/: must be an array"},
        {"[{\"directory\": \"/\", \"file\": \"a.c\", \"command\": \"cc\"}, 7]",
         "/1: must be an object"},
        {"[{}]", "/0: has no \"directory\""},
        {"[{\"directory\": \"/\"}]", "/0: has no \"file\""},
        {"[{\"directory\": 3, \"file\": \"a\"}]", "/0/directory: must be a string"},
        {"[{\"directory\": \"/\", \"file\": \"a.c\"}]", "/0: has neither"},
        {"[{\"directory\": \"/\", \"file\": \"a.c\", \"command\": []}]", "/0/command: must be"},
        {"[{\"directory\": \"/\", \"file\": \"a.c\", \"arguments\": \"x\"}]", "/0/arguments: must"},
        {"[{\"directory\": \"/\", \"file\": \"a.c\", \"arguments\": [\"x\", 1]}]",
         "/0/arguments/1: "},
    };
    struct tree tree;
    struct database *database;
    tree_init(&tree);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct error error = {0};
        const char *path = tree_file(&tree, "compile_commands.json", CASES[i].text);
        assert_false(database_read(&database, &tree.arena, path, &error));
        if (strstr(error.text, CASES[i].message) == NULL || strstr(error.text, path) == NULL)
            fail_msg("case %zu: %s", i, error.text);
    }
    struct error error = {0};
    assert_false(database_read(&database, &tree.arena, tree_path(&tree, "none.json"), &error));
    assert_non_null(strstr(error.text, "none.json"));
    const char *empty = tree_file(&tree, "compile_commands.json", "[]");
    assert_true(database_read(&database, &tree.arena, empty, &error));
    assert_null(database_find_similar(database, "/a.c", LANGUAGE_C));
    tree_release(&tree);
}

static void test_flags_file(void **state)
{
    (void)state;
    struct tree tree;
    struct error error;
    struct database *database;
    tree_init(&tree);
    const char *path =
        tree_file(&tree, "compile_flags.txt", "-DA\n\n  -I \t\ninclude dir\r\n-DLAST");
    assert_true(database_read(&database, &tree.arena, path, &error));
    assert_true(database->is_fixed);
    assert_int_equal(database->fixed.count, 4);
    assert_string_equal(database->fixed.items[2], "include dir");
    assert_string_equal(database->fixed.items[3], "-DLAST");
    tree_release(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads),
        cmocka_unit_test(test_similar),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_flags_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
