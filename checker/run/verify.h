/* --verify: compares what was found with the expectations in the sources' comments. For the run
 * layer. */
#ifndef ERRNO_LINT_RUN_VERIFY_H
#define ERRNO_LINT_RUN_VERIFY_H

#include <stdbool.h>
#include <stddef.h>

#include "errnos/classes.h"
#include "errnos/errnos.h"

struct arena;
struct findings;
struct source;
struct tally;
struct strings;

enum expectation_kind {
    EXPECT_FINDING,   /* expect: CHECK CALL [ERRNO...]: it names at least these */
    EXPECT_ONLY,      /* expect-only: CHECK CALL ERRNO...: it names exactly these */
    EXPECT_NOT,       /* forbid: CHECK CALL ERRNO...: no finding names any of these */
    EXPECT_SILENT,    /* silent: REASON [CALL]: a site that is silent for this reason */
    EXPECT_INCOMPLETE /* incomplete: TEXT: the file is only partly seen */
};

/* One expectation comment. */
struct expectation {
    enum expectation_kind kind;
    unsigned line; /* that it is about */
    enum check check;
    const char *call; /* "" = any */
    struct errno_set errors;
    enum reason reason;
};

/* A zeroed one is empty. */
struct expectations {
    struct expectation *items;
    size_t count, capacity;
};

/* Adds the source's expectations; a comment that cannot be read becomes a difference. */
void verify_read(struct expectations *list, struct arena *arena, const struct source *source,
                 const char *shown, struct strings *differences);

/* Compares one file's expectations with what was found in it. */
void verify_file(const struct expectations *list, const struct findings *findings,
                 const char *shown, struct arena *arena, struct strings *differences);

/* All of it over the files that were seen; returns the number of expectations. */
size_t verify_run(const struct findings *findings, const struct tally *files, const char *directory,
                  struct arena *arena, struct strings *differences);

#endif
