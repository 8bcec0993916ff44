/* A forward dataflow over disjuncts: blocks in reverse post-order, the dirty ones again until none
 * is left. The lattice is finite, so it ends by itself; a block that is visited too often gives up
 * all the same, and its sites are blind. */
#include "analysis/solve.h"

#include "analysis/expand.h"
#include "analysis/flow.h"
#include "analysis/liveness.h"
#include "analysis/refine.h"
#include "analysis/sinks.h"
#include "analysis/transfer.h"
#include "analysis/ways.h"
#include "base/arena.h"

struct solver {
    struct flow *flow;
    struct state *states; /* at the blocks' entries */
    unsigned *visits;
    bool *is_dirty;
    unsigned *predecessors; /* number of edges into the block */
    const bool *is_doomed;  /* no return can be reached from the block any more */
    const struct liveness *liveness;
    struct join_rules join;
    struct solve_statistics *statistics;
};

/* Something may still ask for the fact although no variable holds its error any more: ways have not
 * met again since it was tested, nothing but sinks lies ahead, or a kept condition remembers a test
 * of it. */
static bool is_in_question(const struct solver *solver, const struct disjunct *disjunct,
                           const struct fact *fact, const struct block *block)
{
    bool is_straight_on = solver->predecessors[block->number] < 2;
    if (is_straight_on && fact->outcome != OUTCOME_UNTESTED)
        return true;
    if (solver->is_doomed[block->number] && fact->outcome != OUTCOME_UNTESTED)
        return true;
    for (unsigned i = 0; i < disjunct->binding_count; i++)
        if (flow_condition_decides(solver->flow, disjunct->bindings[i].value.condition,
                                   fact->event))
            return true;
    return false;
}

/* Drops bindings that nothing reads any more, and facts that nothing refers to: those events end
 * here. */
static void drop_dead(struct solver *solver, struct disjunct *disjunct, const struct block *block)
{
    for (unsigned i = disjunct->binding_count; i-- > 0;)
        if (!liveness_has(solver->liveness, block, disjunct->bindings[i].place))
            disjunct_unbind(disjunct, disjunct->bindings[i].place);
    for (unsigned i = disjunct->fact_count; i-- > 0;) {
        const struct fact *fact = &disjunct->facts[i];
        if (disjunct_refers_to(disjunct, fact->event) ||
            is_in_question(solver, disjunct, fact, block))
            continue;
        flow_add_end(solver->flow, fact, NO_SINK, false);
        disjunct_forget(disjunct, fact->event, REASON_LOST_ORIGIN);
    }
}

static void send(struct solver *solver, struct disjunct *disjunct, const struct block *target)
{
    drop_dead(solver, disjunct, target);
    if (state_join(&solver->states[target->number], &solver->join, disjunct))
        solver->is_dirty[target->number] = true;
}

static void follow_branch(struct solver *solver, const struct disjunct *disjunct,
                          const struct block *block, struct arena *scratch)
{
    for (unsigned i = 0; i < 2; i++) {
        struct disjunct side;
        disjunct_copy(&side, scratch, disjunct);
        if (refine_assume(solver->flow, &side, block->subject, i == 0, block->condition))
            send(solver, &side, block->targets[i]);
    }
}

static void follow_switch(struct solver *solver, const struct disjunct *disjunct,
                          const struct block *block, struct arena *scratch)
{
    for (size_t i = 0; i <= block->case_count; i++) {
        const struct switch_case *one = i < block->case_count ? &block->cases[i] : NULL;
        struct disjunct side;
        disjunct_copy(&side, scratch, disjunct);
        if (refine_assume_case(solver->flow, &side, block, one))
            send(solver, &side, one == NULL ? block->targets[0] : one->target);
    }
}

static void follow(struct solver *solver, struct disjunct *disjunct, const struct block *block,
                   struct arena *scratch)
{
    switch (block->end) {
    case END_BRANCH: follow_branch(solver, disjunct, block, scratch); break;
    case END_SWITCH: follow_switch(solver, disjunct, block, scratch); break;
    case END_JUMP:
        for (size_t i = 0; i < block->target_count; i++) {
            struct disjunct side;
            disjunct_copy(&side, scratch, disjunct);
            send(solver, &side, block->targets[i]);
        }
        break;
    case END_RETURN: flow_end_all(solver->flow, disjunct, NO_SINK); break;
    case END_THROW: sinks_enter_throw(solver->flow, disjunct, block); break;
    case END_NO_RETURN: break; /* the call has been a sink already */
    case END_OPEN: break;
    }
}

