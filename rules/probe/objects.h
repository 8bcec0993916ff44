/* The objects that calls are run on. For the files of the probe. */
#ifndef ERRNO_LINT_PROBE_OBJECTS_H
#define ERRNO_LINT_PROBE_OBJECTS_H

#include <stdbool.h>
#include <stddef.h>

struct subject;

enum object_trait {
    OBJECT_SHARED = 1, /* belongs to the whole system: calls that change something leave it alone */
    OBJECT_OF_ROOT = 2,   /* made by root also where an ordinary user then runs the calls on it */
    OBJECT_PATH_ONLY = 4, /* there is no descriptor */
    OBJECT_NULL_PATH = 8, /* the path is a null pointer */
    OBJECT_WILD_PATH = 16 /* the path is no pointer to a string */
};

/* One kind of object in one state. */
struct probe_object {
    const char *name;                /* "a sealed memfd" */
    const char *kind;                /* its name in kinds.json; NULL = there is none */
    bool (*make)(struct subject *s); /* in the current directory; false = it cannot be had here */
    unsigned traits;                 /* enum object_trait */
};

struct probe_object_table {
    const struct probe_object *objects;
    size_t count;
    bool is_in_files; /* how they answer depends on the file system */
};

extern const struct probe_object_table file_objects, program_objects, anonymous_objects,
    stream_objects, socket_objects, system_objects, path_objects;

/* The first is no object at all, for the calls that need none. */
size_t probe_object_count(void);
const struct probe_object *probe_object_at(size_t index);

/* Whether the answers depend on the file system that it is made on. */
bool probe_object_is_in_files(size_t index);

#endif
