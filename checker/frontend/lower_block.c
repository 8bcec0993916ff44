/* The bottom of the lowering: appending to the current block, accounting for parse errors, labels,
 * and the tidying up once the whole function was seen. */
#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "frontend/lower.h"

struct block *lower_new_block(struct lowering *lower)
{
    return function_add_block(lower->program, lower->function);
}

void lower_jump(struct lowering *lower, struct block *target)
{
    block_end_jump(lower->program, lower->block, target);
    lower->block = lower_new_block(lower);
}

void lower_enter(struct lowering *lower, struct block *target)
{
    block_end_jump(lower->program, lower->block, target);
    lower->block = target;
}

void lower_hole(struct lowering *lower, enum hole_reason reason, CXCursor cursor)
{
    block_add_hole(lower->program, lower->function, lower->block, reason,
                   origin_of(lower->unit, cursor));
}

struct op *lower_add_call(struct lowering *lower, const struct callee *callee,
                          struct expr **arguments, size_t count, struct origin origin)
{
    struct op *op = block_add_call(lower->program, lower->function, lower->block, callee, arguments,
                                   count, origin);
    if (callee->is_no_return) {
        block_end_no_return(lower->block);
        lower->block = lower_new_block(lower);
    }
    return op;
}

void lower_assign(struct lowering *lower, struct place *place, struct expr *value,
                  struct origin origin)
{
    block_add_assign(lower->program, lower->function, lower->block, place, value, origin);
    lower_clobber_members(lower, place);
    if (place->escapes)
        lower_clobber_kept(lower, place);
}

void lower_decide(struct lowering *lower, struct place *place, bool value, unsigned condition,
                  struct origin origin)
{
    struct expr *constant = expr_int(lower->program, value);
    constant->type = TYPE_BOOL;
    constant->origin = origin;
    struct op *op =
        block_add_assign(lower->program, lower->function, lower->block, place, constant, origin);
    op->u.assign.condition = condition;
}

bool lower_descend(struct lowering *lower, CXCursor cursor)
{
    if (lower->depth >= DEEPEST_NESTING) {
        lower_hole(lower, HOLE_UNSUPPORTED, cursor);
        return false;
    }
    lower->depth++;
    return true;
}

void lower_ascend(struct lowering *lower)
{
    lower->depth--;
}

bool lower_take_errors(struct lowering *lower, size_t from, size_t to)
{
    struct source_file *file = lower->file;
    bool is_found = false;
    for (size_t i = 0; file != NULL && i < file->error_count && file->errors[i].offset < to; i++) {
        if (file->errors[i].is_used || file->errors[i].offset < from)
            continue;
        file->errors[i].is_used = true;
        is_found = true;
    }
    return is_found;
}

struct block *lower_label(struct lowering *lower, CXCursor declaration, bool takes_address)
{
    struct label *label = NULL;
    /* A label's cursor differs by the way it was reached; its location, exact inside of macros too,
     * does not. */
    CXSourceLocation location = clang_getCursorLocation(declaration);
    for (size_t i = 0; i < lower->label_count && label == NULL; i++)
        if (clang_equalLocations(lower->labels[i].location, location))
            label = &lower->labels[i];
    if (label == NULL) {
        label = arena_append(lower->unit->scratch, &lower->labels, &lower->label_count,
                             &lower->label_capacity, sizeof *label);
        label->location = location;
        label->block = lower_new_block(lower);
    }
    label->has_address |= takes_address;
    return label->block;
}

/* A computed goto may lead to every label whose address is taken, asm goto to every label. A label
 * that only lost code defines has no statement; nothing leads on from it. */
static void connect_jumps(struct lowering *lower)
{
    for (size_t i = 0; i < lower->label_count; i++) {
        struct label *label = &lower->labels[i];
        for (size_t k = 0; k < lower->computed_count && label->has_address; k++)
            block_end_jump(lower->program, lower->computed_jumps[k], label->block);
        for (size_t k = 0; k < lower->assembly_count; k++)
            block_end_jump(lower->program, lower->assembly_jumps[k], label->block);
    }
}

/* Puts the newest op of the block behind the given one. */
static void move_last_behind(struct block *block, const struct op *behind)
{
    size_t last = block->op_count - 1;
    struct op *op = block->ops[last];
    size_t index = last;
    while (index > 0 && block->ops[index - 1] != behind) {
        block->ops[index] = block->ops[index - 1];
        index--;
    }
    block->ops[index] = op;
}

