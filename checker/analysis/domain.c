/* The lattice: disjuncts, their equality by key, their join. Two disjuncts with the same key (what
 * errno means, the outcomes of live events, what variables are bound to) become one, with left and
 * named by union; others stay apart. More than MAX_DISJUNCTS: those in which errno means the same
 * become one, at the price of what differs between them. Imprecision loses facts, and lost facts
 * end in silence, never in a finding. */
#include "analysis/domain.h"

#include <string.h>

#include "base/arena.h"
#include "program/expr.h"

struct fact *disjunct_find(struct disjunct *disjunct, uint32_t event)
{
    for (unsigned i = 0; i < disjunct->fact_count; i++)
        if (disjunct->facts[i].event == event)
            return &disjunct->facts[i];
    return NULL;
}

static bool value_is_of(const struct value *value, uint32_t event)
{
    switch (value->kind) {
    case VALUE_RESULT:
    case VALUE_NEGATED_RESULT:
    case VALUE_ERROR:
    case VALUE_NEGATED_ERROR: return value->event == event;
    case VALUE_UNKNOWN:
    case VALUE_CONSTANT:
    case VALUE_TRUTH:
    case VALUE_FOREIGN: return false;
    }
    return false;
}

bool disjunct_refers_to(const struct disjunct *disjunct, uint32_t event)
{
    if (disjunct->pending == event)
        return true;
    if (disjunct->errno_kind == ERRNO_IS_EVENT && disjunct->errno_event == event)
        return true;
    for (unsigned i = 0; i < disjunct->binding_count; i++)
        if (value_is_of(&disjunct->bindings[i].value, event))
            return true;
    return false;
}

void disjunct_forget(struct disjunct *disjunct, uint32_t event, enum reason reason)
{
    struct fact *fact = disjunct_find(disjunct, event);
    if (fact != NULL) {
        size_t after = (size_t)(&disjunct->facts[disjunct->fact_count] - (fact + 1));
        memmove(fact, fact + 1, after * sizeof *fact);
        disjunct->fact_count--;
    }
    if (disjunct->pending == event)
        disjunct->pending = NO_EVENT;
    if (disjunct->errno_kind == ERRNO_IS_EVENT && disjunct->errno_event == event) {
        disjunct->errno_kind = ERRNO_IS_UNKNOWN;
        disjunct->errno_reason = reason;
    }
    for (unsigned i = 0; i < disjunct->binding_count; i++)
        if (value_is_of(&disjunct->bindings[i].value, event))
            disjunct->bindings[i].value =
                (struct value){.kind = VALUE_FOREIGN,
                               .reason = reason,
                               .object = disjunct->bindings[i].value.object};
}

const struct value *disjunct_get(const struct disjunct *disjunct, uint32_t place)
{
    for (unsigned i = 0; i < disjunct->binding_count && disjunct->bindings[i].place <= place; i++)
        if (disjunct->bindings[i].place == place)
            return &disjunct->bindings[i].value;
    return NULL;
}

void disjunct_unbind(struct disjunct *disjunct, uint32_t place)
{
    for (unsigned i = 0; i < disjunct->binding_count; i++) {
        if (disjunct->bindings[i].place != place)
            continue;
        memmove(&disjunct->bindings[i], &disjunct->bindings[i + 1],
                (disjunct->binding_count - i - 1) * sizeof disjunct->bindings[0]);
        disjunct->binding_count--;
        return;
    }
}

/* Room for one more binding; the last one goes when there are too many, and false is returned. */
static bool make_room(struct disjunct *disjunct, struct arena *arena)
{
    bool is_full = disjunct->binding_count == MAX_BINDINGS;
    if (is_full)
        disjunct->binding_count--;
    if (disjunct->binding_count < disjunct->binding_capacity)
        return !is_full;
    unsigned capacity = disjunct->binding_capacity == 0 ? 4 : disjunct->binding_capacity * 2;
    struct binding *larger = arena_alloc(arena, capacity * sizeof *larger);
    if (disjunct->binding_count > 0)
        memcpy(larger, disjunct->bindings, disjunct->binding_count * sizeof *larger);
    disjunct->bindings = larger;
    disjunct->binding_capacity = capacity;
    return !is_full;
}

