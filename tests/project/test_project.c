/* The layer as the run layer sees it. */
#include "tree.h"

#include <time.h>

#include "base/error.h"
#include "project/project.h"

struct opened {
    struct project *project;
    const struct project_source *sources;
    size_t count;
    const char *const *warnings;
    size_t warning_count;
};

static struct opened open_project(struct tree *tree, struct project_options options,
                                  const char *const *paths, size_t path_count)
{
    struct opened opened;
    struct error error = {0};
    options.directory = tree->root;
    options.paths = paths;
    options.path_count = path_count;
    if (!project_open(&opened.project, &tree->arena, &options, &error))
        fail_msg("%s", error.text);
    opened.sources = project_sources(opened.project, &opened.count);
    opened.warnings = project_warnings(opened.project, &opened.warning_count);
    return opened;
}

/* "shown: flags", the root in the flags written as @. */
static const char *describe(struct tree *tree, const struct project_source *source)
{
    struct text text;
    text_init(&text, &tree->arena);
    text_printf(&text, "%s:", source->shown);
    for (size_t i = 0; i < source->flag_count; i++) {
        const char *flag = source->flags[i], *at = strstr(flag, tree->root);
        text_add(&text, " ");
        if (at == NULL) {
            text_add(&text, flag);
        } else {
            text_add_bytes(&text, flag, (size_t)(at - flag));
            text_printf(&text, "@%s", at + strlen(tree->root));
        }
    }
    return text_get(&text);
}

static void test_database(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "src/a.c", "");
    tree_file(&tree, "src/b.cc", "");
    tree_file(&tree, "src/new.c", "");
    tree_file(&tree, "build/gen/made.c", "");
    tree_file(&tree, "build/CMakeCache.txt", "");
    tree_file(&tree, "flags.rsp", "-DFROM_FILE");
    tree_rooted(
        &tree, "build/compile_commands.json",
        "[{\"directory\": \"@/build\", \"file\": \"../src/a.c\","
        " \"command\": \"ccache cc -O2 -DNDEBUG -I../inc \\u0040../flags.rsp -std=c99 -o x -c "
        "../src/a.c\"},"
        "{\"directory\": \"@/build\", \"file\": \"../src/a.c\", \"command\": \"cc -DAGAIN\"},"
        "{\"directory\": \"@\", \"file\": \"src/b.cc\", \"arguments\": [\"g++\", \"-std=c++17\"]},"
        "{\"directory\": \"@/build\", \"file\": \"gen/made.c\", \"command\": \"g++ -DMADE\"},"
        "{\"directory\": \"@/build\", \"file\": \"gen/none.c\", \"command\": \"cc\"},"
        "{\"directory\": \"@/build\", \"file\": \"start.S\", \"command\": \"cc\"},"
        "{\"directory\": \"/\", \"file\": \"/elsewhere/x.c\", \"command\": \"cc\"}]");
    struct opened opened = open_project(&tree, (struct project_options){0}, NULL, 0);
    assert_int_equal(opened.count, 4);
    assert_string_equal(describe(&tree, &opened.sources[0]), "build/gen/made.c: -x c++ -DMADE");
    assert_string_equal(describe(&tree, &opened.sources[1]),
                        "src/a.c: -x c -I@/inc -DFROM_FILE -std=c99");
    assert_string_equal(opened.sources[1].directory, tree_path(&tree, "build"));
    assert_false(opened.sources[1].is_guessed);
    assert_string_equal(describe(&tree, &opened.sources[2]), "src/b.cc: -x c++ -std=c++17");
    assert_string_equal(describe(&tree, &opened.sources[3]),
                        "src/new.c: -x c -I@/inc -DFROM_FILE -std=c99");
    assert_true(opened.sources[3].is_guessed);
    assert_int_equal(opened.warning_count, 2);
    assert_non_null(strstr(opened.warnings[0], "do not exist: 1, the first is build/gen/none.c"));
    assert_non_null(strstr(opened.warnings[1], "src/a.c: has several compile commands"));
    tree_release(&tree);
}

