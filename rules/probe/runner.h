/* Running the calls on the objects, in processes of their own. For the files of the probe. */
#ifndef ERRNO_LINT_PROBE_RUNNER_H
#define ERRNO_LINT_PROBE_RUNNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum probe_user { USER_ROOT, USER_ORDINARY };

/* What one call gave on one object. */
struct probe_record {
    uint32_t object, call;
    enum probe_user user;
    int killed_by; /* the signal that ended it, 0 = none: the rest is meant */
    int error;     /* errno afterwards */
    long result;
};

/* What to run; NULL = all. */
struct probe_filter {
    const char *kind; /* name in kinds.json, or of an object */
    const char *call; /* "fcntl" */
};

struct probe_object;

/* Whether the filter lets the object through. */
bool probe_filter_has_object(const struct probe_filter *filter, const struct probe_object *object);

struct probe_run {
    struct probe_filter filter;
    bool is_root;        /* may become others */
    uid_t ordinary_user; /* who stands for an ordinary user */
    gid_t ordinary_group;
};

/* Runs everything as one user, in the current directory; with is_files_alone, only the objects that
 * depend on the file system. The records go to the file `records`. */
void probe_run_user(const struct probe_run *run, enum probe_user user, bool is_files_alone,
                    int records);

/* Length of the call's name in its text, with "syscall(SYS_" skipped: *start is where it begins. */
size_t probe_call_name(const char *text, const char **start);

/* Whether two texts are of calls of one name. */
bool probe_is_same_call(const char *a, const char *b);

#endif
