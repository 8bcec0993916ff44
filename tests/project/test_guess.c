/* Project roots and guessed flags. */
#include "tree.h"

#include "project/guess.h"

static void test_roots(void **state)
{
    (void)state;
    struct tree tree;
    struct guess guess;
    struct path_list given = {0};
    tree_init(&tree);
    path_list_add(&given, &tree.arena, tree_directory(&tree, "made/src"));
    path_list_add(&given, &tree.arena, tree_directory(&tree, "plain"));
    path_list_sort(&given);
    tree_file(&tree, "made/CMakeLists.txt", "");
    tree_directory(&tree, "repo/.git");
    guess_init(&guess, &tree.arena, &given);
    assert_string_equal(guess_root(&guess, tree_directory(&tree, "made/src/deep/er")),
                        tree_path(&tree, "made"));
    assert_string_equal(guess_root(&guess, tree_directory(&tree, "plain/x")),
                        tree_path(&tree, "plain"));
    assert_string_equal(guess_root(&guess, tree_directory(&tree, "repo/a/b")),
                        tree_path(&tree, "repo"));
    assert_string_equal(guess_root(&guess, tree_path(&tree, "repo")), tree_path(&tree, "repo"));
    tree_release(&tree);
}

static void test_flags(void **state)
{
    (void)state;
    struct tree tree;
    struct guess guess;
    struct path_list given = {0}, flags = {0};
    tree_init(&tree);
    tree_directory(&tree, ".git");
    tree_directory(&tree, "include");
    tree_directory(&tree, "lib");
    tree_file(&tree, "a/include/string.h", "");
    tree_directory(&tree, "a/b");
    guess_init(&guess, &tree.arena, &given);
    guess_flags(&flags, &tree.arena, &guess, tree_path(&tree, "a/b/x.c"), LANGUAGE_C);
    struct text want;
    text_init(&want, &tree.arena);
    /* A directory with a string.h of its own comes after the system's. */
    text_printf(&want,
                "-std=gnu17 -D_GNU_SOURCE -I%s/a/b -I%s/a -idirafter%s/a/include -I%s "
                "-I%s/include -I%s/lib ",
                tree.root, tree.root, tree.root, tree.root, tree.root, tree.root);
    assert_string_equal(tree_join(&tree, flags.items, flags.count), text_get(&want));
    flags.count = 0;
    guess_flags(&flags, &tree.arena, &guess, tree_path(&tree, "a/b/x.cc"), LANGUAGE_CXX);
    assert_string_equal(flags.items[0], "-std=gnu++20");
    tree_release(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_roots),
        cmocka_unit_test(test_flags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
