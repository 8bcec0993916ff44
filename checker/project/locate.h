/* Finding the compile database that speaks for a source. For the project layer. */
#ifndef ERRNO_LINT_PROJECT_LOCATE_H
#define ERRNO_LINT_PROJECT_LOCATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"
#include "project/path_map.h"
#include "project/paths.h"

struct arena;
struct database;
struct error;
struct guess;
struct warnings;

struct locate {
    struct arena *arena;
    struct guess *guess;
    struct warnings *warnings;
    const char *shown_from;        /* paths in messages are relative to this directory */
    const struct database *chosen; /* by -p; NULL = look for them */
    struct path_map places;  /* directory -> 1 + index of its database, 0 = none at or above it */
    struct path_map by_path; /* database file -> index */
    const struct database **databases; /* all that were read */
    size_t count, capacity;
};

/* `chosen` is the -p option, a file or a directory with one; NULL = databases are looked for. False
 * where it cannot be read or has none. */
MUST_CHECK bool locate_init(struct locate *locate, struct arena *arena, struct guess *guess,
                            struct warnings *warnings, const char *shown_from, const char *chosen,
                            struct error *error);

/* The database for sources in a directory: the nearest found upwards, in each directory
 * compile_commands.json, then that of a build directory, then compile_flags.txt. *database is NULL
 * where there is none. False where one is there and cannot be read. */
MUST_CHECK bool locate_find(const struct database **database, struct locate *locate,
                            const char *directory, struct error *error);

#endif
