/* What callers need to know of the functions of a program, inferred from their bodies: a fixpoint,
 * because a function is what the functions it calls are. At first only declarations and rules
 * count, each round may add functions.
 * - It never returns: no return can be reached from its entry without passing a call that never
 * returns. A function that only loops for ever is no ending: nothing is given up there.
 * - It leaves errno alone: it assigns nothing to it, loses no code, and all that it calls leaves
 * errno alone. */
#include "analysis/summary.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "program/program.h"
#include "ruledb/ruledb.h"

enum { MAX_ROUNDS = 8 };

struct summary {
    const char *key;
    const struct function *function;
    bool is_ending; /* never returns */
    bool preserves_errno;
    enum sink_kind kind; /* the gravest end of its ways */
};

struct summaries {
    struct summary *items; /* sorted by key */
    size_t count;
    const struct ruledb *rules;
};

static int compare_summaries(const void *a, const void *b)
{
    const struct summary *left = a, *right = b;
    return strcmp(left->key, right->key);
}

static struct summary *find(const struct summaries *summaries, const char *key)
{
    struct summary wanted = {.key = key};
    if (key == NULL || summaries->count == 0)
        return NULL;
    return bsearch(&wanted, summaries->items, summaries->count, sizeof wanted, compare_summaries);
}

const struct function *summaries_find_body(const struct summaries *summaries,
                                           const struct callee *callee, size_t *index)
{
    const struct summary *summary = find(summaries, callee->key);
    if (summary == NULL)
        return NULL;
    *index = (size_t)(summary - summaries->items);
    return summary->function;
}

size_t summaries_count(const struct summaries *summaries)
{
    return summaries->count;
}

const struct function *summaries_function(const struct summaries *summaries, size_t index)
{
    return summaries->items[index].function;
}

bool summaries_has_body(const struct summaries *summaries, const struct callee *callee)
{
    return find(summaries, callee->key) != NULL;
}

static bool reads_as_assertion(const struct summaries *summaries, const char *macro)
{
    return macro != NULL && ruledb_reads_as_assertion(summaries->rules, macro);
}

/* The handler that an assertion macro calls when the claim fails: its body is in another file and
 * nothing declares that it never returns, but what is it for, if not that? */
static bool is_failure_handler(const struct summaries *summaries, const struct op *op)
{
    const char *name = op->u.call.callee.name;
    return (reads_as_assertion(summaries, op->origin.macro) ||
            reads_as_assertion(summaries, op->origin.inner_macro)) &&
           !op->u.call.is_implicit && !op->u.call.is_result_used &&
           ruledb_terminator_kind(summaries->rules, name) == SINK_CLAIM;
}

/* What the name says counts only where nothing better is known of the function. */
static bool is_ending_by_name(const struct summaries *summaries, const struct op *op)
{
    const struct callee *callee = &op->u.call.callee;
    bool is_unknown =
        callee->is_undeclared || (callee->kind == CALLEE_UNKNOWN && callee->class_name == NULL);
    return is_failure_handler(summaries, op) ||
           (is_unknown && !op->u.call.is_result_used &&
            ruledb_is_undeclared_terminator(summaries->rules, callee->name));
}

/* The name that tells how it ends: of an object that is called or destroyed it is the class's. */
static const char *ending_name(const struct callee *callee)
{
    return callee->class_name != NULL ? callee->class_name : callee->name;
}

bool summaries_find_ending(const struct summaries *summaries, const struct op *op,
                           enum sink_kind *kind)
{
    const struct callee *callee = &op->u.call.callee;
    const struct summary *summary = find(summaries, callee->key);
    if (summary != NULL && summary->is_ending) {
        *kind = summary->kind;
        return true;
    }
    if (!callee->is_no_return && (summary != NULL || !is_ending_by_name(summaries, op)))
        return false;
    *kind = ruledb_terminator_kind(summaries->rules, ending_name(callee));
    return true;
}

/* How the walk over a function's blocks went. */
struct walk {
    const struct summaries *summaries;
    const struct function *function;
    bool *is_seen; /* by block number */
    const struct block **stack;
    size_t depth;
    bool returns;
    bool gives_up;
    enum sink_kind kind;
};

static void push(struct walk *walk, const struct block *block)
{
    if (!walk->is_seen[block->number]) {
        walk->is_seen[block->number] = true;
        walk->stack[walk->depth++] = block;
    }
}

