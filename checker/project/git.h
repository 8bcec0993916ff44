/* What git knows about a directory. For the project layer. */
#ifndef ERRNO_LINT_PROJECT_GIT_H
#define ERRNO_LINT_PROJECT_GIT_H

#include <stdbool.h>

#include "base/attributes.h"

struct arena;
struct error;
struct path_list;

/* Whether the directory itself has a .git (a directory, or the file of a submodule or linked work
 * tree). */
bool git_is_repository(const char *directory);

/* Whether an absolute directory or one above it is a repository. */
bool git_finds_repository(struct arena *arena, const char *directory);

/* The files below the directory that git tracks or does not ignore, relative to it, unsorted;
 * nested repositories end in '/'. False where git is not installed, refuses the repository or takes
 * longer than a minute. */
MUST_CHECK bool git_list_files(struct path_list *names, struct arena *arena, const char *directory,
                               struct error *error);

#endif
