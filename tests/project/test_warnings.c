/* Warnings cannot carry control characters. */
#include "tree.h"

#include "project/warnings.h"

static void test_clean(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    struct warnings warnings = {.arena = &tree.arena};
    warnings_add(&warnings, "%s: odd", "a\n::error::\x1b[1m.c");
    assert_int_equal(warnings.texts.count, 1);
    assert_string_equal(warnings.texts.items[0], "a?::error::?[1m.c: odd");
    tree_release(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
