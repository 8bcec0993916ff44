/* A copy of a function in which calls of small functions are replaced by their bodies: parameters
 * are assigned the arguments, returns assign the result and jump behind the call. So what the
 * callee does to errno, to the errors of the calls in it and to its parameters needs no language
 * of its own: retries, several calls, negated results and conditions over parameters mean what
 * they mean everywhere. Every op and condition of the copy remembers the body it comes from, so
 * that findings can speak of the place where the author of the function stands. */
#include "analysis/expand.h"

#include "analysis/bodies.h"
#include "analysis/expand_internal.h"
#include "analysis/summary.h"
#include "base/arena.h"
#include "program/build.h"

enum { MAX_DEPTH = 3, MAX_EXPANDED_OPS = 400 };

/* ---- bookkeeping ---- */

static void *allocate(const struct copy *copy, size_t size)
{
    return arena_alloc(copy->expander->program.arena, size);
}

/* To be called after each op that was added. */
static void note_op(struct expander *expander, const struct frame *frame)
{
    struct expansion *expansion = expander->expansion;
    const struct frame **slot =
        arena_append(expander->program.arena, &expansion->ops, &expansion->op_count,
                     &expansion->op_capacity, sizeof(struct frame *));
    *slot = frame;
}

/* Numbers for the conditions of the function that is copied. */
static void take_conditions(struct copy *copy)
{
    struct expansion *expansion = copy->expander->expansion;
    copy->first_condition = copy->expander->into->condition_count;
    for (unsigned i = 0; i < copy->from->condition_count; i++) {
        unsigned number = function_new_condition(copy->expander->into);
        while (expansion->condition_count <= number) {
            const struct frame **slot = arena_append(
                copy->expander->program.arena, &expansion->conditions, &expansion->condition_count,
                &expansion->condition_capacity, sizeof(struct frame *));
            *slot = copy->frame;
        }
    }
}

static unsigned copy_condition(const struct copy *copy, unsigned condition)
{
    return condition == 0 ? 0 : copy->first_condition + condition;
}

void expand_assign(struct copy *copy, struct block *block, struct place *place, struct expr *value,
                   struct origin origin)
{
    block_add_assign(&copy->expander->program, copy->expander->into, block, place, value, origin);
    note_op(copy->expander, copy->frame);
}

/* ---- ops and ends ---- */

static void copy_function(struct copy *copy);

static bool is_inside(const struct frame *frame, const struct function *function)
{
    for (; frame != NULL; frame = frame->outer)
        if (frame->function == function)
            return true;
    return false;
}

static const struct function *find_body(const struct copy *copy, const struct op *op)
{
    const struct expander *expander = copy->expander;
    const struct function *body =
        copy->depth < MAX_DEPTH ? bodies_find(expander->bodies, op) : NULL;
    bool is_recursive = body != NULL && (body == copy->from || is_inside(copy->frame, body));
    return body == NULL || is_recursive ||
                   expander->expanded_ops + body->op_count > MAX_EXPANDED_OPS
               ? NULL
               : body;
}

static struct copy begin_copy(struct expander *expander, const struct function *from)
{
    struct copy copy = {.expander = expander, .from = from};
    copy.substitutes = allocate(&copy, (from->place_count + 1) * sizeof(struct expr *));
    copy.places = allocate(&copy, (from->place_count + 1) * sizeof(struct place *));
    copy.blocks = allocate(&copy, (from->block_count + 1) * sizeof(struct block *));
    copy.ops = allocate(&copy, (from->op_count + 1) * sizeof(struct op *));
    copy.values = allocate(&copy, (from->op_count + 1) * sizeof(struct place *));
    return copy;
}

/* Writes the body in the place of the call; returns the block that goes on behind it. */
static struct block *expand_call(struct copy *caller, struct block *block, const struct op *call,
                                 const struct function *body)
{
    struct expander *expander = caller->expander;
    struct copy callee = begin_copy(expander, body);
    struct frame *frame = allocate(caller, sizeof *frame);
    *frame = (struct frame){.outer = caller->frame, .call = call, .function = body};
    callee.frame = frame;
    callee.depth = caller->depth + 1;
    expander->expanded_ops += body->op_count + 1;
    expand_arguments(caller, &callee, block, call);
    if (call->u.call.is_result_used && call->u.call.callee.result != TYPE_VOID)
        callee.result = caller->values[call->number] = expand_result(caller, call);
    callee.behind = function_add_block(&expander->program, expander->into);
    copy_function(&callee);
    block_end_jump(&expander->program, block, callee.blocks[0]);
    if (!summaries_preserve_errno(bodies_summaries(expander->bodies), &call->u.call.callee))
        expand_clobber(caller, callee.behind, call);
    return callee.behind;
}

static void copy_call(struct copy *copy, struct block *block, const struct op *op)
{
    struct expander *expander = copy->expander;
    size_t count = op->u.call.argument_count;
    struct expr **arguments = allocate(copy, (count + 1) * sizeof(struct expr *));
    for (size_t i = 0; i < count; i++)
        arguments[i] = expand_expr(copy, op->u.call.arguments[i]);
    struct op *copied = block_add_call(&expander->program, expander->into, block,
                                       &op->u.call.callee, arguments, count, op->origin);
    copied->u.call.is_result_used = op->u.call.is_result_used;
    copied->u.call.is_implicit = op->u.call.is_implicit;
    copy->ops[op->number] = copied;
    note_op(expander, copy->frame);
}

