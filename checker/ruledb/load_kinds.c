/* Kinds of object: the tree, the texts of paths to them, and the calls that make them. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "ruledb/load.h"
#include "ruledb/nearest.h"

static bool load_parent(struct loader *loader, struct rule_kind *kind, const struct json_at *at,
                        struct error *error)
{
    const char *name;
    struct json_at is = json_member(at, "is");
    if (is.item == NULL)
        return true;
    if (!json_read_string(&name, &is, loader->scratch, error))
        return false;
    kind->parent = ruledb_find_kind(loader->rules, name);
    return kind->parent != NULL ||
           json_fail(&is, error, "there is no kind \"%s\"%s", name,
                     nearest_kind_hint(loader->rules, name, loader->scratch));
}

static bool load_walk(struct loader *loader, struct rule_walk *walk, const struct json_at *at,
                      struct error *error)
{
    static const char *const keys[] = {"text", "walks", "why", NULL};
    const char *target;
    if (!json_need_object(at, keys, error))
        return false;
    struct json_at text = json_member(at, "text");
    struct json_at walks = json_member(at, "walks");
    if (!json_read_string(&walk->text, &text, loader->arena, error) ||
        !json_read_string(&target, &walks, loader->scratch, error) ||
        !json_take_string(&walk->why, at, "why", loader->arena, error))
        return false;
    return strcmp(target, "object") == 0 || load_errno(&walk->error, &walks, target, error);
}

static bool load_walks(struct loader *loader, struct rule_kind *kind, const struct json_at *at,
                       struct error *error)
{
    struct json_at names = json_member(at, "names");
    if (names.item == NULL)
        return true;
    if (!json_need_array(&names, error))
        return false;
    struct rule_walk *walks = NULL;
    size_t capacity = 0;
    for (struct json_at child = json_first(&names); child.item != NULL; child = json_next(&child)) {
        struct rule_walk *walk =
            arena_append(loader->arena, &walks, &kind->walk_count, &capacity, sizeof *walk);
        if (!load_walk(loader, walk, &child, error))
            return false;
    }
    kind->walks = walks;
    return true;
}

/* Steps are counted because the way up may lead into a circle that the kind is no part of. */
static bool lies_below_itself(const struct rule_kind *kind, size_t kind_count)
{
    size_t steps = 0;
    for (const struct rule_kind *up = kind->parent; up != NULL && steps <= kind_count;
         up = up->parent, steps++)
        if (up == kind)
            return true;
    return false;
}

static bool check_tree(struct loader *loader, struct error *error)
{
    for (size_t i = 0; i < loader->kinds.count; i++) {
        const struct rule_kind *kind = &loader->rules->kinds[i];
        if (lies_below_itself(kind, loader->kinds.count)) {
            struct json_at is = json_member(&loader->kinds.items[i].at, "is");
            return json_fail(&is, error, "the kind \"%s\" lies below itself: break the circle",
                             kind->name);
        }
    }
    return true;
}

/* Rows name kinds and traits in the same place. */
static bool check_traits(struct loader *loader, struct error *error)
{
    for (size_t i = 0; i < loader->kinds.count; i++) {
        struct json_at traits = json_member(&loader->kinds.items[i].at, "traits");
        if (traits.item == NULL)
            continue;
        for (struct json_at trait = json_first(&traits); trait.item != NULL;
             trait = json_next(&trait)) {
            const char *name = loader->rules->kinds[i].traits.items[trait.index];
            if (ruledb_find_kind(loader->rules, name) != NULL)
                return json_fail(&trait, error, "\"%s\" is a kind too: call the trait otherwise",
                                 name);
        }
    }
    return true;
}

