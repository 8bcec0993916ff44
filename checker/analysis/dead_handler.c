/* Handlers of errnos that come too late: a claim has given up on them before. Two shapes. Where the
 * claim allows no failure, the branch on the result has a side that is never reached, and a test of
 * errno, or of a copy of it, stands there. Where it allows some errnos, the test is reached but can
 * never hold, and the claim is where that errno went. */
#include "analysis/describe.h"
#include "analysis/expand.h"
#include "analysis/flow.h"
#include "analysis/judge.h"
#include "base/arena.h"
#include "findings/findings.h"

static void report(const struct flow *flow, const struct event *event, const struct origin *test,
                   const char *names, const struct sink *claim, struct findings *findings)
{
    struct misuse misuse = {
        .check = CHECK_DEAD_HANDLER,
        .event = event,
        .test = test,
        .message = arena_printf(findings->arena,
                                "%s is handled here, but %s has given up already when %s fails so",
                                names, claim->name, describe_call(event, findings->arena)),
        .step = "never reached after such a failure",
        .remedy = "handle it before the assertion, or let the assertion allow it"};
    describe_misuse(flow, &misuse, findings);
}

/* A body that stands in the place of a call serves other callers too, with other failures. */
static bool is_of_body(const struct flow *flow, unsigned condition)
{
    return flow_body_of_condition(flow, condition) != NULL;
}

/* ---- no failure is allowed ---- */

/* All ways on which the event fails end in claims: the sink is one of them, NULL when some go on.
 */
static const struct sink *find_excluding_claim(const struct flow *flow, const struct event *event)
{
    const struct sink *claim = NULL;
    for (size_t i = 0; i < event->end_count; i++) {
        const struct event_end *end = &event->ends[i];
        if (!end->has_failed || end->is_retry)
            continue;
        if (end->sink == NO_SINK || flow->sinks[end->sink].kind != SINK_CLAIM)
            return NULL;
        claim = &flow->sinks[end->sink];
    }
    return claim;
}

/* Whether the place is somewhere given the value of errno. */
static bool is_copy_of_errno(const struct function *function, const struct place *place)
{
    for (size_t i = 0; i < function->block_count; i++) {
        const struct block *block = function->blocks[i];
        for (size_t j = 0; j < block->op_count; j++) {
            const struct op *op = block->ops[j];
            if (op->kind == OP_ASSIGN && op->u.assign.place == place &&
                op->u.assign.value->kind == EXPR_ERRNO)
                return true;
        }
    }
    return false;
}

static bool is_errno(const struct flow *flow, const struct expr *expr)
{
    return expr->kind == EXPR_ERRNO ||
           (expr->kind == EXPR_PLACE && is_copy_of_errno(flow->function, expr->u.place));
}

static bool is_errno_name(const struct expr *expr)
{
    return expr != NULL && expr->kind == EXPR_INT && expr->u.constant.error != ERRNO_NONE;
}

/* The first name that the test at the end of the block compares errno with; NULL = it is no such
 * test. */
static const struct expr *find_errno_name(const struct flow *flow, const struct block *block)
{
    const struct expr *subject = block->subject;
    if (subject != NULL && block->end == END_SWITCH && is_errno(flow, subject)) {
        for (size_t i = 0; i < block->case_count; i++)
            if (is_errno_name(block->cases[i].label))
                return block->cases[i].label;
    }
    if (subject == NULL || block->end != END_BRANCH || subject->kind != EXPR_COMPARE)
        return NULL;
    const struct expr *left = subject->u.pair.left, *right = subject->u.pair.right;
    if (is_errno_name(right) && is_errno(flow, left))
        return right;
    return is_errno_name(left) && is_errno(flow, right) ? left : NULL;
}

/* A branch on an event's result of which one side, a test of errno, is never reached. */
static void check_branch(const struct flow *flow, const struct block *block,
                         struct findings *findings)
{
    for (size_t side = 0; side < 2; side++) {
        const struct block *target = block->targets[side];
        const struct expr *constant =
            flow->is_visited[target->number] || is_of_body(flow, target->condition)
                ? NULL
                : find_errno_name(flow, target);
        const struct condition_note *note = &flow->conditions[block->condition];
        for (size_t i = 0; constant != NULL && i < note->event_count; i++) {
            const struct event *event = flow->events[note->events[i]];
            const struct sink *claim =
                event->call == NULL ? NULL : find_excluding_claim(flow, event);
            if (claim == NULL)
                continue;
            report(flow, event, &target->end_origin, errno_name(constant->u.constant.error), claim,
                   findings);
            break;
        }
    }
}

/* ---- some errnos are allowed ---- */

static bool is_same_place(const struct location *a, const struct location *b)
{
    return a->file == b->file && a->line == b->line && a->column == b->column;
}

static const struct location *place_of(const struct flow *flow, const struct sink *sink)
{
    const struct frame *body = flow_body_of_op(flow, sink->op);
    if (body != NULL)
        return &body->call->origin.at;
    return sink->op == NULL ? &sink->block->end_origin.at : &sink->op->origin.at;
}

static bool is_above(const struct flow *flow, const struct sink *sink,
                     const struct errno_test *test)
{
    const struct location *at = place_of(flow, sink);
    return at->file == test->origin.at.file && at->line < test->origin.at.line;
}

/* The claim above the test that takes these errnos of the event, alone; NULL without one. Where
 * some other way takes them as well, that is why they do not come to the test. */
static const struct sink *find_claim_on(const struct flow *flow, const struct event *event,
                                        const struct errno_test *test)
{
    const struct sink *claim = NULL;
    for (size_t i = 0; i < event->end_count; i++) {
        const struct event_end *end = &event->ends[i];
        struct errno_set taken = errno_set_intersect(end->left, test->errors);
        if (errno_set_is_empty(&taken))
            continue;
        const struct sink *sink = end->sink == NO_SINK ? NULL : &flow->sinks[end->sink];
        if (sink == NULL || sink->kind != SINK_CLAIM)
            return NULL;
        if (errno_set_equal(&taken, &test->errors) && is_above(flow, sink, test))
            claim = sink;
    }
    return claim;
}

/* Whether the test never holds, for whichever event it may be about. */
static bool never_holds(const struct flow *flow, const struct errno_test *test)
{
    for (size_t i = 0; i < flow->event_limit; i++) {
        const struct event *event = flow->events[i];
        for (size_t j = 0; event != NULL && j < event->test_count; j++)
            if (is_same_place(&event->tests[j].origin.at, &test->origin.at) &&
                (event->tests[j].can_hold || event->tests[j].is_contradicted))
                return false;
    }
    return true;
}

static void check_event(const struct flow *flow, const struct event *event,
                        struct findings *findings)
{
    for (size_t i = 0; event->call != NULL && i < event->test_count; i++) {
        const struct errno_test *test = &event->tests[i];
        const struct sink *claim =
            test->can_hold || test->is_contradicted || is_of_body(flow, test->condition)
                ? NULL
                : find_claim_on(flow, event, test);
        if (claim != NULL && never_holds(flow, test))
            report(flow, event, &test->origin, errno_set_text(&test->errors, findings->arena),
                   claim, findings);
    }
}

void dead_handlers(const struct flow *flow, struct findings *findings)
{
    for (size_t i = 0; i < flow->function->block_count; i++) {
        const struct block *block = flow->function->blocks[i];
        if (block->end == END_BRANCH && flow->is_visited[i])
            check_branch(flow, block, findings);
    }
    for (size_t i = 0; i < flow->event_limit; i++)
        if (flow->events[i] != NULL)
            check_event(flow, flow->events[i], findings);
}
