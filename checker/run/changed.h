/* Runs that look at changes alone: --since, --staged, --diff. For run.c. */
#ifndef ERRNO_LINT_RUN_CHANGED_H
#define ERRNO_LINT_RUN_CHANGED_H

#include <stdbool.h>

#include "base/attributes.h"

struct error;
struct session;

/* Finds out what has changed, where an option asks for it. */
MUST_CHECK bool changed_open(struct session *session, struct error *error);

/* A suppression in a line that has not changed may have its use in a source that was not looked at:
 * nothing is to be said of it. For suppressions that have done their work. */
void changed_drop_suppressions(struct session *session);

/* Keeps the findings and sites that a change touches: a changed line is among the lines of the
 * assertion, the call, a step between them or a test of its errno, or lines were removed between
 * call and assertion. For finished findings, so that fingerprints are those of a whole run. */
void changed_filter(struct session *session);

/* Where changes were asked for and no source has any: what to say. Else NULL. */
const char *changed_nothing(const struct session *session);

#endif
