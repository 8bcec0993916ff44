/* Outcomes from results. A call's failures and successes are two ranges of numbers; a comparison
 * with a number leaves each of them possible or not. Pointers count as numbers: NULL is 0,
 * MAP_FAILED is -1. */
#include "analysis/results.h"

#include "analysis/domain.h"
#include "analysis/flow.h"

struct range {
    int64_t low, high;
};

bool results_compare(int64_t left, enum comparison comparison, int64_t right)
{
    switch (comparison) {
    case COMPARE_EQ: return left == right;
    case COMPARE_NE: return left != right;
    case COMPARE_LT: return left < right;
    case COMPARE_LE: return left <= right;
    case COMPARE_GT: return left > right;
    case COMPARE_GE: return left >= right;
    }
    return true;
}

/* Whether some number of the range stands in the relation to `number`. */
static bool range_can(struct range range, enum comparison comparison, int64_t number)
{
    switch (comparison) {
    case COMPARE_EQ: return range.low <= number && number <= range.high;
    case COMPARE_NE: return !(range.low == number && range.high == number);
    case COMPARE_LT:
    case COMPARE_LE: return results_compare(range.low, comparison, number);
    case COMPARE_GT:
    case COMPARE_GE: return results_compare(range.high, comparison, number);
    }
    return true;
}

static struct range failures(const struct event *event)
{
    if (event->call == NULL) /* by convention: -1 or NULL; which of them, its type says */
        return event->op != NULL && event->op->u.call.callee.result == TYPE_INTEGER
                   ? (struct range){INT64_MIN, -1}
                   : (struct range){-1, 0};
    switch (event->fails.result) {
    case FAILS_MINUS_ONE: return (struct range){-1, -1};
    case FAILS_NEGATIVE: return (struct range){INT64_MIN, -1};
    case FAILS_NULL:
    case FAILS_ZERO: return (struct range){0, 0};
    case FAILS_NONZERO: return (struct range){1, INT64_MAX};
    case FAILS_UNTOLD: return (struct range){INT64_MIN, INT64_MAX};
    case FAILS_NEVER: break;
    }
    return (struct range){1, 0}; /* empty */
}

static struct range successes(const struct event *event)
{
    if (event->call == NULL)
        return (struct range){INT64_MIN, INT64_MAX};
    if (event->fails.is_zero_on_success)
        return (struct range){0, 0};
    if (event->fails.result == FAILS_UNTOLD)
        return (struct range){INT64_MIN, INT64_MAX};
    if (event->fails.result == FAILS_NONZERO)
        return (struct range){INT64_MIN, 0}; /* pthread_barrier_wait() */
    return event->fails.result == FAILS_NULL || event->fails.result == FAILS_ZERO
               ? (struct range){1, INT64_MAX}
               : (struct range){0, INT64_MAX};
}

bool results_fail(struct disjunct *disjunct, struct fact *fact, enum failure_channel channel)
{
    if (fact->outcome == OUTCOME_SUCCEEDED)
        return false;
    fact->outcome = OUTCOME_FAILED;
    if (channel != CHANNEL_ERRNO)
        return true;
    if (disjunct->pending == fact->event)
        disjunct->pending = NO_EVENT;
    if (fact->is_overwritten)
        return true;
    /* A newer failure, if there is one, keeps errno. */
    const struct fact *holder = disjunct->errno_kind == ERRNO_IS_EVENT
                                    ? disjunct_find(disjunct, disjunct->errno_event)
                                    : NULL;
    if (holder == NULL || holder < fact || holder->outcome != OUTCOME_FAILED) {
        disjunct->errno_kind = ERRNO_IS_EVENT;
        disjunct->errno_event = fact->event;
    }
    return true;
}

void results_succeed(struct disjunct *disjunct, struct fact *fact)
{
    fact->outcome = OUTCOME_SUCCEEDED;
    if (disjunct->pending == fact->event)
        disjunct->pending = NO_EVENT;
    for (unsigned i = 0; i < disjunct->fact_count; i++)
        if (disjunct->facts[i].lost == fact->event + 1)
            disjunct->facts[i].lost = 0; /* a call that succeeds leaves errno alone */
}

bool results_assume(struct disjunct *disjunct, struct fact *fact, const struct event *event,
                    enum comparison comparison, int64_t number)
{
    bool can_fail =
        range_can(failures(event), comparison, number) && fact->outcome != OUTCOME_SUCCEEDED;
    bool can_succeed =
        range_can(successes(event), comparison, number) && fact->outcome != OUTCOME_FAILED;
    if (event->call == NULL) {
        /* Nothing is known of its results: only what looks like a failure counts as one. */
        if (can_fail && results_look_failed(comparison, number))
            return results_fail(disjunct, fact, event->fails.channel);
        return can_fail || can_succeed;
    }
    if (can_fail && !can_succeed)
        return results_fail(disjunct, fact, event->fails.channel);
    if (can_succeed && !can_fail && fact->outcome != OUTCOME_SUCCEEDED)
        results_succeed(disjunct, fact);
    return can_fail || can_succeed;
}

bool results_hold_error(const struct event *event, bool is_negative)
{
    if (event->call == NULL)
        return true;
    return event->fails.channel == (is_negative ? CHANNEL_NEGATIVE_RESULT : CHANNEL_RESULT);
}

bool results_tell_apart(const struct event *event, enum comparison comparison, int64_t number)
{
    struct range bad = failures(event), good = successes(event);
    enum comparison contrary = results_invert(comparison);
    bool can_hold = range_can(bad, comparison, number) || range_can(good, comparison, number);
    bool can_fail = range_can(bad, contrary, number) || range_can(good, contrary, number);
    return can_hold && can_fail;
}

bool results_ask_sign(enum comparison comparison, int64_t number)
{
    switch (comparison) {
    case COMPARE_EQ:
    case COMPARE_NE:
    case COMPARE_LE:
    case COMPARE_GT: return number == -1;
    case COMPARE_LT:
    case COMPARE_GE: return number == 0;
    }
    return false;
}

bool results_look_failed(enum comparison comparison, int64_t number)
{
    switch (comparison) {
    case COMPARE_LT: return number == 0;
    case COMPARE_LE: return number == -1 || number == 0;
    case COMPARE_EQ: return number == -1 || number == 0;
    case COMPARE_NE:
    case COMPARE_GT:
    case COMPARE_GE: break;
    }
    return false;
}

enum comparison results_flip(enum comparison comparison)
{
    switch (comparison) {
    case COMPARE_LT: return COMPARE_GT;
    case COMPARE_LE: return COMPARE_GE;
    case COMPARE_GT: return COMPARE_LT;
    case COMPARE_GE: return COMPARE_LE;
    case COMPARE_EQ:
    case COMPARE_NE: break;
    }
    return comparison;
}

enum comparison results_invert(enum comparison comparison)
{
    switch (comparison) {
    case COMPARE_EQ: return COMPARE_NE;
    case COMPARE_NE: return COMPARE_EQ;
    case COMPARE_LT: return COMPARE_GE;
    case COMPARE_LE: return COMPARE_GT;
    case COMPARE_GT: return COMPARE_LE;
    case COMPARE_GE: return COMPARE_LT;
    }
    return comparison;
}

bool results_error_can(const struct fact *fact, bool is_negated, enum comparison comparison)
{
    if (fact == NULL || fact->outcome != OUTCOME_FAILED)
        return true;
    return results_compare(is_negated ? -1 : 1, comparison, 0);
}
