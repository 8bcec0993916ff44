/* Comparing an answer with the rows that apply to it: the same selection of requests, conditions
 * and kinds that the analysis makes. */
#include "probe/compare.h"

#include <string.h>

#include "base/arena.h"
#include "ruledb/database.h"

int answer_error(const struct ruledb *rules, const struct call_text *call,
                 const struct probe_answer *answer)
{
    const struct rule_call *rule = ruledb_find_call(rules, call->name);
    if (rule == NULL)
        return answer->result == -1 ? answer->error : 0;
    struct rule_failure fails = call->is_by_number ? ruledb_failure_by_number(rule) : rule->fails;
    bool is_failed = false;
    switch (fails.result) {
    case FAILS_MINUS_ONE: is_failed = answer->result == -1; break;
    case FAILS_NEGATIVE: is_failed = answer->result < 0; break;
    case FAILS_NULL:
    case FAILS_ZERO: is_failed = answer->result == 0; break;
    case FAILS_NONZERO: is_failed = answer->result != 0; break;
    case FAILS_UNTOLD: is_failed = answer->error != 0; break;
    case FAILS_NEVER: break;
    }
    if (!is_failed)
        return 0;
    switch (fails.channel) {
    case CHANNEL_RESULT: return (int)answer->result;
    case CHANNEL_NEGATIVE_RESULT: return -(int)answer->result;
    case CHANNEL_ERRNO:
    case CHANNEL_WRITTEN: break;
    }
    return answer->error;
}

/* A row that denies the errno outright for this use. */
static bool is_denied(const struct ruledb *rules, const struct rule_call *rule, enum errno_id error,
                      const struct rule_argument *arguments, size_t count)
{
    const struct rule_kind *kind = NULL;
    if (rule->object >= 0 && (size_t)rule->object < count)
        kind = argument_kind(rules, &arguments[rule->object]);
    for (size_t i = 0; i < rule->row_count; i++) {
        const struct rule_row *row = &rule->rows[i];
        if (row->error == error && row->likelihood == LIKELIHOOD_NEVER &&
            condition_evaluate(row->when, rules, arguments, count) == TRUTH_TRUE &&
            row_allows_kind(rules, row, kind) == TRUTH_TRUE)
            return true;
    }
    return false;
}

static bool has_row(const struct rule_call *rule, enum errno_id error)
{
    for (size_t i = 0; i < rule->row_count; i++)
        if (rule->rows[i].error == error && rule->rows[i].likelihood != LIKELIHOOD_NEVER)
            return true;
    return false;
}

static void judge(struct comparison *comparison, const struct ruledb *rules,
                  const struct rule_argument *arguments, size_t count, struct arena *arena)
{
    const struct rule_call *rule = comparison->rule;
    struct rule_match *matches = arena_alloc(arena, (rule->row_count + 1) * sizeof *matches);
    size_t match_count = rule_match(rules, rule, arguments, count, matches, NULL);
    comparison->rows = arena_alloc(arena, (match_count + 1) * sizeof *comparison->rows);
    for (size_t i = 0; i < match_count; i++)
        if (matches[i].row->error == comparison->error)
            comparison->rows[comparison->row_count++] = matches[i].row;
    if (is_denied(rules, rule, comparison->error, arguments, count))
        comparison->verdict = VERDICT_NEVER;
    else if (comparison->row_count > 0)
        comparison->verdict = VERDICT_AGREES;
    else
        comparison->verdict = has_row(rule, comparison->error) ? VERDICT_NARROWED : VERDICT_MISSING;
}

struct comparison compare_error(const struct ruledb *rules, const struct call_text *call,
                                const struct probe_place *place, int error, struct arena *arena)
{
    struct comparison comparison = {.verdict = VERDICT_NO_RULE};
    struct rule_argument arguments[MAX_ARGUMENTS];
    const struct rule_call *rule = ruledb_find_call(rules, call->name);
    const char *name = strerrorname_np(error);
    comparison.error = name == NULL ? ERRNO_NONE : errno_find(name);
    if (rule == NULL)
        return comparison;
    for (size_t i = 0; i < call->count; i++)
        arguments[i] = call_text_argument(call->arguments[i], place, rules, arena);
    comparison.rule = rule_select_request(rule, arguments, call->count);
    judge(&comparison, rules, arguments, call->count, arena);
    return comparison;
}

const char *verdict_word(enum verdict verdict)
{
    switch (verdict) {
    case VERDICT_SUCCESS: return "success";
    case VERDICT_AGREES: return "agrees";
    case VERDICT_NO_RULE: return "no rule";
    case VERDICT_MISSING: return "missing";
    case VERDICT_NARROWED: return "narrowed away";
    case VERDICT_NEVER: return "said never to happen";
    }
    return "";
}
