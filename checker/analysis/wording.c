/* The words of a finding: one line that says what is wrong, the errnos that were forgotten, and a
 * way out for each kind of remedy. */
#include "analysis/wording.h"

#include <string.h>

#include "analysis/claim.h"
#include "analysis/describe.h"
#include "analysis/expand.h"
#include "analysis/flow.h"
#include "analysis/judge.h"
#include "analysis/sinks.h"
#include "base/arena.h"
#include "base/text.h"
#include "findings/findings.h"

enum { MAX_NAMES_IN_MESSAGE = 4 };

/* A call as a reader says it: "read()", "fcntl(F_SETLK)". */
const char *describe_call(const struct event *event, struct arena *arena)
{
    const char *colon = strchr(event->name, ':');
    if (colon == NULL)
        return arena_printf(arena, "%s()", event->name);
    return arena_printf(arena, "%.*s(%s)", (int)(colon - event->name), event->name, colon + 1);
}

const char *wording_claim_name(const struct verdict *verdict)
{
    return verdict->claim == NULL ? verdict->sink->name : sinks_name(verdict->claim);
}

/* ---- what is missing ---- */

static void set_kinds(const struct flow *flow, struct missing *missing, const struct rule_row *row,
                      struct arena *arena)
{
    struct rule_names kinds = row->only;
    if (kinds.count == 0 && row->class == CLASS_PATH)
        kinds = rule_kinds_that_walk_to(flow->rules, row->error, arena);
    missing->kinds = kinds.items;
    missing->kind_count = kinds.count;
}

const struct missing *wording_missing(const struct flow *flow, const struct verdict *verdict,
                                      size_t *count, struct arena *arena)
{
    struct missing *missing = arena_alloc(arena, (verdict->arrival_count + 1) * sizeof *missing);
    *count = 0;
    for (size_t i = 0; i < verdict->arrival_count; i++) {
        const struct arrival *arrival = &verdict->arrivals[i];
        if (!arrival->is_reportable)
            continue;
        const struct rule_row *row = arrival->row;
        struct missing *one = &missing[(*count)++];
        *one = (struct missing){.error = arrival->error,
                                .name = errno_name(arrival->error),
                                .class = row->class,
                                .likelihood = arrival->likelihood,
                                .remedy = row->remedy,
                                .why = row->why == NULL ? "" : row->why,
                                .sources = row->sources.items,
                                .source_count = row->sources.count,
                                .is_treated_elsewhere = arrival->is_treated_elsewhere};
        set_kinds(flow, one, row, arena);
    }
    return missing;
}

/* ---- message ---- */

/* "EACCES, ENOENT or EPERM" */
static const char *alternatives(const struct errno_set *set, struct arena *arena)
{
    const char *names = errno_set_text(set, arena), *last = strrchr(names, ',');
    if (last == NULL)
        return names;
    return arena_printf(arena, "%.*s or%s", (int)(last - names), names, last + 1);
}

static void add_missing_names(struct text *text, const struct missing *missing, size_t count)
{
    size_t shown = 0;
    for (size_t i = 0; i < count && shown < MAX_NAMES_IN_MESSAGE; i++) {
        if (missing[i].is_treated_elsewhere)
            continue;
        text_printf(text, "%s%s", shown == 0 ? "" : ", ", missing[i].name);
        shown++;
    }
    size_t rest = 0;
    for (size_t i = 0; i < count; i++)
        rest += !missing[i].is_treated_elsewhere;
    if (rest > shown)
        text_printf(text, " and %zu more", rest - shown);
}

/* The errnos that the code knows of here: what it treats, or for a denial what it names. */
static struct errno_set known_errnos(const struct verdict *verdict)
{
    return verdict->form == CLAIM_DENIES ? verdict->entry->named : verdict->treated;
}

/* The call, and the function that the author called for it. */
static const char *describe_wrapped_call(const struct flow *flow, const struct event *event,
                                         struct arena *arena)
{
    const struct frame *body = flow_body_of_event(flow, event);
    const char *call = describe_call(event, arena);
    return body == NULL ? call
                        : arena_printf(arena, "%s in %s()", call, body->call->u.call.callee.name);
}

