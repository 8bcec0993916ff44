/* All sources of a run: kept results, and workers for the rest. For run.c. */
#ifndef ERRNO_LINT_RUN_SOURCES_H
#define ERRNO_LINT_RUN_SOURCES_H

#include <stdbool.h>

#include "base/attributes.h"

struct error;
struct session;

/* Analyses every source; what was found, and which sources failed, is added to the session. The
 * result does not depend on the number of workers or on what the cache has. */
MUST_CHECK bool sources_analyse(struct session *session, struct error *error);

#endif
