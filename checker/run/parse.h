/* The best parse of a source that can be had. For the run layer. */
#ifndef ERRNO_LINT_RUN_PARSE_H
#define ERRNO_LINT_RUN_PARSE_H

#include <stdbool.h>

#include "base/attributes.h"

struct arena;
struct error;
struct frontend_request;
struct frontend_result;
struct project_source;
struct session;

/* Parses the source into the unit arena, again with each directory that brings in a missing header,
 * and as part of a source that includes it where that shows more. `request` is filled with what led
 * to the result. False where the parser has nothing to show for it. */
MUST_CHECK bool parse_source(struct frontend_result *result, struct frontend_request *request,
                             struct session *session, const struct project_source *source,
                             struct arena *unit, struct error *error);

#endif
