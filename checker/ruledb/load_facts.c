/* The small files: the rules' version, the default class of each errno, the functions that leave
 * errno alone. What the files of --rules say comes first and stands. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "ruledb/load.h"

static bool load_default_classes(struct ruledb *rules, const struct json_at *at,
                                 struct error *error)
{
    static const char *const keys[] = {"class", NULL};
    if (!json_need_object(at, NULL, error))
        return false;
    for (struct json_at member = json_first(at); member.item != NULL; member = json_next(&member)) {
        enum errno_id id;
        enum errno_class class;
        if (!load_errno(&id, &member, member.name, error) ||
            !json_need_object(&member, keys, error))
            return false;
        struct json_at word = json_member(&member, "class");
        if (!load_class(&class, &word, error))
            return false;
        if (!rules->has_default_class[id])
            rules->default_classes[id] = class;
        rules->has_default_class[id] = true;
    }
    return true;
}

static bool load_version(struct loader *loader, const struct json_at *at, struct error *error)
{
    const char *version;
    if (!json_read_string(&version, at, loader->arena, error))
        return false;
    if (loader->rules->version == NULL)
        loader->rules->version = version;
    return true;
}

struct name_list {
    const char **items;
    size_t count, capacity;
};

static bool add_names(struct loader *loader, struct name_list *all, const struct json_at *at,
                      struct error *error)
{
    struct rule_names names = {0};
    if (!json_read_names(&names, at, loader->arena, error))
        return false;
    for (size_t i = 0; i < names.count; i++) {
        const char **slot =
            arena_append(loader->arena, &all->items, &all->count, &all->capacity, sizeof *slot);
        *slot = names.items[i];
    }
    return true;
}

bool load_facts(struct loader *loader, struct error *error)
{
    struct name_list preserving = {0}, prefixes = {0}, raw_prefixes = {0};
    for (size_t i = 0; i < loader->section_count; i++) {
        const struct json_at *at = &loader->sections[i].at;
        bool ok = true;
        if (strcmp(at->name, "version") == 0)
            ok = load_version(loader, at, error);
        else if (strcmp(at->name, "errnos") == 0)
            ok = load_default_classes(loader->rules, at, error);
        else if (strcmp(at->name, "preserve_errno") == 0)
            ok = add_names(loader, &preserving, at, error);
        else if (strcmp(at->name, "prefixes") == 0)
            ok = add_names(loader, &prefixes, at, error);
        else if (strcmp(at->name, "raw_prefixes") == 0)
            ok = add_names(loader, &raw_prefixes, at, error);
        if (!ok)
            return false;
    }
    if (preserving.count > 0)
        qsort(preserving.items, preserving.count, sizeof preserving.items[0],
              text_compare_pointers);
    loader->rules->prefixes = (struct rule_names){prefixes.items, prefixes.count};
    loader->rules->raw_prefixes = (struct rule_names){raw_prefixes.items, raw_prefixes.count};
    loader->rules->preserving = (struct rule_names){preserving.items, preserving.count};
    return true;
}
