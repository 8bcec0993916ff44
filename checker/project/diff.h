/* Unified diffs, as git, diff, hg and svn write them. For the project layer. */
#ifndef ERRNO_LINT_PROJECT_DIFF_H
#define ERRNO_LINT_PROJECT_DIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"

struct arena;
struct error;

/* Lines removed and the lines that stand in their place. The first line counts from 1; where there
 * are none, it is the line that follows the place. */
struct diff_run {
    unsigned old_first, old_count;
    unsigned new_first, new_count;
};

struct diff_file {
    const char *old_name, *new_name; /* as written, without quotes; NULL = /dev/null */
    bool is_git;                     /* below a "diff --git": names begin with "a/" and "b/" */
    bool is_binary;                  /* has changed somewhere */
    struct diff_run *runs;           /* as written: ascending */
    size_t run_count, run_capacity;
};

struct diff {
    struct diff_file *files; /* one may come several times */
    size_t count, capacity;
};

/* Reads a diff with any text around its parts: mails, commit messages. `shown` is what it is called
 * in errors. False with the line of the diff that is wrong. Lives in the arena, the text is not
 * kept. */
MUST_CHECK bool diff_parse(struct diff *diff, struct arena *arena, const char *text, size_t length,
                           const char *shown, struct error *error);

#endif
