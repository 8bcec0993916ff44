/* Jobs done by processes of their own, so that one that crashes, never ends or eats all memory
 * costs that job alone. For the run layer. */
#ifndef ERRNO_LINT_RUN_WORKERS_H
#define ERRNO_LINT_RUN_WORKERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"

struct arena;
struct error;
struct text;

struct workers {
    unsigned count;     /* processes at a time; 0 = as many as this process may use CPUs */
    unsigned seconds;   /* that one job may take */
    size_t bytes;       /* of address space that one process may have */
    const size_t *jobs; /* numbers that mean something to `work`, done in about this order */
    size_t job_count;
    void *context; /* for both below */
    /* In a worker: does the job and appends its answer. What else it changes is lost. */
    void (*work)(void *context, size_t job, struct text *answer);
    /* In this process, in any order: the job's answer; or no answer and the reason, "ran into ...".
     * The strings are valid during the call. */
    void (*receive)(void *context, size_t job, const char *answer, size_t length,
                    const char *problem);
};

/* Does all jobs. False where no worker can be started; `receive` was called for some jobs then. */
MUST_CHECK bool workers_run(const struct workers *workers, struct arena *arena,
                            struct error *error);

/* How many CPUs this process may use. */
unsigned workers_cpus(void);

#endif