/* Whether the sink is an assertion over errno, and not just where the others end. */
static bool is_assertion(const struct flow *flow, const struct verdict *verdict)
{
    return verdict->sink->condition != 0 || !claim_is_explanation(flow, verdict);
}

/* "assert allows only EINTR", "abort is reached when ..." */
static void add_beginning(struct text *text, const struct flow *flow, const struct verdict *verdict,
                          struct arena *arena)
{
    struct errno_set known = known_errnos(verdict);
    const char *names = alternatives(&known, arena), *claim = wording_claim_name(verdict);
    const char *call = describe_wrapped_call(flow, verdict->event, arena);
    bool is_written = verdict->event->fails.channel == CHANNEL_WRITTEN;
    const char *fails = is_written ? "hands over an error" : "fails";
    const char *with = is_written ? "be" : "fail with";
    switch (verdict->form) {
    case CLAIM_ALLOWS:
    case CLAIM_GUARDED:
        if (errno_set_is_empty(&known))
            text_printf(text, "%s ends every failure of %s, and it can %s ", claim, call, with);
        else if (verdict->form == CLAIM_ALLOWS && is_assertion(flow, verdict))
            text_printf(text, "%s allows only %s when %s %s, but it can also %s ", claim, names,
                        call, fails, with);
        else
            text_printf(text, "%s is reached when %s %s %s %s, and it can %s ", claim, call, fails,
                        is_written ? "other than" : "with anything but", names, with);
        break;
    case CLAIM_DENIES:
        text_printf(text, "%s claims that %s does not %s ", claim, call,
                    is_written ? "hand over" : "fail with");
        break;
    case CLAIM_SUCCESS:
        text_printf(text, "%s claims that %s succeeds, but it can fail with ", claim, call);
        break;
    }
}

const char *wording_message(const struct flow *flow, const struct verdict *verdict,
                            const struct missing *missing, size_t count, struct arena *arena)
{
    struct text text;
    text_init(&text, arena);
    add_beginning(&text, flow, verdict, arena);
    add_missing_names(&text, missing, count);
    if (verdict->form == CLAIM_DENIES)
        text_add(&text, ", but it can");
    return text_get(&text);
}

const char *wording_claim(const struct verdict *verdict, struct arena *arena)
{
    struct errno_set known = known_errnos(verdict);
    const char *names = alternatives(&known, arena);
    if (verdict->form == CLAIM_SUCCESS || errno_set_is_empty(&known))
        return "gives up on every error";
    if (verdict->form == CLAIM_DENIES)
        return arena_printf(arena, "gives up when the error is %s", names);
    return arena_printf(arena, "gives up unless the error is %s", names);
}

/* ---- way out ---- */

static const char *const ADVICE[REMEDY_COUNT] = {
    [REMEDY_NONE] = "treat it like the errnos that are allowed, or return the error",
    [REMEDY_RETRY] = "call it again",
    [REMEDY_RETRY_LARGER] = "call it again with a larger buffer",
    [REMEDY_CONTINUE] = "drop this one and go on",
    [REMEDY_FALLBACK] = "do it another way, as for an absent feature",
    [REMEDY_FAIL_PEER] = "give up on this peer alone",
    [REMEDY_FAIL] = "return the error to the caller",
};

const char *wording_remedy(const struct finding *finding, struct arena *arena)
{
    struct text text;
    text_init(&text, arena);
    for (int remedy = 0; remedy < REMEDY_COUNT; remedy++) {
        size_t count = 0;
        for (size_t i = 0; i < finding->missing_count; i++) {
            if ((int)finding->missing[i].remedy != remedy ||
                finding->missing[i].is_treated_elsewhere)
                continue;
            const char *between = count > 0 ? ", " : text.length > 0 ? "\n" : "";
            text_printf(&text, "%s%s", between, finding->missing[i].name);
            count++;
        }
        if (count > 0)
            text_printf(&text, ": %s", ADVICE[remedy]);
    }
    return text_get(&text);
}
