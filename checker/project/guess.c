/* Without a compile command most trees still parse: sources include headers of their own directory,
 * of a directory above, or of an include directory beside it. What that misses is found by name
 * afterwards (headers.c). */
#include "project/guess.h"

#include <dirent.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "project/git.h"

/* How far above a given directory a build file still speaks for it. */
enum { CLIMB_LIMIT = 4, DEPTH_LIMIT = 32 };

void guess_init(struct guess *guess, struct arena *arena, const struct path_list *given)
{
    *guess = (struct guess){.arena = arena, .given = given};
}

static size_t add_root(struct guess *guess, const char *root)
{
    path_list_add(&guess->roots, guess->arena, root);
    return guess->roots.count - 1;
}

/* The nearest repository at or above the directory, "" where there is none. */
static size_t find_git_root(struct guess *guess, const char *directory)
{
    size_t found;
    if (path_map_get(&guess->git_roots, directory, &found))
        return found;
    if (git_is_repository(directory))
        found = add_root(guess, directory);
    else if (text_equal(directory, "/"))
        found = add_root(guess, "");
    else
        found = find_git_root(guess, path_directory(guess->arena, directory));
    path_map_set(&guess->git_roots, guess->arena, directory, found);
    return found;
}

static bool has_file(struct guess *guess, const char *directory, const char *name)
{
    return access(path_join(guess->arena, directory, name), F_OK) == 0;
}

static bool has_build_file(struct guess *guess, const char *directory)
{
    static const char *const NAMES[] = {
        "CMakeLists.txt", "configure.ac", "configure",   "Makefile",          "Makefile.am",
        "GNUmakefile",    "meson.build",  "BUILD.bazel", "MODULE.bazel",      "WORKSPACE",
        "SConstruct",     "premake5.lua", "xmake.lua",   "CMakePresets.json", ".hg"};
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        if (has_file(guess, directory, NAMES[i]))
            return true;
    return false;
}

/* The top of an unbroken run of directories with build files that starts near `given`. */
static size_t find_build_root(struct guess *guess, const char *given)
{
    size_t found;
    if (path_map_get(&guess->build_roots, given, &found))
        return found;
    const char *directory = given, *root = given;
    for (int climbed = 0; climbed < CLIMB_LIMIT && !text_equal(directory, "/"); climbed++) {
        if (has_build_file(guess, directory))
            break;
        directory = path_directory(guess->arena, directory);
    }
    while (!text_equal(directory, "/") && has_build_file(guess, directory)) {
        root = directory;
        directory = path_directory(guess->arena, directory);
    }
    found = add_root(guess, root);
    path_map_set(&guess->build_roots, guess->arena, given, found);
    return found;
}

/* The topmost directory given by the user that the directory lies in, else itself. */
static const char *find_given(const struct guess *guess, const char *directory)
{
    const char *top = directory;
    for (const char *at = directory; guess->given->count > 0;
         at = path_directory(guess->arena, at)) {
        if (path_list_has(guess->given, at))
            top = at;
        if (text_equal(at, "/"))
            break;
    }
    return top;
}

const char *guess_root(struct guess *guess, const char *directory)
{
    size_t root = find_git_root(guess, directory);
    if (guess->roots.items[root][0] == '\0')
        root = find_build_root(guess, find_given(guess, directory));
    return guess->roots.items[root];
}

bool guess_is_root(struct guess *guess, const char *directory)
{
    size_t is_root;
    if (!path_map_get(&guess->told_roots, directory, &is_root)) {
        is_root = git_is_repository(directory) || has_build_file(guess, directory);
        path_map_set(&guess->told_roots, guess->arena, directory, is_root);
    }
    return is_root != 0;
}

/* Whether an entry of the directory is a header that is called like one of the system, or leads to
 * one. */
