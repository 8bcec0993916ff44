/* One child of the probe: makes an object and runs a group of calls on it. For the files of the
 * probe. */
#ifndef ERRNO_LINT_PROBE_CHILD_H
#define ERRNO_LINT_PROBE_CHILD_H

#include "base/attributes.h"
#include "probe/runner.h"

#define CHILD_DIRECTORY "child"

enum outcome_state { OUTCOME_NONE, OUTCOME_STARTED, OUTCOME_DONE };

enum { OUTCOME_COUNT = 2048 };

/* How one call ended; in memory that the worker sees as well. */
struct probe_outcome {
    volatile enum outcome_state state;
    int error;
    long result;
};

struct probe_shared {
    volatile bool is_made; /* the object is there */
    volatile size_t next;  /* the call that comes next, by index */
    struct probe_outcome outcomes[OUTCOME_COUNT];
};

struct probe_child {
    const struct probe_run *run;
    enum probe_user user;
    uint32_t object;
    size_t first, end; /* the calls, by index */
    struct probe_shared *shared;
};

/* Whether any of the calls can be run on the object at all. */
bool probe_child_has_work(const struct probe_child *child);

/* What the child does in the worker's directory. It goes on until a call may have changed what the
 * calls of other names would find; then it ends the process. */
NO_RETURN void probe_child_main(const struct probe_child *child);

#endif
