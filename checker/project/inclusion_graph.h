/* The sources of a run and all files that they may include, by their text. For the prefilter. */
#ifndef ERRNO_LINT_PROJECT_INCLUSION_GRAPH_H
#define ERRNO_LINT_PROJECT_INCLUSION_GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "project/definitions.h"
#include "project/path_map.h"
#include "project/paths.h"

struct arena;
struct headers;
struct project_source;

enum { ABSENT_LIMIT = 100000 };

struct code_file {
    const char *path;
    uint32_t *includes, *includers; /* indexes of files */
    size_t include_count, include_capacity;
    size_t includer_count, includer_capacity;
    const struct included_name *names; /* what stands in the #include directives, in order */
    size_t name_count;
    bool names_errno;      /* or is unreadable */
    bool includes_unknown; /* an #include of which the name is not known */
    bool spreads;          /* what it does to the files that include it is not known */
    bool is_hot;           /* the prefilter's: a function in it can contain a site */
};

/* A definition that was read, and where. */
struct known_definition {
    struct definition definition;
    uint32_t file;
    bool is_hot, is_number; /* the prefilter's */
};

struct inclusion_graph {
    struct arena *arena;
    const struct project_source *sources;
    size_t source_count;
    const struct headers *tree;
    struct code_file *files; /* those of the sources first */
    size_t file_count, file_capacity, source_file_count;
    size_t *first_sources;    /* by file of a source: the first source with it */
    struct path_map index;    /* path -> file */
    struct path_list outside; /* include directories that are not in the tree */
    struct path_list absent;  /* files that could be included there, or by a flag, and that are not;
                                 not all where there are as many as the limit */
    struct path_map absent_index;
    struct known_definition *definitions;
    size_t definition_count, definition_capacity;
    struct pending_include *pending; /* #include MACRO */
    size_t pending_count, pending_capacity;
    struct included_name *file_macros; /* the macros they can mean */
    size_t file_macro_count, file_macro_capacity;
};

/* Reads everything. Lives in the arena. */
void inclusion_graph_read(struct inclusion_graph *graph, struct arena *arena,
                          const struct project_source *sources, size_t count,
                          const struct headers *tree);

/* What stands in the #include directives of a file, in their order; false where the graph does not
 * have the file. */
bool inclusion_graph_names(const struct included_name **names, size_t *count,
                           const struct inclusion_graph *graph, const char *path);

/* The text of a file, spliced; NULL where it cannot be read. */
char *inclusion_graph_text(struct arena *arena, const char *path, size_t *length);

#endif
