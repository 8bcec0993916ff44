/* Which headers a parse would miss, by the text alone. */
#include "tree.h"

#include "project/headers.h"
#include "project/predict.h"
#include "project/project.h"

struct bench {
    struct tree tree;
    struct headers headers;
    struct predictor *predictor;
    struct header_plan plan;
    const char *flags[4];
};

static void write_files(struct bench *bench, const char *const (*files)[2], size_t count)
{
    tree_init(&bench->tree);
    for (size_t i = 0; i < count; i++)
        tree_file(&bench->tree, files[i][0], files[i][1]);
}

static void index_files(struct bench *bench)
{
    struct path_list roots = {0};
    path_list_add(&roots, &bench->tree.arena, bench->tree.root);
    headers_init(&bench->headers, &bench->tree.arena, &roots);
    bench->predictor = predict_open(&bench->tree.arena, &bench->headers, NULL);
}

#define WRITE(bench, files)                                                                        \
    do {                                                                                           \
        write_files(bench, files, sizeof files / sizeof files[0]);                                 \
        index_files(bench);                                                                        \
    } while (0)

static struct project_source source_of(struct bench *bench, const char *name, size_t flag_count)
{
    return (struct project_source){.path = tree_path(&bench->tree, name),
                                   .directory = bench->tree.root,
                                   .flags = bench->flags,
                                   .flag_count = flag_count};
}

static const char *directories_of(struct bench *bench)
{
    return tree_join_paths(&bench->tree, bench->plan.directories, bench->plan.directory_count);
}

static const char *expect(struct bench *bench, const struct project_source *source)
{
    predict_expect(&bench->plan, bench->predictor, &bench->tree.arena, source);
    return directories_of(bench);
}

/* After a parse that has read these files, divided by blanks. */
static bool confirm(struct bench *bench, const struct project_source *source, const char *names)
{
    const char *included[16];
    size_t count = 0;
    for (char *word = strtok(arena_strdup(&bench->tree.arena, names), " "); word != NULL;
         word = strtok(NULL, " "))
        included[count++] = word[0] == '/' ? word : tree_path(&bench->tree, word);
    return predict_confirm(&bench->plan, bench->predictor, &bench->tree.arena, source, included,
                           count);
}

static void test_rounds(void **state)
{
    (void)state;
    static const char *const FILES[][2] = {
        {"src/a.c", "#include <deep/one.h>\n#include \"own.h\"\n#include \"flag.h\"\n"
                    "#include <stdio.h>\n#include \"nowhere.h\"\n"},
        {"src/own.h", "#include <three.h>\n"},
        {"flags/flag.h", ""},
        {"one/deep/one.h", "#include \"beside.h\"\n#include <two.h>\n"},
        {"one/deep/beside.h", "#include <three.h>\n"},
        {"two/two.h", ""},
        {"three/three.h", ""},
        {"four/stdio.h", "#include <two.h>\n"}};
    struct bench bench = {.flags = {"-Iflags"}};
    WRITE(&bench, FILES);
    struct project_source source = source_of(&bench, "src/a.c", 1);
    /* What own.h asks for is missing in the first parse already, what one.h asks for later. */
    assert_string_equal(expect(&bench, &source), "one three two ");
    assert_true(confirm(&bench, &source,
                        "src/a.c src/own.h flags/flag.h one/deep/one.h one/deep/beside.h two/two.h "
                        "three/three.h /usr/include/stdio.h"));
    assert_string_equal(directories_of(&bench), "one three two ");
    assert_int_equal(bench.plan.question_count, 3); /* one.h, three.h of own.h, two.h */
    assert_string_equal(bench.plan.questions[0].name, "deep/one.h");
    assert_string_equal(bench.plan.questions[0].from, source.path);
    tree_release(&bench.tree);
}

static void test_nothing(void **state)
{
    (void)state;
    static const char *const FILES[][2] = {{"a.c", "#include \"b/b.h\"\n#include \"../x.h\"\n"},
                                           {"b/b.h", "#include \"../c.h\"\n#include MACRO\n"},
                                           {"c.h", "#include \"c.h\"\n"}};
    struct bench bench = {0};
    WRITE(&bench, FILES);
    struct project_source source = source_of(&bench, "a.c", 0);
    assert_string_equal(expect(&bench, &source), "");
    struct project_source stranger = source_of(&bench, "../elsewhere.c", 0);
    assert_string_equal(expect(&bench, &stranger), "");
    tree_release(&bench.tree);
}

static void test_forced(void **state)
{
    (void)state;
    static const char *const FILES[][2] = {
        {"a.c", ""}, {"config/all.h", "#include <one.h>\n"}, {"one/one.h", ""}};
    struct bench bench = {.flags = {"-Xclang", "-include", "-Xclang", "config/all.h"}};
    WRITE(&bench, FILES);
    struct project_source source = source_of(&bench, "a.c", 4);
    assert_string_equal(expect(&bench, &source), "one ");
    tree_release(&bench.tree);
}

static void test_inactive(void **state)
{
    (void)state;
    static const char *const FILES[][2] = {
        {"a.c", "#ifdef OTHER\n#include <other.h>\n#endif\n#include <one.h>\n"},
        {"other/other.h", ""},
        {"one/one.h", ""}};
    struct bench bench = {0};
    WRITE(&bench, FILES);
    struct project_source source = source_of(&bench, "a.c", 0);
    assert_string_equal(expect(&bench, &source), "other one ");
    assert_true(confirm(&bench, &source, "a.c one/one.h"));
    assert_string_equal(directories_of(&bench), "one ");
    assert_int_equal(bench.plan.question_count, 1);
    tree_release(&bench.tree);
}