static void visit(struct solver *solver, const struct block *block)
{
    struct state *state = &solver->states[block->number];
    solver->flow->is_visited[block->number] = true;
    struct arena scratch;
    arena_init(&scratch);
    for (unsigned i = 0; i < state->count; i++) {
        struct disjunct disjunct;
        disjunct_copy(&disjunct, &scratch, state->items[i]);
        bool goes_on = true;
        for (size_t j = 0; j < block->op_count && goes_on; j++)
            goes_on = transfer_op(solver->flow, &disjunct, block, block->ops[j]);
        if (goes_on)
            follow(solver, &disjunct, block, &scratch);
    }
    arena_release(&scratch);
}

static void run(struct solver *solver)
{
    const struct function *function = solver->flow->function;
    bool is_any_dirty = true;
    while (is_any_dirty) {
        is_any_dirty = false;
        for (size_t i = 0; i < function->block_count; i++) {
            if (!solver->is_dirty[i])
                continue;
            is_any_dirty = true;
            solver->is_dirty[i] = false;
            solver->statistics->visits++;
            if (++solver->visits[i] == MAX_VISITS) {
                solver->statistics->given_up++;
                state_give_up(&solver->states[i], solver->flow->arena, REASON_TOO_MANY_PATHS);
            }
            if (solver->visits[i] <= MAX_VISITS)
                visit(solver, function->blocks[i]);
        }
    }
}

static unsigned *count_predecessors(const struct flow *flow)
{
    const struct function *function = flow->function;
    unsigned *count = arena_alloc(flow->arena, function->block_count * sizeof *count);
    for (size_t i = 0; i < function->block_count; i++) {
        const struct block *block = function->blocks[i];
        for (size_t j = 0; j < block->target_count; j++)
            count[block->targets[j]->number]++;
        for (size_t j = 0; j < block->case_count; j++)
            count[block->cases[j].target->number]++;
    }
    return count;
}

/* A condition handed on from a predecessor; ways that come from different ones cancel out. */
static void hand_on(unsigned *seen, unsigned *controls, const struct block *from,
                    const struct block *to)
{
    bool is_test = from->end == END_BRANCH || from->end == END_SWITCH;
    unsigned condition = is_test ? from->condition : controls[from->number];
    controls[to->number] =
        seen[to->number] == 0 || controls[to->number] == condition ? condition : 0;
    seen[to->number]++;
}

/* In reverse post-order, so that all predecessors but those of loops come first; blocks that a loop
 * comes back to have more predecessors than were seen and belong to no condition. */
static const unsigned *find_controls(const struct flow *flow, const unsigned *predecessors)
{
    const struct function *function = flow->function;
    unsigned *controls = arena_alloc(flow->arena, function->block_count * sizeof *controls);
    unsigned *seen = arena_alloc(flow->arena, function->block_count * sizeof *seen);
    for (size_t i = 0; i < function->block_count; i++) {
        const struct block *block = function->blocks[i];
        if (seen[i] < predecessors[i])
            controls[i] = 0;
        for (size_t j = 0; j < block->target_count; j++)
            hand_on(seen, controls, block, block->targets[j]);
        for (size_t j = 0; j < block->case_count; j++)
            hand_on(seen, controls, block, block->cases[j].target);
    }
    return controls;
}

void solve(struct flow *flow, struct solve_statistics *statistics)
{
    const struct function *function = flow->function;
    struct solver solver = {.flow = flow, .statistics = statistics};
    if (function->block_count == 0)
        return;
    solver.states = arena_alloc(flow->arena, function->block_count * sizeof *solver.states);
    solver.visits = arena_alloc(flow->arena, function->block_count * sizeof *solver.visits);
    solver.is_dirty = arena_alloc(flow->arena, function->block_count);
    liveness_find_decisive(flow->is_decisive, function);
    for (size_t i = 0; flow->expansion != NULL && i < function->place_count; i++)
        flow->is_decisive[i] = flow->is_decisive[i] || flow->expansion->is_result[i];
    solver.liveness = liveness_compute(flow->arena, function);
    solver.predecessors = count_predecessors(flow);
    flow->controls = find_controls(flow, solver.predecessors);
    solver.is_doomed = ways_find_doomed(flow, flow->arena);
    solver.join = (struct join_rules){.is_decisive = flow->is_decisive, .arena = flow->arena};
    struct disjunct entry = {
        .errno_kind = ERRNO_IS_UNKNOWN, .errno_reason = REASON_LOST_ORIGIN, .pending = NO_EVENT};
    state_join(&solver.states[0], &solver.join, &entry);
    solver.is_dirty[0] = true;
    run(&solver);
    sinks_find_unreached(flow);
    flow->deciding = ways_find_deciding(flow, flow->arena);
    statistics->overflows += solver.join.overflows;
    statistics->fact_overflows += flow->fact_overflows + solver.join.fact_overflows;
    statistics->binding_overflows += flow->binding_overflows;
    for (size_t i = 0; i < function->block_count; i++)
        statistics->unknown_blocks += solver.states[i].has_given_up;
}