static void test_own_flags(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "a.c", "");
    tree_file(&tree, "b.cc", "");
    static const char *const BEFORE[] = {"-DEARLY"};
    static const char *const EXTRA[] = {"-Iinc", "-std=c++17", "-fplugin=x.so",
                                        "-MF",   "out",        "-DNDEBUG"};
    static const char *const FIXED[] = {"-DFIXED", "-std=c11"};
    struct project_options options = {.extra_before = BEFORE,
                                      .extra_before_count = 1,
                                      .extra = EXTRA,
                                      .extra_count = 6,
                                      .fixed = FIXED,
                                      .fixed_count = 2,
                                      .has_fixed = true};
    struct opened opened = open_project(&tree, options, NULL, 0);
    assert_string_equal(describe(&tree, &opened.sources[0]),
                        "a.c: -x c -DEARLY -DFIXED -std=c11 -I@/inc");
    assert_string_equal(describe(&tree, &opened.sources[1]),
                        "b.cc: -x c++ -DEARLY -DFIXED -I@/inc -std=c++17");
    assert_false(opened.sources[0].is_guessed);
    assert_int_equal(opened.warning_count, 3);
    assert_non_null(strstr(opened.warnings[0], "-fplugin=x.so: is not among"));
    assert_non_null(strstr(opened.warnings[1], "-MF: is not among"));
    tree_release(&tree);
}

static void test_flags_file(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "compile_flags.txt", "-Iinc\n-std=c++17\n-DX\n");
    tree_file(&tree, "sub/a.c", "");
    tree_file(&tree, "sub/b.cc", "");
    tree_file(&tree, "Makefile", "");
    struct opened opened = open_project(&tree, (struct project_options){0}, NULL, 0);
    /* A standard of the other language would make the parser refuse the source. */
    assert_string_equal(describe(&tree, &opened.sources[0]), "sub/a.c: -x c -I@/inc -DX");
    assert_string_equal(describe(&tree, &opened.sources[1]),
                        "sub/b.cc: -x c++ -I@/inc -std=c++17 -DX");
    tree_release(&tree);
}

static void test_headers(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_directory(&tree, ".git");
    tree_file(&tree, "inc/a.h", "");
    tree_file(&tree, "inc/b.h", "");
    tree_file(&tree, "inc/lonely.hpp", "");
    tree_file(&tree, "src/a.c", "#include \"a.h\"\n#include \"b.h\"\n");
    static const char *const PATHS[] = {"inc/a.h", "inc/b.h", "inc/lonely.hpp"};
    struct opened opened = open_project(&tree, (struct project_options){0}, PATHS, 3);
    assert_int_equal(opened.count, 2);
    assert_string_equal(opened.sources[0].shown, "inc/lonely.hpp");
    assert_string_equal(opened.sources[0].flags[1], "c++");
    assert_true(opened.sources[0].is_header);
    assert_null(opened.sources[0].for_header);
    assert_string_equal(opened.sources[1].shown, "src/a.c");
    assert_string_equal(opened.sources[1].for_header, tree_path(&tree, "inc/a.h"));
    assert_true(project_has(opened.project, tree_path(&tree, "inc/b.h")));
    assert_false(project_has(opened.project, tree_path(&tree, "src/a.c")));
    /* A source that is analysed anyway serves its headers as well. */
    static const char *const BOTH[] = {"inc/a.h", "src"};
    opened = open_project(&tree, (struct project_options){0}, BOTH, 2);
    assert_int_equal(opened.count, 1);
    assert_false(opened.sources[0].is_header);
    tree_release(&tree);
}

static void test_missing_headers(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "Makefile", "");
    tree_file(&tree, "code/a.c", "");
    tree_file(&tree, "odd/place/x/y.h", "");
    static const char *const PATHS[] = {"code"};
    struct opened opened = open_project(&tree, (struct project_options){0}, PATHS, 1);
    const char *from = opened.sources[0].path;
    const char *directory = project_find_header(opened.project, &tree.arena, "x/y.h", from);
    assert_string_equal(directory, tree_path(&tree, "odd/place"));
    assert_null(project_find_header(opened.project, &tree.arena, "z.h", from));
    assert_non_null(
        project_find_header(opened.project, &tree.arena, "y.h", "/usr/include/stdio.h"));
    size_t count;
    const char *const *flags =
        project_add_includes(&opened.sources[0], &tree.arena, &directory, 1, &count);
    assert_int_equal(count, opened.sources[0].flag_count + 2);
    assert_string_equal(flags[count - 2], "-idirafter");
    assert_string_equal(flags[count - 1], directory);
    tree_release(&tree);
}

