/* Bookkeeping of one function's analysis. Everything only grows while the solver runs, so it does
 * not matter on which visit of a block something is noted. */
#include "analysis/flow.h"

#include "base/arena.h"

void flow_init(struct flow *flow, struct arena *arena, const struct program *program,
               const struct function *function, const struct ruledb *rules,
               const struct summaries *summaries)
{
    *flow = (struct flow){.program = program,
                          .function = function,
                          .rules = rules,
                          .summaries = summaries,
                          .arena = arena};
    flow->event_limit = 2 * function->op_count + (uint32_t)function->place_count + REASON_COUNT;
    flow->events = arena_alloc(arena, flow->event_limit * sizeof(struct event *));
    flow->conditions = arena_alloc(arena, (function->condition_count + 1 + function->op_count) *
                                              sizeof *flow->conditions);
    flow->kept_by = arena_alloc(arena, (function->place_count + 1) * sizeof *flow->kept_by);
    flow->sink_slots = arena_alloc(arena, (function->op_count + function->block_count + 1) *
                                              sizeof *flow->sink_slots);
    flow->is_visited = arena_alloc(arena, function->block_count + 1);
    flow->is_decisive = arena_alloc(arena, function->place_count + 1);
}

static struct event *make_event(struct flow *flow, uint32_t id)
{
    if (flow->events[id] == NULL) {
        flow->events[id] = arena_alloc(flow->arena, sizeof *flow->events[id]);
        flow->events[id]->id = id;
        flow->events[id]->name = "";
    }
    return flow->events[id];
}

uint32_t flow_event_of_place(struct flow *flow, const struct place *place)
{
    struct event *event = make_event(flow, flow->function->op_count + place->number);
    event->blindness = REASON_LOST_ORIGIN;
    return event->id;
}

uint32_t flow_event_of_reason(struct flow *flow, enum reason reason)
{
    uint32_t first = flow->function->op_count + (uint32_t)flow->function->place_count;
    struct event *event = make_event(flow, first + reason);
    event->blindness = reason;
    return event->id;
}

struct event *flow_event_of_call(struct flow *flow, const struct op *op,
                                 const struct rule_call *call, enum reason blindness,
                                 const char *name)
{
    struct event *event = make_event(flow, op->number);
    if (event->op == NULL) {
        event->op = op;
        event->call = call;
        event->blindness = blindness;
        event->name = name;
        if (call != NULL)
            event->fails = call->fails;
    }
    return event;
}

struct event *flow_event_of_written(struct flow *flow, const struct op *op,
                                    const struct rule_call *written)
{
    struct event *event = make_event(flow, flow->event_limit - 1 - op->number);
    event->op = op;
    event->call = written;
    event->name = written->name;
    event->fails = written->fails;
    return event;
}

void event_choose_request(struct event *event, const struct rule_call *whole,
                          const struct rule_call *request)
{
    if (!event->is_matched) {
        event->call = request;
        event->name = request->name;
    } else if (event->call != request) {
        event->call = whole;
        event->name = whole->name;
    }
}

static void add_match(struct flow *flow, struct event *event, const struct rule_match *match)
{
    for (size_t i = 0; i < event->match_count; i++) {
        if (event->matches[i].row != match->row)
            continue;
        if (match->likelihood < event->matches[i].likelihood)
            event->matches[i].likelihood = match->likelihood;
        return;
    }
    struct rule_match *slot = arena_append(flow->arena, &event->matches, &event->match_count,
                                           &event->match_capacity, sizeof *slot);
    *slot = *match;
}

void event_add_matches(struct flow *flow, struct event *event, const struct rule_match *matches,
                       size_t count, const struct rule_excluded *excluded)
{
    for (size_t i = 0; i < count; i++)
        add_match(flow, event, &matches[i]);
    if (event->is_matched) {
        event->excluded.by_argument =
            errno_set_intersect(event->excluded.by_argument, excluded->by_argument);
        event->excluded.by_kind = errno_set_intersect(event->excluded.by_kind, excluded->by_kind);
    } else {
        event->excluded = *excluded;
    }
    event->is_matched = true;
}

