/* Narrowing a call's rows to one use of it: by the request, by conditions on the arguments, by the
 * kind of object. What is not known keeps a row but makes it one step less likely. */
#include "ruledb/match.h"

#include <string.h>

#include "base/text.h"
#include "ruledb/database.h"

static const struct rule_call *find_request(const struct rule_call *call, const char *name)
{
    size_t prefix = strlen(call->name) + 1; /* requests are named CALL:REQUEST */
    for (size_t i = 0; i < call->request_count; i++)
        if (strcmp(call->requests[i].name + prefix, name) == 0)
            return &call->requests[i];
    return NULL;
}

const struct rule_call *rule_select_request(const struct rule_call *call,
                                            const struct rule_argument *arguments,
                                            size_t argument_count)
{
    if (call->request_parameter < 0 || (size_t)call->request_parameter >= argument_count)
        return call;
    const struct rule_argument *argument = &arguments[call->request_parameter];
    const struct rule_call *chosen = NULL;
    for (size_t i = 0; i < argument->name_count; i++) {
        const struct rule_call *request = find_request(call, argument->names[i]);
        /* FUTEX_WAIT_PRIVATE is spelled FUTEX_WAIT | FUTEX_PRIVATE_FLAG: the longer name is the
         * whole one. Of names that have nothing to do with each other (F_GETLK | F_SETLK) nobody
         * knows. */
        if (request == NULL || (chosen != NULL && text_starts_with(chosen->name, request->name)))
            continue;
        if (chosen != NULL && !text_starts_with(request->name, chosen->name))
            return call;
        chosen = request;
    }
    if (chosen != NULL)
        return chosen;
    return argument->name_count == 1 && argument->is_all_named ? call->common : call;
}

static enum likelihood lower(enum likelihood likelihood)
{
    switch (likelihood) {
    case LIKELIHOOD_COMMON: return LIKELIHOOD_UNUSUAL;
    case LIKELIHOOD_UNUSUAL:
    case LIKELIHOOD_EXOTIC: return LIKELIHOOD_EXOTIC;
    case LIKELIHOOD_NEVER:
    case LIKELIHOOD_COUNT: break;
    }
    return likelihood;
}

/* What became of the rows of each errno. */
struct tally {
    struct errno_set seen;    /* has rows that are not `never` */
    struct errno_set applies; /* ... one of which applies */
    struct errno_set by_kind; /* ... one of which passes its condition and fails by kind */
};

static void tally_exclusions(struct rule_excluded *excluded, const struct tally *tally)
{
    struct errno_set gone = errno_set_subtract(tally->seen, tally->applies);
    excluded->by_kind = errno_set_intersect(gone, tally->by_kind);
    excluded->by_argument = errno_set_subtract(gone, tally->by_kind);
}

size_t rule_match(const struct ruledb *rules, const struct rule_call *call,
                  const struct rule_argument *arguments, size_t argument_count,
                  struct rule_match *matches, struct rule_excluded *excluded)
{
    const struct rule_kind *kind = NULL;
    struct tally tally = {0};
    size_t count = 0;
    if (call->object >= 0 && (size_t)call->object < argument_count)
        kind = argument_kind(rules, &arguments[call->object]);
    for (size_t i = 0; i < call->row_count; i++) {
        const struct rule_row *row = &call->rows[i];
        if (row->likelihood == LIKELIHOOD_NEVER)
            continue;
        errno_set_add(&tally.seen, row->error);
        enum truth by_argument = condition_evaluate(row->when, rules, arguments, argument_count);
        if (by_argument == TRUTH_FALSE)
            continue;
        enum truth by_kind = row_allows_kind(rules, row, kind);
        if (by_kind == TRUTH_FALSE) {
            errno_set_add(&tally.by_kind, row->error);
            continue;
        }
        errno_set_add(&tally.applies, row->error);
        bool is_certain = by_argument == TRUTH_TRUE && by_kind == TRUTH_TRUE &&
                          !(row->is_of_request && call->request_count > 0);
        matches[count++] =
            (struct rule_match){row, is_certain ? row->likelihood : lower(row->likelihood)};
    }
    if (excluded != NULL)
        tally_exclusions(excluded, &tally);
    return count;
}

const struct rule_call *rule_written_error(const struct ruledb *rules, const struct rule_call *call,
                                           const struct rule_argument *arguments,
                                           size_t argument_count, size_t *parameter)
{
    if (call->writes == NULL ||
        condition_evaluate(call->writes->when, rules, arguments, argument_count) != TRUTH_TRUE)
        return NULL;
    *parameter = (size_t)call->writes->parameter;
    return ruledb_find_call(rules, call->writes->call);
}
