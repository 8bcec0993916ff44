/* Findings and sites as the user gets them: where they are, the steps from the call to the
 * assertion, and the words of wording.c. */
#include "analysis/describe.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/expand.h"
#include "analysis/flow.h"
#include "analysis/judge.h"
#include "analysis/wording.h"
#include "base/arena.h"
#include "findings/findings.h"

/* ---- places ---- */

static struct spot spot_of(const struct flow *flow, const struct location *at, struct arena *arena)
{
    const struct program_file *file = &flow->program->files[at->file];
    return (struct spot){
        .file = arena_strdup(arena, file->path), .line = at->line, .column = at->column};
}

static const struct origin *sink_origin(const struct verdict *verdict)
{
    return verdict->claim == NULL ? &verdict->sink->block->end_origin : &verdict->claim->origin;
}

static bool is_same(const struct location *a, const struct location *b)
{
    return a->file == b->file && a->line == b->line && a->column == b->column;
}

/* Where claim and condition are both written in one macro body of the project, that body is the
 * place. */
static const struct location *sink_location(const struct flow *flow, const struct verdict *verdict)
{
    const struct origin *claim = sink_origin(verdict);
    for (unsigned i = 0; i < verdict->condition_count; i++) {
        const struct condition_note *note = &flow->conditions[verdict->conditions[i]];
        if (note->names_errno && note->origin.inner_macro != NULL &&
            is_same(&note->origin.at, &claim->at) && is_same(&note->name_at, &claim->at) &&
            !flow->program->files[note->origin.spelled.file].is_system)
            return &note->origin.spelled;
    }
    return &claim->at;
}

/* The function's own call: the event's, or that of the wrapper it stands in. */
static const struct origin *own_call(const struct flow *flow, const struct event *event)
{
    const struct frame *body = flow_body_of_event(flow, event);
    return body == NULL ? &event->op->origin : &body->call->origin;
}

/* ---- tests ---- */

/* Where an errno is named. */
struct tested {
    const struct flow *flow;
    struct arena *arena;
    struct spot *items;
    size_t count, capacity;
};

static void add_tested(struct tested *tested, const struct location *at)
{
    if (at->line == 0 || tested->flow->program->files[at->file].is_system)
        return;
    struct spot spot = spot_of(tested->flow, at, tested->arena);
    for (size_t i = 0; i < tested->count; i++)
        if (tested->items[i].line == spot.line && tested->items[i].column == spot.column &&
            strcmp(tested->items[i].file, spot.file) == 0)
            return;
    *(struct spot *)arena_append(tested->arena, &tested->items, &tested->count, &tested->capacity,
                                 sizeof *tested->items) = spot;
}

/* Both where the text has the test and, for a macro's body, where that is written. */
static void add_test(struct tested *tested, const struct origin *origin)
{
    add_tested(tested, &origin->at);
    add_tested(tested, &origin->spelled);
}

static struct tested find_tested(const struct flow *flow, const struct verdict *verdict,
                                 struct arena *arena)
{
    struct tested tested = {.flow = flow, .arena = arena};
    for (unsigned i = 0; i < verdict->condition_count; i++) {
        const struct condition_note *note = &flow->conditions[verdict->conditions[i]];
        if (note->names_errno)
            add_test(&tested, &note->origin);
    }
    for (size_t i = 0; i < verdict->event->test_count; i++)
        add_test(&tested, &verdict->event->tests[i].origin);
    return tested;
}

/* ---- sites ---- */

