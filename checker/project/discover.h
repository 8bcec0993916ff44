/* Which files the given paths name. For the project layer. */
#ifndef ERRNO_LINT_PROJECT_DISCOVER_H
#define ERRNO_LINT_PROJECT_DISCOVER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"
#include "project/paths.h"

struct arena;
struct error;
struct project_options;
struct warnings;

struct discovery {
    const struct project_options *options;
    struct path_list directories; /* given; absolute, sorted */
    struct path_list given;       /* files given one by one and not excluded; absolute, sorted */
    struct path_list headers;     /* those of them that are headers */
    struct path_list sources;     /* all sources, from both; absolute, sorted */
    size_t excluded;              /* sources that an --exclude took away */
    size_t seen_headers;          /* headers met in directories */
};

/* Looks at every given path and walks the directories. False where a path does not exist, cannot be
 * read, or is a file of another kind; a directory without sources is no error yet, the compile
 * database may know some. */
MUST_CHECK bool discover(struct discovery *discovery, struct arena *arena,
                         const struct project_options *options, struct warnings *warnings,
                         struct error *error);

/* Whether a glob of --exclude matches the absolute path: its shown form, a directory above it, or,
 * for a glob without
 * '/', any component. '*' also matches '/'. */
bool discover_is_excluded(const struct project_options *options, const char *path);

/* Whether functions of this file are wanted: given, or below a given directory, and not excluded.
 */
bool discover_has(const struct discovery *discovery, const char *path);

/* False with a message where a given directory has no source. To be asked once `sources` is
 * complete. */
MUST_CHECK bool discover_check_directories(const struct discovery *discovery, struct error *error);

#endif
