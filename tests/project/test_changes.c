/* The set of changed lines, and where it comes from. The whole is tried in tests/changed.sh. */
#include "tree.h"

#include "base/error.h"
#include "project/changes.h"
#include "project/diff.h"

/* The changed lines of the first nine, "-" for those where lines were removed between it and the
 * next: "2 3 5- ". */
static const char *lines_of(struct tree *tree, const struct changes *changes, const char *path)
{
    struct text text;
    text_init(&text, &tree->arena);
    for (unsigned line = 1; line <= 9; line++) {
        bool is_removal = changes_removed(changes, path, line, line + 1);
        if (changes_touch(changes, path, line, line))
            text_printf(&text, "%u%s ", line, is_removal ? "-" : "");
    }
    return text_get(&text);
}

static bool read_diff(struct changes *changes, struct tree *tree, const char *text,
                      struct error *error)
{
    struct changes_request request = {.from = CHANGES_DIFF,
                                      .subject = tree_file(tree, "the.diff", text),
                                      .directory = tree->root};
    return changes_read(changes, &tree->arena, &request, error);
}

static void test_lines(void **state)
{
    (void)state;
    struct tree tree;
    struct changes changes;
    struct error error;
    tree_init(&tree);
    const char *path = tree_file(&tree, "f.c", "");
    assert_true(read_diff(&changes, &tree,
                          "--- f.c\n+++ f.c\n@@ -2 +2,2 @@\n-a\n+b\n+c\n@@ -6,2 +6,0 @@\n-d\n-e\n",
                          &error));
    assert_string_equal(lines_of(&tree, &changes, path), "2 3 6- 7 ");
    assert_true(changes_touch(&changes, path, 1, 9));
    assert_false(changes_touch(&changes, path, 4, 5));
    assert_true(changes_removed(&changes, path, 1, 9));
    assert_false(changes_removed(&changes, path, 1, 6));
    assert_false(changes_removed(&changes, path, 7, 9));
    assert_false(changes_touch(&changes, tree_file(&tree, "g.c", ""), 2, 2));
    tree_release(&tree);
}

/* The same file by another way is the same; what a link says is not what the file says. */
static void test_links(void **state)
{
    (void)state;
    struct tree tree;
    struct changes changes;
    struct error error;
    tree_init(&tree);
    tree_file(&tree, "real/f.c", "");
    assert_int_equal(symlink("real", tree_path(&tree, "other")), 0);
    assert_int_equal(symlink("real/f.c", tree_path(&tree, "link.c")), 0);
    assert_true(
        read_diff(&changes, &tree, "--- real/f.c\n+++ real/f.c\n@@ -2,0 +3 @@\n+a\n", &error));
    assert_string_equal(lines_of(&tree, &changes, tree_path(&tree, "other/f.c")), "3 ");
    assert_string_equal(lines_of(&tree, &changes, tree_path(&tree, "link.c")), "3 ");
    assert_false(
        read_diff(&changes, &tree, "--- link.c\n+++ link.c\n@@ -0,0 +1 @@\n+real/f.c\n", &error));
    tree_release(&tree);
}

/* Where the names of a diff may begin. */
static void test_names(void **state)
{
    (void)state;
    static const char hunk[] = "@@ -0,0 +1 @@\n+a\n";
    static const char *const HEADS[] = {
        "diff --git a/src/f.c b/src/f.c\n--- a/src/f.c\n+++ b/src/f.c\n",
        "diff --git c/src/f.c w/src/f.c\n--- c/src/f.c\n+++ w/src/f.c\n",
        "diff --git src/f.c src/f.c\n--- src/f.c\n+++ src/f.c\n",
        "--- src/f.c.orig\n+++ src/f.c\n",
        "--- old/src/f.c\n+++ new/src/f.c\n",
    };
    struct tree tree;
    struct changes changes;
    struct error error;
    tree_init(&tree);
    const char *path = tree_file(&tree, "src/f.c", "");
    tree_file(&tree, "f.c", ""); /* not meant */
    for (size_t i = 0; i < sizeof HEADS / sizeof HEADS[0]; i++) {
        assert_true(
            read_diff(&changes, &tree, arena_printf(&tree.arena, "%s%s", HEADS[i], hunk), &error));
        assert_true(changes_has(&changes, path));
        assert_int_equal(changes.count, 1);
    }
    assert_false(read_diff(&changes, &tree, "--- x.c\n+++ x.c\n@@ -0,0 +1 @@\n+a\n", &error));
    assert_non_null(strstr(error.text, "none of the files in this diff is here, the first is x.c"));
    const char *both =
        "--- x.c\n+++ x.c\n@@ -0,0 +1 @@\n+a\n--- src/f.c\n+++ src/f.c\n@@ -0,0 +1 @@\n+a\n";
    assert_true(read_diff(&changes, &tree, both, &error));
    assert_int_equal(changes.warnings.count, 1);
    assert_non_null(
        strstr(changes.warnings.items[0], "files that are not here: 1, the first is x.c"));
    tree_release(&tree);
}

