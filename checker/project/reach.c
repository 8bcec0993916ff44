/* From each changed file along all includers. */
#include "project/reach.h"

#include <stdint.h>

#include "base/arena.h"
#include "project/changes.h"
#include "project/inclusion_graph.h"
#include "project/path_map.h"
#include "project/project.h"

void reach_find(struct reach *reach, struct arena *arena, const struct inclusion_graph *graph,
                const struct changes *changes)
{
    bool *files = arena_alloc(arena, graph->file_count + 1);
    uint32_t *stack = arena_alloc(arena, (graph->file_count + 1) * sizeof *stack);
    size_t depth = 0;
    for (size_t i = 0; i < graph->file_count; i++) {
        const struct code_file *file = &graph->files[i];
        files[i] = file->includes_unknown || changes_has(changes, file->path);
        if (files[i])
            stack[depth++] = (uint32_t)i;
    }
    while (depth > 0) {
        const struct code_file *file = &graph->files[stack[--depth]];
        for (size_t i = 0; i < file->includer_count; i++) {
            uint32_t includer = file->includers[i];
            if (!files[includer])
                stack[depth++] = includer;
            files[includer] = true;
        }
    }
    *reach = (struct reach){.graph = graph, .files = files};
}

bool reach_has(const struct reach *reach, const char *path)
{
    size_t index;
    return path_map_get(&reach->graph->index, path, &index) && reach->files[index];
}

bool reach_has_source(const struct reach *reach, const struct project_source *source)
{
    return reach_has(reach, source->path) ||
           (source->for_header != NULL && reach_has(reach, source->for_header));
}
