/* The allocator: alignment, zeroes, large objects, arrays that grow. */
#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static int set_up(void **state)
{
    static struct arena arena;
    arena_init(&arena);
    *state = &arena;
    return 0;
}

static int tear_down(void **state)
{
    arena_release(*state);
    return 0;
}

static void memory_is_aligned_and_zeroed(void **state)
{
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *memory = arena_alloc(*state, size);
        assert_int_equal((uintptr_t)memory % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(memory[i], 0);
        memset(memory, 0xff, size);
    }
}

static void large_objects_have_room(void **state)
{
    enum { LARGE = 5000000 };
    char *before = arena_strdup(*state, "before");
    char *large = arena_alloc(*state, LARGE);
    memset(large, 1, LARGE);
    char *after = arena_strdup(*state, "after");
    assert_string_equal(before, "before");
    assert_string_equal(after, "after");
    assert_int_equal(large[LARGE - 1], 1);
}

static void release_gives_all_back(void **state)
{
    struct arena *arena = *state;
    arena_alloc(arena, 100);
    assert_true(arena->total > 0);
    arena_release(arena);
    assert_int_equal(arena->total, 0);
    arena_alloc(arena, 100);
    arena_release(arena);
    arena_release(arena);
}

static void strings(void **state)
{
    assert_null(arena_strdup(*state, NULL));
    assert_string_equal(arena_strdup(*state, ""), "");
    assert_string_equal(arena_copy(*state, "abc", 2), "ab");
    assert_string_equal(arena_copy(*state, NULL, 0), "");
    assert_string_equal(arena_printf(*state, "%s-%d", "a", 7), "a-7");
    assert_string_equal(arena_printf(*state, "%s", ""), "");
    char *wide = arena_printf(*state, "%30000s|", "x");
    assert_int_equal(strlen(wide), 30001);
}

static void arrays_grow(void **state)
{
    int *items = NULL;
    size_t count = 0, capacity = 0;
    for (int i = 0; i < 1000; i++) {
        int *slot = arena_append(*state, &items, &count, &capacity, sizeof *slot);
        assert_int_equal(*slot, 0);
        *slot = i;
    }
    assert_int_equal(count, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
}

/* An array whose count was lowered gives its slots out again: they must be zeroed then, too. */
static void slots_are_zeroed_again(void **state)
{
    int *items = NULL;
    size_t count = 0, capacity = 0;
    *(int *)arena_append(*state, &items, &count, &capacity, sizeof *items) = 7;
    count = 0;
    assert_int_equal(*(int *)arena_append(*state, &items, &count, &capacity, sizeof *items), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(memory_is_aligned_and_zeroed),
        TEST(large_objects_have_room),
        TEST(release_gives_all_back),
        TEST(strings),
        TEST(arrays_grow),
        TEST(slots_are_zeroed_again),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
