/* Programs built by hand, for the analysis tests: no libclang, no source text. Each function is
 * made of a few blocks; every origin gets its own line, so that findings can be told apart. */
#ifndef ERRNO_LINT_TESTS_HAND_BUILT_H
#define ERRNO_LINT_TESTS_HAND_BUILT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/analysis.h"
#include "base/arena.h"
#include "base/error.h"
#include "findings/findings.h"
#include "program/build.h"
#include "program/verify.h"
#include "ruledb/ruledb.h"

struct hand {
    struct arena arena;
    const struct ruledb *rules;
    struct program *program;
    struct function *function;
    struct findings findings;
    uint32_t line;
};

static inline void hand_begin(struct hand *hand)
{
    *hand = (struct hand){.line = 10};
    arena_init(&hand->arena);
    struct error error;
    if (!ruledb_load(&hand->rules, &hand->arena, NULL, &error))
        fail_msg("%s", error.text);
    hand->program = program_create(&hand->arena);
    uint32_t file = program_add_file(hand->program, "src/a.c");
    hand->program->files[file].is_of_interest = true;
    hand->function = function_create(hand->program, "f", "c:@F@f");
    findings_init(&hand->findings, &hand->arena);
}

static inline void hand_end(struct hand *hand)
{
    arena_release(&hand->arena);
}

/* The next line of the imagined source. */
static inline struct origin hand_origin(struct hand *hand)
{
    struct location at = {.file = 0, .line = hand->line++, .column = 5};
    return (struct origin){.at = at, .spelled = at, .outer = at};
}

static inline struct block *hand_block(struct hand *hand)
{
    return function_add_block(hand->program, hand->function);
}

static inline struct place *hand_place(struct hand *hand, const char *name)
{
    return function_add_place(hand->program, hand->function, PLACE_LOCAL, name, TYPE_INTEGER);
}

/* A call without arguments of a function of the system, whose result is an int that is used. */
static inline struct op *hand_call(struct hand *hand, struct block *block, const char *name)
{
    struct callee callee = {
        .kind = CALLEE_FUNCTION, .name = name, .is_system = true, .result = TYPE_INTEGER};
    struct op *op =
        block_add_call(hand->program, hand->function, block, &callee, NULL, 0, hand_origin(hand));
    op->u.call.is_result_used = true;
    return op;
}

/* The same for a function of the project, result unused. */
static inline struct op *hand_call_unknown(struct hand *hand, struct block *block, const char *name)
{
    struct callee callee = {
        .kind = CALLEE_FUNCTION, .name = name, .key = "c:@F@other", .result = TYPE_VOID};
    return block_add_call(hand->program, hand->function, block, &callee, NULL, 0,
                          hand_origin(hand));
}

static inline void hand_abort(struct hand *hand, struct block *block)
{
    struct callee callee = {
        .kind = CALLEE_FUNCTION, .name = "abort", .is_system = true, .is_no_return = true};
    block_add_call(hand->program, hand->function, block, &callee, NULL, 0, hand_origin(hand));
    block_end_no_return(block);
}

static inline void hand_return(struct hand *hand, struct block *block)
{
    block_end_return(block, NULL, hand_origin(hand));
}

static inline void hand_branch(struct hand *hand, struct block *block, struct expr *subject,
                               unsigned condition, struct block *yes, struct block *no)
{
    struct origin origin = hand_origin(hand);
    subject->origin = origin;
    block_end_branch(hand->program, block, subject, condition, yes, no, origin);
}

static inline struct expr *hand_is_errno(struct hand *hand, enum errno_id error)
{
    return expr_compare(hand->program, COMPARE_EQ, expr_errno(hand->program),
                        expr_error(hand->program, error));
}

static inline struct expr *hand_is_below_zero(struct hand *hand, struct expr *value)
{
    return expr_compare(hand->program, COMPARE_LT, value, expr_int(hand->program, 0));
}

/* Finishes the function, checks it and analyses it. */
static inline void hand_analyse(struct hand *hand)
{
    function_finish(hand->program, hand->function);
    struct error error;
    if (!program_verify(hand->program, hand->function, &error))
        fail_msg("%s", error.text);
    struct analysis_options options = analysis_defaults();
    analysis_run(&hand->findings, hand->program, hand->rules, &options, NULL);
    findings_finish(&hand->findings);
}

/* Whether the finding names the errno as missing. */
static inline bool hand_is_missing(const struct finding *finding, enum errno_id error)
{
    for (size_t i = 0; i < finding->missing_count; i++)
        if (finding->missing[i].error == error && !finding->missing[i].is_treated_elsewhere)
            return true;
    return false;
}

#endif
