/* Which system headers are worth parsing once for several sources. For the run layer. */
#ifndef ERRNO_LINT_RUN_HEADER_CHOICE_H
#define ERRNO_LINT_RUN_HEADER_CHOICE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct inclusions;

/* What one source surely includes: indexes of the elements of header_choice.elements. */
struct chosen_includes {
    size_t *items;
    size_t count, capacity;
};

struct header_choice {
    struct arena *arena;
    const char *const *elements; /* names as they were written in the text that was parsed */
    size_t element_count;
    const struct chosen_includes *sources;
    size_t source_count;
    const struct inclusions *inclusions; /* that this parse has obeyed */
    bool (*is_system)(void *context, const char *path);
    void *context;

    /* The rest is header_choice_open()'s. */
    struct choice_node *nodes;
    size_t node_count, node_capacity;
    size_t *edge_nodes; /* by inclusion: the node of the file that was included */
    const char **names; /* of system headers, in the order in which they were included */
    size_t *name_nodes; /* by name */
    size_t name_count, name_capacity, name_node_capacity;
    bool **has;     /* by source and name: it includes the header */
    bool *is_taken; /* by source: it was in a set already */
};

/* Reads the inclusions. The fields above are set. */
void header_choice_open(struct header_choice *choice);

/* Headers that several sources all include, so that sharing them saves most, and these sources
 * (indexes), which are not asked about again. False where nothing is worth it any more. */
bool header_choice_next(struct header_choice *choice, const char ***names, size_t *name_count,
                        size_t **sources, size_t *source_count);

#endif
