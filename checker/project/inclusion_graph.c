/* Reading is breadth first along all includes. What an #include means is found by name: the flags
 * of one source do not count for another, and an #include may be switched off, so that a file can
 * have more neighbours than it really has, but never fewer. */
#include "project/inclusion_graph.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "project/headers.h"
#include "project/include_flags.h"
#include "project/lexer.h"
#include "project/project.h"

enum { FILE_LIMIT = 64 * 1024 * 1024 };

struct pending_include {
    uint32_t from; /* file */
    uint32_t macro;
};

static uint32_t add_file(struct inclusion_graph *graph, const char *path)
{
    size_t index;
    if (path_map_get(&graph->index, path, &index))
        return (uint32_t)index;
    index = graph->file_count;
    struct code_file *file = arena_append(graph->arena, &graph->files, &graph->file_count,
                                          &graph->file_capacity, sizeof *graph->files);
    file->path = path;
    path_map_set(&graph->index, graph->arena, path, index);
    return (uint32_t)index;
}

static void add_edge(struct inclusion_graph *graph, uint32_t from, const char *path)
{
    uint32_t to = add_file(graph, path);
    if (to == from)
        return;
    struct code_file *file = &graph->files[from];
    *(uint32_t *)arena_append(graph->arena, &file->includes, &file->include_count,
                              &file->include_capacity, sizeof *file->includes) = to;
    file = &graph->files[to];
    *(uint32_t *)arena_append(graph->arena, &file->includers, &file->includer_count,
                              &file->includer_capacity, sizeof *file->includers) = from;
}

static void note_absent(struct inclusion_graph *graph, const char *path)
{
    size_t index;
    if (graph->absent.count == ABSENT_LIMIT || path_map_get(&graph->absent_index, path, &index))
        return;
    path_map_set(&graph->absent_index, graph->arena, path, graph->absent.count);
    path_list_add(&graph->absent, graph->arena, path);
}

/* Every file that the name can mean: the one beside the includer, as compilers do; else all of the
 * tree that end so, and those in directories outside of it. */
static void resolve(struct inclusion_graph *graph, uint32_t from,
                    const struct included_name *include)
{
    struct arena *arena = graph->arena;
    const char *directory = path_directory(arena, graph->files[from].path);
    const char *beside = path_absolute(arena, directory, include->name);
    if (include->is_quoted && headers_has(graph->tree, beside)) {
        add_edge(graph, from, beside);
        return;
    }
    size_t cursor = 0;
    for (const char *path; (path = headers_next(graph->tree, include->name, &cursor)) != NULL;)
        add_edge(graph, from, path);
    for (size_t i = 0; i < graph->outside.count; i++) {
        const char *path = path_absolute(arena, graph->outside.items[i], include->name);
        if (file_is_regular(path))
            add_edge(graph, from, path);
        else
            note_absent(graph, path);
    }
}

static void add_pending(struct inclusion_graph *graph, uint32_t from, uint32_t macro)
{
    struct pending_include *slot =
        arena_append(graph->arena, &graph->pending, &graph->pending_count, &graph->pending_capacity,
                     sizeof *graph->pending);
    *slot = (struct pending_include){.from = from, .macro = macro};
}

/* #include MACRO includes what any macro of that name stands for; nothing where none is defined. */
static void resolve_pending(struct inclusion_graph *graph)
{
    for (size_t i = 0; i < graph->pending_count; i++)
        for (size_t j = 0; j < graph->file_macro_count; j++) {
            const struct included_name *meant = &graph->file_macros[j];
            if (meant->macro != graph->pending[i].macro)
                continue;
            if (meant->name != NULL)
                resolve(graph, graph->pending[i].from, meant);
            else
                graph->files[graph->pending[i].from].spreads =
                    graph->files[graph->pending[i].from].includes_unknown = true;
        }
}

static void note_text(struct inclusion_graph *graph, uint32_t index, const struct file_text *text)
{
    graph->files[index].names_errno |= text->names_errno;
    for (size_t i = 0; i < text->definition_count; i++) {
        struct known_definition *known =
            arena_append(graph->arena, &graph->definitions, &graph->definition_count,
                         &graph->definition_capacity, sizeof *graph->definitions);
        *known = (struct known_definition){.definition = text->definitions[i], .file = index};
    }
    for (size_t i = 0; i < text->include_count; i++) {
        if (text->includes[i].name != NULL)
            resolve(graph, index, &text->includes[i]);
        else
            add_pending(graph, index, text->includes[i].macro);
    }
    for (size_t i = 0; i < text->file_macro_count; i++)
        *(struct included_name *)arena_append(graph->arena, &graph->file_macros,
                                              &graph->file_macro_count, &graph->file_macro_capacity,
                                              sizeof *graph->file_macros) = text->file_macros[i];
}

