/* What a group of sources with the same flags can share. For the run layer. */
#ifndef ERRNO_LINT_RUN_SHARING_H
#define ERRNO_LINT_RUN_SHARING_H

#include <stdbool.h>
#include <stddef.h>

struct project_source;
struct session;
struct text;

/* Fewer sources have no use for it. */
enum { SHARING_FEWEST = 4 };

struct sharing_request {
    const struct session *session;
    const struct project_source *const *sources; /* with the same flags but for directories */
    size_t source_count;
    const bool *is_job;    /* by source: it is to be parsed now */
    size_t fewest_jobs;    /* that a set must have */
    const char *directory; /* for files that libclang writes */
};

/* Precompiles the sets of system headers that are worth it and appends them to the answer: for each
 * the four lengths of what follows ("BYTES LINES LINES BYTES\n"), the text that was parsed, the
 * files that were read, the indexes of the sources that may use it, and what libclang can load. For
 * a worker: libclang may crash. */
void sharing_find(struct text *answer, const struct sharing_request *request);

#endif
