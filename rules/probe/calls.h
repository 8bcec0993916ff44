/* The calls that the probe runs, as they are written in the calls_*.def files. For the files of the
 * probe. */
#ifndef ERRNO_LINT_PROBE_CALLS_H
#define ERRNO_LINT_PROBE_CALLS_H

#include <stddef.h>

struct subject;

enum call_scope {
    SCOPE_ONCE,       /* needs no object */
    SCOPE_DESCRIPTOR, /* runs on every object with a descriptor */
    SCOPE_PATH        /* runs on every object with a path */
};

enum call_effect {
    EFFECT_NONE,     /* leaves all as it was, also when it succeeds */
    EFFECT_OWN,      /* may change what this process has of the object: a position, a lock */
    EFFECT_PREPARED, /* the same, because of what is done before it */
    EFFECT_CHANGES,  /* changes the object: not run on what belongs to the whole system */
    EFFECT_LEAVES    /* does not return when it succeeds: exec */
};

/* One call with its arguments. */
struct probe_call {
    const char *text; /* as written: "read(s->fd, s->buffer, 16)" */
    long (*run)(struct subject *s);
    enum call_scope scope;
    enum call_effect effect;
};

/* The calls of one .def file; those of one name stand together. */
struct probe_call_table {
    const struct probe_call *calls;
    size_t count;
};

extern const struct probe_call_table descriptor_calls, fcntl_calls, io_calls, kernel_calls,
    library_calls, memory_calls, path_calls, process_calls, socket_calls, status_calls,
    system_calls, xattr_calls;

size_t probe_call_count(void);
const struct probe_call *probe_call_at(size_t index);

#endif
