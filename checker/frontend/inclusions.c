/* Which files a translation unit was read from: what a kept result depends on. */
#include "frontend/inclusions.h"

#include <clang-c/Index.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "frontend/cursor.h"
#include "frontend/frontend.h"
#include "frontend/unit.h"

struct collection {
    struct unit *unit;
    const char *virtual_directory;
    const char **paths;
    size_t count, capacity;
};

static void collect(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    (void)stack;
    (void)depth;
    struct collection *collection = data;
    struct unit *unit = collection->unit;
    const char *name = cursor_copy(unit->scratch, clang_getFileName(file));
    if (text_starts_with(name, collection->virtual_directory))
        return;
    const char **slot = arena_append(unit->arena, &collection->paths, &collection->count,
                                     &collection->capacity, sizeof(const char *));
    (void)sources_find(unit, file); /* known from now on, whatever is looked at later */
    *slot = cursor_file_path(unit->arena, file, unit->request->directory);
}

/* libclang names only what this parse has entered itself. */
static void add_precompiled(struct collection *collection)
{
    const struct precompiled_headers *precompiled = collection->unit->request->precompiled;
    for (size_t i = 0; precompiled != NULL && i < precompiled->file_count; i++)
        *(const char **)arena_append(collection->unit->arena, &collection->paths,
                                     &collection->count, &collection->capacity,
                                     sizeof(const char *)) = precompiled->files[i];
}

void inclusions_read(struct unit *unit, struct frontend_result *result,
                     const char *virtual_directory)
{
    struct collection collection = {.unit = unit, .virtual_directory = virtual_directory};
    clang_getInclusions(unit->handle, collect, &collection);
    add_precompiled(&collection);
    result->included = collection.paths;
    result->included_count = collection.count;
}
