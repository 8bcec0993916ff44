/* The sorted set that counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/arena.h"
#include "run/tally.h"

static void test_sorts_and_counts(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct tally tally = {0};
    static const char *const names[] = {"c", "a", "b", "a", "c", "a"};
    for (size_t i = 0; i < 6; i++)
        tally_add(&tally, &arena, names[i]);
    assert_int_equal(tally.count, 3);
    assert_string_equal(tally.entries[0].name, "a");
    assert_int_equal(tally.entries[0].count, 3);
    assert_string_equal(tally.entries[1].name, "b");
    assert_int_equal(tally.entries[1].count, 1);
    assert_string_equal(tally.entries[2].name, "c");
    assert_int_equal(tally.entries[2].count, 2);
    arena_release(&arena);
}

static void test_many(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct tally tally = {0};
    for (unsigned i = 0; i < 1000; i++) {
        char name[16];
        snprintf(name, sizeof name, "%03u", i * 7 % 1000);
        tally_add(&tally, &arena, name);
    }
    assert_int_equal(tally.count, 1000);
    assert_string_equal(tally.entries[0].name, "000");
    assert_string_equal(tally.entries[999].name, "999");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sorts_and_counts),
        cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