bool disjunct_bind(struct disjunct *disjunct, struct arena *arena, uint32_t place,
                   const struct value *value)
{
    struct value bound = *value; /* `value` may point into the bindings */
    disjunct_unbind(disjunct, place);
    if (bound.kind == VALUE_UNKNOWN && bound.object == NULL)
        return true;
    bool is_enough = make_room(disjunct, arena);
    unsigned at = disjunct->binding_count;
    while (at > 0 && disjunct->bindings[at - 1].place > place) {
        disjunct->bindings[at] = disjunct->bindings[at - 1];
        at--;
    }
    disjunct->bindings[at] = (struct binding){.place = place, .value = bound};
    disjunct->binding_count++;
    return is_enough;
}

void disjunct_copy(struct disjunct *copy, struct arena *arena, const struct disjunct *from)
{
    *copy = *from;
    copy->binding_capacity = from->binding_count;
    copy->bindings = NULL;
    if (from->binding_count > 0) {
        copy->bindings = arena_alloc(arena, from->binding_count * sizeof *copy->bindings);
        memcpy(copy->bindings, from->bindings, from->binding_count * sizeof *copy->bindings);
    }
}

static bool constants_equal(const struct expr *a, const struct expr *b)
{
    if (a == b)
        return true;
    if (a->kind != EXPR_INT || b->kind != EXPR_INT)
        return false;
    if (a->u.constant.has_value && b->u.constant.has_value)
        return a->u.constant.value == b->u.constant.value;
    return a->u.constant.error != ERRNO_NONE && a->u.constant.error == b->u.constant.error &&
           a->u.constant.is_negative_error == b->u.constant.is_negative_error;
}

static bool values_equal(const struct value *a, const struct value *b)
{
    if (a->kind != b->kind || a->object != b->object)
        return false;
    switch (a->kind) {
    case VALUE_UNKNOWN: return true;
    case VALUE_FOREIGN: return a->reason == b->reason;
    case VALUE_CONSTANT: return constants_equal(a->expr, b->expr);
    case VALUE_TRUTH: return a->expr == b->expr;
    case VALUE_RESULT:
    case VALUE_NEGATED_RESULT:
    case VALUE_ERROR:
    case VALUE_NEGATED_ERROR: return a->event == b->event;
    }
    return false;
}

/* Constants of places that only carry data (buffer sizes, counters) are no reason to keep paths
 * apart. */
static bool counts_for_key(const struct join_rules *rules, const struct binding *binding)
{
    switch (binding->value.kind) {
    case VALUE_CONSTANT: return rules->is_decisive[binding->place];
    case VALUE_UNKNOWN:
    case VALUE_FOREIGN:
    case VALUE_TRUTH: return false;
    case VALUE_RESULT:
    case VALUE_NEGATED_RESULT:
    case VALUE_ERROR:
    case VALUE_NEGATED_ERROR: return true;
    }
    return false;
}

static bool errno_means_the_same(const struct disjunct *a, const struct disjunct *b)
{
    if (a->errno_kind != b->errno_kind || a->pending != b->pending)
        return false;
    switch (a->errno_kind) {
    case ERRNO_IS_UNKNOWN: return a->errno_reason == b->errno_reason;
    case ERRNO_IS_EVENT: return a->errno_event == b->errno_event;
    case ERRNO_IS_ASSIGNED: return a->errno_value == b->errno_value;
    }
    return false;
}

static bool one_side_has_equal_bindings(const struct join_rules *rules, const struct disjunct *a,
                                        const struct disjunct *b)
{
    for (unsigned i = 0; i < a->binding_count; i++) {
        if (!counts_for_key(rules, &a->bindings[i]))
            continue;
        const struct value *other = disjunct_get(b, a->bindings[i].place);
        if (other == NULL || !values_equal(&a->bindings[i].value, other))
            return false;
    }
    return true;
}

static bool has_equal_key(const struct join_rules *rules, const struct disjunct *a,
                          const struct disjunct *b)
{
    if (!errno_means_the_same(a, b) || a->fact_count != b->fact_count)
        return false;
    for (unsigned i = 0; i < a->fact_count; i++)
        if (a->facts[i].event != b->facts[i].event || a->facts[i].outcome != b->facts[i].outcome)
            return false;
    return one_side_has_equal_bindings(rules, a, b) && one_side_has_equal_bindings(rules, b, a);
}

