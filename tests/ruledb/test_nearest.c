/* Suggestions for misspelt names. */
#include "text_rules.h"

#include "ruledb/nearest.h"

static const char *hint(struct arena *arena, const char *word)
{
    static const char *const names[] = {"access", "fgetxattr", "getxattr", "lgetxattr",
                                        "open",   "openat",    "stat",     "setxattr"};
    struct nearest nearest;
    nearest_init(&nearest, word);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        nearest_offer(&nearest, names[i]);
    return nearest_hint(&nearest, arena);
}

static void test_hints(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(hint(&arena, "getxatr"), "; did you mean getxattr, fgetxattr, lgetxattr?");
    assert_string_equal(hint(&arena, "opne"), "; did you mean open?");
    assert_string_equal(hint(&arena, "acces"), "; did you mean access?");
    assert_string_equal(hint(&arena, "xattr"), "; did you mean getxattr, setxattr, fgetxattr?");
    assert_string_equal(hint(&arena, "pthread_create"), "");
    char longest[200];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_string_equal(hint(&arena, longest), "");
    assert_string_equal(hint(&arena, ""), "");
    assert_string_equal(names_text(NULL, 0, &arena), "none");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_hints)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
