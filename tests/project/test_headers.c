/* Finding headers by name. */
#include "tree.h"

#include "project/headers.h"

static struct headers index_of(struct tree *tree)
{
    struct headers headers;
    struct path_list roots = {0};
    path_list_add(&roots, &tree->arena, tree->root);
    path_list_add(&roots, &tree->arena, "");
    headers_init(&headers, &tree->arena, &roots);
    return headers;
}

/* The directory found, as seen from the root; "none" for NULL. */
static const char *find(struct tree *tree, const struct headers *headers, const char *name,
                        const char *from)
{
    const char *directory = headers_find(headers, &tree->arena, name, tree_path(tree, from));
    return directory == NULL ? "none" : path_relative(tree->root, directory);
}

static void test_nearest(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    static const char *const NAMES[] = {"a/include/x/h.h", "b/include/x/h.h", "b/h.h",
                                        "config.h.in",     "c/xh.h",          "deep/er/t.def"};
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        tree_file(&tree, NAMES[i], "");
    struct headers headers = index_of(&tree);
    assert_string_equal(find(&tree, &headers, "x/h.h", "a/src/f.c"), "a/include");
    assert_string_equal(find(&tree, &headers, "x/h.h", "b/src/f.c"), "b/include");
    assert_string_equal(find(&tree, &headers, "h.h", "c/f.c"), "b");
    assert_string_equal(find(&tree, &headers, "./x/h.h", "b/f.c"), "b/include");
    assert_string_equal(find(&tree, &headers, "t.def", "c/f.c"), "deep/er");
    assert_string_equal(find(&tree, &headers, "config.h", "c/f.c"), "none");
    assert_string_equal(find(&tree, &headers, "y/h.h", "c/f.c"), "none");
    /* From include/x, ".." leads to include. */
    assert_string_equal(find(&tree, &headers, "../x/h.h", "a/q/f.c"), "a/include/x");
    assert_string_equal(find(&tree, &headers, "../h.h", "a/q/f.c"), "none");
    static const char *const ODD[] = {"", "/etc/passwd", "x/../h.h", "..", "x//h.h", "../", "."};
    for (size_t i = 0; i < sizeof ODD / sizeof ODD[0]; i++)
        assert_string_equal(find(&tree, &headers, ODD[i], "c/f.c"), "none");
    tree_release(&tree);
}

static void test_foreign(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    static const char *const NAMES[] = {"compat/win32/windows.h", "src/Win32/io.h",
                                        "vs2019/config.h",        "compat/bswap.h",
                                        "lib/arch/alpha/asm/a.h", "lib/arch/zzz/asm/a.h"};
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        tree_file(&tree, NAMES[i], "");
    struct headers headers = index_of(&tree);
    assert_string_equal(find(&tree, &headers, "windows.h", "src/a.c"), "none");
    assert_string_equal(find(&tree, &headers, "io.h", "src/a.c"), "none");
    assert_string_equal(find(&tree, &headers, "config.h", "src/a.c"), "none");
    assert_string_equal(find(&tree, &headers, "windows.h", "compat/win32/a.c"), "compat/win32");
    assert_string_equal(find(&tree, &headers, "compat/bswap.h", "src/a.c"), ".");
    /* Another processor's header counts only where there is no other. */
    assert_string_equal(find(&tree, &headers, "asm/a.h", "src/a.c"), "lib/arch/zzz");
    tree_release(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_foreign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