static struct expr *zero_for(struct lowering *lower, const struct place *place)
{
    bool is_number = place->type == TYPE_BOOL || place->type == TYPE_INTEGER;
    if (!is_number && place->type != TYPE_POINTER)
        return expr_unknown(lower->program);
    struct expr *zero = expr_int(lower->program, 0);
    zero->type = place->type;
    return zero;
}

/* The clobber's place becomes unknown, or zero. */
static void change(struct lowering *lower, const struct clobber *clobber)
{
    struct origin nowhere = {0};
    enum end_kind end = clobber->block->end;
    clobber->block->end = END_OPEN; /* it has its end already; the op is moved up from there */
    block_add_assign(lower->program, lower->function, clobber->block, clobber->place,
                     clobber->is_zero ? zero_for(lower, clobber->place)
                                      : expr_unknown(lower->program),
                     clobber->behind == NULL ? nowhere : clobber->behind->origin);
    clobber->block->end = end;
    move_last_behind(clobber->block, clobber->behind);
}

/* Only now are all members known: one that the source names first may be read again in the next
 * round of a loop. */
static void clobber_members(struct lowering *lower, const struct clobber *clobber)
{
    for (size_t i = 0; i < lower->place_count; i++) {
        const struct named_place *named = &lower->places[i];
        if (named->member == NULL || named->base != clobber->place)
            continue;
        /* of elements the analysis knows that they go with their array */
        if (named->place->array != NULL && !clobber->is_zero)
            continue;
        struct clobber inner = *clobber;
        inner.place = named->place;
        inner.is_zero = clobber->is_zero && !text_starts_with(named->member, "->");
        /* Each goes in before those that went in already: an object comes to stand before its
         * members. */
        clobber_members(lower, &inner);
        change(lower, &inner);
    }
}

static bool is_pointer_target(const struct named_place *named)
{
    return named->base != NULL && named->base->type == TYPE_POINTER &&
           text_equal(named->member, POINTER_TARGET);
}

static void clobber_kept(struct lowering *lower, const struct clobber *clobber)
{
    for (size_t i = 0; i < lower->place_count; i++) {
        const struct named_place *named = &lower->places[i];
        struct clobber one = {
            .block = clobber->block, .behind = clobber->behind, .place = named->place};
        bool is_reachable = one.place->kind != PLACE_SHARED || is_pointer_target(named);
        if (one.place->escapes && is_reachable && one.place != clobber->place)
            change(lower, &one);
    }
    if (lower->keeps_errno_address) {
        struct clobber one = {
            .block = clobber->block, .behind = clobber->behind, .place = lower_errno_place(lower)};
        change(lower, &one);
    }
}

static void escape_members(struct lowering *lower)
{
    /* Members come after their bases in the list, so one pass reaches members of members. */
    for (size_t i = 0; i < lower->place_count; i++)
        if (lower->places[i].base != NULL && lower->places[i].base->escapes)
            lower->places[i].place->escapes = true;
}

/* Where a jump to the block really leads: past blocks that only jump on. */
static struct block *final_target(struct block *block)
{
    enum { LONGEST_CHAIN = 64 };
    for (unsigned i = 0; i < LONGEST_CHAIN; i++) {
        if (block->end != END_JUMP || block->op_count > 0 || block->target_count != 1)
            break;
        block = block->targets[0];
    }
    return block;
}

static void skip_empty_blocks(struct function *function)
{
    for (size_t i = 0; i < function->block_count; i++) {
        struct block *block = function->blocks[i];
        for (size_t k = 0; k < block->target_count; k++)
            block->targets[k] = final_target(block->targets[k]);
        for (size_t k = 0; k < block->case_count; k++)
            block->cases[k].target = final_target(block->cases[k].target);
    }
}

void lower_complete(struct lowering *lower)
{
    connect_jumps(lower);
    for (size_t i = 0; i < lower->function->block_count; i++) {
        struct block *block = lower->function->blocks[i];
        if (block->end == END_OPEN)
            block_end_return(block, NULL, (struct origin){0});
    }
    escape_members(lower);
    for (size_t i = 0; i < lower->clobber_count; i++) {
        const struct clobber *clobber = &lower->clobbers[i];
        if (clobber->is_blind)
            clobber_kept(lower, clobber);
        else
            clobber_members(lower, clobber);
    }
    skip_empty_blocks(lower->function);
}
