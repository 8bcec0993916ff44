/* Project roots, and flags for sources that no compile command names. For the project layer. */
#ifndef ERRNO_LINT_PROJECT_GUESS_H
#define ERRNO_LINT_PROJECT_GUESS_H

#include <stdbool.h>
#include <stddef.h>

#include "project/language.h"
#include "project/path_map.h"
#include "project/paths.h"

struct arena;

/* Remembers what it found out per directory. */
struct guess {
    struct arena *arena;
    const struct path_list *given; /* directories given by the user, sorted */
    struct path_map git_roots;     /* directory -> index in roots */
    struct path_map build_roots;   /* given directory -> index in roots */
    struct path_map told_roots;    /* directory -> whether something in it says that it is a root */
    struct path_map includes;      /* directory -> index in include_sets */
    struct path_map standings;     /* include directory -> how it goes with the system's */
    struct path_list roots;
    struct path_list *include_sets;
    size_t include_set_count, include_set_capacity;
};

void guess_init(struct guess *guess, struct arena *arena, const struct path_list *given);

/* The root of the project that an absolute directory belongs to: the git work tree; else the top of
 * the build files (CMakeLists.txt, configure.ac, Makefile ...) at or above the given directory;
 * else that directory. */
const char *guess_root(struct guess *guess, const char *directory);

/* Whether something in the directory says that it is such a root. */
bool guess_is_root(struct guess *guess, const char *directory);

/* Appends flags for a source (the list in `arena`), without -x: standard, _GNU_SOURCE, the
 * conventional include directories from its own directory up to the root. */
void guess_flags(struct path_list *flags, struct arena *arena, struct guess *guess,
                 const char *source, enum language language);

#endif
