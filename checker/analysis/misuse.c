/* Checks that follow from the same model as missing-errno but need no sink: an error looked for
 * where the call does not put it, a condition that contradicts itself. */
#include "analysis/analysis.h"

#include "analysis/describe.h"
#include "analysis/expand.h"
#include "analysis/flow.h"
#include "analysis/judge.h"
#include "base/arena.h"
#include "findings/findings.h"
#include "program/build.h"

/* ---- wrong-channel ---- */

/* `r == -EINTR || (r == -1 && errno == EINTR)` looks in both places, and is right in one of them.
 */
static bool looks_in_both(const struct event *event, const struct channel_error *wrong)
{
    for (size_t i = 0; i < event->test_count; i++)
        if (event->tests[i].condition == wrong->condition &&
            errno_set_has(&event->tests[i].errors, wrong->error))
            return true;
    return false;
}

static const char *where(const struct event *event)
{
    switch (event->fails.channel) {
    case CHANNEL_ERRNO:
        if (event->fails.result == FAILS_UNTOLD)
            return "leaves the error in errno";
        if (event->fails.result == FAILS_ZERO)
            return "returns 0 and leaves the error in errno";
        return event->fails.result == FAILS_NULL ? "returns NULL and leaves the error in errno"
                                                 : "returns -1 and leaves the error in errno";
    case CHANNEL_RESULT:
        return event->fails.is_in_errno_too
                   ? "returns the error number itself"
                   : "returns the error number itself and leaves errno alone";
    case CHANNEL_NEGATIVE_RESULT: return "returns the negated error number";
    case CHANNEL_WRITTEN: return "stores the error through a pointer";
    }
    return "";
}

/* Where a test is in the function's own text; NULL where a body that stands in the place of a call
 * tests the error of a call of its own: that is reported where the body is written. */
static const struct origin *own_origin(const struct flow *flow, const struct event *event,
                                       const struct origin *origin, unsigned condition)
{
    const struct frame *body = flow_body_of_condition(flow, condition);
    if (flow_is_inside_wrapper(flow, event, condition))
        return NULL;
    return body == NULL ? origin : &body->call->origin;
}

static void report_wrong_channel(const struct flow *flow, const struct channel_error *wrong,
                                 struct findings *findings)
{
    struct arena *arena = findings->arena;
    const struct event *event = flow->events[wrong->event];
    const char *sign = wrong->is_negative ? "-" : "", *name = errno_name(wrong->error);
    const char *call = describe_call(event, arena);
    struct misuse misuse = {.check = CHECK_WRONG_CHANNEL, .event = event};
    misuse.test = own_origin(flow, event, &wrong->origin, wrong->condition);
    if (misuse.test == NULL)
        return;
    if (wrong->is_in_errno) {
        misuse.message =
            arena_printf(arena, "errno is compared with %s, but %s %s", name, call, where(event));
        misuse.step = "errno still holds what an earlier call left there";
    } else {
        misuse.message =
            arena_printf(arena, "the result of %s is compared with %s%s, but the call %s", call,
                         sign, name, where(event));
        misuse.step = "this comparison never matches";
    }
    misuse.remedy =
        event->fails.channel == CHANNEL_ERRNO    ? "test the result for failure, then compare errno"
        : event->fails.channel == CHANNEL_RESULT ? "keep the result and compare that"
                                                 : "compare the result with the negated number";
    describe_misuse(flow, &misuse, findings);
}

/* `pthread_create(...) < 0`, where nothing else in the function tells its failures. */
static void report_sign_test(const struct flow *flow, const struct sign_test *test,
                             struct findings *findings)
{
    const struct event *event = flow->events[test->event];
    struct misuse misuse = {
        .check = CHECK_WRONG_CHANNEL,
        .event = event,
        .test = &test->origin,
        .message = arena_printf(findings->arena,
                                "the result of %s is tested for being negative, but the call %s",
                                describe_call(event, findings->arena), where(event)),
        .step = "this test tells no failure from success",
        .remedy = "any result but 0 is a failure, and it is the error number"};
    describe_misuse(flow, &misuse, findings);
}

static void find_wrong_channels(const struct flow *flow, struct findings *findings)
{
    for (size_t i = 0; i < flow->channel_error_count; i++) {
        const struct channel_error *wrong = &flow->channel_errors[i];
        bool is_useful =
            !wrong->has_failed && flow_is_useful_comparison(flow, &wrong->origin, wrong->error);
        if (!is_useful && !looks_in_both(flow->events[wrong->event], wrong))
            report_wrong_channel(flow, wrong, findings);
    }
    for (size_t i = 0; i < flow->sign_test_count; i++) {
        const struct sign_test *test = &flow->sign_tests[i];
        if (test->event != NO_EVENT && !test->is_useful &&
            !flow->events[test->event]->is_told_apart)
            report_sign_test(flow, test, findings);
    }
}

