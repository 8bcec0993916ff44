/* The reports of all shards as one run. For the run layer. */
#ifndef ERRNO_LINT_RUN_MERGE_H
#define ERRNO_LINT_RUN_MERGE_H

#include <stdbool.h>

#include "base/attributes.h"

struct error;
struct session;

/* Reads the reports that the paths of the command line name into the session, as sources_analyse()
 * and suppress_read_all() would have left it in one run. False with an error that names the report:
 * none of a shard, of other versions, options or files than the first one, a shard that is there
 * twice; or that names the shard that is missing. */
MUST_CHECK bool merge_reports(struct session *session, struct error *error);

#endif
