/* What a group of sources with the same flags can share. For the run layer. */
#ifndef ERRNO_LINT_RUN_SHARING_H
#define ERRNO_LINT_RUN_SHARING_H

#include <stddef.h>

struct project_source;
struct session;
struct text;

/* No more than these have a use for it. */
enum { SHARING_FEWEST = 4 };

/* Precompiles the sets of system headers that are worth it and appends them to the answer: for each
 * the four lengths of what follows ("BYTES LINES LINES BYTES\n"), the text that was parsed, the
 * files that were read, the indexes of the sources that may use it, and what libclang can load. For
 * a worker: libclang may crash. */
void sharing_find(struct text *answer, const struct session *session,
                  const struct project_source *const *sources, size_t count);

#endif
