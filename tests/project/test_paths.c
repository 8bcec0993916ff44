/* Lists of paths, and distances between them. */
#include "tree.h"

#include "project/paths.h"

static void test_list(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    struct path_list list = {0};
    static const char *const PATHS[] = {"/a/x.c", "/a-b/y.c", "/a/x.c", "/b"};
    for (size_t i = 0; i < 4; i++)
        path_list_add(&list, &tree.arena, PATHS[i]);
    path_list_sort(&list);
    assert_string_equal(tree_join(&tree, list.items, list.count), "/a-b/y.c /a/x.c /b ");
    assert_true(path_list_has(&list, "/b"));
    assert_false(path_list_has(&list, "/a"));
    assert_true(path_list_has_below(&list, "/a"));
    assert_true(path_list_has_below(&list, "/"));
    assert_true(path_list_has_below(&list, "/b"));
    assert_false(path_list_has_below(&list, "/a/x"));
    tree_release(&tree);
}

static void test_nearness(void **state)
{
    (void)state;
    assert_true(path_is_below("/a", "/a/b"));
    assert_true(path_is_below("/a", "/a"));
    assert_true(path_is_below("/", "/a"));
    assert_false(path_is_below("/a", "/ab"));
    assert_int_equal(path_shared("/a/b/c.c", "/a/b/d.c"), 3);
    assert_int_equal(path_shared("/a/b/c.c", "/a/bb/c.c"), 2);
    assert_true(path_compare_nearness("/p/a/f.c", "/p/a/long/way/h.h", "/p/h.h") < 0);
    assert_true(path_compare_nearness("/p/a/f.c", "/p/bb/h.h", "/p/c/h.h") > 0);
    assert_true(path_compare_nearness("/p/a/f.c", "/p/b/h.h", "/p/c/h.h") < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_nearness),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
