/* Jumps: goto and labels, return, throw and its handlers, inline assembly.
 *
 * Handlers are approximate: they can be reached from the start of the try block and from each throw
 * in it, not from each call in it. So each handler starts with forgetting what the block may have
 * changed: errno, the variables it assigns and those it gives away. */
#include "base/arena.h"
#include "frontend/lower.h"

/* Leaves the scopes that do not hold the label. */
static void leave_for_label(struct lowering *lower, CXCursor label)
{
    struct extent target = extent_of(lower->unit, label);
    const struct scope *until = lower->scope;
    while (until != NULL &&
           !(until->extent.file == target.file && until->extent.start <= target.start &&
             target.start < until->extent.end))
        until = until->outer;
    lower_leave_scopes(lower, until);
}

void lower_goto(struct lowering *lower, CXCursor cursor)
{
    struct cursors children = cursor_children(lower->unit->scratch, cursor);
    CXCursor label =
        children.count > 0 ? clang_getCursorReferenced(children.items[0]) : clang_getNullCursor();
    if (cursor_is_null(label)) {
        lower_hole(lower, HOLE_PARSE_ERROR, cursor);
        return;
    }
    leave_for_label(lower, label);
    lower_jump(lower, lower_label(lower, label, false));
}

/* The jump goes on to `next` too, so that it has a target; for a computed goto nothing leads on
 * from there. */
static void add_open_jump(struct lowering *lower, struct block ***jumps, size_t *count,
                          size_t *capacity, struct block *next)
{
    struct block **slot =
        arena_append(lower->unit->scratch, jumps, count, capacity, sizeof(struct block *));
    *slot = lower->block;
    lower_enter(lower, next);
}

void lower_computed_goto(struct lowering *lower, CXCursor cursor)
{
    lower_operands(lower, cursor);
    struct block *nowhere = lower_new_block(lower);
    add_open_jump(lower, &lower->computed_jumps, &lower->computed_count, &lower->computed_capacity,
                  nowhere);
    lower_hole(lower, HOLE_UNSUPPORTED, cursor);
    block_end_return(lower->block, NULL, origin_of(lower->unit, cursor));
    lower->block = lower_new_block(lower);
}

void lower_labelled(struct lowering *lower, CXCursor cursor)
{
    struct cursors children = cursor_children(lower->unit->scratch, cursor);
    lower_enter(lower, lower_label(lower, cursor, false));
    if (children.count > 0)
        lower_statement(lower, children.items[children.count - 1]);
}

/* The value is computed before locals are destroyed. */
static struct expr *before_cleanups(struct lowering *lower, struct expr *value)
{
    if (!lower_has_cleanups(lower, NULL) || value->kind == EXPR_INT)
        return value;
    struct place *place = lower_temporary(lower, value->type);
    lower_assign(lower, place, value, value->origin);
    return expr_place(lower->program, place);
}

void lower_return(struct lowering *lower, CXCursor cursor)
{
    struct expr *value = NULL;
    struct origin origin = {0};
    if (!cursor_is_null(cursor)) {
        size_t mark = lower->temporary_count;
        struct cursors operands = cursor_operands(lower->unit->scratch, cursor);
        origin = origin_of(lower->unit, cursor);
        if (operands.count > 0) {
            value = lower_initialiser(lower, operands.items[0]);
            if (lower->temporary_count == mark || value->type == TYPE_VOID)
                value = before_cleanups(lower, value);
            else {
                struct place *place = lower_temporary(lower, value->type);
                lower_assign(lower, place, value, value->origin);
                value = expr_place(lower->program, place);
            }
        }
        lower_end_temporaries(lower, mark);
    }
    lower_leave_scopes(lower, NULL);
    block_end_return(lower->block, value, origin);
    lower->block = lower_new_block(lower);
}

void lower_throw(struct lowering *lower, CXCursor cursor)
{
    struct cursors operands = cursor_operands(lower->unit->scratch, cursor);
    for (size_t i = 0; i < operands.count; i++)
        lower_initialiser(lower, operands.items[i]);
    const struct try_frame *frame = lower->tries;
    lower_leave_scopes(lower, frame == NULL ? NULL : frame->scope);
    if (frame == NULL || frame->count == 0) {
        block_end_throw(lower->block, origin_of(lower->unit, cursor));
    } else {
        for (size_t i = 0; i < frame->count; i++)
            block_end_jump(lower->program, lower->block, frame->handlers[i]);
    }
    lower->block = lower_new_block(lower);
}

/* Places by number. */
struct changes {
    bool *is_changed;
    size_t count;
};

