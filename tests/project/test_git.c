/* Asking git, also in repositories that mean harm. */
#include "tree.h"

#include "base/error.h"
#include "project/git.h"
#include "project/paths.h"

static const char *list(struct tree *tree, bool *is_listed)
{
    struct path_list names = {0};
    struct error error = {0};
    *is_listed = git_list_files(&names, &tree->arena, tree->root, &error);
    path_list_sort(&names);
    return *is_listed ? tree_join(tree, names.items, names.count)
                      : arena_strdup(&tree->arena, error.text);
}

static void test_finds_repository(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    const char *deep = tree_directory(&tree, "a/b");
    assert_false(git_is_repository(tree.root));
    tree_file(&tree, ".git", "gitdir: /nowhere\n");
    assert_true(git_is_repository(tree.root));
    assert_false(git_is_repository(deep));
    assert_true(git_finds_repository(&tree.arena, deep));
    bool is_listed;
    assert_true(text_starts_with(list(&tree, &is_listed), "git ls-files refused: fatal: "));
    tree_release(&tree);
}

/* A repository's configuration names programs; listing its files must run none of them. */
static void test_hostile_repository(void **state)
{
    (void)state;
    struct tree tree;
    bool is_listed;
    tree_init(&tree);
    if (tree_git(&tree, "init -q")) {
        const char *mark = tree_path(&tree, "mark");
        const char *program =
            tree_file(&tree, "evil.sh", arena_printf(&tree.arena, "#!/bin/sh\ntouch %s\n", mark));
        chmod(program, 0755);
        static const char *const KEYS[] = {"core.fsmonitor",   "core.pager",      "filter.x.clean",
                                           "filter.x.process", "core.sshCommand", "alias.ls-files"};
        for (size_t i = 0; i < sizeof KEYS / sizeof KEYS[0]; i++)
            tree_git(&tree, arena_printf(&tree.arena, "config %s %s", KEYS[i], program));
        tree_file(&tree, ".gitattributes", "* filter=x\n");
        tree_file(&tree, "a.c", "");
        unlink(mark);
        assert_string_equal(list(&tree, &is_listed), ".gitattributes a.c evil.sh ");
        assert_true(is_listed);
        assert_false(file_is_regular(mark));
    }
    tree_release(&tree);
}

/* What a hook's environment says about its own repository must not lead elsewhere. */
static void test_hook_environment(void **state)
{
    (void)state;
    struct tree tree;
    bool is_listed;
    tree_init(&tree);
    if (tree_git(&tree, "init -q")) {
        tree_file(&tree, "a.c", "");
        setenv("GIT_DIR", "/nowhere", 1);
        setenv("GIT_INDEX_FILE", "/nowhere/index", 1);
        assert_string_equal(list(&tree, &is_listed), "a.c ");
        unsetenv("GIT_DIR");
        unsetenv("GIT_INDEX_FILE");
    }
    tree_release(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds_repository),
        cmocka_unit_test(test_hostile_repository),
        cmocka_unit_test(test_hook_environment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
