/* The promises about order. A call's result may be read where the call stands before the reader on
 * every path: where its block dominates the reader's. Dominators are computed over the block
 * numbers, which are a reverse post-order, by walking two candidates up the tree until they meet. A
 * temporary may have several assignments (one on each side of a condition), so for each read the
 * blocks behind it are searched for a way from the entry without any. */
#include "program/verify_internal.h"

#include "base/arena.h"
#include "base/error.h"
#include "program/program.h"

struct predecessors {
    unsigned *items;
    size_t count, capacity;
};

struct paths {
    const struct verification *check;
    struct predecessors *before; /* by block number */
    unsigned *dominator;         /* immediate, by block number; the entry's is itself */
    unsigned *stamp;             /* by block number: the search that saw it last */
    unsigned *stack;             /* of the search */
    unsigned search;
};

static bool broken(const struct paths *paths, const struct block *block, struct error *error,
                   const char *promise)
{
    return error_set(error, "function %s: b%u: %s", paths->check->function->name, block->number,
                     promise);
}

static void add_edge(struct paths *paths, const struct block *from, const struct block *to)
{
    struct predecessors *before = &paths->before[to->number];
    unsigned *slot = arena_append(paths->check->arena, &before->items, &before->count,
                                  &before->capacity, sizeof *slot);
    *slot = from->number;
}

static void collect_edges(struct paths *paths)
{
    const struct function *function = paths->check->function;
    for (size_t i = 0; i < function->block_count; i++) {
        const struct block *block = function->blocks[i];
        for (size_t k = 0; k < block->target_count; k++)
            add_edge(paths, block, block->targets[k]);
        for (size_t k = 0; k < block->case_count; k++)
            add_edge(paths, block, block->cases[k].target);
    }
}

/* In reverse post-order each block but the entry follows one of its predecessors; so all can be
 * reached. */
static bool check_order(const struct paths *paths, struct error *error)
{
    const struct function *function = paths->check->function;
    for (unsigned i = 1; i < function->block_count; i++) {
        bool is_after = false;
        for (size_t k = 0; k < paths->before[i].count; k++)
            is_after |= paths->before[i].items[k] < i;
        if (!is_after)
            return broken(paths, function->blocks[i], error,
                          "cannot be reached, or stands before all that lead to it");
    }
    return true;
}

static unsigned meet(const unsigned *dominator, unsigned a, unsigned b)
{
    while (a != b) {
        while (a > b)
            a = dominator[a];
        while (b > a)
            b = dominator[b];
    }
    return a;
}

static void find_dominators(struct paths *paths)
{
    unsigned count = (unsigned)paths->check->function->block_count;
    unsigned *dominator = paths->dominator;
    for (unsigned i = 1; i < count; i++)
        dominator[i] = count; /* not known yet */
    for (bool is_changed = true; is_changed;) {
        is_changed = false;
        for (unsigned i = 1; i < count; i++) {
            unsigned best = count;
            for (size_t k = 0; k < paths->before[i].count; k++) {
                unsigned other = paths->before[i].items[k];
                if (dominator[other] != count)
                    best = best == count ? other : meet(dominator, best, other);
            }
            is_changed |= best != dominator[i];
            dominator[i] = best;
        }
    }
}

/* Where an operand is read: before the op with this index, or at the end of the block. */
struct reader {
    const struct block *block;
    size_t index;
};

static bool is_call_before(const struct paths *paths, const struct op *call, struct reader reader)
{
    if (call->number >= paths->check->function->op_count)
        return false;
    const struct op_position *position = &paths->check->ops[call->number];
    if (position->op != call)
        return false;
    if (position->block == reader.block->number)
        return position->index < reader.index;
    unsigned block = reader.block->number;
    while (block > position->block)
        block = paths->dominator[block];
    return block == position->block;
}

/* Whether one of the block's first `count` ops assigns the place. */
static bool assigns(const struct block *block, size_t count, const struct place *place)
{
    for (size_t i = 0; i < count; i++)
        if (block->ops[i]->kind == OP_ASSIGN && block->ops[i]->u.assign.place == place)
            return true;
    return false;
}

static bool is_assigned_before(struct paths *paths, const struct place *place, struct reader reader)
{
    if (assigns(reader.block, reader.index, place))
        return true;
    size_t depth = 0;
    unsigned search = ++paths->search;
    paths->stack[depth++] = reader.block->number;
    while (depth > 0) {
        unsigned number = paths->stack[--depth];
        if (number == 0)
            return false;
        const struct predecessors *before = &paths->before[number];
        for (size_t i = 0; i < before->count; i++) {
            unsigned other = before->items[i];
            const struct block *block = paths->check->function->blocks[other];
            if (paths->stamp[other] == search || assigns(block, block->op_count, place))
                continue;
            paths->stamp[other] = search;
            paths->stack[depth++] = other;
        }
    }
    return true;
}

static bool check_reads(struct paths *paths, const struct expr *expr, struct reader reader,
                        struct error *error)
{
    switch (expr->kind) {
    case EXPR_UNKNOWN:
    case EXPR_INT:
    case EXPR_STRING:
    case EXPR_ERRNO:
    case EXPR_ADDRESS: return true;
    case EXPR_PLACE:
        return expr->u.place->kind != PLACE_TEMPORARY ||
               is_assigned_before(paths, expr->u.place, reader) ||
               broken(paths, reader.block, error,
                      "a temporary is read that is not assigned on every path");
    case EXPR_CALL:
        return is_call_before(paths, expr->u.call, reader) ||
               broken(paths, reader.block, error,
                      "an operand reads a call that does not stand before it on every path");
    case EXPR_NEGATE:
    case EXPR_NOT: return check_reads(paths, expr->u.operand, reader, error);
    case EXPR_COMPARE:
    case EXPR_MASK:
        return check_reads(paths, expr->u.pair.left, reader, error) &&
               check_reads(paths, expr->u.pair.right, reader, error);
    }
    return true;
}

static bool check_op_reads(struct paths *paths, const struct op *op, struct reader reader,
                           struct error *error)
{
    switch (op->kind) {
    case OP_CALL:
        for (size_t i = 0; i < op->u.call.argument_count; i++)
            if (!check_reads(paths, op->u.call.arguments[i], reader, error))
                return false;
        return true;
    case OP_ASSIGN: return check_reads(paths, op->u.assign.value, reader, error);
    case OP_HOLE: return true;
    }
    return true;
}

static bool check_block_reads(struct paths *paths, const struct block *block, struct error *error)
{
    for (size_t i = 0; i < block->op_count; i++)
        if (!check_op_reads(paths, block->ops[i], (struct reader){block, i}, error))
            return false;
    return block->subject == NULL ||
           check_reads(paths, block->subject, (struct reader){block, block->op_count}, error);
}

bool verify_paths(const struct verification *check, struct error *error)
{
    const struct function *function = check->function;
    size_t count = function->block_count;
    struct paths paths = {
        .check = check,
        .before = arena_alloc(check->arena, count * sizeof *paths.before),
        .dominator = arena_alloc(check->arena, count * sizeof *paths.dominator),
        .stamp = arena_alloc(check->arena, count * sizeof *paths.stamp),
        .stack = arena_alloc(check->arena, (count + 1) * sizeof *paths.stack),
    };
    collect_edges(&paths);
    if (!check_order(&paths, error))
        return false;
    find_dominators(&paths);
    for (size_t i = 0; i < count; i++)
        if (!check_block_reads(&paths, function->blocks[i], error))
            return false;
    return true;
}
