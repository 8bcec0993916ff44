/* Assignments, holes, and what calls do besides giving up (which is sinks.c). A call with a rule
 * becomes an event and is *pending* until its result is tested: errno moves to it only on the
 * failing side. A call without a rule may have overwritten errno; where its result is used it is an
 * event too, of which nothing is known, so that its errno is never taken for that of the call
 * before it. Code that was lost may have been anything: it forgets everything. */
#include "analysis/transfer.h"

#include <string.h>

#include "analysis/calls.h"
#include "analysis/flow.h"
#include "analysis/refine.h"
#include "analysis/sinks.h"
#include "analysis/summary.h"
#include "base/text.h"
#include "program/build.h"

/* ---- what changes places ---- */

static bool mentions(const struct expr *expr, const struct place *place)
{
    switch (expr->kind) {
    case EXPR_PLACE: return expr->u.place == place;
    case EXPR_NEGATE:
    case EXPR_NOT: return mentions(expr->u.operand, place);
    case EXPR_COMPARE:
    case EXPR_MASK:
        return mentions(expr->u.pair.left, place) || mentions(expr->u.pair.right, place);
    case EXPR_UNKNOWN:
    case EXPR_INT:
    case EXPR_STRING:
    case EXPR_ERRNO:
    case EXPR_ADDRESS:
    case EXPR_CALL: break;
    }
    return false;
}

/* The place has a new value: kept conditions over it and its fields mean nothing any more. */
static void forget_place(struct flow *flow, struct disjunct *disjunct, const struct place *place)
{
    disjunct_unbind(disjunct, place->number);
    for (unsigned i = disjunct->binding_count; i-- > 0;) {
        const struct binding *binding = &disjunct->bindings[i];
        bool is_stale = binding->value.kind == VALUE_TRUTH && mentions(binding->value.expr, place);
        if (is_stale || place_is_part(flow->function->places[binding->place], place))
            disjunct_unbind(disjunct, binding->place);
    }
}

/* ---- what a call of which nothing is known may change ---- */

/* Length of the name of the variable that a member is reached from: "request" of "request->error".
 */
static size_t root_length(const char *name)
{
    return strcspn(name, "-.[");
}

/* Whether who gets the argument can reach the member: it is the object, a pointer in it that may
 * lead back to it, or the address of a part. */
static bool leads_to(const struct expr *argument, const struct place *member)
{
    const struct place *place = argument->u.place;
    size_t length = root_length(member->name);
    bool has_same_root =
        root_length(place->name) == length && strncmp(place->name, member->name, length) == 0;
    bool is_value = argument->kind == EXPR_PLACE && place->name[length] != '\0' &&
                    place->type != TYPE_POINTER && place->type != TYPE_UNKNOWN;
    return has_same_root && !is_value;
}

/* Whether the call may get at the object that the member is in: the object of a method and what is
 * in an argument that is not followed are not known. */
static bool may_get_object(const struct op *op, const struct place *member)
{
    const struct callee *callee = &op->u.call.callee;
    bool has_no_object = callee->is_system || callee->kind == CALLEE_FUNCTION ||
                         callee->kind == CALLEE_CONSTRUCTOR || callee->kind == CALLEE_DESTRUCTOR;
    for (size_t i = 0; i < op->u.call.argument_count && has_no_object; i++) {
        const struct expr *argument = op->u.call.arguments[i];
        bool is_place = argument->kind == EXPR_PLACE || argument->kind == EXPR_ADDRESS;
        if (is_place && argument->u.place != NULL && leads_to(argument, member))
            return true;
        if (argument->kind == EXPR_UNKNOWN && argument->type != TYPE_INTEGER &&
            argument->type != TYPE_BOOL)
            return true;
    }
    return !has_no_object;
}

/* An error that is kept in a member of an object is there to be read later; who does not get the
 * object does not change it. */
static bool keeps_error(const struct flow *flow, const struct binding *binding, const struct op *op)
{
    const struct place *place = flow->function->places[binding->place];
    enum value_kind kind = binding->value.kind;
    bool is_error = kind == VALUE_ERROR || kind == VALUE_NEGATED_ERROR || kind == VALUE_RESULT ||
                    kind == VALUE_NEGATED_RESULT;
    bool is_member = place->kind == PLACE_SHARED && strstr(place->name, "->") != NULL;
    return is_error && is_member && !place->escapes && !may_get_object(op, place);
}

static void forget_shared(struct flow *flow, struct disjunct *disjunct, const struct op *op)
{
    for (unsigned i = disjunct->binding_count; i-- > 0;) {
        const struct binding *binding = &disjunct->bindings[i];
        const struct place *place = flow->function->places[binding->place];
        if ((place->kind == PLACE_SHARED || place->escapes) && !keeps_error(flow, binding, op))
            disjunct_unbind(disjunct, place->number);
    }
}

