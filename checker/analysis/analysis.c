/* One program: infer which functions end the way, then function by function solve and judge. A
 * function in which no errno is read and no errno named has no site, and is passed over. */
#include "analysis/analysis.h"

#include "analysis/flow.h"
#include "analysis/judge.h"
#include "analysis/solve.h"
#include "analysis/summary.h"
#include "base/arena.h"
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

void analysis_run(struct findings *findings, const struct program *program,
                  const struct ruledb *rules, const struct analysis_options *options)
{
    struct arena arena;
    arena_init(&arena);
    const struct summaries *summaries = summaries_infer(&arena, program, rules);
    for (size_t i = 0; i < program->function_count; i++) {
        bool is_wanted = program->files[program->functions[i]->at.file].is_of_interest;
        bool is_silent =
            !options->checks[CHECK_ASSERT_SUCCESS] && !may_have_sites(program->functions[i]);
        if (!is_wanted || is_silent)
            continue;
        struct arena scratch;
        arena_init(&scratch);
        struct flow flow;
        struct solve_statistics statistics = {0};
        flow_init(&flow, &scratch, program, program->functions[i], rules, summaries);
        solve(&flow, &statistics);
        judge(&flow, findings, options);
        misuse(&flow, findings, options);
        arena_release(&scratch);
    }
    arena_release(&arena);
}
