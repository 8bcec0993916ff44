/* Questions to loaded rules: plain lookups in sorted arrays and short lists. */
#include "ruledb/ruledb.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ruledb/database.h"

const char *ruledb_version(const struct ruledb *rules)
{
    return rules->version;
}

static int compare_call(const void *key, const void *entry)
{
    return strcmp(key, (*(const struct rule_call *const *)entry)->name);
}

const struct rule_call *ruledb_find_call(const struct ruledb *rules, const char *name)
{
    if (name == NULL || rules->call_count == 0)
        return NULL;
    const struct rule_call *const *found =
        bsearch(name, rules->calls, rules->call_count, sizeof rules->calls[0], compare_call);
    return found == NULL ? NULL : *found;
}

struct rule_failure ruledb_failure_by_number(const struct rule_call *call)
{
    struct rule_failure fails = call->fails;
    if (fails.result != FAILS_NEVER) {
        fails.result = FAILS_MINUS_ONE;
        fails.channel = CHANNEL_ERRNO;
        fails.is_in_errno_too = false;
    }
    return fails;
}

static int compare_kind(const void *key, const void *entry)
{
    return strcmp(key, ((const struct rule_kind *)entry)->name);
}

const struct rule_kind *ruledb_find_kind(const struct ruledb *rules, const char *name)
{
    if (name == NULL || rules->kind_count == 0)
        return NULL;
    return bsearch(name, rules->kinds, rules->kind_count, sizeof rules->kinds[0], compare_kind);
}

const struct rule_call *const *ruledb_calls(const struct ruledb *rules, size_t *count)
{
    *count = rules->call_count;
    return rules->calls;
}

bool ruledb_preserves_errno(const struct ruledb *rules, const char *name)
{
    const struct rule_names *names = &rules->preserving;
    return name != NULL && names->count > 0 &&
           bsearch(&name, names->items, names->count, sizeof names->items[0],
                   text_compare_pointers) != NULL;
}

const struct rule_assertion *ruledb_find_assertion(const struct ruledb *rules, bool is_class,
                                                   const char *marker, const char *macro, int arity)
{
    for (size_t i = 0; marker != NULL && i < rules->assertion_count; i++) {
        const struct rule_assertion *assertion = &rules->assertions[i];
        if (assertion->is_class == is_class && strcmp(assertion->marker, marker) == 0 &&
            (assertion->name == NULL || text_equal(assertion->name, macro)) &&
            (assertion->arity < 0 || assertion->arity == arity))
            return assertion;
    }
    return NULL;
}

bool ruledb_reads_as_assertion(const struct ruledb *rules, const char *macro)
{
    for (size_t i = 0; macro != NULL && i < rules->words.count; i++)
        if (strcasestr(macro, rules->words.items[i]) != NULL)
            return true;
    return false;
}

static const char *without(const struct rule_names *prefixes, const char *name)
{
    for (size_t i = 0; i < prefixes->count; i++)
        if (text_starts_with(name, prefixes->items[i]))
            return name + strlen(prefixes->items[i]);
    return NULL;
}

const char *ruledb_without_prefix(const struct ruledb *rules, const char *name)
{
    return without(&rules->prefixes, name);
}

const char *ruledb_without_raw_prefix(const struct ruledb *rules, const char *name)
{
    return without(&rules->raw_prefixes, name);
}

enum sink_kind ruledb_terminator_kind(const struct ruledb *rules, const char *name)
{
    for (size_t i = 0; name != NULL && i < rules->terminator_count; i++)
        if (fnmatch(rules->terminators[i].pattern, name, 0) == 0)
            return rules->terminators[i].kind;
    return SINK_REPORT;
}

bool ruledb_is_undeclared_terminator(const struct ruledb *rules, const char *name)
{
    for (size_t i = 0; name != NULL && i < rules->terminator_count; i++)
        if (fnmatch(rules->terminators[i].pattern, name, 0) == 0)
            return rules->terminators[i].is_taken_undeclared;
    return false;
}

/* A pattern that starts with any directory fits a path without one too, as if a '/' stood before
 * the path. */
static bool fits_path(const char *pattern, const char *path)
{
    return fnmatch(pattern, path, 0) == 0 ||
           (text_starts_with(pattern, "*/") && fnmatch(pattern + 2, path, 0) == 0);
}

bool ruledb_is_test(const struct ruledb *rules, const char *path, const char *macro)
{
    for (size_t i = 0; path != NULL && i < rules->test_paths.count; i++)
        if (fits_path(rules->test_paths.items[i], path))
            return true;
    for (size_t i = 0; macro != NULL && i < rules->test_macros.count; i++)
        if (fnmatch(rules->test_macros.items[i], macro, 0) == 0)
            return true;
    return false;
}

enum errno_class ruledb_default_class(const struct ruledb *rules, enum errno_id error)
{
    return rules->has_default_class[error] ? rules->default_classes[error] : CLASS_DEFECT;
}