static void forget_arguments(struct flow *flow, struct disjunct *disjunct, const struct op *op)
{
    for (size_t i = 0; i < op->u.call.argument_count; i++) {
        const struct expr *argument = op->u.call.arguments[i];
        if (argument->kind != EXPR_ADDRESS)
            continue;
        const struct place *place = argument->u.place;
        if (place != NULL)
            forget_place(flow, disjunct, place->array != NULL ? place->array : place);
        if (argument->is_errno_address) {
            disjunct->errno_kind = ERRNO_IS_UNKNOWN;
            disjunct->errno_reason = REASON_LOST_ORIGIN;
            disjunct->pending = NO_EVENT;
        }
    }
}

/* ---- errno changes hands ---- */

static void lose_errno(struct disjunct *disjunct, const struct op *op)
{
    for (unsigned i = 0; i < disjunct->fact_count; i++)
        if (disjunct->facts[i].lost == 0)
            disjunct->facts[i].lost = op->number + 1;
}

/* Whether the value is an error number: a copy of errno, or what pthread_*() returned. */
static bool holds_error(const struct flow *flow, const struct value *value)
{
    enum failure_channel number =
        value->kind == VALUE_RESULT ? CHANNEL_RESULT : CHANNEL_NEGATIVE_RESULT;
    bool is_result = value->kind == VALUE_RESULT || value->kind == VALUE_NEGATED_RESULT;
    return value->kind == VALUE_ERROR ||
           (is_result && flow->events[value->event]->fails.channel == number);
}

static void assign_errno(struct flow *flow, struct disjunct *disjunct, const struct op *op)
{
    struct value value = refine_evaluate(flow, disjunct, op->u.assign.value);
    for (unsigned i = 0; i < disjunct->fact_count; i++)
        disjunct->facts[i].is_overwritten = true;
    disjunct->pending = NO_EVENT;
    if (holds_error(flow, &value) && disjunct_find(disjunct, value.event) != NULL) {
        struct fact *fact = disjunct_find(disjunct, value.event);
        fact->lost = value.lost; /* a saved copy comes back, or the number that the call returned is
                                    put there */
        fact->is_overwritten = false;
        disjunct->errno_kind = ERRNO_IS_EVENT;
        disjunct->errno_event = value.event;
    } else if (value.kind == VALUE_CONSTANT && value.expr->kind == EXPR_INT) {
        disjunct->errno_kind = ERRNO_IS_ASSIGNED;
        disjunct->errno_value = value.expr->u.constant.error;
    } else {
        disjunct->errno_kind = ERRNO_IS_UNKNOWN;
        disjunct->errno_reason = value.kind == VALUE_FOREIGN ? value.reason : REASON_LOST_ORIGIN;
    }
}

static void transfer_assign(struct flow *flow, struct disjunct *disjunct, const struct block *block,
                            const struct op *op)
{
    struct place *place = op->u.assign.place;
    if (place->kind == PLACE_SHARED && text_equal(place->name, "errno")) {
        assign_errno(flow, disjunct, op);
        return;
    }
    struct value value = refine_evaluate(flow, disjunct, op->u.assign.value);
    if (op->u.assign.condition != 0)
        value.condition = op->u.assign.condition;
    else if (op->u.assign.value->kind == EXPR_PLACE)
        flow_keep_conditions_of(flow, place, op->u.assign.value->u.place);
    else
        value.condition = flow->controls[block->number];
    if (value.kind != VALUE_CONSTANT)
        value.condition = 0;
    else if (value.condition != 0)
        flow_keep_condition(flow, place, value.condition);
    if (value.kind == VALUE_TRUTH && mentions(value.expr, place))
        value = (struct value){.kind = VALUE_UNKNOWN};
    forget_place(flow, disjunct, place);
    if (place->array != NULL)
        disjunct_unbind(disjunct, place->array->number); /* not all elements are alike any more */
    flow->binding_overflows += !disjunct_bind(disjunct, flow->arena, place->number, &value);
}

/* ---- calls ---- */

/* The call is reached again: what its older generation named is a retry. */
static void retire(struct flow *flow, struct disjunct *disjunct, uint32_t event)
{
    const struct fact *older = disjunct_find(disjunct, event);
    if (older == NULL)
        return;
    flow_add_end(flow, older, NO_SINK, true);
    disjunct_forget(disjunct, event, REASON_LOST_ORIGIN);
}

static bool errno_is_known_failure(struct disjunct *disjunct)
{
    if (disjunct->errno_kind != ERRNO_IS_EVENT || disjunct->pending != NO_EVENT)
        return false;
    const struct fact *fact = disjunct_find(disjunct, disjunct->errno_event);
    return fact != NULL && fact->outcome == OUTCOME_FAILED;
}

