/* The end of building a function: a depth-first walk from the entry finds the blocks that can be
 * reached and their post-order; reversed, that is the order program.h promises. The walk keeps its
 * own stack, since generated code has functions of tens of thousands of blocks and recursion would
 * be as deep. */
#include "program/build.h"

#include <assert.h>

#include "base/arena.h"

/* While walking, block.number is its index in function.blocks + a visited mark kept beside. */
struct walk {
    struct block **stack;
    size_t *next; /* how many successors of stack[i] were taken already */
    size_t depth;
    bool *is_seen; /* by old block number */
    struct block **order;
    size_t order_count;
};

/* Successors are the targets, then the cases. NULL after the last. */
static struct block *successor(const struct block *block, size_t index)
{
    if (index < block->target_count)
        return block->targets[index];
    index -= block->target_count;
    return index < block->case_count ? block->cases[index].target : NULL;
}

static void push(struct walk *walk, struct block *block)
{
    walk->is_seen[block->number] = true;
    walk->stack[walk->depth] = block;
    walk->next[walk->depth] = 0;
    walk->depth++;
}

static void visit_all(struct walk *walk, struct block *entry)
{
    push(walk, entry);
    while (walk->depth > 0) {
        struct block *block = walk->stack[walk->depth - 1];
        struct block *next = successor(block, walk->next[walk->depth - 1]++);
        if (next == NULL) {
            walk->order[walk->order_count++] = block;
            walk->depth--;
        } else if (!walk->is_seen[next->number]) {
            push(walk, next);
        }
    }
}

static void recount_holes(struct function *function)
{
    function->hole_count = 0;
    for (size_t i = 0; i < function->block_count; i++) {
        const struct block *block = function->blocks[i];
        for (size_t k = 0; k < block->op_count; k++)
            function->hole_count += block->ops[k]->kind == OP_HOLE;
    }
}

void function_finish(struct program *program, struct function *function)
{
    size_t count = function->block_count;
    assert(count > 0 && "a function has at least its entry block");
    for (size_t i = 0; i < count; i++)
        assert(function->blocks[i]->end != END_OPEN && "every block has an end");
    struct walk walk = {
        .stack = arena_alloc(program->arena, count * sizeof(struct block *)),
        .next = arena_alloc(program->arena, count * sizeof(size_t)),
        .is_seen = arena_alloc(program->arena, count * sizeof(bool)),
        .order = arena_alloc(program->arena, count * sizeof(struct block *)),
    };
    visit_all(&walk, function->blocks[0]);
    for (size_t i = 0; i < walk.order_count; i++) {
        struct block *block = walk.order[walk.order_count - 1 - i];
        block->number = (unsigned)i;
        function->blocks[i] = block;
    }
    function->block_count = walk.order_count;
    recount_holes(function);
    struct function **slot =
        arena_append(program->arena, &program->functions, &program->function_count,
                     &program->function_capacity, sizeof(struct function *));
    *slot = function;
}