static void read_file(struct inclusion_graph *graph, uint32_t index)
{
    struct arena scratch;
    arena_init(&scratch);
    size_t length;
    char *bytes = inclusion_graph_text(&scratch, graph->files[index].path, &length);
    if (bytes == NULL) {
        graph->files[index].names_errno = true;
        graph->files[index].spreads = true;
        graph->files[index].includes_unknown = true;
    } else {
        struct file_text text = {0};
        bool is_header = index >= graph->source_file_count;
        definitions_read(&text, graph->arena, bytes, length, is_header);
        note_text(graph, index, &text);
        graph->files[index].names = text.includes;
        graph->files[index].name_count = text.include_count;
    }
    arena_release(&scratch);
}

/* Macros and includes of the command line. */
static void read_flags(struct inclusion_graph *graph, size_t source, struct path_map *known)
{
    const struct project_source *from = &graph->sources[source];
    uint32_t file = add_file(graph, from->path);
    size_t unused;
    struct file_text text = {0};
    for (size_t i = 0; i < from->flag_count; i++) {
        const char *flag = from->flags[i], *included = include_flags_file(from, i);
        bool has_next = i + 1 < from->flag_count;
        if (text_starts_with(flag, "-D") && (flag[2] != '\0' || has_next)) {
            const char *macro = flag[2] != '\0' ? flag + 2 : from->flags[i + 1];
            if (!path_map_get(known, macro, &unused))
                definitions_read_flag(&text, graph->arena, macro);
            path_map_set(known, graph->arena, macro, 0);
        } else if (included != NULL) {
            const char *path = path_absolute(graph->arena, from->directory, included);
            if (file_is_regular(path))
                add_edge(graph, file, path);
            else
                note_absent(graph, path);
        }
    }
    note_text(graph, file, &text);
}

/* Include directories that the index of the tree does not cover, without the system's own. */
static void find_outside(struct inclusion_graph *graph)
{
    struct path_map seen = {0};
    for (size_t i = 0; i < graph->source_count; i++) {
        const struct project_source *source = &graph->sources[i];
        for (size_t j = 0; j < source->flag_count; j++) {
            enum include_place place;
            const char *name = include_flags_directory(source, j, &place);
            size_t unused;
            if (name == NULL || path_map_get(&seen, name, &unused))
                continue;
            path_map_set(&seen, graph->arena, name, 0);
            const char *path = path_absolute(graph->arena, source->directory, name);
            if (!headers_covers(graph->tree, path) && !path_is_below("/usr", path))
                path_list_add(&graph->outside, graph->arena, path);
        }
    }
    path_list_sort(&graph->outside);
}

bool inclusion_graph_names(const struct included_name **names, size_t *count,
                           const struct inclusion_graph *graph, const char *path)
{
    size_t index;
    if (!path_map_get(&graph->index, path, &index))
        return false;
    *names = graph->files[index].names;
    *count = graph->files[index].name_count;
    return true;
}

char *inclusion_graph_text(struct arena *arena, const char *path, size_t *length)
{
    char *bytes;
    if (!file_read(&bytes, length, arena, path, FILE_LIMIT, NULL))
        return NULL;
    lexer_splice(bytes, length);
    return bytes;
}

void inclusion_graph_read(struct inclusion_graph *graph, struct arena *arena,
                          const struct project_source *sources, size_t count,
                          const struct headers *tree)
{
    *graph = (struct inclusion_graph){
        .arena = arena, .sources = sources, .source_count = count, .tree = tree};
    find_outside(graph);
    graph->first_sources = arena_alloc(arena, (count + 1) * sizeof *graph->first_sources);
    for (size_t i = 0; i < count; i++) {
        uint32_t file = add_file(graph, sources[i].path);
        if (file + 1 == graph->file_count && graph->file_count > graph->source_file_count)
            graph->first_sources[file] = i;
        graph->source_file_count = graph->file_count;
    }
    struct path_map known_flags = {0};
    for (size_t i = 0; i < count; i++)
        read_flags(graph, i, &known_flags);
    for (uint32_t i = 0; i < graph->file_count; i++) {
        read_file(graph, i);
        if (i + 1 == graph->file_count)
            resolve_pending(graph); /* may add files */
    }
}