/* ---- contradiction ---- */

static void find_contradictions(const struct flow *flow, const struct event *event,
                                struct findings *findings)
{
    for (size_t i = 0; i < event->test_count; i++) {
        const struct errno_test *test = &event->tests[i];
        if (!test->is_contradicted || test->can_hold ||
            flow_body_of_condition(flow, test->condition) != NULL)
            continue;
        const char *names = errno_set_text(&test->errors, findings->arena);
        struct misuse misuse = {
            .check = CHECK_CONTRADICTION,
            .event = event,
            .test = &test->origin,
            .message = arena_printf(
                findings->arena,
                "errno cannot be %s here: the same condition says that it is something else",
                names),
            .step = "one value cannot be two errnos",
            .remedy = "&& and || are the wrong way round, or one of the tests is superfluous"};
        describe_misuse(flow, &misuse, findings);
    }
}

/* ---- impossible-errno ---- */

static bool has_row(const struct rule_call *call, enum errno_id error)
{
    for (size_t i = 0; i < call->row_count; i++)
        if (call->rows[i].error == error && call->rows[i].likelihood != LIKELIHOOD_NEVER)
            return true;
    return false;
}

static void find_impossible(const struct flow *flow, const struct event *event,
                            struct findings *findings)
{
    if (event->call == NULL || !event->call->is_closed)
        return;
    for (size_t i = 0; i < event->test_count; i++) {
        const struct errno_test *test = &event->tests[i];
        if (flow_body_of_condition(flow, test->condition) != NULL)
            continue;
        for (int id = ERRNO_NONE + 1; id < ERRNO_COUNT; id++) {
            if (!errno_set_has(&test->errors, (enum errno_id)id) ||
                has_row(event->call, (enum errno_id)id))
                continue;
            struct misuse misuse = {
                .check = CHECK_IMPOSSIBLE_ERRNO,
                .event = event,
                .test = &test->origin,
                .message = arena_printf(findings->arena, "%s does not fail with %s",
                                        describe_call(event, findings->arena),
                                        errno_name((enum errno_id)id)),
                .step = "this test never matches",
                .remedy = "look up what the call can fail with: errno-lint --explain CALL"};
            describe_misuse(flow, &misuse, findings);
        }
    }
}

/* ---- stale-errno ---- */

static const char *describe_stale(const struct flow *flow, const struct stale_test *stale,
                                  struct arena *arena)
{
    const char *call = describe_call(flow->events[stale->event], arena);
    const struct op *op = stale->lost == 0 ? NULL : flow_find_op(flow, stale->lost - 1);
    if (op == NULL)
        return arena_printf(arena, "errno is tested although %s has succeeded here", call);
    if (op->kind != OP_CALL)
        return arena_printf(arena, "errno may not be that of %s any more", call);
    return arena_printf(arena, "errno may not be that of %s any more: %s() was called in between",
                        call, op->u.call.callee.name);
}

static void find_stale(const struct flow *flow, const struct event *event,
                       struct findings *findings)
{
    for (size_t i = 0; event->call != NULL && i < event->stale_test_count; i++) {
        const struct stale_test *stale = &event->stale_tests[i];
        if (stale->is_fresh || flow_body_of_condition(flow, stale->condition) != NULL)
            continue;
        struct misuse misuse = {
            .check = CHECK_STALE_ERRNO,
            .event = event,
            .test = &stale->origin,
            .message = describe_stale(flow, stale, findings->arena),
            .step = "the value may be anything",
            .remedy = "save errno right after the call, and test the copy where the call failed"};
        describe_misuse(flow, &misuse, findings);
    }
}

/* ---- all of them ---- */

static void check_events(const struct flow *flow, struct findings *findings,
                         const struct analysis_options *options)
{
    for (size_t i = 0; i < flow->event_limit; i++) {
        const struct event *event = flow->events[i];
        if (event != NULL && options->checks[CHECK_CONTRADICTION])
            find_contradictions(flow, event, findings);
        if (event != NULL && options->checks[CHECK_IMPOSSIBLE_ERRNO])
            find_impossible(flow, event, findings);
        if (event != NULL && options->checks[CHECK_STALE_ERRNO])
            find_stale(flow, event, findings);
    }
}

void misuse(struct flow *flow, struct findings *findings, const struct analysis_options *options)
{
    const char *place = program_place(flow->program, flow->function->at.file);
    if (!options->tests && ruledb_is_test(flow->rules, place, NULL))
        return; /* tests get it wrong on purpose */
    if (options->checks[CHECK_WRONG_CHANNEL])
        find_wrong_channels(flow, findings);
    check_events(flow, findings, options);
    if (options->checks[CHECK_DEAD_HANDLER])
        dead_handlers(flow, findings);
}
