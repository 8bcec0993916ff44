/* Sinks by shape (a call that never returns, at whose block the failing ways end) and by what shape
 * cannot see (an object or function that takes the condition: rules/assertions.json). */
#include "analysis/sinks.h"

#include "analysis/expand.h"
#include "analysis/flow.h"
#include "analysis/refine.h"
#include "analysis/summary.h"
#include "base/arena.h"
#include "base/text.h"

/* Where the flow keeps the sink's index: one slot for each op, then one for the end of each block.
 */
static uint32_t *slot_of(const struct flow *flow, const struct sink *sink)
{
    return &flow->sink_slots[sink->op != NULL ? sink->op->number
                                              : flow->function->op_count + sink->block->number];
}

static uint32_t add_sink(struct flow *flow, const struct sink *sink)
{
    uint32_t *slot = slot_of(flow, sink);
    if (*slot == 0) {
        *(struct sink *)arena_append(flow->arena, &flow->sinks, &flow->sink_count,
                                     &flow->sink_capacity, sizeof *sink) = *sink;
        *slot = (uint32_t)flow->sink_count;
    }
    return *slot - 1;
}

static struct sink_entry *find_entry(struct flow *flow, struct sink *sink, uint32_t event)
{
    for (size_t i = 0; i < sink->entry_count; i++)
        if (sink->entries[i].event == event)
            return &sink->entries[i];
    struct sink_entry *entry = arena_append(flow->arena, &sink->entries, &sink->entry_count,
                                            &sink->entry_capacity, sizeof *entry);
    entry->event = event;
    return entry;
}

static void unite(struct sink_entry *entry, const struct fact *fact)
{
    entry->left = errno_set_union(entry->left, fact->left);
    entry->named = errno_set_union(entry->named, fact->named);
    entry->refused = errno_set_union(entry->refused, fact->refused);
    entry->is_assumed = entry->is_assumed || fact->is_assumed;
    entry->spoiled = !entry->has_failed || entry->spoiled != 0 ? fact->spoiled : 0;
    entry->has_failed = true;
}

static void enter(struct flow *flow, const struct disjunct *disjunct, uint32_t index)
{
    for (unsigned i = 0; i < disjunct->fact_count; i++) {
        const struct fact *fact = &disjunct->facts[i];
        if (fact->outcome == OUTCOME_SUCCEEDED)
            continue;
        struct sink_entry *entry = find_entry(flow, &flow->sinks[index], fact->event);
        if (fact->outcome == OUTCOME_FAILED)
            unite(entry, fact);
    }
    flow_end_all(flow, disjunct, index);
}

const char *sinks_name(const struct op *op)
{
    const struct callee *callee = &op->u.call.callee;
    if (op->origin.macro != NULL)
        return op->origin.macro;
    return callee->class_name != NULL ? callee->class_name : callee->name;
}

/* The assertion is the function that gives up. */
static const char *name_of(const struct flow *flow, const struct op *op)
{
    const struct frame *body = flow_body_of_op(flow, op);
    return sinks_name(body != NULL ? body->call : op);
}

static const struct rule_assertion *find_assertion(const struct flow *flow, const struct op *op)
{
    const struct callee *callee = &op->u.call.callee;
    bool is_class = callee->kind == CALLEE_CONSTRUCTOR;
    const char *marker = is_class ? callee->class_name : callee->name;
    return marker == NULL
               ? NULL
               : ruledb_find_assertion(flow->rules, is_class, marker, op->origin.macro, -1);
}

/* The argument that holds a condition over errno, in a macro that reads as an assertion, or of a
 * function that nothing declares and that reads so (its macro's header was not found); -1 = none.
 */
static int find_claim(const struct flow *flow, struct disjunct *disjunct, const struct op *op)
{
    const struct callee *callee = &op->u.call.callee;
    bool is_undeclared =
        callee->is_undeclared && ruledb_reads_as_assertion(flow->rules, callee->name);
    bool is_in_macro =
        op->origin.macro != NULL && ruledb_reads_as_assertion(flow->rules, op->origin.macro);
    if ((!is_in_macro && !is_undeclared) || text_starts_with(callee->name, "operator"))
        return -1;
    for (size_t i = 0; i < op->u.call.argument_count; i++) {
        const struct expr *argument = op->u.call.arguments[i];
        if (argument->kind != EXPR_PLACE || argument->u.place->kind != PLACE_TEMPORARY)
            continue;
        const struct value *value = disjunct_get(disjunct, argument->u.place->number);
        if (value != NULL && value->condition != 0 &&
            flow->conditions[value->condition].names_errno)
            return (int)i;
    }
    return -1;
}