static bool is_system_header(struct guess *guess, const char *directory, const char *entry)
{
    static const char *const NAMES[] = {
        "assert.h",    "ctype.h",      "dirent.h",   "endian.h",    "errno.h",      "fcntl.h",
        "features.h",  "float.h",      "getopt.h",   "inttypes.h",  "limits.h",     "locale.h",
        "math.h",      "memory.h",     "poll.h",     "pthread.h",   "regex.h",      "sched.h",
        "setjmp.h",    "signal.h",     "stdarg.h",   "stdbool.h",   "stddef.h",     "stdint.h",
        "stdio.h",     "stdlib.h",     "string.h",   "strings.h",   "syscall.h",    "termios.h",
        "threads.h",   "time.h",       "unistd.h",   "utime.h",     "wchar.h",      "sys/types.h",
        "sys/stat.h",  "sys/socket.h", "sys/time.h", "sys/cdefs.h", "bits/types.h", "linux/types.h",
        "asm/types.h", "algorithm",    "atomic",     "bit",         "chrono",       "concepts",
        "exception",   "functional",   "list",       "map",         "memory",       "new",
        "ranges",      "set",          "span",       "stack",       "string",       "thread",
        "type_traits", "utility",      "vector",     "version"};
    size_t length = strlen(entry);
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        if (strncmp(NAMES[i], entry, length) == 0 &&
            (NAMES[i][length] == '\0' || NAMES[i][length] == '/') &&
            file_is_regular(path_join(guess->arena, directory, NAMES[i])))
            return true;
    return false;
}

/* Whether a directory has files named like headers of the system (a `version` file suffices for
 * C++20), so that with -I it would get between the system's headers and each other. One that cannot
 * be listed is taken to have none. */
static bool shadows_system(struct guess *guess, const char *directory)
{
    DIR *stream = opendir(directory);
    if (stream == NULL)
        return false;
    bool shadows = false;
    for (const struct dirent *entry; !shadows && (entry = readdir(stream)) != NULL;)
        shadows = is_system_header(guess, directory, entry->d_name);
    closedir(stream);
    return shadows;
}

enum standing { NO_DIRECTORY, FIRST, AFTER }; /* of an include directory, to those of the system */

static enum standing find_standing(struct guess *guess, const char *directory)
{
    size_t standing = NO_DIRECTORY;
    if (path_map_get(&guess->standings, directory, &standing))
        return (enum standing)standing;
    if (file_is_directory(directory))
        standing = shadows_system(guess, directory) ? AFTER : FIRST;
    path_map_set(&guess->standings, guess->arena, directory, standing);
    return (enum standing)standing;
}

static void add_include(struct path_list *set, struct guess *guess, const char *directory)
{
    enum standing standing = find_standing(guess, directory);
    if (standing != NO_DIRECTORY)
        path_list_add(
            set, guess->arena,
            arena_printf(guess->arena, "%s%s", standing == AFTER ? "-idirafter" : "-I", directory));
}

/* The include flags for sources of one directory: nearest first. */
static void collect_includes(struct path_list *set, struct guess *guess, const char *directory)
{
    const char *root = guess_root(guess, directory);
    const char *at = directory;
    for (int depth = 0; depth < DEPTH_LIMIT && path_is_below(root, at); depth++) {
        add_include(set, guess, at);
        add_include(set, guess, path_join(guess->arena, at, "include"));
        if (text_equal(at, "/"))
            break;
        at = path_directory(guess->arena, at);
    }
    static const char *const SOURCES[] = {"src", "source", "lib"};
    for (size_t i = 0; i < sizeof SOURCES / sizeof SOURCES[0]; i++) {
        const char *below = path_join(guess->arena, root, SOURCES[i]);
        if (!path_is_below(below, directory))
            add_include(set, guess, below);
    }
}

static const struct path_list *find_includes(struct guess *guess, const char *directory)
{
    size_t found;
    if (!path_map_get(&guess->includes, directory, &found)) {
        struct path_list set = {0};
        collect_includes(&set, guess, directory);
        found = guess->include_set_count;
        struct path_list *slot =
            arena_append(guess->arena, &guess->include_sets, &guess->include_set_count,
                         &guess->include_set_capacity, sizeof *guess->include_sets);
        *slot = set;
        path_map_set(&guess->includes, guess->arena, directory, found);
    }
    return &guess->include_sets[found];
}

void guess_flags(struct path_list *flags, struct arena *arena, struct guess *guess,
                 const char *source, enum language language)
{
    path_list_add(flags, arena, language == LANGUAGE_CXX ? "-std=gnu++20" : "-std=gnu17");
    path_list_add(flags, arena, "-D_GNU_SOURCE");
    const struct path_list *includes = find_includes(guess, path_directory(guess->arena, source));
    for (size_t i = 0; i < includes->count; i++)
        path_list_add(flags, arena, includes->items[i]);
}
