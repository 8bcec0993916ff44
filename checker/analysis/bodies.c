/* A call of a function whose body is at hand can be analysed as if the body were written there
 * (expand.h). That is worth its price, and safe, for three kinds of small functions:
 * - a wrapper hands over the failure of a call with a rule, and its result is looked at;
 * - a predicate says something about errno or about an error number that it is given;
 * - an assertion function gives up where its parameter, or errno, is not as it should be.
 * A wrapper whose result nobody looks at stays a call of an unknown function, unless it puts errno
 * back itself: who ignores it means the errno of the call before. So does everything whose body is
 * not known as a whole: code was lost, an exception leaves it, another method may be called in its
 * stead. */
#include "analysis/bodies.h"

#include "analysis/calls.h"
#include "analysis/mentions.h"
#include "analysis/summary.h"
#include "base/arena.h"
#include "base/text.h"
#include "program/program.h"
#include "ruledb/ruledb.h"

enum { MAX_BLOCKS = 40, MAX_OPS = 48 };

/* What was seen of a body. */
struct body {
    bool is_seen;        /* or being looked at: recursion ends here */
    bool is_understood;  /* small, nothing lost, leaves by its returns alone */
    bool has_known_call; /* itself, or in a function that it calls */
    bool names_errno;
    bool reads_errno;
    bool sets_errno; /* to something else than a constant: it puts a saved value back */
    bool gives_up;   /* itself, or in a function that it calls */
};

struct bodies {
    struct arena *arena;
    const struct ruledb *rules;
    const struct summaries *summaries;
    struct body *items; /* by index of the function in the summaries */
};

struct bodies *bodies_create(struct arena *arena, const struct ruledb *rules,
                             const struct summaries *summaries)
{
    struct bodies *bodies = arena_alloc(arena, sizeof *bodies);
    *bodies = (struct bodies){.arena = arena, .rules = rules, .summaries = summaries};
    bodies->items = arena_alloc(arena, (summaries_count(summaries) + 1) * sizeof *bodies->items);
    return bodies;
}

const struct summaries *bodies_summaries(const struct bodies *bodies)
{
    return bodies->summaries;
}

/* ---- looking at a body ---- */

static const struct body *look_at(struct bodies *bodies, size_t index);

static void look_at_call(struct bodies *bodies, struct body *body, const struct op *op)
{
    enum sink_kind kind;
    if (summaries_find_ending(bodies->summaries, op, &kind)) {
        body->gives_up = true;
        return;
    }
    size_t index;
    if (calls_can_fail(bodies->rules, bodies->summaries, op)) {
        body->has_known_call = true;
    } else if (summaries_find_body(bodies->summaries, &op->u.call.callee, &index) != NULL) {
        const struct body *inner = look_at(bodies, index);
        body->has_known_call = body->has_known_call || inner->has_known_call;
        body->gives_up = body->gives_up || inner->gives_up;
    }
}

static bool restores_errno(const struct op *op)
{
    const struct place *place = op->u.assign.place;
    return place->kind == PLACE_SHARED && text_equal(place->name, "errno") &&
           op->u.assign.value->kind == EXPR_PLACE;
}

static void look_at_block(struct bodies *bodies, struct body *body, const struct block *block)
{
    if (block->end == END_THROW)
        body->is_understood = false;
    body->names_errno = body->names_errno || mentions_names_in(block);
    body->reads_errno =
        body->reads_errno || (block->subject != NULL && mentions_errno(block->subject));
    for (size_t i = 0; i < block->op_count; i++) {
        const struct op *op = block->ops[i];
        switch (op->kind) {
        case OP_CALL: look_at_call(bodies, body, op); break;
        case OP_ASSIGN:
            body->reads_errno = body->reads_errno || mentions_errno(op->u.assign.value);
            body->sets_errno = body->sets_errno || restores_errno(op);
            break;
        case OP_HOLE: body->is_understood = false; break;
        }
    }
}

