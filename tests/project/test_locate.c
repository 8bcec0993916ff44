/* Where compile databases are looked for. */
#include "tree.h"

#include <fcntl.h>

#include "base/error.h"
#include "project/database.h"
#include "project/guess.h"
#include "project/locate.h"
#include "project/warnings.h"

#define ENTRY(file) "[{\"directory\": \"@\", \"file\": \"" file "\", \"command\": \"cc -c\"}]"

struct setting {
    struct tree tree;
    struct guess guess;
    struct path_list given;
    struct warnings warnings;
    struct locate locate;
    struct error error;
};

static void begin(struct setting *setting)
{
    memset(setting, 0, sizeof *setting);
    tree_init(&setting->tree);
    tree_directory(&setting->tree, "p/.git");
    guess_init(&setting->guess, &setting->tree.arena, &setting->given);
    setting->warnings.arena = &setting->tree.arena;
}

static bool choose(struct setting *setting, const char *chosen)
{
    return locate_init(&setting->locate, &setting->tree.arena, &setting->guess, &setting->warnings,
                       setting->tree.root, chosen, &setting->error);
}

/* The database for a directory of the tree, "none", or "error". */
static const char *find(struct setting *setting, const char *directory)
{
    const struct database *database;
    if (!locate_find(&database, &setting->locate, tree_path(&setting->tree, directory),
                     &setting->error))
        return "error";
    return database == NULL ? "none" : path_relative(setting->tree.root, database->path);
}

static void set_age(const char *path, time_t seconds)
{
    struct timespec times[2] = {{.tv_sec = seconds}, {.tv_sec = seconds}};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void test_upwards(void **state)
{
    (void)state;
    struct setting setting;
    begin(&setting);
    struct tree *tree = &setting.tree;
    assert_true(choose(&setting, NULL));
    tree_rooted(tree, "p/build/compile_commands.json", ENTRY("p/src/a.c"));
    tree_rooted(tree, "p/sub/compile_commands.json", ENTRY("p/sub/b.c"));
    tree_file(tree, "p/sub/compile_flags.txt", "-DX");
    tree_file(tree, "p/other/compile_flags.txt", "-DX");
    assert_string_equal(find(&setting, "p/src/deep"), "p/build/compile_commands.json");
    assert_string_equal(find(&setting, "p/sub/x"), "p/sub/compile_commands.json");
    assert_string_equal(find(&setting, "p/other"), "p/other/compile_flags.txt");
    assert_string_equal(find(&setting, "q"), "none");
    assert_int_equal(setting.warnings.texts.count, 0);
    tree_release(tree);
}

static void test_newest(void **state)
{
    (void)state;
    struct setting setting;
    begin(&setting);
    struct tree *tree = &setting.tree;
    assert_true(choose(&setting, NULL));
    set_age(tree_rooted(tree, "p/build/compile_commands.json", ENTRY("p/a.c")), 1000);
    set_age(tree_rooted(tree, "p/build-debug/compile_commands.json", ENTRY("p/a.c")), 3000);
    set_age(tree_rooted(tree, "p/cmake-build-x/compile_commands.json", ENTRY("p/a.c")), 2000);
    assert_string_equal(find(&setting, "p"), "p/build-debug/compile_commands.json");
    assert_int_equal(setting.warnings.texts.count, 1);
    assert_non_null(strstr(setting.warnings.texts.items[0], "newer"));
    tree_release(tree);
}

/* A database of another project, above or moved here, must not speak for these sources. */
static void test_strangers(void **state)
{
    (void)state;
    struct setting setting;
    begin(&setting);
    struct tree *tree = &setting.tree;
    assert_true(choose(&setting, NULL));
    tree_file(tree, "compile_commands.json", "broken, and none of our business");
    tree_rooted(tree, "build/compile_commands.json", ENTRY("p/a.c"));
    tree_rooted(tree, "p/compile_commands.json", ENTRY("elsewhere/a.c"));
    assert_string_equal(find(&setting, "p/src"), "none");
    assert_int_equal(setting.warnings.texts.count, 1);
    assert_non_null(strstr(setting.warnings.texts.items[0], "none of its 1 files lies below p"));
    tree_release(tree);
}

static void test_broken(void **state)
{
    (void)state;
    struct setting setting;
    begin(&setting);
    assert_true(choose(&setting, NULL));
    tree_file(&setting.tree, "p/compile_commands.json", "[");
    assert_string_equal(find(&setting, "p/src"), "error");
    assert_non_null(strstr(setting.error.text, "p/compile_commands.json:1:"));
    tree_release(&setting.tree);
}

static void test_chosen(void **state)
{
    (void)state;
    struct setting setting;
    begin(&setting);
    struct tree *tree = &setting.tree;
    tree_rooted(tree, "far/away.json", ENTRY("p/a.c"));
    tree_rooted(tree, "far/compile_commands.json", ENTRY("p/a.c"));
    tree_file(tree, "flags/compile_flags.txt", "-DX");
    tree_directory(tree, "empty");
    assert_true(choose(&setting, "far/away.json"));
    assert_string_equal(find(&setting, "p"), "far/away.json");
    assert_true(choose(&setting, "far"));
    assert_string_equal(find(&setting, "p"), "far/compile_commands.json");
    assert_true(choose(&setting, "flags"));
    assert_true(setting.locate.chosen->is_fixed);
    assert_false(choose(&setting, "empty"));
    assert_non_null(strstr(setting.error.text, "empty: has no compile_commands.json: make one"));
    assert_false(choose(&setting, "missing"));
    assert_non_null(strstr(setting.error.text, "missing"));
    tree_release(tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_upwards),   cmocka_unit_test(test_newest),
        cmocka_unit_test(test_strangers), cmocka_unit_test(test_broken),
        cmocka_unit_test(test_chosen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
