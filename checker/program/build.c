/* Building a program piece by piece: expressions, ops at the end of open blocks, the blocks' ends,
 * and at last function_finish, which turns what was built into what program.h promises to readers:
 * reachable blocks alone, in reverse post-order, so that a forward analysis that goes by block
 * number sees predecessors first where it can. */
#include "program/build.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"

struct program *program_create(struct arena *arena)
{
    struct program *program = arena_alloc(arena, sizeof *program);
    program->arena = arena;
    return program;
}

uint32_t program_add_file(struct program *program, const char *path)
{
    for (size_t i = 0; i < program->file_count; i++)
        if (strcmp(program->files[i].path, path) == 0)
            return (uint32_t)i;
    struct program_file *file = arena_append(program->arena, &program->files, &program->file_count,
                                             &program->file_capacity, sizeof *file);
    file->path = arena_strdup(program->arena, path);
    return (uint32_t)(program->file_count - 1);
}

bool place_is_part(const struct place *part, const struct place *whole)
{
    size_t length = strlen(whole->name);
    return part->kind != PLACE_TEMPORARY && strncmp(part->name, whole->name, length) == 0 &&
           (part->name[length] == '.' || part->name[length] == '[' ||
            strncmp(part->name + length, "->", 2) == 0);
}

const char *program_place(const struct program *program, uint32_t file)
{
    const struct program_file *of = &program->files[file];
    return of->place != NULL ? of->place : of->path;
}

struct function *function_create(struct program *program, const char *name, const char *key)
{
    struct function *function = arena_alloc(program->arena, sizeof *function);
    function->name = arena_strdup(program->arena, name);
    function->key = arena_strdup(program->arena, key);
    return function;
}

struct place *function_add_place(struct program *program, struct function *function,
                                 enum place_kind kind, const char *name, enum value_type type)
{
    struct place *place = arena_alloc(program->arena, sizeof *place);
    place->kind = kind;
    place->name = arena_strdup(program->arena, name);
    place->type = type;
    place->number = (unsigned)function->place_count;
    struct place **slot = arena_append(program->arena, &function->places, &function->place_count,
                                       &function->place_capacity, sizeof(struct place *));
    *slot = place;
    if (kind == PLACE_PARAMETER) {
        slot = arena_append(program->arena, &function->parameters, &function->parameter_count,
                            &function->parameter_capacity, sizeof(struct place *));
        *slot = place;
    }
    return place;
}

struct block *function_add_block(struct program *program, struct function *function)
{
    struct block *block = arena_alloc(program->arena, sizeof *block);
    block->number = (unsigned)function->block_count;
    struct block **slot = arena_append(program->arena, &function->blocks, &function->block_count,
                                       &function->block_capacity, sizeof(struct block *));
    *slot = block;
    return block;
}

static struct op *add_op(struct program *program, struct function *function, struct block *block,
                         enum op_kind kind, struct origin origin)
{
    assert(block->end == END_OPEN && "ops go to the end of a block that is still open");
    struct op *op = arena_alloc(program->arena, sizeof *op);
    op->kind = kind;
    op->origin = origin;
    op->number = function->op_count++;
    struct op **slot = arena_append(program->arena, &block->ops, &block->op_count,
                                    &block->op_capacity, sizeof(struct op *));
    *slot = op;
    return op;
}

struct op *block_add_call(struct program *program, struct function *function, struct block *block,
                          const struct callee *callee, struct expr **arguments,
                          size_t argument_count, struct origin origin)
{
    struct op *op = add_op(program, function, block, OP_CALL, origin);
    op->u.call.callee = *callee;
    if (op->u.call.callee.name == NULL)
        op->u.call.callee.name = "";
    if (argument_count > 0) {
        size_t size = argument_count * sizeof(struct expr *);
        op->u.call.arguments = arena_alloc(program->arena, size);
        memcpy(op->u.call.arguments, arguments, size);
    }
    op->u.call.argument_count = argument_count;
    return op;
}

struct op *block_add_assign(struct program *program, struct function *function, struct block *block,
                            struct place *place, struct expr *value, struct origin origin)
{
    struct op *op = add_op(program, function, block, OP_ASSIGN, origin);
    op->u.assign.place = place;
    op->u.assign.value = value;
    return op;
}

struct op *block_add_hole(struct program *program, struct function *function, struct block *block,
                          enum hole_reason reason, struct origin origin)
{
    struct op *op = add_op(program, function, block, OP_HOLE, origin);
    op->u.hole = reason;
    function->hole_count++;
    return op;
}

static void add_target(struct program *program, struct block *block, struct block *target)
{
    struct block **slot = arena_append(program->arena, &block->targets, &block->target_count,
                                       &block->target_capacity, sizeof(struct block *));
    *slot = target;
}

void block_end_jump(struct program *program, struct block *block, struct block *target)
{
    assert((block->end == END_OPEN || block->end == END_JUMP) && "only jumps have several targets");
    block->end = END_JUMP;
    add_target(program, block, target);
}

void block_end_branch(struct program *program, struct block *block, struct expr *subject,
                      unsigned condition, struct block *yes, struct block *no, struct origin origin)
{
    assert(block->end == END_OPEN && "a block ends once");
    block->end = END_BRANCH;
    block->end_origin = origin;
    block->subject = subject;
    block->condition = condition;
    add_target(program, block, yes);
    add_target(program, block, no);
}

void block_end_switch(struct program *program, struct block *block, struct expr *subject,
                      unsigned condition, struct block *otherwise, struct origin origin)
{
    assert(block->end == END_OPEN && "a block ends once");
    block->end = END_SWITCH;
    block->end_origin = origin;
    block->subject = subject;
    block->condition = condition;
    add_target(program, block, otherwise);
}

void block_add_case(struct program *program, struct block *block, const struct switch_case *one)
{
    assert(block->end == END_SWITCH && "cases belong to a switch");
    struct switch_case *slot = arena_append(program->arena, &block->cases, &block->case_count,
                                            &block->case_capacity, sizeof *slot);
    *slot = *one;
}

void block_end_return(struct block *block, struct expr *value, struct origin origin)
{
    assert(block->end == END_OPEN && "a block ends once");
    block->end = END_RETURN;
    block->end_origin = origin;
    block->subject = value;
}

void block_end_throw(struct block *block, struct origin origin)
{
    assert(block->end == END_OPEN && "a block ends once");
    block->end = END_THROW;
    block->end_origin = origin;
}

void block_end_no_return(struct block *block)
{
    assert(block->end == END_OPEN && "a block ends once");
    block->end = END_NO_RETURN;
}

unsigned function_new_condition(struct function *function)
{
    return ++function->condition_count;
}
