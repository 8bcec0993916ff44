/* What a source's flags say about #include. For the project layer and the run layer.
 */
#ifndef ERRNO_LINT_PROJECT_INCLUDE_FLAGS_H
#define ERRNO_LINT_PROJECT_INCLUDE_FLAGS_H

#include <stddef.h>

#include "project/paths.h"

struct arena;
struct project_source;

/* In the order in which they are searched. */
enum include_place {
    INCLUDE_QUOTED, /* -iquote: for names in quotes alone */
    INCLUDE_OWN,    /* -I */
    INCLUDE_SYSTEM, /* -isystem */
    INCLUDE_AFTER   /* -idirafter: behind the system's own directories */
};

/* The directory, as written, of an include flag at this position; NULL where it is another flag. */
const char *include_flags_directory(const struct project_source *source, size_t at,
                                    enum include_place *place);

/* The file, as written, that a flag at this position includes before the source; NULL where it is
 * another flag. */
const char *include_flags_file(const struct project_source *source, size_t at);

/* All directories of one place, absolute. */
void include_flags_list(struct path_list *directories, struct arena *arena,
                        const struct project_source *source, enum include_place place);

/* The flags that are nothing of the kind of a directory, in `flags` with room for all; their
 * number. */
size_t include_flags_others(const struct project_source *source, const char **flags);

#endif
