/* What the ways that do not end in a sink say about an event at it. Inside analysis/ only. */
#ifndef ERRNO_LINT_ANALYSIS_TREATMENT_H
#define ERRNO_LINT_ANALYSIS_TREATMENT_H

#include <stdbool.h>

#include "errnos/errnos.h"

struct event;
struct flow;
struct verdict;

/* The errnos of the verdict's event that are named on ways that end elsewhere. */
struct errno_set treatment_elsewhere(const struct flow *flow, const struct verdict *verdict);

/* Those of them whose way does not end in a claim too. A name that only leads to a retry counts
 * where `with_retries`. */
struct errno_set treatment_allowed(const struct flow *flow, const struct verdict *verdict,
                                   bool with_retries);

/* Whether the code claims that the call fails: wherever it succeeds, the program gives up. */
bool treatment_is_provoked(const struct flow *flow, const struct event *event);

#endif
