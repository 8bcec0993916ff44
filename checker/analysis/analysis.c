/* One program: infer which functions end the way, then function by function solve and judge. A
 * function in which no errno is read and no errno named has no site, and is passed over. */
#include "analysis/analysis.h"

#include "analysis/bodies.h"
#include "analysis/expand.h"
#include "analysis/flow.h"
#include "analysis/judge.h"
#include "analysis/mentions.h"
#include "analysis/solve.h"
#include "analysis/statistics.h"
#include "analysis/summary.h"
#include "base/arena.h"
#include "base/clock.h"
#include "findings/findings.h"
#include "program/program.h"
#include "ruledb/ruledb.h"

struct analysis_options analysis_defaults(void)
{
    struct analysis_options options = {0};
    options.checks[CHECK_MISSING_ERRNO] = true;
    options.checks[CHECK_WRONG_CHANNEL] = true;
    options.checks[CHECK_DEAD_HANDLER] = true;
    options.checks[CHECK_CONTRADICTION] = true;
    for (int i = 0; i < CLASS_COUNT; i++)
        options.classes[i] = i != CLASS_DEFECT && i != CLASS_MEMORY;
    return options;
}

/* What all functions of a run have in common. */
struct analysis {
    struct findings *findings;
    const struct program *program;
    const struct ruledb *rules;
    const struct summaries *summaries;
    struct bodies *bodies;
    const struct analysis_options *options;
    struct analysis_statistics *statistics;
};

/* Whether the result of a call that returns its error number is looked at. */
static bool uses_number(const struct ruledb *rules, const struct op *op)
{
    const struct rule_call *call =
        op->u.call.is_result_used ? ruledb_find_call(rules, op->u.call.callee.name) : NULL;
    return call != NULL && call->fails.channel == CHANNEL_RESULT;
}

static bool asks_for_error(const struct analysis *analysis, const struct block *block)
{
    for (size_t i = 0; i < block->op_count; i++) {
        const struct op *op = block->ops[i];
        if (op->kind == OP_CALL &&
            (bodies_asks_errno(analysis->bodies, op) || uses_number(analysis->rules, op)))
            return true;
    }
    return false;
}

/* Whether some condition of the function names an errno, by itself or in a predicate that it calls,
 * or a call returns one: else there is nothing to judge. The frontend leaves functions out whose
 * text can have none of these (frontend.h, may_matter). */
static bool may_have_sites(const struct analysis *analysis, const struct function *function)
{
    if (mentions_names(function))
        return true;
    for (size_t i = 0; i < function->block_count; i++)
        if (asks_for_error(analysis, function->blocks[i]))
            return true;
    return false;
}

/* Something was forgotten because it became too much. */
static bool has_forgotten(const struct solve_statistics *solved)
{
    return solved->fact_overflows + solved->given_up + solved->unknown_blocks > 0;
}

/* Solves the function with the bodies of what it calls, unless that makes the analysis forget what
 * it knows without them. */
static void solve_function(const struct analysis *analysis, struct flow *flow,
                           struct solve_statistics *solved, struct arena *arena,
                           const struct function *function)
{
    const struct expansion *expansion =
        expand(analysis->bodies, arena, analysis->program, function);
    if (expansion != NULL) {
        flow_init_expanded(flow, arena, analysis->program, expansion, analysis->rules,
                           analysis->summaries);
        solve(flow, solved);
        if (!has_forgotten(solved))
            return;
    }
    struct flow plain;
    struct solve_statistics solved_plain = {0};
    flow_init(&plain, arena, analysis->program, function, analysis->rules, analysis->summaries);
    solve(&plain, &solved_plain);
    if (expansion == NULL || !has_forgotten(&solved_plain)) {
        *flow = plain;
        *solved = solved_plain;
    }
}

static void analyse(struct analysis *analysis, const struct function *function)
{
    double start = clock_used();
    struct arena scratch;
    arena_init(&scratch);
    struct flow flow;
    struct solve_statistics solved = {0};
    solve_function(analysis, &flow, &solved, &scratch, function);
    judge(&flow, analysis->findings, analysis->options);
    misuse(&flow, analysis->findings, analysis->options);
    if (analysis->statistics != NULL)
        statistics_add(analysis->statistics, analysis->findings->arena, analysis->program, function,
                       &solved, clock_used() - start, scratch.total);
    arena_release(&scratch);
}

void analysis_run(struct findings *findings, const struct program *program,
                  const struct ruledb *rules, const struct analysis_options *options,
                  struct analysis_statistics *statistics)
{
    double start = clock_used();
    struct arena arena;
    arena_init(&arena);
    struct analysis analysis = {.findings = findings,
                                .program = program,
                                .rules = rules,
                                .summaries = summaries_infer(&arena, program, rules),
                                .options = options,
                                .statistics = statistics};
    analysis.bodies = bodies_create(&arena, rules, analysis.summaries);
    for (size_t i = 0; i < program->function_count; i++) {
        const struct function *function = program->functions[i];
        bool is_wanted = program->files[function->at.file].is_of_interest;
        if (is_wanted &&
            (options->checks[CHECK_ASSERT_SUCCESS] || may_have_sites(&analysis, function)))
            analyse(&analysis, function);
    }
    arena_release(&arena);
    if (statistics == NULL)
        return;
    statistics->lowered += program->function_count;
    statistics->seconds += clock_used() - start;
}