/* Staged lines, and where further changes have put them. */
static void test_later_changes(void **state)
{
    (void)state;
    static const struct {
        struct diff_run staged, later;
        const char *expected;
    } cases[] = {
        {{3, 1, 3, 2}, {0}, "3 4 "},
        {{3, 1, 3, 2}, {1, 0, 1, 2}, "5 6 "},     /* two lines more above */
        {{3, 1, 3, 2}, {1, 1, 1, 0}, "2 3 "},     /* one less */
        {{3, 1, 3, 2}, {5, 0, 5, 2}, "3 4 "},     /* below */
        {{3, 1, 3, 2}, {4, 0, 4, 1}, "3 4 5 "},   /* within */
        {{3, 1, 3, 2}, {4, 1, 4, 3}, "3 4 5 6 "}, /* one altered again */
        {{3, 1, 3, 2}, {3, 2, 3, 0}, ""},         /* gone again */
        {{3, 1, 3, 2}, {2, 2, 2, 0}, "2 "},       /* the first of them is gone */
        {{3, 2, 3, 0}, {1, 0, 1, 2}, "4- 5 "},    /* a removal */
    };
    struct tree tree;
    tree_init(&tree);
    const char *path = tree_file(&tree, "f.c", "");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct diff_run staged_run = cases[i].staged, later_run = cases[i].later;
        struct diff_file staged = {.runs = &staged_run, .run_count = 1};
        struct diff_file later = {.runs = &later_run, .run_count = 1};
        struct changes changes = {.arena = &tree.arena};
        assert_true(changes_add(&changes, path, &staged, later_run.old_first == 0 ? NULL : &later));
        const char *got = lines_of(&tree, &changes, path);
        if (strcmp(got, cases[i].expected) != 0)
            fail_msg("case %zu: \"%s\", not \"%s\"", i, got, cases[i].expected);
    }
    tree_release(&tree);
}

/* A repository's configuration names programs; asking for changes must run none of them. */
static void test_hostile_repository(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    if (tree_git(&tree, "init -q")) {
        const char *mark = tree_path(&tree, "mark");
        const char *program = tree_file(
            &tree, "evil.sh", arena_printf(&tree.arena, "#!/bin/sh\ntouch %s\ncat\n", mark));
        chmod(program, 0755);
        const char *path = tree_file(&tree, "a.c", "1\n2\n");
        tree_file(&tree, ".gitattributes", "*.c filter=x.y diff=x\n");
        tree_git(&tree, "add -A");
        tree_git(&tree, "-c user.name=t -c user.email=t@localhost commit -qm 1");
        static const char *const KEYS[] = {
            "core.fsmonitor", "core.pager",       "filter.x.y.clean", "filter.x.y.process",
            "diff.external",  "diff.x.command",   "diff.x.textconv",  "core.sshCommand",
            "alias.diff",     "filter.x.y.smudge"};
        for (size_t i = 0; i < sizeof KEYS / sizeof KEYS[0]; i++)
            tree_git(&tree, arena_printf(&tree.arena, "config %s %s", KEYS[i], program));
        tree_git(&tree, "config filter.x.y.required true");
        tree_git(&tree, "config diff.noprefix true");
        tree_file(&tree, "a.c", "1\n2\n3\n");
        unlink(mark);
        struct changes changes;
        struct error error;
        struct changes_request request = {
            .from = CHANGES_SINCE, .subject = "HEAD", .directory = tree.root};
        assert_true(changes_read(&changes, &tree.arena, &request, &error));
        assert_string_equal(lines_of(&tree, &changes, path), "3 ");
        assert_false(file_is_regular(mark));
        request.from = CHANGES_STAGED;
        assert_true(changes_read(&changes, &tree.arena, &request, &error));
        assert_int_equal(changes.count, 0);
        assert_false(file_is_regular(mark));
        tree_git(&tree, "config filter.a=b.clean x");
        assert_false(changes_read(&changes, &tree.arena, &request, &error));
    }
    tree_release(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_later_changes),
        cmocka_unit_test(test_hostile_repository),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