static bool merge_fact(struct fact *into, const struct fact *from)
{
    struct fact before = *into;
    if (into->outcome != from->outcome) {
        into->outcome = OUTCOME_UNTESTED;
        into->is_assumed = false;
    } else {
        into->is_assumed = into->is_assumed || from->is_assumed;
    }
    into->is_overwritten = into->is_overwritten || from->is_overwritten;
    into->left = errno_set_union(into->left, from->left);
    into->named = errno_set_union(into->named, from->named);
    into->refused = errno_set_union(into->refused, from->refused);
    /* One way on which nothing came in between is enough for the finding to stand in full. */
    if (from->lost == 0)
        into->lost = 0;
    if (from->spoiled == 0)
        into->spoiled = 0;
    return before.outcome != into->outcome || before.is_assumed != into->is_assumed ||
           before.is_overwritten != into->is_overwritten || before.lost != into->lost ||
           before.spoiled != into->spoiled || !errno_set_equal(&before.left, &into->left) ||
           !errno_set_equal(&before.named, &into->named) ||
           !errno_set_equal(&before.refused, &into->refused);
}

/* Makes `into` cover `from` as well: facts by union, bindings that differ are dropped. True when it
 * changed. */
static bool merge(struct join_rules *rules, struct disjunct *into, const struct disjunct *from)
{
    bool changed = false;
    for (unsigned i = 0; i < into->binding_count;) {
        const struct value *other = disjunct_get(from, into->bindings[i].place);
        if (other != NULL && values_equal(&into->bindings[i].value, other)) {
            if (other->lost == 0)
                into->bindings[i].value.lost = 0;
            i++;
        } else {
            disjunct_unbind(into, into->bindings[i].place);
            changed = true;
        }
    }
    for (unsigned i = 0; i < from->fact_count; i++) {
        struct fact *fact = disjunct_find(into, from->facts[i].event);
        if (fact != NULL) {
            changed |= merge_fact(fact, &from->facts[i]);
        } else if (into->fact_count < MAX_FACTS) {
            into->facts[into->fact_count++] = from->facts[i];
            changed = true;
        } else {
            rules->fact_overflows++;
        }
    }
    return changed;
}

/* Joins all disjuncts in which errno means the same. */
static void merge_by_errno(struct state *state, struct join_rules *rules)
{
    for (unsigned i = 0; i < state->count; i++)
        for (unsigned j = i + 1; j < state->count;) {
            if (errno_means_the_same(state->items[i], state->items[j])) {
                merge(rules, state->items[i], state->items[j]);
                state->items[j] = state->items[--state->count];
            } else {
                j++;
            }
        }
}

bool state_join(struct state *state, struct join_rules *rules, const struct disjunct *disjunct)
{
    if (state->has_given_up)
        return false;
    for (unsigned i = 0; i < state->count; i++)
        if (has_equal_key(rules, state->items[i], disjunct))
            return merge(rules, state->items[i], disjunct);
    if (state->count == MAX_DISJUNCTS) {
        rules->overflows++;
        for (unsigned i = 0; i < state->count; i++)
            if (errno_means_the_same(state->items[i], disjunct))
                return merge(rules, state->items[i], disjunct);
        merge_by_errno(state, rules);
        if (state->count == MAX_DISJUNCTS) {
            state_give_up(state, rules->arena, REASON_TOO_MANY_PATHS);
            return true;
        }
    }
    struct disjunct *stored = arena_alloc(rules->arena, sizeof *stored);
    disjunct_copy(stored, rules->arena, disjunct);
    state->items[state->count++] = stored;
    return true;
}

void state_give_up(struct state *state, struct arena *arena, enum reason reason)
{
    struct disjunct *nothing = arena_alloc(arena, sizeof *nothing);
    nothing->errno_kind = ERRNO_IS_UNKNOWN;
    nothing->errno_reason = reason;
    nothing->pending = NO_EVENT;
    state->items[0] = nothing;
    state->count = 1;
    state->has_given_up = true;
}
