/* Splitting command lines and reading response files. */
#include "tree.h"

#include "project/paths.h"
#include "project/words.h"

static const char *split(struct tree *tree, const char *command)
{
    struct path_list words = {0};
    struct text text;
    words_split(&words, &tree->arena, command);
    text_init(&text, &tree->arena);
    for (size_t i = 0; i < words.count; i++)
        text_printf(&text, "[%s]", words.items[i]);
    return text_get(&text);
}

static void test_quoting(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    assert_string_equal(split(&tree, "  cc -c\ta.c\n"), "[cc][-c][a.c]");
    assert_string_equal(split(&tree, "-DA=\\\"x\\\" -D'B=\"a b\"' -D\"C=\\\"d e\\\"\""),
                        "[-DA=\"x\"][-DB=\"a b\"][-DC=\"d e\"]");
    assert_string_equal(split(&tree, "a\\ b \"c\\d\" '' 'e\\'"), "[a b][c\\d][][e\\]");
    assert_string_equal(split(&tree, "cc -Da && rm -DB"), "[cc][-Da]");
    assert_string_equal(split(&tree, "cc '-Da&&b;c'"), "[cc][-Da&&b;c]");
    assert_string_equal(split(&tree, "open 'quote and \\"), "[open][quote and \\]");
    assert_string_equal(split(&tree, "end\\"), "[end\\]");
    assert_string_equal(split(&tree, ""), "");
    tree_release(&tree);
}

static const char *expand(struct tree *tree, const char *command, size_t *lost)
{
    struct path_list words = {0}, out = {0};
    words_split(&words, &tree->arena, command);
    words_expand(&out, &tree->arena, &words, tree->root, lost);
    return tree_join(tree, out.items, out.count);
}

static void test_response_files(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "flags.rsp", "-DA\n-I \"some dir\" @sub/more.rsp -DZ");
    tree_file(&tree, "sub/more.rsp", "-DB;C");
    size_t lost;
    assert_string_equal(expand(&tree, "cc @flags.rsp -c", &lost),
                        "cc -DA -I some dir -DB;C -DZ -c ");
    assert_int_equal(lost, 0);
    assert_string_equal(expand(&tree, "cc @none -c", &lost), "cc -c ");
    assert_int_equal(lost, 1);
    tree_release(&tree);
}

/* A response file that names itself several times must end, soon. */
static void test_response_bomb(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "a", "-DA @a @a @a @a @a @a @a @a");
    size_t lost;
    expand(&tree, "@a", &lost);
    assert_true(lost > 0);
    tree_release(&tree);
}

static const char *first_argument(struct tree *tree, const char *command)
{
    struct path_list words = {0};
    words_split(&words, &tree->arena, command);
    size_t compiler, first = words_skip_program(&words, &compiler);
    return first < words.count ? words.items[first] : "none";
}

static void test_program(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    assert_string_equal(first_argument(&tree, "/usr/bin/cc -DX"), "-DX");
    assert_string_equal(first_argument(&tree, "ccache /usr/bin/g++ -DX"), "-DX");
    assert_string_equal(first_argument(&tree, "CCACHE_DIR=/x ccache distcc gcc -DX"), "-DX");
    assert_string_equal(first_argument(&tree, "-DX -DY"), "-DX");
    assert_string_equal(first_argument(&tree, "ccache"), "none");
    tree_release(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quoting),
        cmocka_unit_test(test_response_files),
        cmocka_unit_test(test_response_bomb),
        cmocka_unit_test(test_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
