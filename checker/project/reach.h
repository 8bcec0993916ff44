/* Which files see a change: those that have changed and those that include one of them, directly or
 * not. For the run layer. */
#ifndef ERRNO_LINT_PROJECT_REACH_H
#define ERRNO_LINT_PROJECT_REACH_H

#include <stdbool.h>

struct arena;
struct changes;
struct inclusion_graph;
struct project_source;

struct reach {
    const struct inclusion_graph *graph;
    const bool *files; /* by file of the graph */
};

/* The graph must outlive it. In doubt (an #include that cannot be read) a file sees the change. */
void reach_find(struct reach *reach, struct arena *arena, const struct inclusion_graph *graph,
                const struct changes *changes);

/* Whether the file of the graph sees a change; a file that the graph lacks does not. */
bool reach_has(const struct reach *reach, const char *path);

/* The same for a source, or for the header that it is parsed for. */
bool reach_has_source(const struct reach *reach, const struct project_source *source);

#endif
