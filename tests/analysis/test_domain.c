/* The lattice: keys, joins, bounds. */
#include "hand_built.h"

#include "analysis/domain.h"

static const bool DECISIVE[8] = {true, true, true, true, false, false, false, false};

static struct disjunct with_fact(uint32_t event, enum outcome outcome, enum errno_id left)
{
    struct disjunct disjunct = {
        .pending = NO_EVENT, .fact_count = 1, .errno_kind = ERRNO_IS_EVENT, .errno_event = event};
    disjunct.facts[0] =
        (struct fact){.event = event, .outcome = outcome, .left = errno_set_of(left)};
    return disjunct;
}

static void test_equal_keys_merge(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct join_rules rules = {.is_decisive = DECISIVE, .arena = &arena};
    struct state joined = {.count = 0};
    struct disjunct a = with_fact(3, OUTCOME_FAILED, id_ENOENT),
                    b = with_fact(3, OUTCOME_FAILED, id_EIO);
    assert_true(state_join(&joined, &rules, &a));
    assert_true(state_join(&joined, &rules, &b));
    assert_false(state_join(&joined, &rules, &a));
    assert_int_equal(joined.count, 1);
    assert_true(errno_set_has(&joined.items[0]->facts[0].left, id_ENOENT));
    assert_true(errno_set_has(&joined.items[0]->facts[0].left, id_EIO));
    arena_release(&arena);
}

static void test_outcomes_stay_apart(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct join_rules rules = {.is_decisive = DECISIVE, .arena = &arena};
    struct state joined = {.count = 0};
    struct disjunct a = with_fact(3, OUTCOME_FAILED, id_ENOENT),
                    b = with_fact(3, OUTCOME_SUCCEEDED, id_EIO);
    state_join(&joined, &rules, &a);
    state_join(&joined, &rules, &b);
    assert_int_equal(joined.count, 2);
    arena_release(&arena);
}

/* Constants of deciding places keep apart, others are dropped where they differ. */
static void test_constants(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct program *program = program_create(&arena);
    struct join_rules rules = {.is_decisive = DECISIVE, .arena = &arena};
    for (uint32_t place = 0; place < 8; place += 4) {
        struct state joined = {.count = 0};
        struct disjunct a = with_fact(3, OUTCOME_FAILED, id_ENOENT), b = a;
        struct value one = {.kind = VALUE_CONSTANT, .expr = expr_int(program, 1)};
        struct value two = {.kind = VALUE_CONSTANT, .expr = expr_int(program, 2)};
        disjunct_bind(&a, &arena, place, &one);
        disjunct_bind(&b, &arena, place, &two);
        state_join(&joined, &rules, &a);
        state_join(&joined, &rules, &b);
        assert_int_equal(joined.count, DECISIVE[place] ? 2 : 1);
        if (!DECISIVE[place])
            assert_null(disjunct_get(joined.items[0], place));
    }
    arena_release(&arena);
}

/* More than the bound: what differs is given up, the number stays bounded, and joining the same
 * again changes nothing. */
static void test_overflow(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct program *program = program_create(&arena);
    struct join_rules rules = {.is_decisive = DECISIVE, .arena = &arena};
    struct state joined = {.count = 0};
    for (int round = 0; round < 3; round++)
        for (int i = 0; i < 20; i++) {
            struct disjunct one = with_fact(3, OUTCOME_FAILED, id_ENOENT);
            struct value value = {.kind = VALUE_CONSTANT, .expr = expr_int(program, i)};
            disjunct_bind(&one, &arena, 0, &value);
            bool changed = state_join(&joined, &rules, &one);
            assert_true(joined.count <= MAX_DISJUNCTS);
            if (round == 2)
                assert_false(changed);
        }
    assert_true(rules.overflows > 0);
    assert_true(errno_set_has(&joined.items[0]->facts[0].left, id_ENOENT));
    arena_release(&arena);
}

static void test_forget_leaves_foreign_results(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct disjunct one = with_fact(3, OUTCOME_FAILED, id_ENOENT);
    struct value result = {.kind = VALUE_RESULT, .event = 3};
    disjunct_bind(&one, &arena, 2, &result);
    disjunct_forget(&one, 3, REASON_TOO_MANY_PATHS);
    assert_int_equal(one.fact_count, 0);
    assert_int_equal(one.errno_kind, ERRNO_IS_UNKNOWN);
    assert_int_equal(disjunct_get(&one, 2)->kind, VALUE_FOREIGN);
    assert_int_equal(disjunct_get(&one, 2)->reason, REASON_TOO_MANY_PATHS);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equal_keys_merge),
        cmocka_unit_test(test_outcomes_stay_apart),
        cmocka_unit_test(test_constants),
        cmocka_unit_test(test_overflow),
        cmocka_unit_test(test_forget_leaves_foreign_results),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
