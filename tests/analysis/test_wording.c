/* The sentences of findings; whole messages are in the fixtures and in the README. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/domain.h"
#include "analysis/flow.h"
#include "analysis/judge.h"
#include "analysis/wording.h"
#include "base/arena.h"
#include "findings/findings.h"

static struct errno_set set_of(const enum errno_id *ids, size_t count)
{
    struct errno_set set = errno_set_empty();
    for (size_t i = 0; i < count; i++)
        errno_set_add(&set, ids[i]);
    return set;
}

static void test_claim(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const enum errno_id ids[] = {id_EACCES, id_ENOENT, id_EPERM};
    struct sink_entry entry = {.named = set_of(ids, 1)};
    struct verdict verdict = {.form = CLAIM_ALLOWS, .entry = &entry};
    assert_string_equal(wording_claim(&verdict, &arena), "gives up on every error");
    verdict.treated = set_of(ids, 1);
    assert_string_equal(wording_claim(&verdict, &arena), "gives up unless the error is EACCES");
    verdict.treated = set_of(ids, 3);
    assert_string_equal(wording_claim(&verdict, &arena),
                        "gives up unless the error is EACCES, ENOENT or EPERM");
    verdict.form = CLAIM_DENIES;
    assert_string_equal(wording_claim(&verdict, &arena), "gives up when the error is EACCES");
    verdict.form = CLAIM_SUCCESS;
    assert_string_equal(wording_claim(&verdict, &arena), "gives up on every error");
    arena_release(&arena);
}

static void test_remedies(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct missing missing[] = {
        {.error = id_EACCES, .name = "EACCES"},
        {.error = id_EINTR, .name = "EINTR", .remedy = REMEDY_RETRY},
        {.error = id_ENOENT, .name = "ENOENT"},
        {.error = id_EAGAIN,
         .name = "EAGAIN",
         .remedy = REMEDY_RETRY,
         .is_treated_elsewhere = true},
    };
    struct finding finding = {.missing = missing, .missing_count = 4};
    assert_string_equal(wording_remedy(&finding, &arena),
                        "EACCES, ENOENT: treat it like the errnos that are allowed, or return the "
                        "error\nEINTR: call it again");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_claim),
        cmocka_unit_test(test_remedies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
