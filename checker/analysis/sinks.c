/* Sinks by shape (a call that never returns, at whose block the failing ways end) and by what shape
 * cannot see (an object or function that takes the condition: rules/assertions.json). */
#include "analysis/sinks.h"

#include "analysis/flow.h"
#include "analysis/refine.h"
#include "analysis/summary.h"
#include "base/arena.h"
#include "base/text.h"

static uint32_t find_sink(const struct flow *flow, const struct op *op, const struct block *block)
{
    for (uint32_t i = 0; i < flow->sink_count; i++)
        if (flow->sinks[i].op == op && flow->sinks[i].block == block)
            return i;
    return NO_SINK;
}

static uint32_t add_sink(struct flow *flow, const struct sink *sink)
{
    uint32_t index = find_sink(flow, sink->op, sink->block);
    if (index != NO_SINK)
        return index;
    struct sink *slot = arena_append(flow->arena, &flow->sinks, &flow->sink_count,
                                     &flow->sink_capacity, sizeof *slot);
    *slot = *sink;
    return (uint32_t)(flow->sink_count - 1);
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

static const char *name_of(const struct op *op)
{
    const struct callee *callee = &op->u.call.callee;
    if (op->origin.macro != NULL)
        return op->origin.macro;
    return callee->class_name != NULL ? callee->class_name : callee->name;
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

bool sinks_pass_call(struct flow *flow, struct disjunct *disjunct, const struct block *block,
                     const struct op *op)
{
    struct sink sink = {.op = op, .block = block, .kind = SINK_CLAIM, .name = name_of(op)};
    enum sink_kind kind;
    sink.assertion = find_assertion(flow, op);
    if (sink.assertion != NULL) {
        sink.kind = sink.assertion->kind;
        size_t index = (size_t)sink.assertion->condition;
        if (sink.assertion->condition >= 0 && index < op->u.call.argument_count)
            return pass_condition(flow, disjunct, &sink, op->u.call.arguments[index],
                                  sink.assertion->fails_on_true);
    } else if (summaries_find_ending(flow->summaries, op, &kind)) {
        sink.kind = kind;
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
            sink.name = name_of(sink.op);
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

/* ---- blocks that lead to nothing but sinks ---- */

static bool gives_up(const struct flow *flow, const struct block *block)
{
    enum sink_kind kind;
    for (size_t i = 0; i < block->op_count; i++)
        if (block->ops[i]->kind == OP_CALL &&
            summaries_find_ending(flow->summaries, block->ops[i], &kind))
            return true;
    return false;
}

static bool leads_also_to(const struct block *block, const bool *is_marked);

/* Marks, until nothing changes, every block that does not end the way and of which `leads` holds.
 */
static void grow(const struct function *function, bool *is_marked, const bool *is_end,
                 bool (*leads)(const struct block *block, const bool *is_marked))
{
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = function->block_count; i-- > 0;) {
            if (!is_marked[i] && !is_end[i] && leads(function->blocks[i], is_marked)) {
                is_marked[i] = true;
                changed = true;
            }
        }
    }
}

const bool *sinks_find_doomed(const struct flow *flow, struct arena *arena)
{
    const struct function *function = flow->function;
    bool *is_doomed = arena_alloc(arena, function->block_count);
    bool *returns = arena_alloc(arena, function->block_count);
    bool *is_end = arena_alloc(arena, function->block_count);
    for (size_t i = 0; i < function->block_count; i++) {
        const struct block *block = function->blocks[i];
        is_end[i] = gives_up(flow, block);
        returns[i] = !is_end[i] && (block->end == END_RETURN || block->end == END_THROW);
    }
    grow(function, returns, is_end, leads_also_to);
    for (size_t i = 0; i < function->block_count; i++)
        is_doomed[i] = !returns[i];
    return is_doomed;
}

/* ---- which conditions decide ---- */

/* The only side that a branch on a constant takes (assert(!"text")): its target; NULL where both
 * are taken. */
static const struct block *only_target(const struct block *block)
{
    const struct expr *subject = block->end == END_BRANCH ? block->subject : NULL;
    bool is_negated = subject != NULL && subject->kind == EXPR_NOT;
    if (is_negated)
        subject = subject->u.operand;
    if (subject == NULL)
        return NULL;
    bool is_text = subject->kind == EXPR_STRING || subject->kind == EXPR_ADDRESS;
    if (!is_text && !(subject->kind == EXPR_INT && subject->u.constant.has_value))
        return NULL;
    bool is_true = is_text || subject->u.constant.value != 0;
    return block->targets[is_true != is_negated ? 0 : 1];
}

static bool leads_only_to(const struct block *block, const bool *is_marked)
{
    if (only_target(block) != NULL)
        return is_marked[only_target(block)->number];
    if (block->target_count + block->case_count == 0)
        return false;
    for (size_t i = 0; i < block->target_count; i++)
        if (!is_marked[block->targets[i]->number])
            return false;
    for (size_t i = 0; i < block->case_count; i++)
        if (!is_marked[block->cases[i].target->number])
            return false;
    return true;
}

static bool leads_also_to(const struct block *block, const bool *is_marked)
{
    if (only_target(block) != NULL)
        return is_marked[only_target(block)->number];
    for (size_t i = 0; i < block->target_count; i++)
        if (is_marked[block->targets[i]->number])
            return true;
    for (size_t i = 0; i < block->case_count; i++)
        if (is_marked[block->cases[i].target->number])
            return true;
    return false;
}

/* Blocks in which the way ends before their targets: an op in them gives up, whatever the model's
 * edges say. */
static void find_ends(const struct flow *flow, bool *is_end)
{
    for (size_t i = 0; i < flow->sink_count; i++)
        if (flow->sinks[i].condition == 0)
            is_end[flow->sinks[i].block->number] = true;
}

/* Of the blocks that can come to the goal, leaves only those that cannot miss it any more: the
 * largest set with all ways staying inside. */
static void keep_bound(const struct flow *flow, const struct block *goal, bool *is_bound)
{
    const struct function *function = flow->function;
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = function->block_count; i-- > 0;) {
            if (is_bound[i] && function->blocks[i] != goal &&
                !leads_only_to(function->blocks[i], is_bound)) {
                is_bound[i] = false;
                changed = true;
            }
        }
    }
}

