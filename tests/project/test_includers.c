/* Who includes a header. */
#include "tree.h"

#include "project/includers.h"

static const char *find(struct tree *tree, const struct includers *includers, const char *header,
                        const struct path_list *preferred)
{
    const char *source = includers_find(includers, tree_path(tree, header), preferred);
    return source == NULL ? "none" : path_relative(tree->root, source);
}

static void test_finds(void **state)
{
    (void)state;
    struct tree tree;
    struct includers includers;
    struct path_list none = {0}, preferred = {0};
    tree_init(&tree);
    tree_file(&tree, "inc/p/direct.h", "");
    tree_file(&tree, "inc/p/outer.h", "#include \"inner.h\"\n");
    tree_file(&tree, "inc/p/inner.h", "#include \"outer.h\"\n");
    tree_file(&tree, "inc/p/lonely.h", "");
    tree_file(&tree, "src/b.c", "#include \"p/direct.h\"");
    tree_file(&tree, "src/direct.c",
              "\n  #  include\t<p/direct.h> /* x */\n#include <p/outer.h>\n");
    tree_file(&tree, "src/other/direct.h", "");
    tree_file(&tree, "src/broken.c", "#include \"p/lonely.h\n#include\n#include <\n#");
    includers_init(&includers, &tree.arena, tree.root);
    assert_string_equal(find(&tree, &includers, "inc/p/direct.h", &none), "src/direct.c");
    path_list_add(&preferred, &tree.arena, tree_path(&tree, "src/b.c"));
    assert_string_equal(find(&tree, &includers, "inc/p/direct.h", &preferred), "src/b.c");
    assert_string_equal(find(&tree, &includers, "inc/p/inner.h", &none), "src/direct.c");
    assert_string_equal(find(&tree, &includers, "inc/p/lonely.h", &none), "none");
    assert_string_equal(find(&tree, &includers, "src/other/direct.h", &none), "none");
    tree_release(&tree);
}

static void test_language(void **state)
{
    (void)state;
    struct tree tree;
    struct includers includers;
    tree_init(&tree);
    tree_file(&tree, "a/x.c", "");
    tree_file(&tree, "b/x.cc", "");
    tree_file(&tree, "b/y.cc", "");
    includers_init(&includers, &tree.arena, tree.root);
    assert_int_equal(includers_language(&includers, tree_path(&tree, "a/h.h")), LANGUAGE_C);
    assert_int_equal(includers_language(&includers, tree_path(&tree, "b/h.h")), LANGUAGE_CXX);
    assert_int_equal(includers_language(&includers, tree_path(&tree, "c/h.h")), LANGUAGE_CXX);
    assert_int_equal(includers_language(&includers, tree_path(&tree, "a/h.hpp")), LANGUAGE_CXX);
    tree_release(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds),
        cmocka_unit_test(test_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
