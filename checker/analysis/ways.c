/* Questions about the graph alone. All sinks of a function are answered in one go: every block gets
 * the one end that it is bound to come to, so the work grows with the function, not with the number
 * of its assertions times its size. */
#include "analysis/ways.h"

#include "analysis/bounds.h"
#include "analysis/flow.h"
#include "analysis/summary.h"
#include "base/arena.h"

struct deciding {
    unsigned conditions[MAX_DECIDING];
    unsigned count;
};

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

/* The successors that are really taken: targets, then cases. NULL after the last. */
static const struct block *successor(const struct block *block, size_t index)
{
    const struct block *only = only_target(block);
    if (only != NULL)
        return index == 0 ? only : NULL;
    if (index < block->target_count)
        return block->targets[index];
    index -= block->target_count;
    return index < block->case_count ? block->cases[index].target : NULL;
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

static bool leads_to_return(const struct block *block, const bool *returns)
{
    const struct block *next;
    for (size_t i = 0; (next = successor(block, i)) != NULL; i++)
        if (returns[next->number])
            return true;
    return false;
}

const bool *ways_find_doomed(const struct flow *flow, struct arena *arena)
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
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = function->block_count; i-- > 0;) {
            if (returns[i] || is_end[i] || !leads_to_return(function->blocks[i], returns))
                continue;
            returns[i] = true;
            changed = true;
        }
    }
    for (size_t i = 0; i < function->block_count; i++)
        is_doomed[i] = !returns[i];
    return is_doomed;
}

/* ---- which end a block is bound to come to ---- */

/* Besides block numbers. */
enum { BOUND_TO_ANY = UINT32_MAX, BOUND_TO_NONE = UINT32_MAX - 1U };

/* Blocks in which the way ends before their targets, as an op in them gives up whatever the model's
 * edges say, are bound to come to themselves. */
static void find_ends(const struct flow *flow, uint32_t *bound, bool *is_end)
{
    for (size_t i = 0; i < flow->sink_count; i++) {
        uint32_t number = flow->sinks[i].block->number;
        if (flow->sinks[i].condition == 0) {
            is_end[number] = true;
            bound[number] = number;
        }
    }
}

/* The end that all successors are bound to, and at least one is. */
static uint32_t common_end(const struct block *block, const uint32_t *bound)
{
    uint32_t common = BOUND_TO_ANY;
    const struct block *next;
    for (size_t i = 0; (next = successor(block, i)) != NULL; i++) {
        uint32_t end = bound[next->number];
        if (end == BOUND_TO_ANY)
            continue;
        if (common != BOUND_TO_ANY && common != end)
            return BOUND_TO_NONE;
        common = end;
    }
    return successor(block, 0) == NULL ? BOUND_TO_NONE : common;
}

static void settle(const struct function *function, uint32_t *bound, const bool *is_end)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = function->block_count; i-- > 0;) {
            if (is_end[i] || bound[i] == BOUND_TO_NONE)
                continue;
            uint32_t end = common_end(function->blocks[i], bound);
            changed = changed || end != bound[i];
            bound[i] = end;
        }
    }
}

/* The largest sets: a block that loops counts as bound to the end that its loop leads to. What only
 * ever loops is bound to no end, and so is what leads there. */
static void find_largest(const struct function *function, uint32_t *bound, const bool *is_end)
{
    for (size_t i = 0; i < function->block_count; i++)
        if (!is_end[i])
            bound[i] = BOUND_TO_ANY;
    settle(function, bound, is_end);
    for (size_t i = 0; i < function->block_count; i++)
        if (bound[i] == BOUND_TO_ANY)
            bound[i] = BOUND_TO_NONE;
    settle(function, bound, is_end);
}

/* The smallest sets: a block that loops counts only once all that it leads to does, which is never.
 */
static void find_smallest(const struct function *function, uint32_t *bound, const bool *is_end)
{
    for (size_t i = 0; i < function->block_count; i++)
        if (!is_end[i])
            bound[i] = BOUND_TO_NONE;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = function->block_count; i-- > 0;) {
            if (is_end[i] || bound[i] != BOUND_TO_NONE)
                continue;
            bound[i] = common_end(function->blocks[i], bound);
            changed = changed || bound[i] != BOUND_TO_NONE;
        }
    }
}

/* ---- which conditions decide ---- */

static void add_condition(struct deciding *deciding, unsigned condition)
{
    for (unsigned i = 0; i < deciding->count; i++)
        if (deciding->conditions[i] == condition)
            return;
    if (deciding->count < MAX_DECIDING)
        deciding->conditions[deciding->count++] = condition;
}

/* The branches on the rims of the sets. */
static void add_rims(struct deciding *deciding, const struct function *function,
                     const uint32_t *bound, const bool *is_end)
{
    for (size_t i = 0; i < function->block_count; i++) {
        const struct block *block = function->blocks[i], *next;
        for (size_t j = 0; !is_end[i] && block->condition != 0; j++) {
            if ((next = successor(block, j)) == NULL)
                break;
            uint32_t end = bound[next->number];
            if (end != BOUND_TO_NONE && end != bound[i])
                add_condition(&deciding[end], block->condition);
        }
    }
}

/* Both sets count. In the largest one a loop that prints something before the end decides nothing;
 * in the smallest one the test that ends a service decides although its loop has no other way out.
 */
const struct deciding *ways_find_deciding(const struct flow *flow, struct arena *arena)
{
    const struct function *function = flow->function;
    struct deciding *deciding = arena_alloc(arena, function->block_count * sizeof *deciding);
    struct arena scratch;
    arena_init(&scratch);
    uint32_t *bound = arena_alloc(&scratch, function->block_count * sizeof *bound);
    bool *is_end = arena_alloc(&scratch, function->block_count);
    find_ends(flow, bound, is_end);
    find_largest(function, bound, is_end);
    add_rims(deciding, function, bound, is_end);
    find_smallest(function, bound, is_end);
    add_rims(deciding, function, bound, is_end);
    arena_release(&scratch);
    return deciding;
}

unsigned ways_deciding_conditions(const struct flow *flow, const struct sink *sink,
                                  unsigned *conditions)
{
    if (sink->condition != 0) {
        conditions[0] = sink->condition;
        return 1;
    }
    const struct deciding *deciding = &flow->deciding[sink->block->number];
    for (unsigned i = 0; i < deciding->count; i++)
        conditions[i] = deciding->conditions[i];
    return deciding->count;
}
