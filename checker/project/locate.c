/* Build tools leave the database in the source directory or in a build directory beside it, under
 * customary names. Databases that a stranger's build left in a shared directory far above must not
 * count: one is only taken where it lists files below the place it was found for. */
#include "project/locate.h"

#include <dirent.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "project/database.h"
#include "project/guess.h"
#include "project/warnings.h"

/* Reads a database once. *index is its place in `databases`. */
static bool read_database(size_t *index, struct locate *locate, const char *path,
                          struct error *error)
{
    if (path_map_get(&locate->by_path, path, index))
        return true;
    struct database *database;
    if (!database_read(&database, locate->arena, path, error))
        return false;
    *index = locate->count;
    const struct database **slot = arena_append(locate->arena, &locate->databases, &locate->count,
                                                &locate->capacity, sizeof(*locate->databases));
    *slot = database;
    path_map_set(&locate->by_path, locate->arena, path, *index);
    return true;
}

bool locate_init(struct locate *locate, struct arena *arena, struct guess *guess,
                 struct warnings *warnings, const char *shown_from, const char *chosen,
                 struct error *error)
{
    *locate = (struct locate){
        .arena = arena, .guess = guess, .warnings = warnings, .shown_from = shown_from};
    if (chosen == NULL)
        return true;
    const char *path = path_absolute(arena, shown_from, chosen);
    if (file_is_directory(path)) {
        const char *commands = path_join(arena, path, "compile_commands.json");
        const char *flags = path_join(arena, path, "compile_flags.txt");
        if (!file_is_regular(commands) && !file_is_regular(flags))
            return error_set(error,
                             "%s: has no compile_commands.json: make one, for example with cmake "
                             "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON, or leave -p out",
                             chosen);
        path = file_is_regular(commands) ? commands : flags;
    }
    size_t index;
    if (!read_database(&index, locate, path, error))
        return false;
    locate->chosen = locate->databases[index];
    return true;
}

static bool is_build_name(const char *name)
{
    return fnmatch("build*", name, 0) == 0 || fnmatch("cmake-build-*", name, 0) == 0 ||
           text_equal(name, "out");
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static bool is_newer(const struct stat *a, const struct stat *b)
{
    if (a->st_mtim.tv_sec != b->st_mtim.tv_sec)
        return a->st_mtim.tv_sec > b->st_mtim.tv_sec;
    return a->st_mtim.tv_nsec > b->st_mtim.tv_nsec;
}

/* The build directories' databases beside the sources, sorted. */
static void list_builds(struct path_list *found, struct locate *locate, const char *directory)
{
    DIR *stream = opendir(directory);
    if (stream == NULL)
        return;
    const struct dirent *entry;
    while ((entry = readdir(stream)) != NULL) {
        if (!is_build_name(entry->d_name))
            continue;
        const char *build = path_join(locate->arena, directory, entry->d_name);
        const char *path = path_join(locate->arena, build, "compile_commands.json");
        if (file_is_regular(path))
            path_list_add(found, locate->arena, path);
    }
    closedir(stream);
    path_list_sort(found);
}

/* The newest of the build directories' databases, NULL where there is none. */
static const char *choose_build(struct locate *locate, const char *directory)
{
    struct path_list found = {0};
    list_builds(&found, locate, directory);
    const char *newest = NULL, *other = NULL;
    struct stat newest_status = {0}, status;
    for (size_t i = 0; i < found.count; i++) {
        if (stat(found.items[i], &status) != 0 ||
            (newest != NULL && is_same_file(&status, &newest_status)))
            continue;
        if (newest == NULL || is_newer(&status, &newest_status)) {
            other = newest;
            newest = found.items[i];
            newest_status = status;
        } else {
            other = found.items[i];
        }
    }
    if (other != NULL)
        warnings_add(locate->warnings, "%s: used because it is newer than %s: choose with -p",
                     path_relative(locate->shown_from, newest),
                     path_relative(locate->shown_from, other));
    return newest;
}

static bool lists_below(const struct database *database, const char *directory)
{
    return database->is_fixed || path_list_has_below(&database->sources[LANGUAGE_C], directory) ||
           path_list_has_below(&database->sources[LANGUAGE_CXX], directory);
}

/* Tries one file. *found = 1 + its index where it speaks for the directory. */
static bool try_file(size_t *found, struct locate *locate, const char *directory, const char *path,
                     bool is_inside, struct error *error)
{
    size_t index;
    struct error ignored;
    if (path == NULL || !file_is_regular(path))
        return true;
    if (!read_database(&index, locate, path, is_inside ? error : &ignored))
        return !is_inside;
    const struct database *database = locate->databases[index];
    if (lists_below(database, directory))
        *found = index + 1;
    else if (is_inside)
        warnings_add(locate->warnings, "%s: not used, none of its %zu files lies below %s",
                     path_relative(locate->shown_from, path), database->count,
                     path_relative(locate->shown_from, directory));
    return true;
}

/* What one directory has to offer. Above the project's root only the file itself counts, not build
 * directories. */
static bool try_place(size_t *found, struct locate *locate, const char *directory, const char *root,
                      struct error *error)
{
    struct arena *arena = locate->arena;
    bool is_inside = path_is_below(root, directory);
    *found = 0;
    if (!try_file(found, locate, directory, path_join(arena, directory, "compile_commands.json"),
                  is_inside, error))
        return false;
    if (*found == 0 && is_inside &&
        !try_file(found, locate, directory, choose_build(locate, directory), is_inside, error))
        return false;
    return *found != 0 || !is_inside ||
           try_file(found, locate, directory, path_join(arena, directory, "compile_flags.txt"),
                    is_inside, error);
}

static bool find_place(size_t *found, struct locate *locate, const char *directory,
                       const char *root, struct error *error)
{
    if (path_map_get(&locate->places, directory, found))
        return true;
    if (!try_place(found, locate, directory, root, error))
        return false;
    if (*found == 0 && !text_equal(directory, "/") &&
        !find_place(found, locate, path_directory(locate->arena, directory), root, error))
        return false;
    path_map_set(&locate->places, locate->arena, directory, *found);
    return true;
}

bool locate_find(const struct database **database, struct locate *locate, const char *directory,
                 struct error *error)
{
    *database = locate->chosen;
    if (locate->chosen != NULL)
        return true;
    size_t found;
    if (!find_place(&found, locate, directory, guess_root(locate->guess, directory), error))
        return false;
    *database = found == 0 ? NULL : locate->databases[found - 1];
    return true;
}
