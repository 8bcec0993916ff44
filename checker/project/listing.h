/* The files below a directory. For the project layer. */
#ifndef ERRNO_LINT_PROJECT_LISTING_H
#define ERRNO_LINT_PROJECT_LISTING_H

#include <stdbool.h>
#include <stddef.h>

#include "project/paths.h"

struct arena;

struct listing {
    struct path_list files;       /* absolute, sorted, each once; regular files and links to such */
    size_t unreadable;            /* directories that could not be opened */
    const char *first_unreadable; /* NULL where there is none */
    bool is_cut;                  /* there were more entries than LISTING_LIMIT */
    const char *git_problem; /* why git could not tell what it ignores; NULL where it could or was
                                not asked */
};

enum { LISTING_LIMIT = 2000000 };

/* C and C++ sources and headers below the directory, without build directories and version
 * control's own. Where the directory lies in a git work tree and `use_ignored` is false, also
 * without what git ignores. */
void listing_code(struct listing *listing, struct arena *arena, const char *directory,
                  bool use_ignored);

/* Every regular file below the directory, ignored and built ones too, without version control's
 * own. */
void listing_everything(struct listing *listing, struct arena *arena, const char *directory);

#endif