/* The assertion takes a condition: the ways on which it fails end here, the others go on. */
static bool pass_condition(struct flow *flow, struct disjunct *disjunct, const struct sink *sink,
                           const struct expr *argument, bool fails_on)
{
    struct sink with_condition = *sink;
    with_condition.condition = flow_condition_of_op(flow, sink->op);
    struct disjunct failing;
    disjunct_copy(&failing, flow->arena, disjunct);
    uint32_t index = add_sink(flow, &with_condition);
    if (refine_assume(flow, &failing, argument, fails_on, with_condition.condition))
        enter(flow, &failing, index);
    return refine_assume(flow, disjunct, argument, !fails_on, with_condition.condition);
}

static bool throws(const struct flow *flow, const struct callee *callee)
{
    for (size_t i = 0; i < flow->program->function_count; i++) {
        const struct function *function = flow->program->functions[i];
        for (size_t j = 0; text_equal(function->key, callee->key) && j < function->block_count; j++)
            if (function->blocks[j]->end == END_THROW)
                return true;
    }
    return false;
}

/* Whether the end of an assertion: the C library's exit() in a macro that reads as one, or a
 * function that does. */
static bool ends_assertion(const struct flow *flow, const struct op *op)
{
    const struct callee *callee = &op->u.call.callee;
    if (callee->is_system)
        return op->origin.macro != NULL &&
               ruledb_reads_as_assertion(flow->rules, op->origin.macro) &&
               ruledb_terminator_kind(flow->rules, op->origin.macro) == SINK_CLAIM;
    return ruledb_reads_as_assertion(flow->rules, callee->name) &&
           ruledb_terminator_kind(flow->rules, callee->name) == SINK_CLAIM && !throws(flow, callee);
}

/* An exit status is error handling, unless an assertion ends with it instead of a signal. */
static enum sink_kind kind_of_ending(const struct flow *flow, const struct op *op,
                                     enum sink_kind kind)
{
    return kind == SINK_REPORT && ends_assertion(flow, op) ? SINK_CLAIM : kind;
}

bool sinks_pass_call(struct flow *flow, struct disjunct *disjunct, const struct block *block,
                     const struct op *op)
{
    struct sink sink = {.op = op, .block = block, .kind = SINK_CLAIM, .name = name_of(flow, op)};
    enum sink_kind kind;
    sink.assertion = find_assertion(flow, op);
    if (sink.assertion != NULL) {
        sink.kind = sink.assertion->kind;
        size_t index = (size_t)sink.assertion->condition;
        const struct expr *condition =
            sink.assertion->condition >= 0 && index < op->u.call.argument_count
                ? op->u.call.arguments[index]
                : NULL;
        bool is_certain =
            condition != NULL && condition->kind == EXPR_INT && condition->u.constant.has_value;
        if (is_certain && (condition->u.constant.value != 0) != sink.assertion->fails_on_true)
            return true; /* error(0, errno, "text") only prints */
        if (condition != NULL && !is_certain)
            return pass_condition(flow, disjunct, &sink, condition, sink.assertion->fails_on_true);
    } else if (summaries_find_ending(flow->summaries, op, &kind)) {
        sink.kind = kind_of_ending(flow, op, kind);
    } else {
        int claim = find_claim(flow, disjunct, op);
        return claim < 0 ||
               pass_condition(flow, disjunct, &sink, op->u.call.arguments[claim], false);
    }
    enter(flow, disjunct, add_sink(flow, &sink));
    return false;
}

void sinks_find_unreached(struct flow *flow)
{
    for (size_t i = 0; i < flow->function->block_count; i++) {
        const struct block *block = flow->function->blocks[i];
        for (size_t j = 0; j < block->op_count && !flow->is_visited[i]; j++) {
            struct sink sink = {.op = block->ops[j], .block = block};
            if (sink.op->kind != OP_CALL ||
                !summaries_find_ending(flow->summaries, sink.op, &sink.kind))
                continue;
            sink.name = name_of(flow, sink.op);
            sink.kind = kind_of_ending(flow, sink.op, sink.kind);
            add_sink(flow, &sink);
            break;
        }
    }
}

void sinks_enter_throw(struct flow *flow, const struct disjunct *disjunct,
                       const struct block *block)
{
    struct sink sink = {.block = block, .kind = SINK_REPORT, .name = "throw"};
    enter(flow, disjunct, add_sink(flow, &sink));
}