static void note_end(struct walk *walk, enum sink_kind kind)
{
    if (!walk->gives_up || kind == SINK_CLAIM)
        walk->kind = kind;
    walk->gives_up = true;
}

static void visit(struct walk *walk, const struct block *block)
{
    for (size_t i = 0; i < block->op_count; i++) {
        enum sink_kind kind;
        if (block->ops[i]->kind == OP_CALL &&
            summaries_find_ending(walk->summaries, block->ops[i], &kind)) {
            note_end(walk, kind);
            return;
        }
    }
    if (block->end == END_RETURN)
        walk->returns = true;
    if (block->end == END_THROW)
        note_end(walk, SINK_REPORT);
    for (size_t i = 0; i < block->target_count; i++)
        push(walk, block->targets[i]);
    for (size_t i = 0; i < block->case_count; i++)
        push(walk, block->cases[i].target);
}

/* True when the function is now known never to return. */
static bool infer_ending(const struct summaries *summaries, struct summary *summary,
                         struct arena *scratch)
{
    const struct function *function = summary->function;
    if (function->block_count == 0)
        return false;
    struct walk walk = {.summaries = summaries, .function = function};
    walk.is_seen = arena_alloc(scratch, function->block_count);
    walk.stack = arena_alloc(scratch, function->block_count * sizeof *walk.stack);
    push(&walk, function->blocks[0]);
    while (walk.depth > 0 && !walk.returns)
        visit(&walk, walk.stack[--walk.depth]);
    if (walk.returns || !walk.gives_up)
        return false;
    summary->is_ending = true;
    summary->kind = walk.kind;
    return true;
}

bool summaries_preserve_errno(const struct summaries *summaries, const struct callee *callee)
{
    const struct summary *summary = find(summaries, callee->key);
    if (summary != NULL)
        return summary->preserves_errno;
    /* The standard library's containers and strings run code of their own, but none that touches
     * errno. */
    bool is_object = callee->kind == CALLEE_CONSTRUCTOR || callee->kind == CALLEE_DESTRUCTOR;
    if (is_object && callee->is_system)
        return true;
    bool is_meant =
        callee->is_system || callee->kind == CALLEE_FUNCTION || callee->kind == CALLEE_METHOD;
    return is_meant && ruledb_preserves_errno(summaries->rules, callee->name);
}

static bool is_errno(const struct place *place)
{
    return place->kind == PLACE_SHARED && text_equal(place->name, "errno");
}

static bool op_preserves_errno(const struct summaries *summaries, const struct op *op)
{
    switch (op->kind) {
    case OP_CALL: return summaries_preserve_errno(summaries, &op->u.call.callee);
    case OP_ASSIGN: return !is_errno(op->u.assign.place);
    case OP_HOLE: break;
    }
    return false;
}

/* True when the function is now known to leave errno alone. */
static bool infer_preserving(const struct summaries *summaries, struct summary *summary)
{
    for (size_t i = 0; i < summary->function->block_count; i++) {
        const struct block *block = summary->function->blocks[i];
        for (size_t j = 0; j < block->op_count; j++)
            if (!op_preserves_errno(summaries, block->ops[j]))
                return false;
    }
    summary->preserves_errno = true;
    return true;
}

const struct summaries *summaries_infer(struct arena *arena, const struct program *program,
                                        const struct ruledb *rules)
{
    struct summaries *summaries = arena_alloc(arena, sizeof *summaries);
    summaries->rules = rules;
    summaries->items = arena_alloc(arena, (program->function_count + 1) * sizeof *summaries->items);
    for (size_t i = 0; i < program->function_count; i++)
        summaries->items[summaries->count++] =
            (struct summary){.key = program->functions[i]->key, .function = program->functions[i]};
    qsort(summaries->items, summaries->count, sizeof *summaries->items, compare_summaries);
    struct arena scratch;
    arena_init(&scratch);
    bool changed = true;
    for (int round = 0; round < MAX_ROUNDS && changed; round++) {
        changed = false;
        for (size_t i = 0; i < summaries->count; i++) {
            struct summary *summary = &summaries->items[i];
            changed |= !summary->is_ending && infer_ending(summaries, summary, &scratch);
            changed |= !summary->preserves_errno && infer_preserving(summaries, summary);
        }
    }
    arena_release(&scratch);
    return summaries;
}
