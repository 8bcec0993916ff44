/* What one comparison with a constant tells: errno or a copy of it against an errno's name, the
 * result of a call against a number, constants against each other. One that tells nothing lets both
 * ways stand. */
#include "analysis/compare.h"

#include "analysis/assume.h"
#include "analysis/flow.h"
#include "analysis/refine.h"
#include "analysis/results.h"
#include "program/expr.h"

enum { MAX_TRUTH_DEPTH = 4 };

static bool is_equality(enum comparison comparison)
{
    return comparison == COMPARE_EQ || comparison == COMPARE_NE;
}

static bool constants_can(const struct value *left, enum comparison comparison,
                          const struct expr *right)
{
    const struct expr *a = left->expr;
    bool is_left_object = a->kind == EXPR_STRING || a->kind == EXPR_ADDRESS;
    if (is_left_object)
        return !(right->u.constant.has_value && right->u.constant.value == 0 &&
                 comparison == COMPARE_EQ);
    if (a->u.constant.has_value && right->u.constant.has_value)
        return results_compare(a->u.constant.value, comparison, right->u.constant.value);
    if (a->u.constant.error == ERRNO_NONE || right->u.constant.error == ERRNO_NONE)
        return true;
    bool is_same = a->u.constant.error == right->u.constant.error &&
                   a->u.constant.is_negative_error == right->u.constant.is_negative_error;
    return comparison == COMPARE_EQ ? is_same : comparison == COMPARE_NE ? !is_same : true;
}

/* What one condition told apart is told apart by the test of a place that keeps its outcome. */
static void inherit_condition(struct flow *flow, unsigned condition, const struct test *test)
{
    if (condition == 0 || condition == test->condition || test->condition == 0)
        return;
    const struct condition_note *from = &flow->conditions[condition];
    for (size_t i = 0; i < from->event_count; i++)
        flow_note_condition(flow, test->condition, from->events[i]);
    flow_add_source(flow, test->condition, condition);
    for (size_t i = 0; i < from->source_count; i++)
        flow_add_source(flow, test->condition, from->sources[i]);
    struct condition_note *into = &flow->conditions[test->condition];
    if (from->names_errno && !into->names_errno) {
        into->names_errno = true;
        into->origin = from->origin;
        into->name_at = from->name_at;
    }
}

/* A place that holds a constant holds the outcome of all conditions under which one is assigned to
 * it: a flag that was not set says as much as one that was. */
static void inherit_conditions(struct flow *flow, const struct expr *expr,
                               const struct value *value, const struct test *test)
{
    inherit_condition(flow, value->condition, test);
    if (expr->kind != EXPR_PLACE)
        return;
    const struct kept_conditions *kept = &flow->kept_by[expr->u.place->number];
    for (size_t i = 0; i < kept->count; i++)
        inherit_condition(flow, kept->conditions[i], test);
}

/* The fact about the newest call, not counting stand-ins for unknown origins; NULL without one. */
static const struct fact *newest_call(const struct flow *flow, const struct disjunct *disjunct)
{
    for (unsigned i = disjunct->fact_count; i-- > 0;)
        if (flow->events[disjunct->facts[i].event]->op != NULL)
            return &disjunct->facts[i];
    return NULL;
}

/* errno itself is tested although the newest call has failed and returned its error. */
static void note_wrong_channel(struct flow *flow, const struct disjunct *disjunct,
                               const struct expr *constant, const struct test *test)
{
    const struct fact *newest = newest_call(flow, disjunct);
    if (newest == NULL || newest->is_overwritten || constant->u.constant.error == ERRNO_NONE)
        return;
    const struct event *event = flow->events[newest->event];
    if (event->call == NULL || event->fails.channel != CHANNEL_RESULT ||
        event->fails.is_in_errno_too || newest->outcome != OUTCOME_FAILED)
        return;
    flow_add_channel_error(flow, &(struct channel_error){.event = event->id,
                                                         .origin = *test->origin,
                                                         .error = constant->u.constant.error,
                                                         .is_in_errno = true,
                                                         .has_failed = true,
                                                         .condition = test->condition});
}

/* errno itself is tested although the newest call has succeeded, and no failure before it is known.
 */