/* What is above the root of a project says nothing about it. */
static void test_place(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "test/project/Makefile", "");
    tree_file(&tree, "test/project/src/a.c", "");
    tree_file(&tree, "test/project/test/b.c", "");
    tree_file(&tree, "loose/test/c.c", "");
    const char *paths[] = {tree.root};
    struct opened opened = open_project(&tree, (struct project_options){0}, paths, 1);
    struct project *project = opened.project;
    assert_string_equal(project_place(project, tree_path(&tree, "test/project/src/a.c")),
                        "src/a.c");
    assert_string_equal(project_place(project, tree_path(&tree, "test/project/test/b.c")),
                        "test/b.c");
    assert_string_equal(project_place(project, tree_path(&tree, "loose/test/c.c")),
                        "loose/test/c.c");
    tree_release(&tree);
}

/* Where nothing says what the project is, the user does. */
static void test_place_of_loose_files(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "test/tree/src/a.c", "");
    tree_file(&tree, "test/tree/test/b.c", "");
    const char *paths[] = {"test/tree"};
    struct opened opened = open_project(&tree, (struct project_options){0}, paths, 1);
    const char *a = tree_path(&tree, "test/tree/src/a.c");
    const char *b = tree_path(&tree, "test/tree/test/b.c");
    assert_string_equal(project_place(opened.project, a), "test/tree/src/a.c");
    paths[0] = tree_path(&tree, "test/tree");
    opened = open_project(&tree, (struct project_options){0}, paths, 1);
    assert_string_equal(project_place(opened.project, a), "src/a.c");
    assert_string_equal(project_place(opened.project, b), "test/b.c");
    paths[0] = b;
    opened = open_project(&tree, (struct project_options){0}, paths, 1);
    assert_string_equal(project_place(opened.project, b), "test/tree/test/b.c");
    tree_release(&tree);
}

static void test_bad_input(void **state)
{
    (void)state;
    struct tree tree;
    struct project *project;
    struct error error = {0};
    tree_init(&tree);
    tree_file(&tree, "a.c", "");
    tree_rooted(&tree, "far/compile_commands.json",
                "[{\"directory\": \"@\", \"file\": \"other.c\", \"command\": \"cc\"}]");
    const char *path = "no\n::such";
    struct project_options options = {.directory = tree.root, .paths = &path, .path_count = 1};
    assert_false(project_open(&project, &tree.arena, &options, &error));
    assert_string_equal(error.text, "no?::such: does not exist: name a file or a directory");
    options.database = "a.c";
    path = "a.c";
    assert_false(project_open(&project, &tree.arena, &options, &error));
    assert_non_null(strstr(error.text, "a.c:1:1: is no valid JSON"));
    struct opened opened =
        open_project(&tree, (struct project_options){.database = "far"}, &path, 1);
    assert_true(opened.sources[0].is_guessed);
    assert_non_null(strstr(opened.warnings[0], "lists none of the sources"));
    tree_release(&tree);
}

/* A wide tree with a database: the work must grow with the number of files, not with its square. */
static void test_many(void **state)
{
    (void)state;
    enum { MANY = 5000 };
    struct tree tree;
    struct text text;
    tree_init(&tree);
    text_init(&text, &tree.arena);
    for (int i = 0; i < MANY; i++) {
        const char *name = arena_printf(&tree.arena, "d%d/f%d.c", i % 100, i);
        if (i % 200 < 100)
            tree_file(&tree, name, "");
        text_printf(&text,
                    "%s{\"directory\": \"%s\", \"file\": \"%s\", \"command\": \"cc -DX=%d\"}",
                    i == 0 ? "[" : ",", tree.root, name, i % 7);
    }
    text_add(&text, "]");
    tree_file(&tree, "compile_commands.json", text_get(&text));
    clock_t start = clock();
    struct opened opened = open_project(&tree, (struct project_options){0}, NULL, 0);
    assert_int_equal(opened.count, MANY / 2);
    assert_true(clock() - start < 10 * CLOCKS_PER_SEC);
    assert_non_null(strstr(opened.warnings[0], "do not exist: 2500"));
    tree_release(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_database),
        cmocka_unit_test(test_own_flags),
        cmocka_unit_test(test_flags_file),
        cmocka_unit_test(test_headers),
        cmocka_unit_test(test_missing_headers),
        cmocka_unit_test(test_place),
        cmocka_unit_test(test_place_of_loose_files),
        cmocka_unit_test(test_bad_input),
        cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
