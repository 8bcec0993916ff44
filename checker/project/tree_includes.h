/* The #include directives of a tree's files, by the files' numbers. For the prediction of missing
 * headers. */
#ifndef ERRNO_LINT_PROJECT_TREE_INCLUDES_H
#define ERRNO_LINT_PROJECT_TREE_INCLUDES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "project/path_map.h"

struct arena;
struct headers;
struct inclusion_graph;

#define NO_FILE SIZE_MAX

/* An #include of a name that the tree has. */
struct tree_include {
    const char *name;         /* as written, without quotes */
    const size_t *candidates; /* files of the tree that it can mean */
    size_t candidate_count;
    bool is_quoted;
    bool is_searched; /* the next two are known */
    bool is_in_system;
    const char *directory;
};

struct tree_file {
    const char *path;
    bool is_read;
    struct tree_include *includes;
    size_t include_count;
    unsigned visited, included; /* the prediction's: numbers of turns */
};

/* The numbers are those of the index of headers; behind them come further paths to files of the
 * tree, over symbolic links, as they are met. */
struct tree_includes {
    struct arena *arena;
    const struct headers *headers;
    const struct inclusion_graph *graph; /* knows the text of some files; NULL = of none */
    struct tree_file *files;
    size_t file_count, file_capacity;
    struct path_map others; /* path -> number */
};

/* Reads nothing yet. Lives in the arena. */
void tree_includes_init(struct tree_includes *tree, struct arena *arena,
                        const struct headers *headers, const struct inclusion_graph *graph);

/* The file's number; NO_FILE for a path that is not in the index and was not added. */
size_t tree_includes_find(const struct tree_includes *tree, const char *path);
size_t tree_includes_add(struct tree_includes *tree, const char *path);

/* Reads the file's directives if they are not known yet. */
void tree_includes_read(struct tree_includes *tree, size_t file);

/* The file that the directive means in a directory of `length` bytes; NO_FILE = none there. */
size_t tree_includes_in(const struct tree_includes *tree, const struct tree_include *include,
                        const char *directory, size_t length);

/* The directory that a search of the tree finds for a directive of the file; NULL where there is
 * none. *is_in_system: in all likelihood no search is needed. */
const char *tree_includes_search(bool *is_in_system, struct tree_includes *tree,
                                 struct tree_include *include, size_t from);

#endif
