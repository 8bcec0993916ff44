/* The classic backward analysis with one bit per place. Fields of a place count as places of their
 * own. */
#include "analysis/liveness.h"

#include "base/arena.h"
#include "program/program.h"

struct liveness {
    size_t words;       /* per block */
    uint64_t *at_entry; /* block after block */
};

static void add(uint64_t *set, uint32_t place)
{
    set[place / 64] |= (uint64_t)1 << (place % 64);
}

static void add_reads(uint64_t *set, const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_PLACE:
        add(set, expr->u.place->number);
        if (expr->u.place->array != NULL)
            add(set, expr->u.place->array->number);
        break;
    case EXPR_NEGATE:
    case EXPR_NOT: add_reads(set, expr->u.operand); break;
    case EXPR_COMPARE:
    case EXPR_MASK:
        add_reads(set, expr->u.pair.left);
        add_reads(set, expr->u.pair.right);
        break;
    case EXPR_ADDRESS: /* passing an address is no read of what a call has put there before */
    case EXPR_UNKNOWN:
    case EXPR_INT:
    case EXPR_STRING:
    case EXPR_ERRNO:
    case EXPR_CALL: break;
    }
}

static void step_back(uint64_t *set, const struct op *op)
{
    switch (op->kind) {
    case OP_ASSIGN: {
        uint32_t place = op->u.assign.place->number;
        set[place / 64] &= ~((uint64_t)1 << (place % 64));
        add_reads(set, op->u.assign.value);
        break;
    }
    case OP_CALL:
        for (size_t i = 0; i < op->u.call.argument_count; i++)
            add_reads(set, op->u.call.arguments[i]);
        break;
    case OP_HOLE: break;
    }
}

/* The set at the block's entry, from its successors'. `set` comes in empty. */
static void go_through(const struct liveness *liveness, const struct block *block, uint64_t *set)
{
    for (size_t i = 0; i < block->target_count; i++)
        for (size_t word = 0; word < liveness->words; word++)
            set[word] |= liveness->at_entry[block->targets[i]->number * liveness->words + word];
    for (size_t i = 0; i < block->case_count; i++)
        for (size_t word = 0; word < liveness->words; word++)
            set[word] |=
                liveness->at_entry[block->cases[i].target->number * liveness->words + word];
    if (block->subject != NULL)
        add_reads(set, block->subject);
    for (size_t i = block->op_count; i-- > 0;)
        step_back(set, block->ops[i]);
}

const struct liveness *liveness_compute(struct arena *arena, const struct function *function)
{
    struct liveness *liveness = arena_alloc(arena, sizeof *liveness);
    liveness->words = function->place_count / 64 + 1;
    liveness->at_entry =
        arena_alloc(arena, function->block_count * liveness->words * sizeof(uint64_t));
    uint64_t *set = arena_alloc(arena, liveness->words * sizeof *set);
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = function->block_count; i-- > 0;) {
            uint64_t *entry = liveness->at_entry + i * liveness->words;
            for (size_t word = 0; word < liveness->words; word++)
                set[word] = 0;
            go_through(liveness, function->blocks[i], set);
            for (size_t word = 0; word < liveness->words; word++) {
                changed = changed || (set[word] & ~entry[word]) != 0;
                entry[word] |= set[word];
            }
        }
    }
    return liveness;
}

bool liveness_has(const struct liveness *liveness, const struct block *block, uint32_t place)
{
    return (liveness->at_entry[block->number * liveness->words + place / 64] >> (place % 64)) & 1;
}

/* ---- decisive places ---- */

static bool carries_outcome(const struct op *op)
{
    const struct expr *value = op->u.assign.value;
    if (op->u.assign.condition != 0)
        return true;
    switch (value->kind) {
    case EXPR_ERRNO:
    case EXPR_CALL:
    case EXPR_NEGATE:
    case EXPR_NOT:
    case EXPR_COMPARE: return true;
    case EXPR_INT: return value->u.constant.error != ERRNO_NONE;
    case EXPR_UNKNOWN:
    case EXPR_STRING:
    case EXPR_PLACE:
    case EXPR_ADDRESS:
    case EXPR_MASK: break;
    }
    return false;
}

/* Places that are only ever assigned constants are flags and states: which one they hold is what
 * they are for. */
static void find_flags(bool *is_flag, const struct function *function)
{
    for (size_t i = 0; i < function->place_count; i++)
        is_flag[i] =
            function->places[i]->kind == PLACE_LOCAL && function->places[i]->type != TYPE_OTHER;
    for (size_t i = 0; i < function->block_count; i++) {
        const struct block *block = function->blocks[i];
        for (size_t j = 0; j < block->op_count; j++)
            if (block->ops[j]->kind == OP_ASSIGN && block->ops[j]->u.assign.value->kind != EXPR_INT)
                is_flag[block->ops[j]->u.assign.place->number] = false;
    }
}

void liveness_find_decisive(bool *is_decisive, const struct function *function)
{
    find_flags(is_decisive, function);
    for (size_t i = 0; i < function->place_count; i++)
        is_decisive[i] = is_decisive[i] || function->places[i]->type == TYPE_BOOL;
    for (size_t i = 0; i < function->block_count; i++) {
        const struct block *block = function->blocks[i];
        for (size_t j = 0; j < block->op_count; j++)
            if (block->ops[j]->kind == OP_ASSIGN && carries_outcome(block->ops[j]))
                is_decisive[block->ops[j]->u.assign.place->number] = true;
    }
}
