/* What arrives at a sink is what the rules say the call can leave, less what the tests on the way
 * excluded, less what the code treats elsewhere. It is a finding only where the code shows that it
 * knows of errnos here: the condition names one, or another way treats one. The rest is silence
 * with a reason. */
#include "analysis/judge.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/claim.h"
#include "analysis/describe.h"
#include "analysis/flow.h"
#include "analysis/treatment.h"
#include "analysis/ways.h"
#include "base/arena.h"
#include "findings/findings.h"
#include "program/build.h"

/* ---- arrivals ---- */

static bool is_reportable(const struct verdict *verdict, const struct rule_row *row,
                          const struct analysis_options *options)
{
    bool is_for_report = row->remedy == REMEDY_RETRY || row->remedy == REMEDY_CONTINUE;
    return options->classes[row->class] && !rule_row_is_hearsay(row) &&
           (verdict->kind != SINK_REPORT || is_for_report);
}

/* Several rows may speak of one errno: the reportable one counts first, then the likelier. */
static bool is_better(const struct arrival *a, const struct arrival *b)
{
    if (a->is_reportable != b->is_reportable)
        return a->is_reportable;
    return a->likelihood < b->likelihood;
}

static void add_arrival(struct verdict *verdict, const struct arrival *arrival)
{
    for (size_t i = 0; i < verdict->arrival_count; i++) {
        if (verdict->arrivals[i].error != arrival->error)
            continue;
        if (is_better(arrival, &verdict->arrivals[i]))
            verdict->arrivals[i] = *arrival;
        return;
    }
    verdict->arrivals[verdict->arrival_count++] = *arrival;
}

static int compare_arrivals(const void *a, const void *b)
{
    const struct arrival *left = a, *right = b;
    if (left->is_reportable != right->is_reportable)
        return left->is_reportable ? -1 : 1;
    if (left->is_treated_elsewhere != right->is_treated_elsewhere)
        return left->is_treated_elsewhere ? 1 : -1;
    if (left->likelihood != right->likelihood)
        return left->likelihood < right->likelihood ? -1 : 1;
    if (left->row->class != right->row->class)
        return left->row->class < right->row->class ? -1 : 1;
    return strcmp(errno_name(left->error), errno_name(right->error));
}

/* Errnos that the sink's own condition recognises, and that arrive all the same because something
 * else went wrong as well: `if (errno == EEXIST && may_replace && ...) go on; fatal()` has thought
 * of EEXIST. */
static struct errno_set find_considered(const struct flow *flow, const struct verdict *verdict)
{
    struct errno_set considered = errno_set_empty();
    if (verdict->form == CLAIM_DENIES)
        return considered;
    for (size_t i = 0; i < verdict->event->test_count; i++)
        if (claim_is_deciding(flow, verdict, verdict->event->tests[i].condition))
            considered = errno_set_union(considered, verdict->event->tests[i].errors);
    return errno_set_intersect(considered, verdict->entry->named);
}

static void find_arrivals(const struct flow *flow, struct verdict *verdict,
                          const struct analysis_options *options)
{
    const struct event *event = verdict->event;
    struct errno_set elsewhere = errno_set_union(verdict->treated, find_considered(flow, verdict));
    verdict->arrivals =
        arena_alloc(flow->arena, (event->match_count + 1) * sizeof *verdict->arrivals);
    for (size_t i = 0; i < event->match_count; i++) {
        const struct rule_match *match = &event->matches[i];
        if (!errno_set_has(&verdict->entry->left, match->row->error))
            continue;
        struct arrival arrival = {.error = match->row->error,
                                  .row = match->row,
                                  .likelihood = match->likelihood,
                                  .is_reportable = is_reportable(verdict, match->row, options),
                                  .is_treated_elsewhere =
                                      errno_set_has(&elsewhere, match->row->error)};
        /* Who claims that it cannot be knows that the call has it: descriptor and peer are such
         * that it can come. What nobody has judged stays as it is. */
        if (verdict->form == CLAIM_DENIES && arrival.likelihood == LIKELIHOOD_UNUSUAL &&
            match->row->tier == TIER_CURATED)
            arrival.likelihood = LIKELIHOOD_COMMON;
        add_arrival(verdict, &arrival);
    }
    if (verdict->arrival_count > 0)
        qsort(verdict->arrivals, verdict->arrival_count, sizeof *verdict->arrivals,
              compare_arrivals);
}

/* ---- verdict ---- */

/* An orderly exit is error handling, so it counts for less; but who ends the program where dropping
 * one and going on is possible (a connection out of many) ends a service, and that counts in full.
 */
