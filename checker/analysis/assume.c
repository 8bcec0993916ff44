/* A test of errno against names narrows the errors that the call can have failed with. Where its
 * result was not looked at, the test is the author's statement that the call has failed. */
#include "analysis/assume.h"

#include "analysis/compare.h"
#include "analysis/flow.h"
#include "analysis/refine.h"
#include "analysis/results.h"
#include "program/expr.h"

static struct errno_test *note_test(struct flow *flow, uint32_t event, const struct test *test,
                                    const struct errno_set *errors)
{
    flow_note_condition(flow, test->condition, event);
    struct errno_test *record = event_add_test(flow, event, test->origin, test->condition, errors);
    struct condition_note *note = &flow->conditions[test->condition];
    if (test->condition != 0 && !note->names_errno) {
        note->names_errno = true;
        note->origin = *test->origin;
        note->name_at = test->constant->origin.at;
    }
    return record;
}

/* The error can only be what the same condition has named already. */
static bool is_named_by_condition(const struct flow *flow, const struct fact *fact,
                                  const struct errno_test *record)
{
    const struct event *event = flow->events[fact->event];
    struct errno_set named = errno_set_empty();
    for (size_t i = 0; i < event->test_count; i++)
        if (&event->tests[i] != record && event->tests[i].condition == record->condition)
            named = errno_set_union(named, event->tests[i].errors);
    struct errno_set others =
        errno_set_subtract(fact->left, errno_set_intersect(named, fact->named));
    return errno_set_is_empty(&others);
}

/* The fact's error is one of `errors`, or none of them. */
static bool narrow(struct fact *fact, const struct errno_set *errors, bool is_in)
{
    if (is_in) {
        fact->left = errno_set_intersect(fact->left, *errors);
        fact->named = errno_set_union(fact->named, *errors);
    } else {
        fact->left = errno_set_subtract(fact->left, *errors);
        fact->refused = errno_set_union(fact->refused, *errors);
    }
    return !errno_set_is_empty(&fact->left);
}

/* The call failed, although only errno says so. */
static void assume_failed(struct disjunct *disjunct, struct fact *fact)
{
    if (fact->outcome == OUTCOME_FAILED)
        return;
    fact->outcome = OUTCOME_FAILED;
    fact->is_assumed = true;
    if (disjunct->pending != fact->event)
        return; /* errno is another's, or the program's: a saved copy was tested */
    disjunct->errno_kind = ERRNO_IS_EVENT;
    disjunct->errno_event = fact->event;
    disjunct->pending = NO_EVENT;
}

bool assume_error(struct flow *flow, struct disjunct *disjunct, const struct value *value,
                  const struct errno_set *errors, bool is_in, const struct test *test)
{
    struct fact *fact = disjunct_find(disjunct, value->event);
    if (fact == NULL)
        return true;
    bool is_stale = fact->outcome == OUTCOME_SUCCEEDED || value->lost != 0;
    flow_add_stale_test(
        flow, &(struct stale_test){.event = value->event,
                                   .origin = *test->origin,
                                   .condition = test->condition,
                                   .lost = fact->outcome == OUTCOME_SUCCEEDED ? 0 : value->lost,
                                   .is_fresh = !is_stale});
    if (fact->outcome == OUTCOME_SUCCEEDED)
        return true; /* what errno holds after a success is not this call's */
    struct errno_test *record = note_test(flow, value->event, test, errors);
    assume_failed(disjunct, fact);
    if (fact->spoiled == 0)
        fact->spoiled = value->lost;
    bool is_named_before = is_in && is_named_by_condition(flow, fact, record);
    bool can_be = narrow(fact, errors, is_in);
    record->can_hold = record->can_hold || (is_in && can_be);
    record->is_contradicted = record->is_contradicted || (is_named_before && !can_be);
    return can_be;
}

bool assume_returned(struct flow *flow, struct disjunct *disjunct, struct fact *fact,
                     const struct errno_set *errors, bool is_in, const struct test *test)
{
    const struct event *event = flow->events[fact->event];
    note_test(flow, fact->event, test, errors);
    if (is_in)
        return results_fail(disjunct, fact, event->fails.channel) && narrow(fact, errors, true);
    if (event->call == NULL) /* it returns error numbers, says who compares it with one */
        results_fail(disjunct, fact, event->fails.channel);
    return narrow(fact, errors, false) || fact->outcome != OUTCOME_FAILED;
}

bool assume_no_error(struct flow *flow, struct disjunct *disjunct, const struct value *value,
                     bool is_zero, const struct test *test)
{
    struct fact *fact = disjunct_find(disjunct, value->event);
    if (fact == NULL || fact->outcome == OUTCOME_SUCCEEDED)
        return true;
    flow_note_condition(flow, test->condition, value->event);
    if (is_zero)
        results_succeed(disjunct, fact);
    else
        assume_failed(disjunct, fact);
    return true;
}

bool assume_stranger(struct flow *flow, struct disjunct *disjunct, const struct expr *expr,
                     const struct value *value, const struct expr *constant, bool is_in,
                     const struct test *test)
{
    struct errno_set errors = errno_set_of(constant->u.constant.error);
    if (expr->kind != EXPR_PLACE) {
        /* Nothing to hang knowledge on: the test is noted, and nothing follows from it. */
        uint32_t event = flow_event_of_reason(
            flow, value->kind == VALUE_FOREIGN ? value->reason : REASON_LOST_ORIGIN);
        if (disjunct_find(disjunct, event) == NULL)
            refine_add_fact(flow, disjunct, event, OUTCOME_FAILED);
        note_test(flow, event, test, &errors);
        return true;
    }
    uint32_t event = flow_event_of_place(flow, expr->u.place);
    if (value->kind == VALUE_FOREIGN)
        flow->events[event]->blindness = value->reason;
    if (disjunct_find(disjunct, event) == NULL)
        refine_add_fact(flow, disjunct, event, OUTCOME_FAILED);
    struct value error = {.kind = constant->u.constant.is_negative_error ? VALUE_NEGATED_ERROR
                                                                         : VALUE_ERROR,
                          .event = event,
                          .object = value->object};
    flow->binding_overflows += !disjunct_bind(disjunct, flow->arena, expr->u.place->number, &error);
    return assume_error(flow, disjunct, &error, &errors, is_in, test);
}