void describe_site(const struct flow *flow, const struct verdict *verdict,
                   struct findings *findings)
{
    struct arena *arena = findings->arena;
    struct residual *residual = arena_alloc(arena, (verdict->arrival_count + 1) * sizeof *residual);
    size_t count = 0;
    for (size_t i = 0; i < verdict->arrival_count; i++)
        if (!verdict->arrivals[i].is_treated_elsewhere)
            residual[count++] = (struct residual){.error = verdict->arrivals[i].error,
                                                  .class = verdict->arrivals[i].row->class,
                                                  .likelihood = verdict->arrivals[i].likelihood};
    struct site site = {.spot = spot_of(flow, sink_location(flow, verdict), arena),
                        .function = arena_strdup(arena, flow->function->name),
                        .assertion = arena_strdup(arena, wording_claim_name(verdict)),
                        .sink = verdict->kind,
                        .call = arena_strdup(arena, verdict->event->name),
                        .treated = verdict->treated,
                        .residual = residual,
                        .residual_count = count,
                        .reason = verdict->reason};
    struct tested tested = find_tested(flow, verdict, arena);
    site.tested = tested.items;
    site.tested_count = tested.count;
    if (verdict->event->op != NULL)
        site.call_spot = spot_of(flow, &own_call(flow, verdict->event)->at, arena);
    findings_add_site(findings, &site);
}

/* ---- steps ---- */

struct steps {
    struct step items[16];
    size_t count;
};

static void add_step(struct steps *steps, struct spot spot, const char *message, bool is_assertion)
{
    if (steps->count < sizeof steps->items / sizeof steps->items[0])
        steps->items[steps->count++] =
            (struct step){.spot = spot, .message = message, .is_assertion = is_assertion};
}

static void set_copy(struct finding *finding, const struct steps *steps, struct arena *arena)
{
    struct step *copy = arena_alloc(arena, steps->count * sizeof *copy);
    memcpy(copy, steps->items, steps->count * sizeof *copy);
    finding->steps = copy;
    finding->step_count = steps->count;
}

/* The way from the function's own call through wrappers to the call that fails. */
static void add_wrapper_steps(const struct flow *flow, const struct event *event,
                              const struct frame *frame, struct steps *steps, struct arena *arena)
{
    if (frame == NULL)
        return;
    add_wrapper_steps(flow, event, frame->outer, steps, arena);
    add_step(steps, spot_of(flow, &frame->call->origin.at, arena),
             arena_printf(arena, "%s() hands over what %s leaves", frame->call->u.call.callee.name,
                          describe_call(event, arena)),
             false);
}

static void add_call_step(const struct flow *flow, const struct event *event, struct steps *steps,
                          struct arena *arena)
{
    if (flow->expansion != NULL)
        add_wrapper_steps(flow, event, flow->expansion->ops[event->op->number], steps, arena);
    static const char *const WHERE[] = {[CHANNEL_ERRNO] = "leaves the reason in errno",
                                        [CHANNEL_RESULT] = "returns the reason",
                                        [CHANNEL_NEGATIVE_RESULT] = "returns the reason negated",
                                        [CHANNEL_WRITTEN] = "hands over an error here"};
    add_step(steps, spot_of(flow, &event->op->origin.at, arena),
             arena_printf(arena, "%s %s%s", describe_call(event, arena),
                          event->fails.channel == CHANNEL_WRITTEN ? "" : "fails here and ",
                          WHERE[event->fails.channel]),
             false);
}

/* Tests on the way that are not the assertion's own. */
static void add_guard_steps(const struct flow *flow, const struct verdict *verdict,
                            struct steps *steps, struct arena *arena)
{
    for (size_t i = 0; i < verdict->event->test_count; i++) {
        const struct errno_test *test = &verdict->event->tests[i];
        struct errno_set handled = errno_set_intersect(test->errors, verdict->treated);
        bool is_own = is_same(&test->origin.outer, &sink_origin(verdict)->outer);
        for (unsigned j = 0; j < verdict->condition_count; j++)
            is_own = is_own ||
                     (test->condition == verdict->conditions[j] && verdict->form != CLAIM_GUARDED);
        if (is_own || errno_set_is_empty(&handled) || test->origin.at.line == 0)
            continue;
        add_step(steps, spot_of(flow, &test->origin.at, arena),
                 arena_printf(arena, "%s goes another way here", errno_set_text(&handled, arena)),
                 false);
    }
}

static void add_lost_step(const struct flow *flow, const struct verdict *verdict,
                          struct steps *steps, struct arena *arena)
{
    const struct op *op =
        verdict->entry->spoiled == 0 ? NULL : flow_find_op(flow, verdict->entry->spoiled - 1);
    if (op == NULL)
        return;
    const char *what = op->kind == OP_CALL
                           ? arena_printf(arena, "%s() may overwrite errno before it is tested",
                                          op->u.call.callee.name)
                           : "errno may be overwritten here before it is tested";
    add_step(steps, spot_of(flow, &op->origin.at, arena), what, false);
}