static bool can_tell_failure(const struct op *op)
{
    enum value_type type = op->u.call.callee.result;
    return op->u.call.is_result_used && type != TYPE_VOID && type != TYPE_OTHER;
}

/* A call of which nothing is known. */
static void transfer_stranger(struct flow *flow, struct disjunct *disjunct, const struct op *op,
                              enum reason blindness)
{
    bool is_known_failure = errno_is_known_failure(disjunct);
    lose_errno(disjunct, op);
    forget_shared(flow, disjunct, op);
    if (can_tell_failure(op)) {
        if (is_known_failure && op->u.call.callee.result == TYPE_BOOL)
            return; /* a question about what happened, rather than the next thing that can fail */
        flow_event_of_call(flow, op, NULL, blindness, op->u.call.callee.name);
        refine_add_fact(flow, disjunct, op->number, OUTCOME_UNTESTED);
        if (!is_known_failure)
            disjunct->pending = op->number;
        return;
    }
    if (is_known_failure)
        return;
    const struct event *pending =
        disjunct->pending == NO_EVENT ? NULL : flow->events[disjunct->pending];
    if (pending != NULL && pending->op != NULL && pending->op->u.call.is_result_used)
        return;
    disjunct->pending = NO_EVENT;
    disjunct->errno_kind = ERRNO_IS_UNKNOWN;
    disjunct->errno_reason = blindness;
}

/* A call with a rule. */
static void transfer_known(struct flow *flow, struct disjunct *disjunct, const struct op *op,
                           const struct known_call *known)
{
    lose_errno(disjunct, op);
    struct event *event = flow_event_of_call(flow, op, known->call, REASON_NONE, known->call->name);
    event->fails = known->fails;
    calls_match(flow, disjunct, event, known);
    refine_add_fact(flow, disjunct, op->number, OUTCOME_UNTESTED);
    if (event->fails.channel == CHANNEL_ERRNO)
        disjunct->pending = op->number;
}

/* The error that the call has stored is another event, and the place holds it. */
static void take_written(struct flow *flow, struct disjunct *disjunct, const struct op *op,
                         const struct known_call *known)
{
    struct place *place;
    const struct event *event = calls_find_written(&place, flow, disjunct, op, known);
    if (event == NULL)
        return;
    retire(flow, disjunct, event->id);
    refine_add_fact(flow, disjunct, event->id, OUTCOME_UNTESTED);
    struct value value = {.kind = VALUE_ERROR, .event = event->id};
    flow->binding_overflows += !disjunct_bind(disjunct, flow->arena, place->number, &value);
}

static bool transfer_call(struct flow *flow, struct disjunct *disjunct, const struct block *block,
                          const struct op *op)
{
    if (!sinks_pass_call(flow, disjunct, block, op))
        return false;
    struct known_call known;
    retire(flow, disjunct, op->number);
    enum call_kind kind = calls_classify(&known, flow, op);
    switch (kind) {
    case CALL_KNOWN: transfer_known(flow, disjunct, op, &known); break;
    case CALL_PRESERVES_ERRNO: break;
    case CALL_WITHOUT_RULE: transfer_stranger(flow, disjunct, op, REASON_NO_RULE); break;
    case CALL_UNKNOWN: transfer_stranger(flow, disjunct, op, REASON_UNKNOWN_CALLEE); break;
    }
    forget_arguments(flow, disjunct, op);
    if (kind == CALL_KNOWN) {
        take_written(flow, disjunct, op, &known);
        calls_mark_arrays(flow, disjunct, &known);
    }
    return true;
}

/* ---- holes ---- */

static void transfer_hole(struct flow *flow, struct disjunct *disjunct, const struct op *op)
{
    if (op->u.hole == HOLE_ASSEMBLY) {
        lose_errno(disjunct, op);
        return;
    }
    for (unsigned i = 0; i < disjunct->fact_count; i++) {
        flow->events[disjunct->facts[i].event]->is_cut_off = true;
        flow_add_end(flow, &disjunct->facts[i], NO_SINK, true); /* nobody knows what became of it */
    }
    *disjunct = (struct disjunct){
        .errno_kind = ERRNO_IS_UNKNOWN, .errno_reason = REASON_HOLE, .pending = NO_EVENT};
}

bool transfer_op(struct flow *flow, struct disjunct *disjunct, const struct block *block,
                 const struct op *op)
{
    switch (op->kind) {
    case OP_CALL: return transfer_call(flow, disjunct, block, op);
    case OP_ASSIGN: transfer_assign(flow, disjunct, block, op); return true;
    case OP_HOLE: transfer_hole(flow, disjunct, op); return true;
    }
    return true;
}