struct deciding {
    unsigned *conditions;
    unsigned count, limit;
};

/* The branches on the rim of the set. */
static void add_rim(struct deciding *deciding, const struct flow *flow, const bool *is_end,
                    const bool *is_bound)
{
    for (size_t i = 0; i < flow->function->block_count; i++) {
        const struct block *block = flow->function->blocks[i];
        bool is_new =
            !is_bound[i] && !is_end[i] && block->condition != 0 && leads_also_to(block, is_bound);
        for (unsigned j = 0; is_new && j < deciding->count; j++)
            is_new = deciding->conditions[j] != block->condition;
        if (is_new && deciding->count < deciding->limit)
            deciding->conditions[deciding->count++] = block->condition;
    }
}

/* Both sets count. In the largest one a loop that prints something before the end decides nothing;
 * in the smallest one the test that ends a service decides although its loop has no other way out.
 */
unsigned sinks_deciding_conditions(const struct flow *flow, const struct sink *sink,
                                   unsigned *conditions, unsigned limit)
{
    struct deciding deciding = {.conditions = conditions, .limit = limit};
    if (sink->condition != 0) {
        conditions[0] = sink->condition;
        return 1;
    }
    struct arena scratch;
    arena_init(&scratch);
    bool *is_end = arena_alloc(&scratch, flow->function->block_count);
    bool *is_largest = arena_alloc(&scratch, flow->function->block_count);
    bool *is_smallest = arena_alloc(&scratch, flow->function->block_count);
    find_ends(flow, is_end);
    is_largest[sink->block->number] = true;
    grow(flow->function, is_largest, is_end, leads_also_to);
    keep_bound(flow, sink->block, is_largest);
    add_rim(&deciding, flow, is_end, is_largest);
    /* a block that loops counts only once all that it leads to does */
    is_smallest[sink->block->number] = true;
    grow(flow->function, is_smallest, is_end, leads_only_to);
    add_rim(&deciding, flow, is_end, is_smallest);
    arena_release(&scratch);
    return deciding.count;
}
