/* A file is read when somebody first asks; where the prefilter has read it, its text is not read
 * again. Names that the tree does not have, those of nearly all system headers, are dropped at
 * once. */
#include "project/tree_includes.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "project/definitions.h"
#include "project/headers.h"
#include "project/inclusion_graph.h"

static struct tree_file *append(struct tree_includes *tree, const char *path)
{
    struct tree_file *file = arena_append(tree->arena, &tree->files, &tree->file_count,
                                          &tree->file_capacity, sizeof *tree->files);
    file->path = path;
    return file;
}

void tree_includes_init(struct tree_includes *tree, struct arena *arena,
                        const struct headers *headers, const struct inclusion_graph *graph)
{
    *tree = (struct tree_includes){.arena = arena, .headers = headers, .graph = graph};
    for (size_t i = 0; i < headers->files.count; i++)
        append(tree, headers->files.items[i]);
}

size_t tree_includes_find(const struct tree_includes *tree, const char *path)
{
    const struct path_list *files = &tree->headers->files;
    size_t number = path_list_position(files, path);
    if (number < files->count && strcmp(files->items[number], path) == 0)
        return number;
    return path_map_get(&tree->others, path, &number) ? number : NO_FILE;
}

size_t tree_includes_add(struct tree_includes *tree, const char *path)
{
    size_t number = tree_includes_find(tree, path);
    if (number != NO_FILE)
        return number;
    number = tree->file_count;
    const struct tree_file *file = append(tree, arena_strdup(tree->arena, path));
    path_map_set(&tree->others, tree->arena, file->path, number);
    return number;
}

static void find_candidates(struct tree_include *include, struct tree_includes *tree)
{
    size_t *items = NULL, capacity = 0, cursor = 0;
    while (headers_next(tree->headers, include->name, &cursor) != NULL)
        *(size_t *)arena_append(tree->arena, &items, &include->candidate_count, &capacity,
                                sizeof *items) = cursor - 1;
    include->candidates = items;
}

static void add_includes(struct tree_includes *tree, struct tree_file *file,
                         const struct included_name *names, size_t count)
{
    size_t capacity = 0;
    for (size_t i = 0; i < count; i++) {
        struct tree_include include = {.name = names[i].name, .is_quoted = names[i].is_quoted};
        if (include.name == NULL) /* a macro */
            continue;
        find_candidates(&include, tree);
        if (include.candidate_count > 0)
            *(struct tree_include *)arena_append(tree->arena, &file->includes, &file->include_count,
                                                 &capacity, sizeof include) = include;
    }
}

void tree_includes_read(struct tree_includes *tree, size_t number)
{
    struct tree_file *file = &tree->files[number];
    if (file->is_read)
        return;
    file->is_read = true;
    const struct included_name *names;
    size_t count, length;
    if (tree->graph != NULL && inclusion_graph_names(&names, &count, tree->graph, file->path)) {
        add_includes(tree, file, names, count);
        return;
    }
    struct arena scratch;
    arena_init(&scratch);
    const char *bytes = inclusion_graph_text(&scratch, file->path, &length);
    struct file_text text = {0};
    if (bytes != NULL)
        definitions_read(&text, tree->arena, bytes, length, false);
    add_includes(tree, file, text.includes, text.include_count);
    arena_release(&scratch);
}

/* For names that lead elsewhere first: "../a.h". */
static size_t find_cleaned(const struct tree_includes *tree, const struct tree_include *include,
                           const char *directory, size_t length)
{
    struct arena scratch;
    arena_init(&scratch);
    const char *path =
        path_absolute(&scratch, arena_copy(&scratch, directory, length), include->name);
    size_t found = NO_FILE;
    for (size_t i = 0; i < include->candidate_count && found == NO_FILE; i++)
        if (strcmp(tree->files[include->candidates[i]].path, path) == 0)
            found = include->candidates[i];
    arena_release(&scratch);
    return found;
}

size_t tree_includes_in(const struct tree_includes *tree, const struct tree_include *include,
                        const char *directory, size_t length)
{
    if (include->name[0] == '.')
        return find_cleaned(tree, include, directory, length);
    size_t whole = length + 1 + strlen(include->name);
    for (size_t i = 0; i < include->candidate_count; i++) {
        const char *path = tree->files[include->candidates[i]].path;
        if (strlen(path) == whole && memcmp(path, directory, length) == 0)
            return include->candidates[i];
    }
    return NO_FILE;
}

static bool is_in_system(const char *name)
{
    static const char *const DIRECTORIES[] = {"/usr/include", "/usr/local/include"};
    struct arena scratch;
    arena_init(&scratch);
    bool is_there = false;
    for (size_t i = 0; i < sizeof DIRECTORIES / sizeof *DIRECTORIES; i++)
        is_there = is_there || file_is_regular(path_join(&scratch, DIRECTORIES[i], name));
    arena_release(&scratch);
    return is_there;
}

const char *tree_includes_search(bool *in_system, struct tree_includes *tree,
                                 struct tree_include *include, size_t from)
{
    if (!include->is_searched) {
        include->directory =
            headers_find(tree->headers, tree->arena, include->name, tree->files[from].path);
        include->is_in_system = include->directory != NULL && is_in_system(include->name);
    }
    include->is_searched = true;
    *in_system = include->is_in_system;
    return include->directory;
}