static bool is_same_place(const struct location *a, const struct location *b)
{
    return a->file == b->file && a->line == b->line && a->column == b->column;
}

struct errno_test *event_add_test(struct flow *flow, uint32_t id, const struct origin *origin,
                                  unsigned condition, const struct errno_set *errors)
{
    struct event *event = flow->events[id];
    for (size_t i = 0; i < event->test_count; i++) {
        struct errno_test *test = &event->tests[i];
        if (test->condition == condition && is_same_place(&test->origin.at, &origin->at)) {
            test->errors = errno_set_union(test->errors, *errors);
            return test;
        }
    }
    struct errno_test *test = arena_append(flow->arena, &event->tests, &event->test_count,
                                           &event->test_capacity, sizeof *test);
    *test = (struct errno_test){.origin = *origin, .errors = *errors, .condition = condition};
    return test;
}

void flow_add_stale_test(struct flow *flow, const struct stale_test *test)
{
    struct event *event = flow->events[test->event];
    if (event->op == NULL)
        return; /* nothing is said about stand-ins */
    for (size_t i = 0; i < event->stale_test_count; i++) {
        struct stale_test *other = &event->stale_tests[i];
        if (is_same_place(&other->origin.at, &test->origin.at)) {
            other->is_fresh = other->is_fresh || test->is_fresh;
            other->lost = other->lost == 0 ? test->lost : other->lost;
            return;
        }
    }
    struct stale_test *slot =
        arena_append(flow->arena, &event->stale_tests, &event->stale_test_count,
                     &event->stale_test_capacity, sizeof *slot);
    *slot = *test;
}

void flow_add_channel_error(struct flow *flow, const struct channel_error *error)
{
    for (size_t i = 0; i < flow->channel_error_count; i++) {
        struct channel_error *other = &flow->channel_errors[i];
        if (other->event == error->event && other->error == error->error &&
            is_same_place(&other->origin.at, &error->origin.at)) {
            other->has_failed = other->has_failed || error->has_failed;
            return;
        }
    }
    struct channel_error *slot =
        arena_append(flow->arena, &flow->channel_errors, &flow->channel_error_count,
                     &flow->channel_error_capacity, sizeof *slot);
    *slot = *error;
}

bool flow_is_useful_comparison(const struct flow *flow, const struct origin *origin,
                               enum errno_id error)
{
    for (size_t i = 0; i < flow->useful_comparison_count; i++)
        if (flow->useful_comparisons[i].error == error &&
            is_same_place(&flow->useful_comparisons[i].at, &origin->at))
            return true;
    return false;
}

void flow_add_useful_comparison(struct flow *flow, const struct origin *origin, enum errno_id error)
{
    if (flow_is_useful_comparison(flow, origin, error))
        return;
    struct useful_comparison *slot =
        arena_append(flow->arena, &flow->useful_comparisons, &flow->useful_comparison_count,
                     &flow->useful_comparison_capacity, sizeof *slot);
    *slot = (struct useful_comparison){origin->at, error};
}

void flow_add_sign_test(struct flow *flow, const struct origin *origin, uint32_t event)
{
    struct sign_test *test = NULL;
    for (size_t i = 0; i < flow->sign_test_count; i++)
        if (is_same_place(&flow->sign_tests[i].origin.at, &origin->at))
            test = &flow->sign_tests[i];
    if (test == NULL) {
        test = arena_append(flow->arena, &flow->sign_tests, &flow->sign_test_count,
                            &flow->sign_test_capacity, sizeof *test);
        *test = (struct sign_test){.origin = *origin, .event = NO_EVENT};
    }
    if (event == NO_EVENT)
        test->is_useful = true;
    else if (test->event == NO_EVENT)
        test->event = event;
}