static void note_change(struct changes *changes, const struct place *place)
{
    if (place != NULL && place->kind != PLACE_TEMPORARY && place->number < changes->count)
        changes->is_changed[place->number] = true;
}

static void note_changes(struct changes *changes, const struct op *op)
{
    if (op->kind == OP_ASSIGN)
        note_change(changes, op->u.assign.place);
    for (size_t i = 0; op->kind == OP_CALL && i < op->u.call.argument_count; i++)
        if (op->u.call.arguments[i]->kind == EXPR_ADDRESS)
            note_change(changes, op->u.call.arguments[i]->u.place);
}

/* What the ops from this number on change. */
static struct changes find_changes(struct lowering *lower, unsigned first_op)
{
    const struct function *function = lower->function;
    struct changes changes = {.count = function->place_count};
    changes.is_changed = arena_alloc(lower->unit->scratch, function->place_count + 1);
    for (size_t i = 0; i < function->block_count; i++)
        for (size_t j = 0; j < function->blocks[i]->op_count; j++)
            if (function->blocks[i]->ops[j]->number >= first_op)
                note_changes(&changes, function->blocks[i]->ops[j]);
    return changes;
}

static void forget_changes(struct lowering *lower, struct changes changes, struct origin origin)
{
    lower_assign(lower, lower_errno_place(lower), expr_unknown(lower->program), origin);
    for (size_t i = 0; i < changes.count; i++)
        if (changes.is_changed[i])
            lower_assign(lower, lower->function->places[i], expr_unknown(lower->program), origin);
    lower_clobber_kept(lower, NULL);
}

static void lower_handler(struct lowering *lower, CXCursor handler, struct changes changes,
                          struct block *behind)
{
    struct cursors children = cursor_children(lower->unit->scratch, handler);
    struct scope scope;
    forget_changes(lower, changes, origin_of(lower->unit, handler));
    lower_open_scope(lower, &scope, handler);
    for (size_t i = 0; i < children.count; i++) {
        if (clang_getCursorKind(children.items[i]) == CXCursor_VarDecl)
            lower_add_variable(lower, children.items[i], PLACE_LOCAL);
        else
            lower_statement(lower, children.items[i]);
    }
    lower_close_scope(lower);
    lower_jump(lower, behind);
}

void lower_try(struct lowering *lower, CXCursor cursor)
{
    struct cursors children = cursor_children(lower->unit->scratch, cursor);
    if (children.count == 0)
        return;
    struct try_frame frame = {.outer = lower->tries, .scope = lower->scope};
    frame.handlers = arena_alloc(lower->unit->scratch, children.count * sizeof(struct block *));
    struct block *body = lower_new_block(lower), *behind = lower_new_block(lower);
    block_end_jump(lower->program, lower->block, body);
    for (size_t i = 1; i < children.count; i++) {
        frame.handlers[frame.count] = lower_new_block(lower);
        block_end_jump(lower->program, lower->block, frame.handlers[frame.count]);
        frame.count++;
    }
    unsigned first_op = lower->function->op_count;
    lower->block = body;
    lower->tries = &frame;
    lower_statement(lower, children.items[0]);
    lower->tries = frame.outer;
    lower_jump(lower, behind);
    struct changes changes = find_changes(lower, first_op);
    for (size_t i = 1; i < children.count; i++) {
        lower->block = frame.handlers[i - 1];
        lower_handler(lower, children.items[i], changes, behind);
    }
    lower->block = behind;
}

/* Operands are evaluated; those written to (no read around them) are unknown afterwards. */
void lower_assembly(struct lowering *lower, CXCursor cursor)
{
    struct cursors operands = cursor_operands(lower->unit->scratch, cursor);
    struct position keyword = position_of_keyword(lower->unit, cursor);
    struct source_text text = source_text(lower->unit, keyword.file);
    for (size_t i = 0; i < operands.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(operands.items[i]);
        struct place *place =
            kind == CXCursor_UnexposedExpr ? NULL : lower_place(lower, operands.items[i]);
        if (place == NULL)
            lower_effect(lower, operands.items[i]);
        else
            lower_assign(lower, place, expr_unknown(lower->program),
                         origin_of(lower->unit, cursor));
    }
    lower_hole(lower, HOLE_ASSEMBLY, cursor);
    if (text.bytes != NULL && scan_head(text, keyword.offset).is_goto)
        add_open_jump(lower, &lower->assembly_jumps, &lower->assembly_count,
                      &lower->assembly_capacity, lower_new_block(lower));
}
