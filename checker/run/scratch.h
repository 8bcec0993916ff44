/* A directory for files that must not outlive the run, however it ends. For the run layer. */
#ifndef ERRNO_LINT_RUN_SCRATCH_H
#define ERRNO_LINT_RUN_SCRATCH_H

#include <stdbool.h>
#include <sys/types.h>

struct arena;

struct scratch {
    const char *path; /* of the directory */
    int lifeline;     /* open in this process and in those that it forks */
    pid_t keeper;
};

/* Makes the directory below $TMPDIR, or /tmp. False where it cannot be made. */
bool scratch_open(struct scratch *scratch, struct arena *arena);

/* Removes it with its files; to be called when no process that was forked since uses it. */
void scratch_close(struct scratch *scratch);

#endif
