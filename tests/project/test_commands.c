/* The language and the order of a source's flags. */
#include "tree.h"

#include "base/error.h"
#include "project/commands.h"
#include "project/guess.h"
#include "project/locate.h"
#include "project/project.h"
#include "project/warnings.h"

/* The flags of "x.c" or another name under the options, in a tree without a database. */
static const char *apply(struct tree *tree, struct project_options options, const char *name,
                         enum language language)
{
    struct guess guess;
    struct locate locate;
    struct commands commands;
    struct path_list given = {0};
    struct warnings warnings = {.arena = &tree->arena};
    struct error error = {0};
    options.directory = tree->root;
    tree_directory(tree, ".git");
    guess_init(&guess, &tree->arena, &given);
    assert_true(locate_init(&locate, &tree->arena, &guess, &warnings, tree->root, NULL, &error));
    commands_init(&commands, &tree->arena, &options, &guess, &locate, &warnings);
    struct project_source source = {.path = tree_path(tree, name)};
    assert_true(commands_apply(&commands, &source, language, &error));
    assert_string_equal(source.directory, tree->root);
    return tree_join(tree, source.flags, source.flag_count);
}

static void test_guess_between(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    static const char *const BEFORE[] = {"-DFIRST"}, *const EXTRA[] = {"-DLAST"};
    struct project_options options = {
        .extra_before = BEFORE, .extra_before_count = 1, .extra = EXTRA, .extra_count = 1};
    assert_string_equal(
        apply(&tree, options, "x.c", LANGUAGE_C),
        arena_printf(&tree.arena, "-x c -DFIRST -std=gnu17 -D_GNU_SOURCE -I%s -DLAST ", tree.root));
    tree_release(&tree);
}

/* The user's -x decides, also about the standard that is guessed. */
static void test_language(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    static const char *const EXTRA[] = {"-x", "c++"};
    struct project_options options = {.extra = EXTRA, .extra_count = 2};
    assert_string_equal(
        apply(&tree, options, "x.c", LANGUAGE_C),
        arena_printf(&tree.arena, "-x c++ -std=gnu++20 -D_GNU_SOURCE -I%s ", tree.root));
    tree_release(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_guess_between),
        cmocka_unit_test(test_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
