/* How the condition of a sink is about an event. Tests in the body of a wrapper that the event is
 * in do not count as the author's here: they are what the wrapper handles for all its callers. */
#include "analysis/claim.h"

#include "analysis/expand.h"
#include "analysis/flow.h"
#include "analysis/judge.h"

bool claim_is_deciding(const struct flow *flow, const struct verdict *verdict, unsigned condition)
{
    for (unsigned i = 0; i < verdict->condition_count; i++)
        if (flow_comes_from(flow, verdict->conditions[i], condition))
            return true;
    return false;
}

bool claim_is_decided_by_event(const struct flow *flow, const struct verdict *verdict)
{
    for (unsigned i = 0; i < verdict->condition_count; i++)
        if (flow_condition_decides(flow, verdict->conditions[i], verdict->event->id))
            return true;
    return false;
}

struct errno_set claim_find_tested(const struct flow *flow, const struct event *event)
{
    struct errno_set tested = errno_set_empty();
    for (size_t i = 0; i < event->test_count; i++)
        if (!flow_is_inside_wrapper(flow, event, event->tests[i].condition))
            tested = errno_set_union(tested, event->tests[i].errors);
    return tested;
}

bool claim_names_errno(const struct flow *flow, const struct verdict *verdict)
{
    for (size_t i = 0; i < verdict->event->test_count; i++)
        if (claim_is_deciding(flow, verdict, verdict->event->tests[i].condition) &&
            !flow_is_inside_wrapper(flow, verdict->event, verdict->event->tests[i].condition))
            return true;
    return false;
}

static bool is_subset(struct errno_set part, struct errno_set whole)
{
    struct errno_set rest = errno_set_subtract(part, whole);
    return errno_set_is_empty(&rest);
}

static bool is_same_use(const struct origin *test, const struct origin *claim)
{
    const struct location *a = &test->outer, *b = &claim->outer;
    return a->file == b->file && a->line == b->line && a->column == b->column;
}

/* Whether the condition is tested in the very macro that gives up. */
static bool is_tested_in_claim(const struct flow *flow, unsigned condition,
                               const struct origin *claim)
{
    const struct condition_note *note = &flow->conditions[condition];
    if (note->names_errno && is_same_use(&note->origin, claim))
        return true;
    for (size_t i = 0; note->names_errno && i < flow->function->block_count; i++) {
        const struct block *block = flow->function->blocks[i];
        if (block->end == END_BRANCH && block->condition == condition &&
            is_same_use(&block->end_origin, claim))
            return true; /* of an outcome that was kept */
    }
    return false;
}

/* The function itself names the errno in what it hands to the function that gives up. */
static bool is_claimed_outside(const struct flow *flow, const struct verdict *verdict)
{
    for (size_t i = 0; i < verdict->event->test_count; i++) {
        unsigned condition = verdict->event->tests[i].condition;
        if (claim_is_deciding(flow, verdict, condition) &&
            flow_body_of_condition(flow, condition) == NULL)
            return true;
    }
    return false;
}

bool claim_is_explanation(const struct flow *flow, const struct verdict *verdict)
{
    const struct sink *sink = verdict->sink;
    if (flow_body_of_op(flow, sink->op) != NULL)
        return !is_claimed_outside(flow, verdict);
    if (sink->op == NULL || sink->op->origin.macro == NULL)
        return true;
    for (unsigned i = 0; i < verdict->condition_count; i++)
        if (is_tested_in_claim(flow, verdict->conditions[i], &sink->op->origin))
            return false;
    return true;
}

void claim_find_form(const struct flow *flow, struct verdict *verdict)
{
    if (is_subset(verdict->entry->left, verdict->entry->named))
        verdict->form = CLAIM_DENIES;
    else if (claim_names_errno(flow, verdict))
        verdict->form = CLAIM_ALLOWS;
    else
        verdict->form = CLAIM_GUARDED;
}

/* ---- the place of the claim ---- */

static bool is_in_text_of(const struct function *function, const struct location *at)
{
    return at->file == function->at.file && at->line >= function->at.line &&
           at->line <= function->last_line;
}

/* Whether all errnos that the sink speaks about are named in the text of this function: by the
 * tests that decide, or where those name none, by all. */
static bool names_them_all(const struct flow *flow, const struct verdict *verdict,
                           const struct function *function)
{
    bool is_any = false, decides = claim_names_errno(flow, verdict);
    for (size_t i = 0; i < verdict->event->test_count; i++) {
        unsigned condition = verdict->event->tests[i].condition;
        if (flow_is_inside_wrapper(flow, verdict->event, condition) ||
            (decides && !claim_is_deciding(flow, verdict, condition)))
            continue;
        is_any = true;
        if (!is_in_text_of(function, &flow->conditions[condition].name_at))
            return false;
    }
    return is_any;
}

/* An assertion function that names the errnos itself is the place of its claim for all its callers;
 * where they are handed to it, each caller makes a claim of its own. */
void claim_find_place(const struct flow *flow, struct verdict *verdict)
{
    const struct op *op = verdict->sink->op;
    const struct frame *body = op == NULL ? NULL : flow_frame_of_op(flow, op);
    while (body != NULL && !names_them_all(flow, verdict, body->function)) {
        op = body->call;
        body = body->outer;
    }
    verdict->claim = op;
    verdict->body = body;
}
