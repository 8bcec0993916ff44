/* Sets: rows that several calls share. Each is loaded once over its own parameters; an include
 * copies its rows and puts the call's parameters in the place of the set's. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "ruledb/load.h"
#include "ruledb/nearest.h"

bool load_sets(struct loader *loader, struct error *error)
{
    static const char *const keys[] = {"params", "errnos", NULL};
    loader->loaded_sets =
        arena_alloc(loader->scratch, loader->sets.count * sizeof loader->loaded_sets[0]);
    for (size_t i = 0; i < loader->sets.count; i++) {
        const struct json_at *at = &loader->sets.items[i].at;
        struct rule_set *set = &loader->loaded_sets[i];
        set->name = loader->sets.items[i].name;
        if (!json_need_object(at, keys, error) ||
            !json_take_names(&set->parameters, at, "params", loader->scratch, error))
            return false;
        struct json_at errnos = json_member(at, "errnos");
        if (errnos.item == NULL)
            return json_fail(at, error, "the set has no \"errnos\": add its rows");
        if (!load_rows(loader, &set->rows, &errnos, &set->parameters, error))
            return false;
    }
    return true;
}

/* Compares a name with a set's. */
static int compare_set(const void *key, const void *entry)
{
    return strcmp(key, ((const struct rule_set *)entry)->name);
}

static bool find_set(const struct rule_set **set, struct loader *loader, const struct json_at *at,
                     struct error *error)
{
    const char *name;
    struct json_at member = json_member(at, "set");
    if (!json_read_string(&name, &member, loader->scratch, error))
        return false;
    if (loader->sets.count > 0)
        *set = bsearch(name, loader->loaded_sets, loader->sets.count, sizeof **set, compare_set);
    if (*set != NULL)
        return true;
    struct nearest nearest;
    nearest_init(&nearest, name);
    for (size_t i = 0; i < loader->sets.count; i++)
        nearest_offer(&nearest, loader->loaded_sets[i].name);
    return json_fail(&member, error, "there is no set \"%s\"%s", name,
                     nearest_hint(&nearest, loader->scratch));
}

/* Which parameter of the call each parameter of the set is: by "role", else by the same name, else
 * -1. */
static bool read_roles(int **map, struct loader *loader, const struct rule_set *set,
                       const struct json_at *at, const struct rule_names *parameters,
                       struct error *error)
{
    *map = arena_alloc(loader->scratch, set->parameters.count * sizeof **map);
    for (size_t i = 0; i < set->parameters.count; i++)
        (*map)[i] = names_find(parameters, set->parameters.items[i]);
    struct json_at role = json_member(at, "role");
    if (role.item == NULL)
        return true;
    if (!json_need_object(&role, NULL, error))
        return false;
    for (struct json_at member = json_first(&role); member.item != NULL;
         member = json_next(&member)) {
        const char *name;
        int index = names_find(&set->parameters, member.name);
        if (index < 0)
            return json_fail(
                &member, error, "the set \"%s\" has no parameter \"%s\"; one of: %s", set->name,
                member.name,
                names_text(set->parameters.items, set->parameters.count, loader->scratch));
        if (!json_read_string(&name, &member, loader->scratch, error))
            return false;
        (*map)[index] = names_find(parameters, name);
        if ((*map)[index] < 0)
            return json_fail(&member, error, "there is no parameter \"%s\"; one of: %s", name,
                             names_text(parameters->items, parameters->count, loader->scratch));
    }
    return true;
}

static bool read_except(struct errno_set *except, struct loader *loader, const struct rule_set *set,
                        const struct json_at *at, struct error *error)
{
    struct rule_names names = {0};
    struct json_at member = json_member(at, "except");
    if (member.item == NULL)
        return true;
    if (!json_read_names(&names, &member, loader->scratch, error))
        return false;
    struct errno_set present = errno_set_empty();
    for (size_t i = 0; i < set->rows.count; i++)
        errno_set_add(&present, set->rows.items[i].error);
    for (struct json_at child = json_first(&member); child.item != NULL;
         child = json_next(&child)) {
        enum errno_id id;
        if (!load_errno(&id, &child, names.items[child.index], error))
            return false;
        if (!errno_set_has(&present, id))
            return json_fail(&child, error, "the set \"%s\" has no %s: leave it out", set->name,
                             names.items[child.index]);
        errno_set_add(except, id);
    }
    return true;
}

static bool include_set(struct loader *loader, struct row_list *rows, const struct json_at *at,
                        const struct rule_names *parameters, struct error *error)
{
    static const char *const keys[] = {"set", "role", "except", NULL};
    const struct rule_set *set = NULL;
    struct errno_set except = errno_set_empty();
    int *map = NULL;
    if (!json_need_object(at, keys, error) || !find_set(&set, loader, at, error) ||
        !read_roles(&map, loader, set, at, parameters, error) ||
        !read_except(&except, loader, set, at, error))
        return false;
    for (size_t i = 0; i < set->rows.count; i++) {
        struct rule_row row = set->rows.items[i];
        if (errno_set_has(&except, row.error))
            continue;
        if (row.when != NULL) {
            int unmapped = 0;
            row.when = condition_map(row.when, map, &unmapped, loader->arena);
            if (row.when == NULL)
                return json_fail(
                    at, error,
                    "the set's parameter \"%s\" is none of the call: name one in \"role\"",
                    set->parameters.items[unmapped]);
            row.when_text = condition_text(row.when, parameters, loader->arena);
        }
        struct rule_row *slot = arena_append(loader->scratch, &rows->items, &rows->count,
                                             &rows->capacity, sizeof *slot);
        *slot = row;
    }
    return true;
}

bool load_includes(struct loader *loader, struct row_list *rows, const struct json_at *include,
                   const struct rule_names *parameters, struct error *error)
{
    if (include->item == NULL)
        return true;
    if (!json_need_array(include, error))
        return false;
    for (struct json_at at = json_first(include); at.item != NULL; at = json_next(&at))
        if (!include_set(loader, rows, &at, parameters, error))
            return false;
    return true;
}