/* Returns the block in which the next op goes. */
static struct block *copy_op(struct copy *copy, struct block *block, const struct op *op)
{
    struct expander *expander = copy->expander;
    const struct function *body = op->kind == OP_CALL ? find_body(copy, op) : NULL;
    if (body != NULL)
        return expand_call(copy, block, op, body);
    switch (op->kind) {
    case OP_CALL: copy_call(copy, block, op); break;
    case OP_ASSIGN:
        block_add_assign(&expander->program, expander->into, block,
                         expand_place(copy, op->u.assign.place),
                         expand_expr(copy, op->u.assign.value), op->origin)
            ->u.assign.condition = copy_condition(copy, op->u.assign.condition);
        note_op(expander, copy->frame);
        break;
    case OP_HOLE:
        block_add_hole(&expander->program, expander->into, block, op->u.hole, op->origin);
        note_op(expander, copy->frame);
        break;
    }
    return block;
}

static void copy_return(struct copy *copy, struct block *block, const struct block *from)
{
    struct expr *value = from->subject == NULL ? NULL : expand_expr(copy, from->subject);
    if (copy->frame == NULL) {
        block_end_return(block, value, from->end_origin);
        return;
    }
    if (copy->result != NULL && value != NULL)
        expand_assign(copy, block, copy->result, value, from->end_origin);
    block_end_jump(&copy->expander->program, block, copy->behind);
}

static void copy_switch(struct copy *copy, struct block *block, const struct block *from)
{
    struct program *program = &copy->expander->program;
    block_end_switch(program, block,
                     from->subject == NULL ? NULL : expand_expr(copy, from->subject),
                     copy_condition(copy, from->condition), copy->blocks[from->targets[0]->number],
                     from->end_origin);
    for (size_t i = 0; i < from->case_count; i++) {
        struct switch_case one = from->cases[i];
        one.target = copy->blocks[one.target->number];
        block_add_case(program, block, &one);
    }
}

static void copy_end(struct copy *copy, struct block *block, const struct block *from)
{
    struct program *program = &copy->expander->program;
    switch (from->end) {
    case END_OPEN: break;
    case END_JUMP:
        for (size_t i = 0; i < from->target_count; i++)
            block_end_jump(program, block, copy->blocks[from->targets[i]->number]);
        break;
    case END_BRANCH:
        block_end_branch(program, block, expand_expr(copy, from->subject),
                         copy_condition(copy, from->condition),
                         copy->blocks[from->targets[0]->number],
                         copy->blocks[from->targets[1]->number], from->end_origin);
        break;
    case END_SWITCH: copy_switch(copy, block, from); break;
    case END_RETURN: copy_return(copy, block, from); break;
    case END_THROW: block_end_throw(block, from->end_origin); break;
    case END_NO_RETURN: block_end_no_return(block); break;
    }
}

/* Blocks come in reverse post-order, so that calls come before the reads of their results. */
static void copy_function(struct copy *copy)
{
    struct expander *expander = copy->expander;
    take_conditions(copy);
    for (size_t i = 0; i < copy->from->block_count; i++)
        copy->blocks[i] = function_add_block(&expander->program, expander->into);
    for (size_t i = 0; i < copy->from->block_count; i++) {
        const struct block *from = copy->from->blocks[i];
        struct block *block = copy->blocks[i];
        for (size_t j = 0; j < from->op_count; j++)
            block = copy_op(copy, block, from->ops[j]);
        copy_end(copy, block, from);
    }
}

/* ---- the whole ---- */

static bool calls_a_body(struct bodies *bodies, const struct function *function)
{
    for (size_t i = 0; i < function->block_count; i++) {
        const struct block *block = function->blocks[i];
        for (size_t j = 0; j < block->op_count; j++)
            if (block->ops[j]->kind == OP_CALL && bodies_find(bodies, block->ops[j]) != NULL)
                return true;
    }
    return false;
}

static void mark_results(struct expander *expander)
{
    bool *is_result = arena_alloc(expander->program.arena, expander->into->place_count + 1);
    for (size_t i = 0; i < expander->result_count; i++)
        is_result[expander->results[i]->number] = true;
    expander->expansion->is_result = is_result;
}

const struct expansion *expand(struct bodies *bodies, struct arena *arena,
                               const struct program *program, const struct function *function)
{
    if (!calls_a_body(bodies, function))
        return NULL;
    struct expander expander = {.bodies = bodies, .program = *program};
    expander.program.arena = arena;
    expander.program.functions = NULL;
    expander.program.function_count = expander.program.function_capacity = 0;
    expander.expansion = arena_alloc(arena, sizeof *expander.expansion);
    expander.into = function_create(&expander.program, function->name, function->key);
    struct function *into = expander.into;
    into->at = function->at;
    into->last_line = function->last_line;
    into->result = function->result;
    into->is_no_return = function->is_no_return;
    struct copy copy = begin_copy(&expander, function);
    for (size_t i = 0; i < function->place_count; i++)
        expand_place(&copy, function->places[i]);
    copy_function(&copy);
    function_finish(&expander.program, into);
    mark_results(&expander);
    expander.expansion->function = into;
    return expander.expansion;
}