static void note_after_success(struct flow *flow, const struct disjunct *disjunct,
                               const struct test *test)
{
    const struct fact *newest = newest_call(flow, disjunct);
    if (newest == NULL || disjunct->pending != NO_EVENT ||
        disjunct->errno_kind == ERRNO_IS_ASSIGNED)
        return;
    bool is_held =
        disjunct->errno_kind == ERRNO_IS_EVENT && flow->events[disjunct->errno_event]->op != NULL;
    if (newest->outcome == OUTCOME_SUCCEEDED && !is_held &&
        flow->events[newest->event]->fails.channel == CHANNEL_ERRNO)
        flow_add_stale_test(flow, &(struct stale_test){.event = newest->event,
                                                       .origin = *test->origin,
                                                       .condition = test->condition});
}

/* errno or a copy of it against a constant. */
static bool compare_error(struct flow *flow, struct disjunct *disjunct, const struct value *value,
                          enum comparison comparison, const struct expr *constant,
                          const struct test *test)
{
    bool is_negated = value->kind == VALUE_NEGATED_ERROR;
    if (is_equality(comparison) && constant->u.constant.error != ERRNO_NONE) {
        if (constant->u.constant.is_negative_error != is_negated)
            return true; /* the wrong sign: nothing follows */
        struct errno_set errors = errno_set_of(constant->u.constant.error);
        return assume_error(flow, disjunct, value, &errors, comparison == COMPARE_EQ, test);
    }
    bool is_zero_test = is_equality(comparison) && constant->u.constant.has_value &&
                        constant->u.constant.value == 0;
    if (is_zero_test && is_negated) {
        flow_note_condition(flow, test->condition, value->event);
        return results_error_can(disjunct_find(disjunct, value->event), true, comparison);
    }
    if (is_zero_test)
        return assume_no_error(flow, disjunct, value, comparison == COMPARE_EQ, test);
    flow_note_condition(flow, test->condition, value->event);
    if (constant->u.constant.has_value && constant->u.constant.value == 0)
        return results_error_can(disjunct_find(disjunct, value->event), is_negated, comparison);
    if (constant->u.constant.has_value) {
        /* A bare number, or an order of numbers: which errnos that is differs between machines. */
        disjunct_forget(disjunct, value->event, REASON_LOST_ORIGIN);
        disjunct->errno_kind = ERRNO_IS_UNKNOWN;
        disjunct->errno_reason = REASON_LOST_ORIGIN;
    }
    return true;
}

/* The result of a call against a constant. */
static bool compare_result(struct flow *flow, struct disjunct *disjunct, const struct value *value,
                           enum comparison comparison, const struct expr *constant,
                           const struct test *test)
{
    struct fact *fact = disjunct_find(disjunct, value->event);
    const struct event *event = flow->events[value->event];
    bool is_negated = value->kind == VALUE_NEGATED_RESULT;
    if (fact == NULL)
        return true;
    flow_note_condition(flow, test->condition, value->event);
    if (is_equality(comparison) && constant->u.constant.error != ERRNO_NONE &&
        results_hold_error(event, constant->u.constant.is_negative_error != is_negated)) {
        struct errno_set errors = errno_set_of(constant->u.constant.error);
        return assume_returned(flow, disjunct, fact, &errors, comparison == COMPARE_EQ, test);
    }
    if (is_equality(comparison) && constant->u.constant.error != ERRNO_NONE && event->call != NULL)
        flow_add_channel_error(
            flow, &(struct channel_error){.event = event->id,
                                          .origin = *test->origin,
                                          .error = constant->u.constant.error,
                                          .is_negative = constant->u.constant.is_negative_error,
                                          .has_failed = fact->outcome == OUTCOME_FAILED,
                                          .condition = test->condition});
    if (!constant->u.constant.has_value)
        return true;
    int64_t number = constant->u.constant.value;
    if (is_negated)
        return results_assume(disjunct, fact, event, results_flip(comparison), -number);
    return results_assume(disjunct, fact, event, comparison, number);
}

/* A call that returns its error number never returns a negative one. */
static void note_sign_test(struct flow *flow, const struct value *value, enum comparison comparison,
                           const struct expr *constant, const struct test *test)
{
    int64_t number = constant->u.constant.value;
    if (!constant->u.constant.has_value || test->depth > 0 ||
        flow_body_of_condition(flow, test->condition) != NULL)
        return;
    struct event *event = value->kind == VALUE_RESULT ? flow->events[value->event] : NULL;
    bool is_number = event != NULL && event->call != NULL && event->fails.result == FAILS_NONZERO &&
                     event->fails.is_zero_on_success;
    if (is_number && results_tell_apart(event, comparison, number))
        event->is_told_apart = true;
    else if (results_ask_sign(comparison, number))
        flow_add_sign_test(flow, test->origin, is_number ? event->id : NO_EVENT);
}

