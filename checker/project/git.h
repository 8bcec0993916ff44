/* What git knows about a directory. For the project layer. */
#ifndef ERRNO_LINT_PROJECT_GIT_H
#define ERRNO_LINT_PROJECT_GIT_H

#include <stdbool.h>

#include "base/attributes.h"
#include "base/text.h"
#include "project/paths.h"

struct arena;
struct error;

/* Whether the directory itself has a .git (a directory, or the file of a submodule or linked work
 * tree). */
bool git_is_repository(const char *directory);

/* Whether an absolute directory or one above it is a repository; the nearest that is one, NULL =
 * none. */
bool git_finds_repository(struct arena *arena, const char *directory);
const char *git_find_repository(struct arena *arena, const char *directory);

/* The files below the directory that git tracks or does not ignore, relative to it, unsorted;
 * nested repositories end in '/'. False where git is not installed, refuses the repository or takes
 * longer than a minute. */
MUST_CHECK bool git_list_files(struct path_list *names, struct arena *arena, const char *directory,
                               struct error *error);

/* How git is run. */
struct git {
    struct arena *arena;
    const char *directory;
    const char *index;         /* absolute; NULL = the repository's own */
    struct path_list settings; /* KEY=VALUE, in force over the configuration */
};

struct git_answer {
    struct text output;
    bool is_refused;       /* the exit status was not 0 */
    const char *complaint; /* the first line of standard error */
};

/* Runs git with these words (ended by NULL). False where it cannot be started, or takes longer than
 * a minute. */
MUST_CHECK bool git_ask(struct git_answer *answer, const struct git *git, const char *const *words,
                        struct error *error);

/* As git_ask, for a command that must not be refused. */
MUST_CHECK bool git_demand(struct text *output, const struct git *git, const char *const *words,
                           struct error *error);

/* The strings of output made with -z; they point into it. */
void git_split(struct path_list *names, struct arena *arena, const struct text *output);

/* Adds settings with which commands that read files of the work tree run no filter program. What a
 * filter would change counts as changed then. */
MUST_CHECK bool git_shut_filters(struct git *git, struct error *error);

#endif
