/* The words of classes, likelihoods and the other lists: each is found again by its word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "errnos/classes.h"

/* Words are different, are found, and others are not. */
#define TEST_WORDS(name, type, count, word, find)                                                  \
    static void name(void **state)                                                                 \
    {                                                                                              \
        (void)state;                                                                               \
        for (int i = 0; i < (count); i++) {                                                        \
            type found = (type)0;                                                                  \
            assert_true(find(&found, word((type)i)));                                              \
            assert_int_equal(found, i);                                                            \
        }                                                                                          \
        type kept = (type)1;                                                                       \
        assert_false(find(&kept, "no such word"));                                                 \
        assert_false(find(&kept, NULL));                                                           \
        assert_int_equal(kept, 1);                                                                 \
    }

TEST_WORDS(classes, enum errno_class, CLASS_COUNT, class_word, class_find)
TEST_WORDS(likelihoods, enum likelihood, LIKELIHOOD_COUNT, likelihood_word, likelihood_find)
TEST_WORDS(remedies, enum remedy, REMEDY_COUNT, remedy_word, remedy_find)
TEST_WORDS(levels, enum level, LEVEL_COUNT, level_word, level_find)
TEST_WORDS(checks, enum check, CHECK_COUNT, check_word, check_find)
TEST_WORDS(sinks, enum sink_kind, SINK_COUNT, sink_word, sink_find)

static void texts_explain(void **state)
{
    (void)state;
    for (int i = 0; i < CLASS_COUNT; i++)
        assert_true(strlen(class_text((enum errno_class)i)) > 0);
    for (int i = 0; i < LIKELIHOOD_COUNT; i++)
        assert_true(strlen(likelihood_text((enum likelihood)i)) > 0);
    for (int i = REMEDY_NONE + 1; i < REMEDY_COUNT; i++)
        assert_true(strlen(remedy_text((enum remedy)i)) > 0);
    for (int i = 0; i < CHECK_COUNT; i++)
        assert_true(strlen(check_text((enum check)i)) > 0);
}

static void levels_and_likelihoods_are_ordered(void **state)
{
    (void)state;
    assert_true(LEVEL_NONE < LEVEL_NOTE && LEVEL_NOTE < LEVEL_WARNING &&
                LEVEL_WARNING < LEVEL_ERROR);
    assert_true(LIKELIHOOD_COMMON < LIKELIHOOD_UNUSUAL && LIKELIHOOD_EXOTIC < LIKELIHOOD_NEVER);
}

static void reasons_are_judgement_or_blindness(void **state)
{
    (void)state;
    assert_string_equal(reason_word(REASON_NONE), "");
    for (int i = 0; i < REASON_COUNT; i++) {
        enum reason reason = (enum reason)i;
        assert_true(strlen(reason_text(reason)) > 0);
        assert_int_equal(reason_is_blind(reason), reason > REASON_SUPPRESSED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes),
        cmocka_unit_test(likelihoods),
        cmocka_unit_test(remedies),
        cmocka_unit_test(levels),
        cmocka_unit_test(checks),
        cmocka_unit_test(sinks),
        cmocka_unit_test(texts_explain),
        cmocka_unit_test(levels_and_likelihoods_are_ordered),
        cmocka_unit_test(reasons_are_judgement_or_blindness),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
