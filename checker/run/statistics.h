/* --statistics: what a run cost and which bounds it reached, on stderr. For run.c. */
#ifndef ERRNO_LINT_RUN_STATISTICS_H
#define ERRNO_LINT_RUN_STATISTICS_H

#include <stdio.h>

struct session;

void statistics_print(FILE *out, const struct session *session);

#endif
