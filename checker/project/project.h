/* Which files to analyse and with which flags. For the run layer. */
#ifndef ERRNO_LINT_PROJECT_PROJECT_H
#define ERRNO_LINT_PROJECT_PROJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"

struct arena;
struct digester;
struct error;
struct prefilter;
struct ruledb;

struct project_options {
    const char *directory;    /* absolute: where the tool was started */
    const char *const *paths; /* as given; files or directories; none = "." */
    size_t path_count;
    const char *database;            /* -p DIR|FILE; NULL = look for it */
    const char *const *extra_before; /* --extra-arg-before */
    size_t extra_before_count;
    const char *const *extra; /* --extra-arg */
    size_t extra_count;
    const char *const *fixed; /* flags after "--": no database, these for every source */
    size_t fixed_count;
    bool has_fixed;
    const char *const *excludes; /* --exclude GLOB */
    size_t exclude_count;
    bool force_exclude; /* --force-exclude: also for paths that are given one by one */
    bool use_ignored;   /* --no-ignore: also what git ignores */
};

/* A source to parse. */
struct project_source {
    const char *path;      /* absolute */
    const char *shown;     /* relative to options.directory */
    const char *directory; /* of the compile command, absolute */
    const char *const
        *flags; /* what libclang gets: filtered, NDEBUG undone, extra arguments in their place */
    size_t flag_count;
    bool is_guessed;        /* no compile command names it */
    bool is_header;         /* a header that was given as a path; or stands for a header through
                               `for_header` */
    const char *for_header; /* absolute path of the header that this source is parsed for; NULL =
                               for itself */
};

struct project; /* also knows the tree: headers by name, include directories */

/* Finds the sources below the paths, sorted by path. False with a message that names the place and
 * the remedy: a path that does not exist, is unreadable or has no C or C++ source in it, a database
 * that cannot be read. */
MUST_CHECK bool project_open(struct project **project, struct arena *arena,
                             const struct project_options *options, struct error *error);

const struct project_source *project_sources(const struct project *project, size_t *count);

/* Warnings for stderr that came up: two databases in one place, entries whose files do not exist,
 * dropped flags. */
const char *const *project_warnings(const struct project *project, size_t *count);

/* True for files whose functions are wanted: below one of the paths given, not excluded. `path` is
 * absolute, clean. */
bool project_has(const struct project *project, const char *path);

/* True for files of the project's trees, headers that no path names included: what they define is
 * the project's, not the system's. `path` is absolute, clean. */
bool project_owns(struct project *project, const char *path);

/* The file's path below its project, by which test code is known: below the repository; without one
 * below the topmost directory with build files; without these below the directory that was given by
 * an absolute path, or else below the one where the tool was started. */
const char *project_place(struct project *project, const char *path);

/* The directory to add so that `#include NAME` in the file `from` is found: a search of the tree
 * for the path that fits best (nearest to `from`). NULL when the tree has none. The first call
 * reads the tree. */
const char *project_find_header(struct project *project, struct arena *arena, const char *name,
                                const char *from);

/* Directories in which the tree has what a source includes and its flags do not lead to, and the
 * questions (see project_find_header) by which they were found. */
struct header_plan {
    const char *const *directories;
    size_t directory_count;
    struct header_question {
        const char *name, *from;
    } * questions;
    size_t question_count;
};

/* What parse after parse would add, from the text of the files: with more where a directive that
 * does not count includes something. In `arena`. */
void project_expect_headers(struct header_plan *plan, struct project *project, struct arena *arena,
                            const struct project_source *source);

/* After the parse with these directories, which has read the files `included`: leaves those that
 * files of that list ask for. False where parses without the others might have found other
 * headers. */
MUST_CHECK bool project_confirm_headers(struct header_plan *plan, struct project *project,
                                        struct arena *arena, const struct project_source *source,
                                        const char *const *included, size_t included_count);

/* A source of the tree that includes this one, with its flags, for a source of which no compile
 * command knows: such a part of another source need not make sense alone. False where there is
 * none. The first call reads the tree. */
bool project_find_includer(struct project_source *includer, struct project *project,
                           const struct project_source *source);

/* The names of all files of the tree, among which headers are looked for; without those of caches
 * (directories with a CACHEDIR.TAG), which change with every run. */
void project_digest_tree(struct project *project, struct digester *digester);

/* Which of the sources can contain a site, by their text; reads the tree. */
struct prefilter *project_prefilter(struct project *project, const struct ruledb *rules);

/* The source's flags with these directories added at the end of its include path, behind the
 * system's, so that a tree's substitutes for system headers never hide the real ones. */
const char *const *project_add_includes(const struct project_source *source, struct arena *arena,
                                        const char *const *directories, size_t directory_count,
                                        size_t *flag_count);

#endif
