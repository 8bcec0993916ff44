/* Finding the files of --rules DIR. Symbolic links to directories are not followed, so the walk
 * ends. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "ruledb/load.h"

enum { LARGEST_FILE = 16 * 1024 * 1024 };

struct paths {
    const char **items;
    size_t count, capacity;
};

static void add_path(struct paths *paths, const char *path, struct arena *arena)
{
    const char **slot =
        arena_append(arena, &paths->items, &paths->count, &paths->capacity, sizeof *slot);
    *slot = path;
}

/* What stands beside the rules: schemas for editors, and the facts of the manual, which are
 * compiled in. */
static bool is_left_out(const char *name)
{
    return strcmp(name, "schema") == 0 || strcmp(name, "import") == 0 ||
           strcmp(name, "imported") == 0;
}

static void sort_entry(struct paths *files, struct paths *directories, const char *directory,
                       const char *name, struct arena *arena)
{
    if (name[0] == '.')
        return;
    const char *path = path_join(arena, directory, name);
    struct stat status;
    if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        if (!is_left_out(name))
            add_path(directories, path, arena);
    } else if (text_ends_with(name, ".json")) {
        add_path(files, path, arena);
    }
}

static bool list_directory(struct paths *files, struct paths *directories, const char *directory,
                           struct arena *arena, struct error *error)
{
    DIR *stream = opendir(directory);
    if (stream == NULL)
        return error_set_errno(error, errno, "%s: the rules cannot be listed", directory);
    const struct dirent *entry;
    while (errno = 0, (entry = readdir(stream)) != NULL)
        sort_entry(files, directories, directory, entry->d_name, arena);
    int failure = errno;
    closedir(stream);
    return failure == 0 ||
           error_set_errno(error, failure, "%s: the rules cannot be listed", directory);
}

bool load_directory(struct rule_sources *sources, struct arena *arena, const char *directory,
                    struct error *error)
{
    struct paths files = {0}, directories = {0};
    add_path(&directories, directory, arena);
    for (size_t i = 0; i < directories.count; i++)
        if (!list_directory(&files, &directories, directories.items[i], arena, error))
            return false;
    if (files.count == 0)
        return error_set(error, "%s: there is no .json file below it: name a directory of rules",
                         directory);
    qsort(files.items, files.count, sizeof files.items[0], text_compare_pointers);
    for (size_t i = 0; i < files.count; i++) {
        struct rule_source source = {.name = files.items[i], .is_added = true};
        char *bytes;
        if (!file_read(&bytes, &source.length, arena, source.name, LARGEST_FILE, error))
            return false;
        source.bytes = bytes;
        struct rule_source *slot =
            arena_append(arena, &sources->items, &sources->count, &sources->capacity, sizeof *slot);
        *slot = source;
    }
    return true;
}
