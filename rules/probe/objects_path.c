/* Paths that lead nowhere, each for another reason. */
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "probe/objects.h"
#include "probe/subject.h"
#include "probe/tools.h"

static bool make_missing(struct subject *s)
{
    return take_path(s, "missing");
}

static bool make_missing_with_slash(struct subject *s)
{
    return take_path(s, "missing/");
}

static bool make_below_missing(struct subject *s)
{
    return take_path(s, "missing/child");
}

static bool make_below_file(struct subject *s)
{
    return take_path(s, "tool-file/child");
}

static bool make_file_with_slash(struct subject *s)
{
    return take_path(s, "tool-file/");
}

static bool make_empty_path(struct subject *s)
{
    return take_path(s, "");
}

static bool make_root(struct subject *s)
{
    return take_path(s, "/");
}

static bool make_dot(struct subject *s)
{
    return take_path(s, ".");
}

static bool make_below_loop(struct subject *s)
{
    return symlink("loop", "loop") == 0 && take_path(s, "loop/child");
}

static bool make_long_name(struct subject *s)
{
    memset(s->text, 'x', 300);
    s->text[300] = '\0';
    s->path = s->text;
    return true;
}

static bool make_long_path(struct subject *s)
{
    for (size_t i = 0; i < PATH_MAX; i += 2)
        memcpy(s->text + i, "./", 2);
    s->text[PATH_MAX] = '\0';
    s->path = s->text;
    return true;
}

static bool make_null_path(struct subject *s)
{
    s->path = s->null;
    return true;
}

static bool make_wild_path(struct subject *s)
{
    s->path = s->wild;
    return true;
}

static bool make_closed_number(struct subject *s)
{
    return take_path(s, "/proc/self/fd/999");
}

static bool make_process_gone(struct subject *s)
{
    return take_path(s, "/proc/2147483600/status");
}

static bool make_process_memory(struct subject *s)
{
    return take_path(s, "/proc/1/mem");
}

static bool make_init_exe(struct subject *s)
{
    return take_path(s, "/proc/1/exe");
}

static bool make_in_deleted(struct subject *s)
{
    return mkdir("object", 0700) == 0 && take_path(s, "object (deleted)/file");
}

static const struct probe_object OBJECTS[] = {
    {"a missing name", NULL, make_missing, OBJECT_PATH_ONLY},
    {"a missing name with a slash", NULL, make_missing_with_slash, OBJECT_PATH_ONLY},
    {"a name below a missing one", NULL, make_below_missing, OBJECT_PATH_ONLY},
    {"a name below a file", NULL, make_below_file, OBJECT_PATH_ONLY},
    {"a file with a slash", NULL, make_file_with_slash, OBJECT_PATH_ONLY},
    {"the empty path", NULL, make_empty_path, OBJECT_PATH_ONLY},
    {"the root", "directory", make_root, OBJECT_PATH_ONLY | OBJECT_SHARED},
    {"the current directory", "directory", make_dot, OBJECT_PATH_ONLY},
    {"a name below a looping link", NULL, make_below_loop, OBJECT_PATH_ONLY},
    {"a name that is too long", NULL, make_long_name, OBJECT_PATH_ONLY},
    {"a path that is too long", NULL, make_long_path, OBJECT_PATH_ONLY},
    {"a null pointer", NULL, make_null_path, OBJECT_PATH_ONLY | OBJECT_NULL_PATH},
    {"a wild pointer", NULL, make_wild_path, OBJECT_PATH_ONLY | OBJECT_WILD_PATH},
    {"the number of a closed descriptor", NULL, make_closed_number, OBJECT_PATH_ONLY},
    {"a process that is gone", "proc-file", make_process_gone, OBJECT_PATH_ONLY},
    {"the memory of the first process", "proc-mem", make_process_memory,
     OBJECT_PATH_ONLY | OBJECT_SHARED},
    {"the program of the first process", NULL, make_init_exe, OBJECT_PATH_ONLY | OBJECT_SHARED},
    {"a name in a deleted directory's text", NULL, make_in_deleted, OBJECT_PATH_ONLY},
};

const struct probe_object_table path_objects = {OBJECTS, sizeof OBJECTS / sizeof OBJECTS[0], true};