/* The directory of a header that #if leaves out has another one of a name that is included. */
static void test_hidden(void **state)
{
    (void)state;
    static const char *const FILES[][2] = {
        {"a.c", "#ifdef OTHER\n#include <other.h>\n#endif\n#include <sub/user.h>\n"},
        {"other/other.h", ""},
        {"other/one.h", ""},
        {"far/sub/user.h", "#include <one.h>\n"},
        {"far/include/one.h", ""}};
    struct bench bench = {0};
    WRITE(&bench, FILES);
    struct project_source source = source_of(&bench, "a.c", 0);
    assert_string_equal(expect(&bench, &source), "other far ");
    assert_false(confirm(&bench, &source, "a.c far/sub/user.h other/one.h"));
    assert_string_equal(directories_of(&bench), "far far/include ");
    /* With these it is as it should be. */
    assert_true(confirm(&bench, &source, "a.c far/sub/user.h far/include/one.h"));
    assert_string_equal(directories_of(&bench), "far far/include ");
    tree_release(&bench.tree);
}

/* Two of the directories have it: which comes first may be due to what is left out. */
static void test_ambiguous(void **state)
{
    (void)state;
    static const char *const FILES[][2] = {
        {"a.c", "#include <two.h>\n#include <one.h>\n#include <both.h>\n"},
        {"one/one.h", ""},
        {"one/both.h", ""},
        {"two/two.h", ""},
        {"two/both.h", ""}};
    struct bench bench = {0};
    WRITE(&bench, FILES);
    struct project_source source = source_of(&bench, "a.c", 0);
    assert_string_equal(expect(&bench, &source), "two one ");
    assert_false(confirm(&bench, &source, "a.c one/one.h two/two.h two/both.h"));
    tree_release(&bench.tree);
}

/* Several directories lead to it, but there is only one. */
static void test_one_by_several(void **state)
{
    (void)state;
    static const char *const FILES[][2] = {
        {"src/a.c", "#include <two.h>\n#include <one.h>\n#include \"../lib/all.h\"\n"},
        {"lib/one/one.h", "#include \"../all/all.h\"\n"},
        {"lib/two/two.h", ""},
        {"lib/all/all.h", ""},
        {"lib/all.h", "#include <../all/all.h>\n"}};
    struct bench bench = {0};
    WRITE(&bench, FILES);
    struct project_source source = source_of(&bench, "src/a.c", 0);
    assert_string_equal(expect(&bench, &source), "lib/two lib/one lib/all ");
    assert_true(
        confirm(&bench, &source, "src/a.c lib/one/one.h lib/two/two.h lib/all.h lib/all/all.h"));
    assert_string_equal(directories_of(&bench), "lib/two lib/one lib/all ");
    tree_release(&bench.tree);
}

/* What a macro includes is read all the same; where it was found is not known. */
static void test_macro(void **state)
{
    (void)state;
    static const char *const FILES[][2] = {
        {"a.c", "#ifdef OTHER\n#include <other.h>\n#endif\n#include <one.h>\n#include MACRO\n"},
        {"other/other.h", ""},
        {"other/more.h", ""},
        {"one/one.h", ""},
        {"more.h", "#include <one.h>\n"}};
    struct bench bench = {0};
    WRITE(&bench, FILES);
    struct project_source source = source_of(&bench, "a.c", 0);
    assert_string_equal(expect(&bench, &source), "other one ");
    assert_false(confirm(&bench, &source, "a.c one/one.h other/more.h"));
    assert_string_equal(expect(&bench, &source), "other one ");
    assert_true(confirm(&bench, &source, "a.c one/one.h more.h"));
    assert_string_equal(directories_of(&bench), "one ");
    tree_release(&bench.tree);
}

/* The index does not follow links to directories, parsers do. */
static void test_links(void **state)
{
    (void)state;
    static const char *const FILES[][2] = {{"a.c", "#include \"include/link/b.h\"\n"},
                                           {"include/b.h", "#include <one.h>\n"},
                                           {"one/one.h", ""}};
    struct bench bench = {0};
    write_files(&bench, FILES, sizeof FILES / sizeof FILES[0]);
    assert_int_equal(symlink(".", tree_path(&bench.tree, "include/link")), 0);
    index_files(&bench);
    struct project_source source = source_of(&bench, "a.c", 0);
    assert_string_equal(expect(&bench, &source), "");
    const char *one = tree_path(&bench.tree, "one");
    bench.plan = (struct header_plan){.directories = &one, .directory_count = 1};
    assert_true(confirm(&bench, &source, "a.c include/link/b.h one/one.h"));
    assert_string_equal(directories_of(&bench), "one ");
    tree_release(&bench.tree);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(test_rounds),         cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_forced),         cmocka_unit_test(test_inactive),
        cmocka_unit_test(test_hidden),         cmocka_unit_test(test_ambiguous),
        cmocka_unit_test(test_one_by_several), cmocka_unit_test(test_macro),
        cmocka_unit_test(test_links),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
