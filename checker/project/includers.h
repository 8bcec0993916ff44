/* Who includes a header, by the text of the tree's files. For the project layer. */
#ifndef ERRNO_LINT_PROJECT_INCLUDERS_H
#define ERRNO_LINT_PROJECT_INCLUDERS_H

#include <stddef.h>

#include "project/language.h"
#include "project/path_map.h"
#include "project/paths.h"

struct arena;

/* One `#include`: `file` includes `name`. */
struct inclusion {
    const char *file;
    const char *name; /* as written */
    size_t next;      /* 1 + the next inclusion of the same base name, 0 = none */
};

struct includers {
    struct arena *arena;
    struct path_list files; /* sources and headers read, sorted */
    struct inclusion *inclusions;
    size_t count, capacity;
    struct path_map chains; /* base name -> index of the last inclusion */
};

/* Reads the sources and headers below a root, without what git ignores. */
void includers_init(struct includers *includers, struct arena *arena, const char *root);

/* The source that includes the header, directly or through other headers (fewest steps first): one
 * of `preferred` (sorted) if there is any, else one with the header's own name, else the nearest.
 * NULL where none does. */
const char *includers_find(const struct includers *includers, const char *header,
                           const struct path_list *preferred);

/* The language a header alone is read in: by its extension, else by the sources of its directory,
 * else of the tree. */
enum language includers_language(const struct includers *includers, const char *header);

#endif
