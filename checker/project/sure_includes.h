/* What a source includes whatever the macros are. For the run layer. */
#ifndef ERRNO_LINT_PROJECT_SURE_INCLUDES_H
#define ERRNO_LINT_PROJECT_SURE_INCLUDES_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct path_map;
struct project_source;

struct sure_include {
    const char *name; /* between the quotes or brackets */
    bool is_quoted;
};

struct sure_includes {
    struct sure_include *items; /* in their order */
    size_t count, capacity;
    /* Whether the source, or a flag, defines reserved names or brings in other files first, by
       which system headers may come out otherwise. */
    bool has_own_ways;
};

/* Reads the source's text; lives in the arena. False where it cannot be read. */
bool sure_includes_read(struct sure_includes *includes, struct arena *arena,
                        const struct project_source *source);

/* Adds the reserved names to the map that a file's #if, #ifdef, #ifndef and #elif look at. */
void sure_includes_add_tested(struct path_map *names, struct arena *arena, const char *path);

/* Whether a file defines or undefines one of these otherwise than the source's flags do. */
bool sure_includes_defines(const struct path_map *names, const char *path,
                           const struct project_source *source);

#endif
