/* Suppression comments: errno-lint: ignore[CHECK,...] REASON. For the run layer. */
#ifndef ERRNO_LINT_RUN_SUPPRESS_H
#define ERRNO_LINT_RUN_SUPPRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "errnos/classes.h"
#include "findings/suppression.h"

struct arena;
struct findings;
struct source;
struct tally;
struct strings;

/* Adds the source's suppression comments, those that are wrong too. */
void suppress_read(struct suppressions *list, struct arena *arena, const struct source *source,
                   const char *shown);

/* The same for all files whose functions were seen: names relative to `directory`. */
void suppress_read_all(struct suppressions *list, struct arena *arena, const struct tally *files,
                       const char *directory);

/* Takes the suppressed findings away, marks their sites and the suppressions that were used. */
void suppress_findings(struct suppressions *list, struct findings *findings);

/* Adds "FILE:LINE: ..." for what is wrong with a comment. */
void suppress_warn_wrong(const struct suppressions *list, struct arena *arena,
                         struct strings *warnings);

/* The same for suppressions that were not used, but not in files that were only partly seen, nor
 * for checks that were not asked for. */
void suppress_warn_unused(const struct suppressions *list, const struct findings *findings,
                          const bool checks[CHECK_COUNT], struct strings *warnings);

#endif
