/* Commands that are written are read back as they were. */
#include "tree.h"

#include "base/error.h"
#include "project/database.h"
#include "project/listed_commands.h"
#include "project/project.h"

static void test_reads_back(void **state)
{
    (void)state;
    struct tree tree;
    struct error error;
    struct database *database;
    tree_init(&tree);
    static const char *const flags[] = {"-D", "A \"B\"", "-idirafter", "/some where"};
    const struct project_source sources[] = {
        {.path = "/s/a.c", .directory = "/s", .flags = flags, .flag_count = 4},
        {.path = "/s/b.cc", .directory = "/t", .flags = flags, .flag_count = 2},
    };
    const char *text = listed_commands_text(&tree.arena, sources, 2);
    const char *path = tree_file(&tree, "compile_commands.json", text);
    assert_true(database_read(&database, &tree.arena, path, &error));
    assert_int_equal(database->count, 2);
    bool is_cxx;
    size_t lost;
    struct path_list words = {0};
    const struct database_entry *entry = database_find(database, "/s/a.c");
    assert_string_equal(entry->directory, "/s");
    database_words(&words, &is_cxx, &lost, &tree.arena, entry);
    assert_false(is_cxx);
    assert_int_equal(words.count, 6);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(words.items[i], flags[i]);
    words.count = 0;
    entry = database_find(database, "/s/b.cc");
    assert_string_equal(entry->directory, "/t");
    database_words(&words, &is_cxx, &lost, &tree.arena, entry);
    assert_true(is_cxx);
    tree_release(&tree);
}

static void test_nothing(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(listed_commands_text(&arena, NULL, 0), "[]\n");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_reads_back),
                                       cmocka_unit_test(test_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
