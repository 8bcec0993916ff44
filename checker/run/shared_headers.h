/* System headers that many of a run's sources include, parsed once for all of them. For the run
 * layer. */
#ifndef ERRNO_LINT_RUN_SHARED_HEADERS_H
#define ERRNO_LINT_RUN_SHARED_HEADERS_H

#include <stddef.h>

struct precompiled_headers;
struct project_source;
struct session;
struct shared_headers;

/* Looks at the sources that a whole run would look at (indexes into project_sources()) and prepares
 * what they share, in worker processes; not what is not worth it for those of them that are to be
 * parsed now, the jobs. What fails there costs nothing but the time it would have saved. */
struct shared_headers *shared_headers_open(struct session *session, const size_t *sources,
                                           size_t count, const size_t *jobs, size_t job_count);

/* What a source may use; NULL = nothing. */
const struct precompiled_headers *shared_headers_for(const struct shared_headers *shared,
                                                     const struct project_source *source);

void shared_headers_close(struct shared_headers *shared);

#endif
