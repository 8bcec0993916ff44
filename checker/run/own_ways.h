/* Headers of the project that change what the system's headers are. For the run layer. */
#ifndef ERRNO_LINT_RUN_OWN_WAYS_H
#define ERRNO_LINT_RUN_OWN_WAYS_H

#include <stdbool.h>
#include <stddef.h>

#include "frontend/frontend.h"
#include "project/path_map.h"
#include "project/paths.h"

struct inclusions;
struct project_source;

struct own_ways {
    struct arena *arena;
    struct frontend *frontend;
    const struct inclusions *inclusions;  /* of the group */
    const struct project_source *source;  /* one of the group, for its flags */
    const struct frontend_request *with;  /* a request with all the group's directories */
    const struct frontend_request *plain; /* one with none */
    bool (*is_system)(void *context, const char *path);
    void *context;

    /* The rest is own_ways_open()'s. */
    struct path_list suspects;
    struct path_map barred;
};

/* Finds the headers that may do it, by their text. The fields above are set. */
void own_ways_open(struct own_ways *ways);

/* Tries them on the system headers of a text, whose parse has read these files. */
void own_ways_try(struct own_ways *ways, const char *text, const struct inclusions *files);

/* Whether an #include of the group's text, by its name, leads to one that has changed something. */
bool own_ways_has(const struct own_ways *ways, const char *name);

#endif
