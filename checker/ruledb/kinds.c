/* The tree of kinds: how what is known of an object relates to what a rule asks, and how objects
 * get their kind. */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "ruledb/database.h"

const char *rule_kind_name(const struct rule_kind *kind)
{
    return kind->name;
}

const char *rule_kind_text(const struct rule_kind *kind)
{
    return kind->text;
}

bool rule_kind_is(const struct rule_kind *kind, const char *name)
{
    for (; kind != NULL; kind = kind->parent)
        if (strcmp(kind->name, name) == 0)
            return true;
    return false;
}

static bool lies_below(const struct rule_kind *kind, const struct rule_kind *above)
{
    while (kind != NULL && kind != above)
        kind = kind->parent;
    return kind != NULL;
}

enum truth kind_truth(const struct rule_kind *known, const struct rule_kind *asked)
{
    if (known == NULL)
        return TRUTH_UNKNOWN;
    if (lies_below(known, asked))
        return TRUTH_TRUE;
    return lies_below(asked, known) ? TRUTH_UNKNOWN : TRUTH_FALSE;
}

/* The nearest kind that both are of; NULL = they have nothing in common. */
static const struct rule_kind *common_kind(const struct rule_kind *a, const struct rule_kind *b)
{
    while (a != NULL && !lies_below(b, a))
        a = a->parent;
    return a;
}

/* What is of both kinds: the lower of the two; where none lies below the other, what they have in
 * common. */
static const struct rule_kind *special_kind(const struct rule_kind *a, const struct rule_kind *b)
{
    if (lies_below(a, b))
        return a;
    return lies_below(b, a) ? b : common_kind(a, b);
}

const struct rule_kind *argument_kind(const struct ruledb *rules,
                                      const struct rule_argument *argument)
{
    if (argument->kind != NULL || argument->string == NULL)
        return argument->kind;
    return rule_path_kind(rules, argument->string);
}

static bool names_have(const struct rule_names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i], name) == 0)
            return true;
    return false;
}

bool is_trait(const struct ruledb *rules, const char *name)
{
    for (size_t i = 0; i < rules->kind_count; i++)
        if (names_have(&rules->kinds[i].traits, name))
            return true;
    return false;
}

bool kind_has_trait(const struct rule_kind *kind, const char *trait)
{
    for (; kind != NULL; kind = kind->parent)
        if (names_have(&kind->traits, trait))
            return true;
    return false;
}

/* As kind_truth for a trait: unknown where some of the kinds below the known one have it. */
static enum truth trait_truth(const struct ruledb *rules, const struct rule_kind *known,
                              const char *trait)
{
    if (known == NULL)
        return TRUTH_UNKNOWN;
    if (kind_has_trait(known, trait))
        return TRUTH_TRUE;
    for (size_t i = 0; i < rules->kind_count; i++)
        if (names_have(&rules->kinds[i].traits, trait) && lies_below(&rules->kinds[i], known))
            return TRUTH_UNKNOWN;
    return TRUTH_FALSE;
}

enum truth row_allows_kind(const struct ruledb *rules, const struct rule_row *row,
                           const struct rule_kind *kind)
{
    for (size_t i = 0; i < row->except.count; i++)
        if (rule_kind_is(kind, row->except.items[i]) || kind_has_trait(kind, row->except.items[i]))
            return TRUTH_FALSE;
    enum truth any = row->only.count == 0 ? TRUTH_TRUE : TRUTH_FALSE;
    for (size_t i = 0; i < row->only.count && any != TRUTH_TRUE; i++) {
        const struct rule_kind *asked = ruledb_find_kind(rules, row->only.items[i]);
        enum truth one =
            asked != NULL ? kind_truth(kind, asked) : trait_truth(rules, kind, row->only.items[i]);
        if (one != TRUTH_FALSE)
            any = one;
    }
    return any;
}

static int compare_maker(const void *key, const void *entry)
{
    return strcmp(key, ((const struct rule_maker *)entry)->call);
}