/* The calls that lead into the function that gives up. */
static void add_assertion_steps(const struct flow *flow, const struct verdict *verdict,
                                struct steps *steps, struct arena *arena)
{
    for (const struct frame *body = verdict->body; body != NULL; body = body->outer)
        add_step(steps, spot_of(flow, &body->call->origin.at, arena),
                 arena_printf(arena, "%s() is given the error here", body->function->name), false);
}

static int compare_steps(const void *a, const void *b)
{
    const struct step *left = a, *right = b;
    if (left->is_assertion != right->is_assertion)
        return left->is_assertion ? 1 : -1;
    if (left->spot.line != right->spot.line)
        return left->spot.line < right->spot.line ? -1 : 1;
    return (left->spot.column > right->spot.column) - (left->spot.column < right->spot.column);
}

static void set_steps(const struct flow *flow, const struct verdict *verdict,
                      struct finding *finding, struct arena *arena)
{
    struct steps steps = {.count = 0};
    add_call_step(flow, verdict->event, &steps, arena);
    size_t first = steps.count; /* those of the call stay in its order */
    add_guard_steps(flow, verdict, &steps, arena);
    add_lost_step(flow, verdict, &steps, arena);
    const struct origin *claim = sink_origin(verdict);
    if (!is_same(sink_location(flow, verdict), &claim->at))
        add_step(&steps, spot_of(flow, &claim->at, arena), "the macro is used here", false);
    add_assertion_steps(flow, verdict, &steps, arena);
    if (steps.count > first)
        qsort(steps.items + first, steps.count - first, sizeof steps.items[0], compare_steps);
    add_step(&steps, finding->spot, wording_claim(verdict, arena), true);
    set_copy(finding, &steps, arena);
}

void describe_finding(const struct flow *flow, const struct verdict *verdict,
                      struct findings *findings)
{
    struct arena *arena = findings->arena;
    struct finding finding = {.check = verdict->check,
                              .level = verdict->level,
                              .sink = verdict->kind,
                              .spot = spot_of(flow, sink_location(flow, verdict), arena),
                              .function = arena_strdup(arena, flow->function->name),
                              .assertion = arena_strdup(arena, wording_claim_name(verdict)),
                              .call = arena_strdup(arena, verdict->event->name),
                              .call_spot =
                                  spot_of(flow, &own_call(flow, verdict->event)->at, arena),
                              .allowed = verdict->treated};
    finding.missing = wording_missing(flow, verdict, &finding.missing_count, arena);
    finding.message = wording_message(flow, verdict, finding.missing, finding.missing_count, arena);
    set_steps(flow, verdict, &finding, arena);
    struct tested tested = find_tested(flow, verdict, arena);
    finding.tested = tested.items;
    finding.tested_count = tested.count;
    finding.remedy = wording_remedy(&finding, arena);
    findings_add(findings, &finding);
}

void describe_misuse(const struct flow *flow, const struct misuse *misuse,
                     struct findings *findings)
{
    struct arena *arena = findings->arena;
    struct steps steps = {.count = 0};
    if (misuse->event->op != NULL)
        add_call_step(flow, misuse->event, &steps, arena);
    struct finding finding = {
        .check = misuse->check,
        .level = LEVEL_WARNING,
        .sink = SINK_CLAIM,
        .spot = spot_of(flow, &misuse->test->at, arena),
        .function = arena_strdup(arena, flow->function->name),
        .assertion = arena_strdup(arena, misuse->test->macro == NULL ? "" : misuse->test->macro),
        .call = arena_strdup(arena, misuse->event->name),
        .message = misuse->message,
        .remedy = misuse->remedy};
    finding.call_spot = steps.count > 0 ? steps.items[0].spot : finding.spot;
    add_step(&steps, finding.spot, misuse->step, true);
    set_copy(&finding, &steps, arena);
    findings_add(findings, &finding);
}
