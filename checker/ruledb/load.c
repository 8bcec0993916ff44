/* Loading the rules: parse every file, collect what it defines, then resolve in the order of
 * dependence: kinds, sets, calls, what makes kinds, the rest. The JSON trees live as long as
 * loading does; all that stays is copied. */
#include "ruledb/load.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

static const char *const TOP_KEYS[] = {
    "$schema",      "assertions", "calls",       "errnos", "kinds",   "preserve_errno", "prefixes",
    "raw_prefixes", "sets",       "terminators", "tests",  "version", "words",          NULL};

/* 64-bit FNV-1a, to tell one set of added rules from another. */
static uint64_t digest_bytes(uint64_t digest, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        digest = (digest ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
    return digest;
}

/* "+1a2b3c4d" over the added files, "" without any. */
static const char *digest_text(const struct rule_sources *sources, struct arena *arena)
{
    uint64_t digest = UINT64_C(14695981039346656037);
    size_t count = 0;
    for (size_t i = 0; i < sources->count; i++) {
        const struct rule_source *source = &sources->items[i];
        if (source->is_added) {
            digest =
                digest_bytes(digest, source->bytes, source->length + 1); /* the NUL ends a file */
            count++;
        }
    }
    unsigned folded = (unsigned)(digest >> 32) ^ (unsigned)digest;
    return count > 0 ? arena_printf(arena, "+%08x", folded) : "";
}

static bool collect_definitions(struct loader *loader, struct definitions *definitions,
                                const struct json_at *section, bool is_added, struct error *error)
{
    if (!json_need_object(section, NULL, error))
        return false;
    for (struct json_at child = json_first(section); child.item != NULL;
         child = json_next(&child)) {
        struct definition *definition =
            arena_append(loader->scratch, &definitions->items, &definitions->count,
                         &definitions->capacity, sizeof *definition);
        *definition = (struct definition){child.name, child, is_added};
    }
    return true;
}

static bool collect_file(struct loader *loader, const struct json_at *top, bool is_added,
                         struct error *error)
{
    if (!json_need_object(top, TOP_KEYS, error))
        return false;
    for (struct json_at child = json_first(top); child.item != NULL; child = json_next(&child)) {
        struct section *section =
            arena_append(loader->scratch, &loader->sections, &loader->section_count,
                         &loader->section_capacity, sizeof *section);
        *section = (struct section){child, is_added};
    }
    return true;
}

/* Definitions point to their section, so this comes when the list of sections grows no more. */
static bool collect_sections(struct loader *loader, struct error *error)
{
    for (size_t i = 0; i < loader->section_count; i++) {
        const struct section *section = &loader->sections[i];
        struct definitions *definitions = strcmp(section->at.name, "calls") == 0   ? &loader->calls
                                          : strcmp(section->at.name, "sets") == 0  ? &loader->sets
                                          : strcmp(section->at.name, "kinds") == 0 ? &loader->kinds
                                                                                   : NULL;
        if (definitions != NULL &&
            !collect_definitions(loader, definitions, &section->at, section->is_added, error))
            return false;
    }
    return true;
}

/* By name; of equal names the added one last, then by file for a stable error. */
static int compare_definitions(const void *a, const void *b)
{
    const struct definition *left = a, *right = b;
    int order = strcmp(left->name, right->name);
    if (order == 0)
        order = left->is_added - right->is_added;
    return order != 0 ? order : strcmp(json_file(&left->at), json_file(&right->at));
}

/* Sorts; an added definition replaces the built-in one of its name, others may stand once only. */
static bool settle_definitions(struct definitions *definitions, const char *what,
                               struct error *error)
{
    size_t kept = 0;
    if (definitions->count > 0)
        qsort(definitions->items, definitions->count, sizeof definitions->items[0],
              compare_definitions);
    for (size_t i = 0; i < definitions->count; i++) {
        const struct definition *one = &definitions->items[i];
        const struct definition *last = kept > 0 ? &definitions->items[kept - 1] : NULL;
        bool is_same = last != NULL && strcmp(last->name, one->name) == 0;
        if (is_same && last->is_added == one->is_added)
            return json_fail(&one->at, error, "the %s \"%s\" stands in %s too: keep one", what,
                             one->name, json_file(&last->at));
        definitions->items[is_same ? kept - 1 : kept++] = *one;
    }
    definitions->count = kept;
    return true;
}

static bool resolve(struct loader *loader, struct error *error)
{
    return collect_sections(loader, error) && settle_definitions(&loader->kinds, "kind", error) &&
           settle_definitions(&loader->sets, "set", error) &&
           settle_definitions(&loader->calls, "call", error) && load_kinds(loader, error) &&
           load_sets(loader, error) && load_calls(loader, error) && load_makers(loader, error) &&
           load_facts(loader, error) && load_assertions(loader, error);
}

/* Parses the added files first, so that what they say stands before the built-in. */
static bool parse_all(struct loader *loader, struct cJSON **trees,
                      const struct rule_sources *sources, struct error *error)
{
    for (int is_added = 1; is_added >= 0; is_added--) {
        for (size_t i = 0; i < sources->count; i++) {
            const struct rule_source *source = &sources->items[i];
            if (source->is_added != (is_added == 1))
                continue;
            if (!json_parse(&trees[i], source->name, source->bytes, source->length, loader->scratch,
                            error))
                return false;
            struct json_at *top = arena_alloc(loader->scratch, sizeof *top);
            *top = json_top(source->name, trees[i]);
            if (!collect_file(loader, top, source->is_added, error))
                return false;
        }
    }
    return true;
}

bool ruledb_load_sources(const struct ruledb **rules, struct arena *arena,
                         const struct rule_sources *sources, struct error *error)
{
    struct arena scratch;
    arena_init(&scratch);
    struct ruledb *loaded = arena_alloc(arena, sizeof *loaded);
    loaded->imported = sources->imported;
    loaded->imported_count = sources->imported_count;
    struct loader loader = {.arena = arena, .scratch = &scratch, .rules = loaded};
    struct cJSON **trees = arena_alloc(&scratch, sources->count * sizeof *trees);
    bool ok = parse_all(&loader, trees, sources, error) && resolve(&loader, error);
    if (ok) {
        loaded->version =
            arena_printf(arena, "%s%s", loaded->version == NULL ? "unversioned" : loaded->version,
                         digest_text(sources, &scratch));
        *rules = loaded;
    }
    for (size_t i = 0; i < sources->count; i++)
        json_delete(trees[i]);
    arena_release(&scratch);
    return ok;
}
