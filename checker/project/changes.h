/* Which lines of which files have changed. For the project layer and the run layer. */
#ifndef ERRNO_LINT_PROJECT_CHANGES_H
#define ERRNO_LINT_PROJECT_CHANGES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"
#include "project/paths.h"

struct arena;
struct changed_file;
struct diff_file;
struct error;

enum changes_from {
    CHANGES_NONE,
    CHANGES_SINCE,  /* the merge base of a revision and HEAD */
    CHANGES_STAGED, /* what the next commit changes */
    CHANGES_DIFF    /* a unified diff */
};

struct changes_request {
    enum changes_from from;
    const char *subject;      /* the revision, or the file of the diff, "-" = standard input */
    const char *directory;    /* absolute: where the tool was started */
    const char *const *paths; /* what is looked at; their repositories are asked; none = "." */
    size_t path_count;
    bool use_ignored; /* what git ignores counts as new */
};

/* Files are known by device and inode, so that a path through a symbolic link means the same. */
struct changes {
    struct arena *arena;
    const char *base;           /* what the work tree is compared with, for people */
    struct path_list warnings;  /* clean lines */
    struct changed_file *files; /* sorted, each once */
    size_t count, capacity;
};

/* Finds the changed lines of the files that are there. False with what is wrong and what to do: no
 * git work tree, a revision that is not known, a shallow clone, a diff that cannot be read. Runs
 * nothing that a repository names. */
MUST_CHECK bool changes_read(struct changes *changes, struct arena *arena,
                             const struct changes_request *request, struct error *error);

/* Whether a line of the file has changed. Paths are absolute. */
bool changes_has(const struct changes *changes, const char *path);

/* Whether one of these lines has changed: was added, altered, or stands beside lines that were
 * removed. */
bool changes_touch(const struct changes *changes, const char *path, unsigned first, unsigned last);

/* Whether lines were removed between these two. */
bool changes_removed(const struct changes *changes, const char *path, unsigned first,
                     unsigned last);

/* Paths of the changed files, unsorted. */
const char *changes_path(const struct changes *changes, size_t index);

/* ---- for those who fill it ---- */

/* All lines of the file have changed; nothing where it is no regular file. */
void changes_add_whole(struct changes *changes, const char *path);

/* What the diff says of the file. Its line numbers are those of a text which `later` (NULL = none)
 * turns into the file's present text. False where the path is no regular file. */
bool changes_add(struct changes *changes, const char *path, const struct diff_file *diff,
                 const struct diff_file *later);

#endif
