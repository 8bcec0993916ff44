/* --dump: what the steps before the analysis make of the sources. For run.c. */
#ifndef ERRNO_LINT_RUN_DUMP_H
#define ERRNO_LINT_RUN_DUMP_H

#include <stdbool.h>
#include <stdio.h>

#include "base/attributes.h"

struct error;
struct session;

/* Parses every source and prints its program. False at the first that cannot be parsed. */
MUST_CHECK bool dump_programs(FILE *out, struct session *session, struct error *error);

/* Prints the commands that the sources are parsed with, as a compile database: with the directories
 * of headers that were looked for, for which every source is parsed. */
MUST_CHECK bool dump_commands(FILE *out, struct session *session, struct error *error);

#endif
