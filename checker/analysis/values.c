/* What operands are worth in a disjunct. Reading errno means the newest call whose result was not
 * tested, else what the last known failure left there; where neither is known a stand-in event
 * takes the blame, so that the site is seen. */
#include "analysis/refine.h"

#include "analysis/flow.h"
#include "base/arena.h"
#include "program/expr.h"

static unsigned choose_victim(const struct flow *flow, const struct disjunct *disjunct)
{
    for (unsigned i = 0; i < disjunct->fact_count; i++)
        if (!disjunct_refers_to(disjunct, disjunct->facts[i].event))
            return i;
    for (unsigned i = 0; i < disjunct->fact_count; i++)
        if (flow->events[disjunct->facts[i].event]->blindness != REASON_NONE)
            return i;
    return 0;
}

struct fact *refine_add_fact(struct flow *flow, struct disjunct *disjunct, uint32_t event,
                             enum outcome outcome)
{
    if (disjunct->fact_count == MAX_FACTS) {
        flow->fact_overflows++;
        const struct fact *victim = &disjunct->facts[choose_victim(flow, disjunct)];
        flow_add_end(flow, victim, NO_SINK, false);
        disjunct_forget(disjunct, victim->event, REASON_TOO_MANY_PATHS);
    }
    struct fact *fact = &disjunct->facts[disjunct->fact_count++];
    *fact = (struct fact){.event = event, .outcome = outcome, .left = errno_set_all()};
    return fact;
}

/* ---- values ---- */

static struct value stand_in_for_errno(struct flow *flow, struct disjunct *disjunct)
{
    uint32_t event = flow_event_of_reason(flow, disjunct->errno_reason);
    if (disjunct_find(disjunct, event) == NULL) {
        refine_add_fact(flow, disjunct, event, OUTCOME_FAILED)->is_assumed = true;
    }
    disjunct->errno_kind = ERRNO_IS_EVENT;
    disjunct->errno_event = event;
    return (struct value){.kind = VALUE_ERROR, .event = event};
}

static struct value error_of(struct disjunct *disjunct, uint32_t event)
{
    const struct fact *fact = disjunct_find(disjunct, event);
    return (struct value){
        .kind = VALUE_ERROR, .event = event, .lost = fact == NULL ? 0 : fact->lost};
}

/* An older failure stays in errno when the call after it was made for its effect alone. */
static bool keeps_older(const struct flow *flow, struct disjunct *disjunct)
{
    const struct event *pending = flow->events[disjunct->pending];
    if (pending->op == NULL || pending->op->u.call.is_result_used ||
        disjunct->errno_kind != ERRNO_IS_EVENT)
        return false;
    const struct fact *older = disjunct_find(disjunct, disjunct->errno_event);
    return older != NULL && older->outcome == OUTCOME_FAILED;
}

static struct value read_errno(struct flow *flow, struct disjunct *disjunct)
{
    if (disjunct->pending != NO_EVENT && !keeps_older(flow, disjunct))
        return error_of(disjunct, disjunct->pending);
    switch (disjunct->errno_kind) {
    case ERRNO_IS_EVENT: return error_of(disjunct, disjunct->errno_event);
    case ERRNO_IS_UNKNOWN: return stand_in_for_errno(flow, disjunct);
    case ERRNO_IS_ASSIGNED: break;
    }
    if (disjunct->errno_value == ERRNO_NONE)
        return (struct value){.kind = VALUE_UNKNOWN};
    struct expr *constant = arena_alloc(flow->arena, sizeof *constant);
    constant->kind = EXPR_INT;
    constant->type = TYPE_INTEGER;
    constant->u.constant.error = disjunct->errno_value;
    return (struct value){.kind = VALUE_CONSTANT, .expr = constant};
}

static struct value result_of(struct flow *flow, struct disjunct *disjunct, const struct op *op)
{
    struct value value = {.kind = VALUE_FOREIGN, .reason = REASON_UNKNOWN_CALLEE};
    if (disjunct_find(disjunct, op->number) != NULL)
        value = (struct value){.kind = VALUE_RESULT, .event = op->number};
    const struct event *event = flow->events[op->number];
    value.object = event == NULL ? NULL : event->made;
    return value;
}

static struct value negate(struct value value)
{
    switch (value.kind) {
    case VALUE_RESULT: value.kind = VALUE_NEGATED_RESULT; break;
    case VALUE_NEGATED_RESULT: value.kind = VALUE_RESULT; break;
    case VALUE_ERROR: value.kind = VALUE_NEGATED_ERROR; break;
    case VALUE_NEGATED_ERROR: value.kind = VALUE_ERROR; break;
    case VALUE_FOREIGN: break;
    case VALUE_CONSTANT:
    case VALUE_TRUTH:
    case VALUE_UNKNOWN: value = (struct value){.kind = VALUE_UNKNOWN}; break;
    }
    return value;
}

/* What a place holds; the elements of an array that a call has filled are all of one kind. */
static struct value read_place(struct disjunct *disjunct, const struct place *place)
{
    const struct value *bound = disjunct_get(disjunct, place->number);
    if (bound == NULL && place->array != NULL)
        bound = disjunct_get(disjunct, place->array->number);
    return bound == NULL ? (struct value){.kind = VALUE_UNKNOWN} : *bound;
}

struct value refine_evaluate(struct flow *flow, struct disjunct *disjunct, const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_INT:
    case EXPR_STRING:
    case EXPR_ADDRESS: return (struct value){.kind = VALUE_CONSTANT, .expr = expr};
    case EXPR_ERRNO: return read_errno(flow, disjunct);
    case EXPR_PLACE: return read_place(disjunct, expr->u.place);
    case EXPR_CALL: return result_of(flow, disjunct, expr->u.call);
    case EXPR_NEGATE: return negate(refine_evaluate(flow, disjunct, expr->u.operand));
    case EXPR_NOT:
    case EXPR_COMPARE: return (struct value){.kind = VALUE_TRUTH, .expr = expr};
    case EXPR_MASK:
    case EXPR_UNKNOWN: break;
    }
    return (struct value){.kind = VALUE_UNKNOWN};
}