/* A value against something whose value is not known. Equal to it, or above it: a success (a byte
 * count, a size). */
bool compare_with_unknown(struct flow *flow, struct disjunct *disjunct, const struct value *value,
                          enum comparison comparison, const struct test *test)
{
    bool looks_good =
        comparison == COMPARE_EQ || comparison == COMPARE_GE || comparison == COMPARE_GT;
    if (value->kind == VALUE_RESULT) {
        struct fact *fact = disjunct_find(disjunct, value->event);
        flow_note_condition(flow, test->condition, value->event);
        if (fact != NULL && fact->outcome == OUTCOME_UNTESTED && looks_good)
            results_succeed(disjunct, fact);
    }
    return true;
}

static bool compare_truth(struct flow *flow, struct disjunct *disjunct, const struct value *value,
                          enum comparison comparison, const struct expr *constant,
                          const struct test *test)
{
    if (!is_equality(comparison) || !constant->u.constant.has_value ||
        test->depth >= MAX_TRUTH_DEPTH)
        return true;
    struct test inner = *test;
    inner.depth++;
    bool wanted = (comparison == COMPARE_EQ) == (constant->u.constant.value != 0);
    return refine_test(flow, disjunct, value->expr, wanted, &inner);
}

/* The result of a call that is not followed: when it failed, errno is that call's. */
static bool compare_foreign(struct disjunct *disjunct, const struct value *value,
                            enum comparison comparison, const struct expr *constant)
{
    if (!constant->u.constant.has_value ||
        !results_look_failed(comparison, constant->u.constant.value))
        return true;
    disjunct->errno_kind = ERRNO_IS_UNKNOWN;
    disjunct->errno_reason = value->reason;
    disjunct->pending = NO_EVENT;
    return true;
}

/* Whether the value can be the error that it is compared with, as far as its kind goes. */
static bool can_be_error(const struct flow *flow, const struct value *value,
                         const struct expr *constant)
{
    bool is_negative = constant->u.constant.is_negative_error;
    switch (value->kind) {
    case VALUE_CONSTANT: return constants_can(value, COMPARE_EQ, constant);
    case VALUE_ERROR: return !is_negative;
    case VALUE_NEGATED_ERROR: return is_negative;
    case VALUE_RESULT: return results_hold_error(flow->events[value->event], is_negative);
    case VALUE_NEGATED_RESULT: return results_hold_error(flow->events[value->event], !is_negative);
    case VALUE_UNKNOWN:
    case VALUE_FOREIGN: return true;
    case VALUE_TRUTH: break;
    }
    return false;
}

bool compare_with_constant(struct flow *flow, struct disjunct *disjunct, const struct expr *expr,
                           enum comparison comparison, const struct expr *constant,
                           const struct test *outer)
{
    struct test with_constant = *outer;
    with_constant.constant = constant;
    const struct test *test = &with_constant;
    if (expr->kind == EXPR_ERRNO && is_equality(comparison))
        note_wrong_channel(flow, disjunct, constant, test);
    if (expr->kind == EXPR_ERRNO && constant->u.constant.error != ERRNO_NONE)
        note_after_success(flow, disjunct, test);
    struct value value = refine_evaluate(flow, disjunct, expr);
    note_sign_test(flow, &value, comparison, constant, test);
    if (is_equality(comparison) && constant->u.constant.error != ERRNO_NONE &&
        can_be_error(flow, &value, constant))
        flow_add_useful_comparison(flow, test->origin, constant->u.constant.error);
    switch (value.kind) {
    case VALUE_CONSTANT:
        inherit_conditions(flow, expr, &value, test);
        return constants_can(&value, comparison, constant);
    case VALUE_ERROR:
    case VALUE_NEGATED_ERROR:
        return compare_error(flow, disjunct, &value, comparison, constant, test);
    case VALUE_RESULT:
    case VALUE_NEGATED_RESULT:
        return compare_result(flow, disjunct, &value, comparison, constant, test);
    case VALUE_TRUTH: return compare_truth(flow, disjunct, &value, comparison, constant, test);
    case VALUE_UNKNOWN:
    case VALUE_FOREIGN: break;
    }
    if (is_equality(comparison) && constant->u.constant.error != ERRNO_NONE)
        return assume_stranger(flow, disjunct, expr, &value, constant, comparison == COMPARE_EQ,
                               test);
    return value.kind == VALUE_FOREIGN ? compare_foreign(disjunct, &value, comparison, constant)
                                       : true;
}