static const struct body *look_at(struct bodies *bodies, size_t index)
{
    struct body *body = &bodies->items[index];
    if (body->is_seen)
        return body;
    body->is_seen = true;
    const struct function *function = summaries_function(bodies->summaries, index);
    body->is_understood = function->block_count > 0 && function->block_count <= MAX_BLOCKS &&
                          function->op_count <= MAX_OPS;
    for (size_t i = 0; body->is_understood && i < function->block_count; i++)
        look_at_block(bodies, body, function->blocks[i]);
    body->has_known_call = body->has_known_call && body->is_understood;
    body->gives_up = body->gives_up && body->is_understood;
    return body;
}

/* ---- calls ---- */

static bool is_any_argument(const struct op *call, bool (*is_it)(const struct expr *argument))
{
    for (size_t i = 0; i < call->u.call.argument_count; i++)
        if (is_it(call->u.call.arguments[i]))
            return true;
    return false;
}

/* An error number, or the outcome of a condition. */
static bool is_condition(const struct expr *argument)
{
    bool is_kept = argument->kind == EXPR_PLACE && (argument->u.place->kind == PLACE_TEMPORARY ||
                                                    argument->u.place->kind == PLACE_PARAMETER);
    bool is_test = argument->kind == EXPR_NOT || argument->kind == EXPR_COMPARE;
    return is_test || is_kept || argument->is_errno_address || mentions_errno(argument) ||
           mentions_name(argument);
}

/* A pointer to errno, rather than a reference: the function may write through it. */
static bool takes_errno_pointer(const struct op *call, const struct function *function)
{
    for (size_t i = 0; i < call->u.call.argument_count; i++)
        if (call->u.call.arguments[i]->is_errno_address &&
            (i >= function->parameter_count || function->parameters[i]->type == TYPE_POINTER))
            return true;
    return false;
}

static bool is_statically_bound(const struct callee *callee)
{
    return callee->kind == CALLEE_FUNCTION ||
           (callee->kind == CALLEE_METHOD && !callee->is_virtual_call);
}

/* The call is an assertion by the rules, or never comes back: a sink as it stands. */
static bool is_sink(const struct bodies *bodies, const struct op *call)
{
    enum sink_kind kind;
    return summaries_find_ending(bodies->summaries, call, &kind) ||
           ruledb_find_assertion(bodies->rules, false, call->u.call.callee.name, call->origin.macro,
                                 -1) != NULL;
}

static bool says_something(const struct body *body, const struct op *call)
{
    bool is_assertion = body->gives_up && (body->reads_errno || body->names_errno ||
                                           is_any_argument(call, is_condition));
    if (!call->u.call.is_result_used || call->u.call.callee.result == TYPE_VOID)
        return body->sets_errno || (is_assertion && !body->has_known_call);
    bool is_predicate = body->names_errno && call->u.call.callee.result != TYPE_POINTER;
    return body->has_known_call || is_assertion || is_predicate || body->reads_errno ||
           is_any_argument(call, mentions_name);
}

const struct function *bodies_find(struct bodies *bodies, const struct op *call)
{
    size_t index;
    const struct callee *callee = &call->u.call.callee;
    const struct function *function = is_statically_bound(callee) && !call->u.call.is_implicit
                                          ? summaries_find_body(bodies->summaries, callee, &index)
                                          : NULL;
    if (function == NULL || is_sink(bodies, call) || takes_errno_pointer(call, function))
        return NULL;
    const struct body *body = look_at(bodies, index);
    return body->is_understood && says_something(body, call) ? function : NULL;
}

bool bodies_asks_errno(struct bodies *bodies, const struct op *call)
{
    size_t index;
    if (bodies_find(bodies, call) == NULL ||
        summaries_find_body(bodies->summaries, &call->u.call.callee, &index) == NULL)
        return false;
    const struct body *body = look_at(bodies, index);
    return (body->names_errno || is_any_argument(call, mentions_name)) && !body->has_known_call;
}