void flow_add_end(struct flow *flow, const struct fact *fact, uint32_t sink, bool is_retry)
{
    struct event *event = flow->events[fact->event];
    struct errno_set named = errno_set_intersect(fact->named, fact->left);
    bool has_failed = fact->outcome == OUTCOME_FAILED;
    struct errno_set left = has_failed ? fact->left : errno_set_empty();
    for (size_t i = 0; i < event->end_count; i++) {
        struct event_end *end = &event->ends[i];
        if (end->sink == sink && end->is_retry == is_retry) {
            end->named = errno_set_union(end->named, named);
            end->left = errno_set_union(end->left, left);
            end->has_failed = end->has_failed || has_failed;
            end->may_succeed = end->may_succeed || !has_failed;
            return;
        }
    }
    struct event_end *end = arena_append(flow->arena, &event->ends, &event->end_count,
                                         &event->end_capacity, sizeof *end);
    *end = (struct event_end){.sink = sink,
                              .is_retry = is_retry,
                              .has_failed = has_failed,
                              .left = left,
                              .may_succeed = !has_failed,
                              .named = named};
}

void flow_end_all(struct flow *flow, const struct disjunct *disjunct, uint32_t sink)
{
    for (unsigned i = 0; i < disjunct->fact_count; i++)
        flow_add_end(flow, &disjunct->facts[i], sink, false);
}

void flow_keep_condition(struct flow *flow, const struct place *place, unsigned condition)
{
    struct kept_conditions *kept = &flow->kept_by[place->number];
    for (size_t i = 0; i < kept->count; i++)
        if (kept->conditions[i] == condition)
            return;
    unsigned *slot =
        arena_append(flow->arena, &kept->conditions, &kept->count, &kept->capacity, sizeof *slot);
    *slot = condition;
}

void flow_keep_conditions_of(struct flow *flow, const struct place *place, const struct place *from)
{
    const struct kept_conditions *kept = &flow->kept_by[from->number];
    for (size_t i = 0; place != from && i < kept->count; i++)
        flow_keep_condition(flow, place, kept->conditions[i]);
}

unsigned flow_condition_of_op(const struct flow *flow, const struct op *op)
{
    return flow->function->condition_count + 1 + op->number;
}

bool flow_condition_decides(const struct flow *flow, unsigned condition, uint32_t event)
{
    const struct condition_note *note = &flow->conditions[condition];
    for (size_t i = 0; i < note->event_count; i++)
        if (note->events[i] == event)
            return true;
    return false;
}

void flow_note_condition(struct flow *flow, unsigned condition, uint32_t event)
{
    if (condition == 0 || flow_condition_decides(flow, condition, event))
        return;
    struct condition_note *note = &flow->conditions[condition];
    uint32_t *slot = arena_append(flow->arena, &note->events, &note->event_count,
                                  &note->event_capacity, sizeof *slot);
    *slot = event;
}

const struct op *flow_find_op(const struct flow *flow, uint32_t number)
{
    for (size_t i = 0; i < flow->function->block_count; i++) {
        const struct block *block = flow->function->blocks[i];
        for (size_t j = 0; j < block->op_count; j++)
            if (block->ops[j]->number == number)
                return block->ops[j];
    }
    return NULL;
}

bool flow_comes_from(const struct flow *flow, unsigned condition, unsigned source)
{
    const struct condition_note *note = &flow->conditions[condition];
    for (size_t i = 0; i < note->source_count; i++)
        if (note->sources[i] == source)
            return true;
    return condition == source;
}

void flow_add_source(struct flow *flow, unsigned condition, unsigned source)
{
    if (flow_comes_from(flow, condition, source))
        return;
    struct condition_note *note = &flow->conditions[condition];
    unsigned *slot = arena_append(flow->arena, &note->sources, &note->source_count,
                                  &note->source_capacity, sizeof *slot);
    *slot = source;
}
