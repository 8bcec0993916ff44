/* The reports: to stdout and to the files of --output. For run.c. */
#ifndef ERRNO_LINT_RUN_OUTPUT_H
#define ERRNO_LINT_RUN_OUTPUT_H

#include <stdbool.h>

#include "base/attributes.h"

struct error;
struct session;

/* Writes every report that was asked for. False with the name of the file that could not be
 * written. */
MUST_CHECK bool output_write(const struct session *session, struct error *error);

#endif
