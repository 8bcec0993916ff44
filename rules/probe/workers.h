/* The processes that run everything. For the main file of the probe. */
#ifndef ERRNO_LINT_PROBE_WORKERS_H
#define ERRNO_LINT_PROBE_WORKERS_H

#include <stdbool.h>

#include "base/attributes.h"

struct error;
struct probe_run;

/* Runs everything as root and as an ordinary user, side by side, or as the ordinary user alone who
 * started the probe. Makes directories below TMPDIR and /dev/shm and removes them again. The
 * records lie in the file `records` in no particular order. */
MUST_CHECK bool probe_run_all(const struct probe_run *run, int records, struct error *error);

#endif
