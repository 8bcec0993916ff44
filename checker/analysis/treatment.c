/* What becomes of an event on its other ways. A name whose own way goes on, returns or ends in an
 * orderly exit shows that its author expects the errno; a name whose way ends in a claim as well
 * only explains. And who claims that a call fails has made it fail on purpose. */
#include "analysis/treatment.h"

#include "analysis/flow.h"
#include "analysis/judge.h"

static bool is_in_claim(const struct flow *flow, const struct event_end *end)
{
    return end->sink != NO_SINK && flow->sinks[end->sink].kind == SINK_CLAIM;
}

static bool is_here(const struct flow *flow, const struct verdict *verdict,
                    const struct event_end *end)
{
    return end->sink != NO_SINK && &flow->sinks[end->sink] == verdict->sink;
}

struct errno_set treatment_elsewhere(const struct flow *flow, const struct verdict *verdict)
{
    struct errno_set treated = errno_set_empty();
    for (size_t i = 0; i < verdict->event->end_count; i++) {
        const struct event_end *end = &verdict->event->ends[i];
        if (!is_here(flow, verdict, end))
            treated = errno_set_union(treated, end->named);
    }
    return treated;
}

struct errno_set treatment_allowed(const struct flow *flow, const struct verdict *verdict,
                                   bool with_retries)
{
    struct errno_set allowed = errno_set_empty();
    for (size_t i = 0; i < verdict->event->end_count; i++) {
        const struct event_end *end = &verdict->event->ends[i];
        if (!is_here(flow, verdict, end) && !is_in_claim(flow, end) &&
            (with_retries || !end->is_retry))
            allowed = errno_set_union(allowed, end->named);
    }
    return allowed;
}

bool treatment_is_provoked(const struct flow *flow, const struct event *event)
{
    bool is_claimed = false;
    for (size_t i = 0; i < event->end_count; i++) {
        const struct event_end *end = &event->ends[i];
        if (end->may_succeed && !is_in_claim(flow, end))
            return false;
        is_claimed = is_claimed || end->may_succeed;
    }
    return is_claimed;
}
