/* Walking directories, with and without git. */
#include "tree.h"

#include <fcntl.h>
#include <time.h>

#include "project/listing.h"

static const char *list(struct tree *tree, bool use_ignored)
{
    struct listing listing;
    listing_code(&listing, &tree->arena, tree->root, use_ignored);
    return tree_join_paths(tree, listing.files.items, listing.files.count);
}

static void test_kinds(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    static const char *const NAMES[] = {"b.cpp",     "a.c",      "z.C",      "sub/c.c++",
                                        "sub/d.cxx", "e.cc",     "h.hpp",    "notes.txt",
                                        "a.c.bak",   ".git/x.c", "s p\nn.c", "l\xff.c"};
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        tree_file(&tree, NAMES[i], "");
    assert_int_equal(mkfifo(tree_path(&tree, "pipe.c"), 0600), 0);
    tree_directory(&tree, "directory.c");
    assert_string_equal(list(&tree, true),
                        "a.c b.cpp e.cc h.hpp l\xff.c s p\nn.c sub/c.c++ sub/d.cxx z.C ");
    tree_release(&tree);
}

static void test_links(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "real/a.c", "");
    assert_int_equal(symlink("..", tree_path(&tree, "real/loop")), 0);
    assert_int_equal(symlink("self.c", tree_path(&tree, "self.c")), 0);
    assert_int_equal(symlink("nowhere", tree_path(&tree, "dangling.c")), 0);
    assert_int_equal(symlink("real/a.c", tree_path(&tree, "again.c")), 0);
    assert_int_equal(symlink("/dev/zero", tree_path(&tree, "zero.c")), 0);
    tree_file(&tree, "template.txt", "");
    assert_int_equal(symlink("template.txt", tree_path(&tree, "outside.c")), 0);
    assert_int_equal(symlink("template.txt", tree_path(&tree, "twice.c")), 0);
    assert_string_equal(list(&tree, false), "outside.c real/a.c ");
    tree_release(&tree);
}

static void test_build_directories(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "a.c", "");
    tree_file(&tree, "CMakeCache.txt", "");
    tree_file(&tree, "out/CMakeCache.txt", "");
    tree_file(&tree, "out/generated.c", "");
    tree_file(&tree, "out/deep/er.c", "");
    tree_file(&tree, "insource/CMakeCache.txt", "");
    tree_file(&tree, "insource/CMakeLists.txt", "");
    tree_file(&tree, "insource/b.c", "");
    assert_string_equal(list(&tree, false), "a.c insource/b.c ");
    struct listing all;
    listing_everything(&all, &tree.arena, tree.root);
    assert_int_equal(all.files.count, 8);
    tree_release(&tree);
}

static void test_git(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    if (!tree_git(&tree, "init -q")) {
        tree_release(&tree);
        print_message("git is not installed: not tested\n");
        return;
    }
    tree_file(&tree, ".gitignore", "ignored/\n*.gen.c\n");
    static const char *const NAMES[] = {
        "kept.c",         "x.gen.c",          "ignored/y.c",
        "tracked.gen.c",  "deleted.c",        "build/CMakeCache.txt",
        "build/made.c",   "s p\n\xff.c",      "nested/in.c",
        "nested/i.gen.c", "nested/.gitignore"};
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        tree_file(&tree, NAMES[i], "");
    assert_true(tree_git(&tree, "add -f tracked.gen.c deleted.c"));
    assert_true(tree_git(&tree, "init -q nested"));
    unlink(tree_path(&tree, "deleted.c"));
    /* The nested repository has rules of its own, so it keeps what the outer one would ignore. */
    assert_string_equal(list(&tree, false),
                        "kept.c nested/i.gen.c nested/in.c s p\n\xff.c tracked.gen.c ");
    assert_non_null(strstr(list(&tree, true), "ignored/y.c"));
    /* Given on purpose, an ignored directory is walked. */
    struct listing listing;
    listing_code(&listing, &tree.arena, tree_path(&tree, "ignored"), false);
    assert_int_equal(listing.files.count, 1);
    tree_release(&tree);
}

/* Deeper than a path can be long, and wider than a quadratic algorithm could bear. */
static void test_large(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    char deep[2001];
    for (size_t i = 0; i < 1000; i++)
        memcpy(deep + 2 * i, "d/", 3);
    tree_file(&tree, arena_printf(&tree.arena, "%sx.c", deep), "");
    tree_directory(&tree, "wide");
    for (size_t i = 0; i < 5000; i++) {
        int file = open(arena_printf(&tree.arena, "%s/wide/f%zu.c", tree.root, i),
                        O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
        assert_true(file >= 0);
        close(file);
    }
    clock_t start = clock();
    struct listing listing;
    listing_code(&listing, &tree.arena, tree.root, true);
    assert_int_equal(listing.files.count, 5001);
    assert_true(clock() - start < 5 * CLOCKS_PER_SEC);
    tree_release(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_build_directories),
        cmocka_unit_test(test_git),
        cmocka_unit_test(test_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
