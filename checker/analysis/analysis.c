/* One program: infer which functions end the way, then function by function solve and judge. A
 * function in which no errno is read and no errno named has no site, and is passed over. */
#include "analysis/analysis.h"

#include "analysis/flow.h"
#include "analysis/judge.h"
#include "analysis/solve.h"
#include "analysis/statistics.h"
#include "analysis/summary.h"
#include "base/arena.h"
#include "base/clock.h"
#include "findings/findings.h"
#include "program/program.h"

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

static bool names_errno(const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_INT: return expr->u.constant.error != ERRNO_NONE;
    case EXPR_NEGATE:
    case EXPR_NOT: return names_errno(expr->u.operand);
    case EXPR_COMPARE: return names_errno(expr->u.pair.left) || names_errno(expr->u.pair.right);
    case EXPR_UNKNOWN:
    case EXPR_STRING:
    case EXPR_ERRNO:
    case EXPR_PLACE:
    case EXPR_ADDRESS:
    case EXPR_CALL:
    case EXPR_MASK: break;
    }
    return false;
}

/* Whether some condition of the function names an errno: else there is nothing to judge. */
static bool may_have_sites(const struct function *function)
{
    for (size_t i = 0; i < function->block_count; i++) {
        const struct block *block = function->blocks[i];
        if (block->end == END_BRANCH && names_errno(block->subject))
            return true;
        for (size_t j = 0; block->end == END_SWITCH && j < block->case_count; j++)
            if (block->cases[j].label != NULL && names_errno(block->cases[j].label))
                return true;
        for (size_t j = 0; j < block->op_count; j++)
            if (block->ops[j]->kind == OP_ASSIGN &&
                block->ops[j]->u.assign.value->kind == EXPR_COMPARE &&
                names_errno(block->ops[j]->u.assign.value))
                return true;
    }
    return false;
}

/* What all functions of a run have in common. */
struct analysis {
    struct findings *findings;
    const struct program *program;
    const struct ruledb *rules;
    const struct summaries *summaries;
    const struct analysis_options *options;
    struct analysis_statistics *statistics;
};

static void analyse(struct analysis *analysis, const struct function *function)
{
    double start = clock_used();
    struct arena scratch;
    arena_init(&scratch);
    struct flow flow;
    struct solve_statistics solved = {0};
    flow_init(&flow, &scratch, analysis->program, function, analysis->rules, analysis->summaries);
    solve(&flow, &solved);
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
    for (size_t i = 0; i < program->function_count; i++) {
        const struct function *function = program->functions[i];
        bool is_wanted = program->files[function->at.file].is_of_interest;
        if (is_wanted && (options->checks[CHECK_ASSERT_SUCCESS] || may_have_sites(function)))
            analyse(&analysis, function);
    }
    arena_release(&arena);
    if (statistics == NULL)
        return;
    statistics->lowered += program->function_count;
    statistics->seconds += clock_used() - start;
}