static enum level level_of_arrival(const struct verdict *verdict, const struct arrival *arrival)
{
    enum level level = arrival->likelihood == LIKELIHOOD_COMMON    ? LEVEL_WARNING
                       : arrival->likelihood == LIKELIHOOD_UNUSUAL ? LEVEL_NOTE
                                                                   : LEVEL_NONE;
    if (arrival->row->class == CLASS_DEFECT && level == LEVEL_NONE)
        level =
            LEVEL_NOTE; /* defects have no likelihood; who selects their class wants to see them */
    if (level > LEVEL_NONE && verdict->kind == SINK_REPORT &&
        arrival->row->remedy != REMEDY_CONTINUE)
        level--;
    return level;
}

static enum level level_of(const struct verdict *verdict)
{
    enum level level = LEVEL_NONE;
    for (size_t i = 0; i < verdict->arrival_count; i++) {
        const struct arrival *arrival = &verdict->arrivals[i];
        if (!arrival->is_reportable || arrival->is_treated_elsewhere)
            continue;
        enum level own = level_of_arrival(verdict, arrival);
        if (own > level)
            level = own;
    }
    if (level > LEVEL_NONE && verdict->entry->spoiled != 0)
        level--;
    return level;
}

static bool is_any(const struct verdict *verdict, bool reportable)
{
    for (size_t i = 0; i < verdict->arrival_count; i++)
        if (!verdict->arrivals[i].is_treated_elsewhere &&
            (!reportable || verdict->arrivals[i].is_reportable))
            return true;
    return false;
}

static bool meets(const struct errno_set *a, const struct errno_set *b)
{
    struct errno_set common = errno_set_intersect(*a, *b);
    return !errno_set_is_empty(&common);
}

/* Only hearsay keeps it from being told. */
static bool is_any_hearsay(const struct verdict *verdict, const struct analysis_options *options)
{
    for (size_t i = 0; i < verdict->arrival_count; i++) {
        const struct arrival *arrival = &verdict->arrivals[i];
        if (!arrival->is_treated_elsewhere && rule_row_is_hearsay(arrival->row) &&
            options->classes[arrival->row->class])
            return true;
    }
    return false;
}

static enum reason reason_for_nothing(const struct verdict *verdict,
                                      const struct analysis_options *options)
{
    if (is_any(verdict, false) && verdict->kind == SINK_REPORT)
        return REASON_REPORT_SINK;
    if (is_any(verdict, false))
        return is_any_hearsay(verdict, options) ? REASON_LIKELIHOOD : REASON_CLASS;
    if (meets(&verdict->event->excluded.by_kind, &verdict->entry->left))
        return REASON_KIND;
    if (meets(&verdict->event->excluded.by_argument, &verdict->entry->left))
        return REASON_ARGUMENT;
    return REASON_HANDLED;
}

static enum reason find_reason(const struct flow *flow, struct verdict *verdict,
                               const struct analysis_options *options)
{
    if (verdict->kind == SINK_TEST && !options->tests)
        return REASON_TEST_CODE;
    if (verdict->event->blindness != REASON_NONE)
        return verdict->event->blindness;
    if (verdict->form == CLAIM_DENIES && claim_is_explanation(flow, verdict))
        return REASON_HANDLED;
    if (!is_any(verdict, true))
        return reason_for_nothing(verdict, options);
    if (treatment_is_provoked(flow, verdict->event))
        return REASON_ARGUMENT;
    if (verdict->level != LEVEL_NONE)
        return options->checks[CHECK_MISSING_ERRNO] ? REASON_NONE : REASON_CLASS;
    if (verdict->kind == SINK_REPORT)
        return REASON_REPORT_SINK;
    return verdict->entry->spoiled != 0 ? REASON_LOST_ORIGIN : REASON_LIKELIHOOD;
}

static enum sink_kind kind_of(const struct flow *flow, const struct sink *sink)
{
    const struct location *at = &flow->function->at;
    const char *macro = sink->op == NULL ? NULL : sink->op->origin.macro;
    return ruledb_is_test(flow->rules, program_place(flow->program, at->file), macro) ? SINK_TEST
                                                                                      : sink->kind;
}

/* Nobody speaks of errnos on the way here: an assertion of plain success. That is no site, and a
 * finding only on demand. */
