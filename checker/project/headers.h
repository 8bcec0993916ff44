/* Files of the tree by name: for headers that no include directory has. For the project layer. */
#ifndef ERRNO_LINT_PROJECT_HEADERS_H
#define ERRNO_LINT_PROJECT_HEADERS_H

#include <stdbool.h>
#include <stddef.h>

#include "project/path_map.h"
#include "project/paths.h"

struct arena;
struct digester;

struct headers {
    struct arena *arena;
    struct path_list roots; /* sorted */
    struct path_map chains; /* base name -> index of its last file */
    struct path_list files; /* absolute */
    size_t *next;           /* per file: 1 + the index of the next file of that name, 0 = none */
};

/* Reads the trees below the roots, nested ones once. Headers in directories that git ignores or a
 * build made count. */
void headers_init(struct headers *headers, struct arena *arena, const struct path_list *roots);

/* Whether the index has this file (absolute, clean); whether it covers a directory. */
bool headers_has(const struct headers *headers, const char *path);
bool headers_covers(const struct headers *headers, const char *directory);

/* The names of all files, but for those of caches (directories with a CACHEDIR.TAG), which change
 * with every run. */
void headers_digest(const struct headers *headers, struct digester *digester);

/* The files that `#include NAME` can mean, one by one: *cursor starts at 0. NULL = no more. */
const char *headers_next(const struct headers *headers, const char *name, size_t *cursor);

/* The directory that makes `#include NAME` find the file of the tree which ends in NAME and is
 * nearest to `from`; in `arena`. NULL where the tree has none. Directories for another system
 * (win32, mingw, compat ...) count only where `from` lies in them too: what they have stands in for
 * headers that this system calls by the same name. */
const char *headers_find(const struct headers *headers, struct arena *arena, const char *name,
                         const char *from);

#endif
