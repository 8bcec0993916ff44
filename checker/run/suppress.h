/* Suppression comments: errno-lint: ignore[CHECK,...] REASON. For the run layer. */
#ifndef ERRNO_LINT_RUN_SUPPRESS_H
#define ERRNO_LINT_RUN_SUPPRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "errnos/classes.h"

struct arena;
struct findings;
struct source;
struct tally;
struct strings;

/* One valid comment. */
struct suppression {
    const char *file;     /* as shown */
    unsigned line;        /* of the comment */
    unsigned first, last; /* lines whose findings it takes away */
    bool checks[CHECK_COUNT];
    bool is_used;
};

/* A zeroed one is empty. */
struct suppressions {
    struct suppression *items;
    size_t count, capacity;
};

/* Adds the suppressions in the source's comments. What is wrong with one goes to `warnings` as
 * "FILE:LINE: ...". */
void suppress_read(struct suppressions *list, struct arena *arena, const struct source *source,
                   const char *shown, struct strings *warnings);

/* Takes the suppressed findings away, marks their sites and the suppressions that were used. */
void suppress_findings(struct suppressions *list, struct findings *findings);

/* All of it over the files whose functions were seen: names relative to `directory`. Unused
 * suppressions become warnings, but not those in files that were only partly seen, nor for checks
 * that were not asked for. */
void suppress_run(struct findings *findings, const struct tally *files, const char *directory,
                  const bool checks[CHECK_COUNT], struct strings *warnings);

#endif
