/* assertions.json: what shape alone does not show of assertions, and what belongs to tests. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "ruledb/load.h"

#define WORD(id, word, text) word,
static const char *const SINK_WORDS[] = {SINK_KINDS(WORD) NULL};
#undef WORD

static bool load_sink(enum sink_kind *kind, const struct json_at *at, struct error *error)
{
    int index;
    struct json_at member = json_member(at, "kind");
    if (!json_read_word(&index, &member, "kind of sink", SINK_WORDS, error))
        return false;
    *kind = (enum sink_kind)index;
    return true;
}

static bool load_marker(struct loader *loader, struct rule_assertion *assertion,
                        const struct json_at *at, struct error *error)
{
    static const char *const keys[] = {"class", "function", NULL};
    struct json_at marker = json_member(at, "marker");
    if (!json_need_object(&marker, keys, error))
        return false;
    struct json_at class = json_member(&marker, "class");
    struct json_at function = json_member(&marker, "function");
    if ((class.item == NULL) == (function.item == NULL))
        return json_fail(&marker, error, "must have one of \"class\" and \"function\"");
    assertion->is_class = class.item != NULL;
    return json_read_string(&assertion->marker, assertion->is_class ? &class : &function,
                            loader->arena, error);
}

/* "condition" counts from 1 in the file, from 0 here. */
static bool load_condition_index(struct rule_assertion *assertion, const struct json_at *at,
                                 struct error *error)
{
    static const char *const fails_on[] = {"false", "true", NULL};
    struct json_at condition = json_member(at, "condition");
    struct json_at fails = json_member(at, "fails_on");
    int position = 0, word = 0;
    if (condition.item != NULL && !json_read_count(&position, &condition, error))
        return false;
    if (condition.item != NULL && position == 0)
        return json_fail(&condition, error, "counts the arguments from 1");
    if (fails.item != NULL && condition.item == NULL)
        return json_fail(&fails, error,
                         "says nothing without \"condition\": add that or leave this out");
    if (fails.item != NULL && !json_read_word(&word, &fails, "truth value", fails_on, error))
        return false;
    assertion->condition = position - 1;
    assertion->fails_on_true = word == 1;
    return true;
}

static bool load_assertion(struct loader *loader, const struct json_at *at, struct error *error)
{
    static const char *const keys[] = {"name",     "arity", "marker", "condition",
                                       "fails_on", "kind",  NULL};
    struct ruledb *rules = loader->rules;
    struct rule_assertion *assertion =
        arena_append(loader->arena, &rules->assertions, &rules->assertion_count,
                     &loader->assertion_capacity, sizeof *assertion);
    assertion->arity = -1;
    if (!json_need_object(at, keys, error))
        return false;
    struct json_at arity = json_member(at, "arity");
    return json_take_string(&assertion->name, at, "name", loader->arena, error) &&
           (arity.item == NULL || json_read_count(&assertion->arity, &arity, error)) &&
           load_marker(loader, assertion, at, error) &&
           load_condition_index(assertion, at, error) && load_sink(&assertion->kind, at, error);
}

static bool load_terminator(struct loader *loader, const struct json_at *at, struct error *error)
{
    static const char *const keys[] = {"name", "kind", "undeclared", NULL};
    struct ruledb *rules = loader->rules;
    struct rule_terminator *terminator =
        arena_append(loader->arena, &rules->terminators, &rules->terminator_count,
                     &loader->terminator_capacity, sizeof *terminator);
    if (!json_need_object(at, keys, error))
        return false;
    struct json_at name = json_member(at, "name");
    return json_read_string(&terminator->pattern, &name, loader->arena, error) &&
           json_take_bool(&terminator->is_taken_undeclared, at, "undeclared", error) &&
           load_sink(&terminator->kind, at, error);
}

/* Adds the strings of the array to those that are there. */
static bool add_names(struct loader *loader, struct rule_names *names, const struct json_at *at,
                      struct error *error)
{
    struct rule_names more = {0};
    if (!json_read_names(&more, at, loader->arena, error))
        return false;
    const char **all = arena_alloc(loader->arena, (names->count + more.count) * sizeof *all);
    for (size_t i = 0; i < names->count; i++)
        all[i] = names->items[i];
    for (size_t i = 0; i < more.count; i++)
        all[names->count + i] = more.items[i];
    *names = (struct rule_names){all, names->count + more.count};
    return true;
}

static bool load_tests(struct loader *loader, const struct json_at *at, struct error *error)
{
    static const char *const keys[] = {"paths", "macros", NULL};
    if (!json_need_object(at, keys, error))
        return false;
    struct json_at paths = json_member(at, "paths");
    struct json_at macros = json_member(at, "macros");
    return (paths.item == NULL || add_names(loader, &loader->rules->test_paths, &paths, error)) &&
           (macros.item == NULL || add_names(loader, &loader->rules->test_macros, &macros, error));
}

static bool load_each(struct loader *loader, const struct json_at *at,
                      bool (*load)(struct loader *, const struct json_at *, struct error *),
                      struct error *error)
{
    if (!json_need_array(at, error))
        return false;
    for (struct json_at child = json_first(at); child.item != NULL; child = json_next(&child))
        if (!load(loader, &child, error))
            return false;
    return true;
}

bool load_assertions(struct loader *loader, struct error *error)
{
    for (size_t i = 0; i < loader->section_count; i++) {
        const struct json_at *at = &loader->sections[i].at;
        bool ok = true;
        if (strcmp(at->name, "assertions") == 0)
            ok = load_each(loader, at, load_assertion, error);
        else if (strcmp(at->name, "terminators") == 0)
            ok = load_each(loader, at, load_terminator, error);
        else if (strcmp(at->name, "words") == 0)
            ok = add_names(loader, &loader->rules->words, at, error);
        else if (strcmp(at->name, "tests") == 0)
            ok = load_tests(loader, at, error);
        if (!ok)
            return false;
    }
    return true;
}
