/* A <config.h> with #define _GNU_SOURCE, included first, gives other system headers than those that
 * are parsed without it. Such names are reserved, and the system's headers look at them in an #if;
 * most define what the flags or the system have defined anyway. So the headers are parsed behind
 * each that defines one: it matters where other declarations or macros come out of them. */
#include "run/own_ways.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "frontend/precompile.h"
#include "project/sure_includes.h"

enum { MOST_TRIED = 6 };

/* The header that always comes with it: what comes before it there belongs to it. */
static const char *find_whole(const struct own_ways *ways, const char *path)
{
    const struct inclusions *inclusions = ways->inclusions;
    for (size_t depth = 0; depth < inclusions->count; depth++) {
        const char *from = NULL;
        for (size_t i = 0; i < inclusions->count; i++) {
            const struct inclusion *inclusion = &inclusions->items[i];
            if (strcmp(inclusion->to, path) != 0)
                continue;
            if (inclusion->from == NULL || (from != NULL && strcmp(from, inclusion->from) != 0))
                return path;
            from = inclusion->from;
        }
        if (from == NULL)
            return path;
        path = from;
    }
    return path;
}

void own_ways_open(struct own_ways *ways)
{
    const struct inclusions *inclusions = ways->inclusions;
    struct path_map seen = {0}, tested = {0};
    struct path_list own = {0};
    size_t known;
    for (size_t i = 0; i < inclusions->count; i++) {
        const char *path = inclusions->items[i].to;
        if (path_map_get(&seen, path, &known))
            continue;
        path_map_set(&seen, ways->arena, path, 0);
        if (ways->is_system(ways->context, path))
            sure_includes_add_tested(&tested, ways->arena, path);
        else
            path_list_add(&own, ways->arena, path);
    }
    struct path_map suspects = {0};
    for (size_t i = 0; i < own.count; i++) {
        if (!sure_includes_defines(&tested, own.items[i], ways->source))
            continue;
        const char *whole = find_whole(ways, own.items[i]);
        if (path_map_get(&suspects, whole, &known))
            continue;
        path_map_set(&suspects, ways->arena, whole, 0);
        path_list_add(&ways->suspects, ways->arena, whole);
    }
}

static bool changes_something(const struct own_ways *ways, const char *path, const char *text,
                              const struct inclusions *files, const char *expected)
{
    struct frontend_request request = *ways->with;
    request.text = arena_printf(ways->arena, "#include \"%s\"\n%s", path, text);
    return !text_equal(precompile_list(ways->frontend, ways->arena, &request, files), expected);
}

static void bar(struct own_ways *ways, const char *path)
{
    path_map_set(&ways->barred, ways->arena, path, 0);
}

/* All that lead to one that is barred. */
static void spread(struct own_ways *ways)
{
    bool is_more = true;
    size_t known;
    while (is_more) {
        is_more = false;
        for (size_t i = 0; i < ways->inclusions->count; i++) {
            const struct inclusion *inclusion = &ways->inclusions->items[i];
            const char *from = inclusion->from == NULL ? inclusion->name : inclusion->from;
            if (path_map_get(&ways->barred, inclusion->to, &known) &&
                !path_map_get(&ways->barred, from, &known)) {
                bar(ways, from);
                is_more = true;
            }
        }
    }
}

void own_ways_try(struct own_ways *ways, const char *text, const struct inclusions *files)
{
    struct frontend_request request = *ways->plain;
    request.text = text;
    ways->barred = (struct path_map){0};
    if (ways->suspects.count == 0)
        return;
    const char *expected = precompile_list(ways->frontend, ways->arena, &request, files);
    for (size_t i = 0; i < ways->suspects.count; i++) {
        const char *path = ways->suspects.items[i];
        if (expected == NULL || i >= MOST_TRIED ||
            changes_something(ways, path, text, files, expected))
            bar(ways, path);
    }
    spread(ways);
}

bool own_ways_has(const struct own_ways *ways, const char *name)
{
    size_t known;
    return path_map_get(&ways->barred, name, &known);
}