bool load_kinds(struct loader *loader, struct error *error)
{
    static const char *const keys[] = {"is", "text", "made_by", "names", "traits", "sources", NULL};
    const struct definitions *definitions = &loader->kinds;
    struct rule_kind *kinds = arena_alloc(loader->arena, definitions->count * sizeof *kinds);
    loader->rules->kinds = kinds;
    loader->rules->kind_count = definitions->count;
    for (size_t i = 0; i < definitions->count; i++)
        kinds[i].name = arena_strdup(loader->arena, definitions->items[i].name);
    for (size_t i = 0; i < definitions->count; i++) {
        const struct json_at *at = &definitions->items[i].at;
        struct rule_kind *kind = &kinds[i];
        if (!json_need_object(at, keys, error))
            return false;
        struct json_at text = json_member(at, "text");
        if (!json_read_string(&kind->text, &text, loader->arena, error) ||
            !json_take_names(&kind->sources, at, "sources", loader->arena, error) ||
            !json_take_names(&kind->traits, at, "traits", loader->arena, error) ||
            !load_parent(loader, kind, at, error) || !load_walks(loader, kind, at, error))
            return false;
    }
    return check_tree(loader, error) && check_traits(loader, error);
}

/* The condition's parameters are the call's, or those that stand beside it for a call without
 * rules. */
static bool load_maker_condition(struct loader *loader, struct rule_maker *maker,
                                 const struct rule_names *parameters, const struct json_at *when,
                                 struct error *error)
{
    const char *text;
    const struct rule_call *call = ruledb_find_call(loader->rules, maker->call);
    if (when->item == NULL)
        return true;
    if (call == NULL && parameters->count == 0)
        return json_fail(when, error,
                         "\"%s\" has no rule that names its parameters: name them in \"params\"",
                         maker->call);
    if (!json_read_string(&text, when, loader->scratch, error))
        return false;
    return condition_parse(&maker->when, loader->arena, text,
                           parameters->count > 0 ? parameters : &call->parameters, loader->rules,
                           error) ||
           json_wrap(when, error);
}

/* The array that the descriptors go into is a parameter that the call's rule names. */
static bool load_maker_target(struct loader *loader, struct rule_maker *maker,
                              const struct rule_names *parameters, const struct json_at *into,
                              struct error *error)
{
    const char *name;
    maker->into = -1;
    if (into->item == NULL)
        return true;
    if (!json_read_string(&name, into, loader->scratch, error))
        return false;
    const struct rule_call *call = ruledb_find_call(loader->rules, maker->call);
    const struct rule_names *names =
        parameters->count > 0 || call == NULL ? parameters : &call->parameters;
    maker->into = names_find(names, name);
    return maker->into >= 0 ||
           json_fail(into, error, "\"%s\" has no parameter \"%s\"", maker->call, name);
}

static bool load_maker(struct loader *loader, const struct rule_kind *kind,
                       const struct json_at *at, struct error *error)
{
    static const char *const keys[] = {"call", "into", "params", "when", NULL};
    struct rule_maker maker = {.kind = kind};
    struct rule_names parameters = {0};
    if (!json_need_object(at, keys, error))
        return false;
    struct json_at call = json_member(at, "call");
    struct json_at when = json_member(at, "when"), into = json_member(at, "into");
    if (!json_read_string(&maker.call, &call, loader->arena, error) ||
        !json_take_names(&parameters, at, "params", loader->scratch, error) ||
        !load_maker_condition(loader, &maker, &parameters, &when, error) ||
        !load_maker_target(loader, &maker, &parameters, &into, error))
        return false;
    struct rule_maker *slot = arena_append(loader->arena, &loader->makers, &loader->maker_count,
                                           &loader->maker_capacity, sizeof *slot);
    *slot = maker;
    return true;
}

/* By call, then by kind, for a stable order. */
static int compare_makers(const void *a, const void *b)
{
    const struct rule_maker *left = a, *right = b;
    int order = strcmp(left->call, right->call);
    return order != 0 ? order : strcmp(left->kind->name, right->kind->name);
}

bool load_makers(struct loader *loader, struct error *error)
{
    struct ruledb *rules = loader->rules;
    for (size_t i = 0; i < loader->kinds.count; i++) {
        struct json_at made_by = json_member(&loader->kinds.items[i].at, "made_by");
        if (made_by.item == NULL)
            continue;
        if (!json_need_array(&made_by, error))
            return false;
        for (struct json_at child = json_first(&made_by); child.item != NULL;
             child = json_next(&child))
            if (!load_maker(loader, &rules->kinds[i], &child, error))
                return false;
    }
    if (loader->maker_count > 0)
        qsort(loader->makers, loader->maker_count, sizeof loader->makers[0], compare_makers);
    rules->makers = loader->makers;
    rules->maker_count = loader->maker_count;
    return true;
}
