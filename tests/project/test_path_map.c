/* The hash map from strings to numbers. */
#include "tree.h"

#include "project/path_map.h"

static void test_map(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    struct path_map map = {0};
    size_t value = 77;
    assert_false(path_map_get(&map, "none", &value));
    assert_int_equal(value, 77);
    for (size_t i = 0; i < 5000; i++)
        path_map_set(&map, &tree.arena, arena_printf(&tree.arena, "key%zu", i), i);
    path_map_set(&map, &tree.arena, "key17", 4);
    assert_int_equal(map.count, 5000);
    assert_true(path_map_get(&map, "key4999", &value));
    assert_int_equal(value, 4999);
    assert_true(path_map_get(&map, "key17", &value));
    assert_int_equal(value, 4);
    assert_false(path_map_get(&map, "key5000", &value));
    tree_release(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_map),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