/* Of the makers with this name those count that put the descriptor there (-1: into the result). */
static const struct rule_kind *find_made(const struct ruledb *rules, const char *name, int into,
                                         const struct rule_argument *arguments,
                                         size_t argument_count)
{
    if (name == NULL || rules->maker_count == 0)
        return NULL;
    const struct rule_maker *end = rules->makers + rules->maker_count;
    const struct rule_maker *maker =
        bsearch(name, rules->makers, rules->maker_count, sizeof rules->makers[0], compare_maker);
    if (maker == NULL)
        return NULL;
    while (maker > rules->makers && strcmp(maker[-1].call, name) == 0)
        maker--;

    /* What is only perhaps made adds nothing: of a kind that is sure, it could but be a special
     * case. */
    const struct rule_kind *kind = NULL;
    for (bool is_first = true; maker < end && strcmp(maker->call, name) == 0; maker++) {
        if (maker->into != into ||
            condition_evaluate(maker->when, rules, arguments, argument_count) != TRUTH_TRUE)
            continue;
        kind = is_first ? maker->kind : special_kind(kind, maker->kind);
        is_first = false;
    }
    return kind;
}

/* The name under which makers know the call. */
static const char *maker_name(const struct rule_call *call, const char *name)
{
    return call != NULL && call->alias_of != NULL ? call->alias_of : name;
}

const struct rule_kind *rule_made_kind(const struct ruledb *rules, const char *call,
                                       const struct rule_argument *arguments, size_t argument_count)
{
    const struct rule_call *known = ruledb_find_call(rules, call);
    const struct rule_kind *made =
        find_made(rules, maker_name(known, call), -1, arguments, argument_count);
    if (known == NULL || known->opens < 0 || (size_t)known->opens >= argument_count)
        return made;
    /* What the flags say (O_PATH, O_DIRECTORY) is sure, what the path says may be nearer. */
    const struct rule_kind *found = rule_path_kind(rules, arguments[known->opens].string);
    return made == NULL || (found != NULL && lies_below(found, made)) ? found : made;
}

const struct rule_kind *rule_written_kind(const struct ruledb *rules, const char *call,
                                          const struct rule_argument *arguments,
                                          size_t argument_count, size_t parameter)
{
    const struct rule_call *known = ruledb_find_call(rules, call);
    return find_made(rules, maker_name(known, call), (int)parameter, arguments, argument_count);
}

static bool fits_walk(const struct rule_kind *kind, const char *path)
{
    for (size_t i = 0; i < kind->walk_count; i++)
        if (fnmatch(kind->walks[i].text, path, 0) == 0)
            return true;
    return false;
}

const struct rule_kind *rule_path_kind(const struct ruledb *rules, const char *path)
{
    const struct rule_kind *common = NULL;
    bool is_first = true;
    for (size_t i = 0; path != NULL && i < rules->kind_count; i++) {
        const struct rule_kind *kind = &rules->kinds[i];
        if (!fits_walk(kind, path))
            continue;
        common = is_first ? kind : common_kind(common, kind);
        is_first = false;
    }
    return common;
}

static const struct rule_walk *find_walk(const struct rule_kind *kind, enum errno_id error)
{
    for (size_t i = 0; i < kind->walk_count; i++)
        if (kind->walks[i].error == error)
            return &kind->walks[i];
    return NULL;
}

const char *rule_kind_walk_reason(const struct rule_kind *kind, enum errno_id error)
{
    const struct rule_walk *walk =
        kind == NULL || error == ERRNO_NONE ? NULL : find_walk(kind, error);
    return walk == NULL ? NULL : walk->why;
}

struct rule_names rule_kinds_that_walk_to(const struct ruledb *rules, enum errno_id error,
                                          struct arena *arena)
{
    const char **names = arena_alloc(arena, rules->kind_count * sizeof *names);
    size_t count = 0;
    for (size_t i = 0; error != ERRNO_NONE && i < rules->kind_count; i++)
        if (find_walk(&rules->kinds[i], error) != NULL)
            names[count++] = rules->kinds[i].name;
    return (struct rule_names){names, count};
}