static void judge_success(struct flow *flow, struct verdict *verdict, struct findings *findings,
                          const struct analysis_options *options)
{
    bool is_wanted = options->checks[CHECK_ASSERT_SUCCESS] && verdict->kind == SINK_CLAIM;
    if (!is_wanted || verdict->event->blindness != REASON_NONE)
        return;
    verdict->check = CHECK_ASSERT_SUCCESS;
    verdict->form = CLAIM_SUCCESS;
    verdict->treated = treatment_elsewhere(flow, verdict);
    struct sink_entry any = *verdict->entry;
    if (!any.has_failed)
        any.left = errno_set_all();
    verdict->entry = &any;
    find_arrivals(flow, verdict, options);
    verdict->level = level_of(verdict);
    if (verdict->level != LEVEL_NONE)
        describe_finding(flow, verdict, findings);
}

/* Whether the code shows here that it knows of errnos. Where it allows none of them a name is but a
 * better message for one case: the call is claimed to succeed. */
static bool speaks_of_errnos(const struct flow *flow, struct verdict *verdict)
{
    claim_find_form(flow, verdict);
    bool names_errno = claim_names_errno(flow, verdict);
    struct errno_set tested = claim_find_tested(flow, verdict->event);
    struct errno_set refused = errno_set_intersect(verdict->entry->refused, tested);
    if (!names_errno && errno_set_is_empty(&refused))
        return false;
    if (names_errno && (verdict->form == CLAIM_DENIES || verdict->event->blindness != REASON_NONE))
        return true; /* of a stranger nothing is known that could go another way */
    struct errno_set allowed = treatment_allowed(flow, verdict, names_errno);
    allowed = errno_set_intersect(allowed, tested);
    return !errno_set_is_empty(&allowed);
}

static void judge_entry(struct flow *flow, struct verdict *verdict, struct findings *findings,
                        const struct analysis_options *options)
{
    if (!claim_is_decided_by_event(flow, verdict))
        return;
    if (!verdict->entry->has_failed || !speaks_of_errnos(flow, verdict)) {
        judge_success(flow, verdict, findings, options);
        return;
    }
    verdict->check = CHECK_MISSING_ERRNO;
    verdict->treated = treatment_elsewhere(flow, verdict);
    find_arrivals(flow, verdict, options);
    verdict->level = level_of(verdict);
    verdict->reason = find_reason(flow, verdict, options);
    describe_site(flow, verdict, findings);
    if (verdict->reason == REASON_NONE)
        describe_finding(flow, verdict, findings);
}

static bool has_entered(const struct sink *sink, uint32_t event)
{
    for (size_t i = 0; i < sink->entry_count; i++)
        if (sink->entries[i].event == event)
            return true;
    return false;
}

/* Events that the sink's condition names errnos of, but that cannot come to it any more: everything
 * is handled before. */
static void judge_absent(struct flow *flow, const struct verdict *sink_verdict,
                         struct findings *findings)
{
    static const struct sink_entry NOTHING = {0};
    for (unsigned i = 0; i < sink_verdict->condition_count; i++) {
        const struct condition_note *note = &flow->conditions[sink_verdict->conditions[i]];
        for (size_t j = 0; note->names_errno && j < note->event_count; j++) {
            struct verdict verdict = *sink_verdict;
            verdict.event = flow->events[note->events[j]];
            if (verdict.event->blindness != REASON_NONE ||
                has_entered(verdict.sink, verdict.event->id) || verdict.event->test_count == 0 ||
                flow_is_elsewhere(flow, verdict.sink->op, verdict.event))
                continue;
            claim_find_place(flow, &verdict);
            verdict.entry = &NOTHING;
            verdict.reason = verdict.event->is_cut_off ? REASON_HOLE : REASON_HANDLED;
            verdict.treated = treatment_elsewhere(flow, &verdict);
            describe_site(flow, &verdict, findings);
        }
    }
}

static void judge_sink(struct flow *flow, const struct sink *sink, struct findings *findings,
                       const struct analysis_options *options)
{
    struct verdict verdict = {.sink = sink, .kind = kind_of(flow, sink)};
    if (verdict.kind == SINK_FILTER || verdict.kind == SINK_HINT)
        return;
    verdict.condition_count = ways_deciding_conditions(flow, sink, verdict.conditions);
    for (size_t i = 0; i < sink->entry_count; i++) {
        struct verdict one = verdict;
        one.entry = &sink->entries[i];
        one.event = flow->events[one.entry->event];
        if (flow_is_elsewhere(flow, one.sink->op, one.event))
            continue;
        claim_find_place(flow, &one);
        judge_entry(flow, &one, findings, options);
    }
    judge_absent(flow, &verdict, findings);
}

void judge(struct flow *flow, struct findings *findings, const struct analysis_options *options)
{
    for (size_t i = 0; i < flow->sink_count; i++)
        judge_sink(flow, &flow->sinks[i], findings, options);
}
