/* From the paths on the command line to a sorted list of sources. A directory means what is
 * interesting below it; a file that is named itself is taken at its word, so anything that cannot
 * be meant is an error there and not skipped. */
#include "project/discover.h"

#include <errno.h>
#include <fnmatch.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "project/language.h"
#include "project/listing.h"
#include "project/project.h"
#include "project/warnings.h"

/* Whether the glob matches the path or a leading directory of it; for a bare name also any single
 * component. */
static bool glob_matches(const char *glob, const char *shown)
{
    char part[PATH_MAX];
    size_t length = strlen(shown);
    if (length >= sizeof part)
        return false;
    bool is_bare = strchr(glob, '/') == NULL;
    memcpy(part, shown, length + 1);
    size_t start = 0; /* of the current component */
    for (size_t i = 0; i <= length; i++) {
        if (shown[i] != '/' && shown[i] != '\0')
            continue;
        part[i] = '\0';
        if (fnmatch(glob, part, 0) == 0 || (is_bare && fnmatch(glob, part + start, 0) == 0))
            return true;
        part[i] = shown[i];
        start = i + 1;
    }
    return false;
}

bool discover_is_excluded(const struct project_options *options, const char *path)
{
    const char *shown = path_relative(options->directory, path);
    for (size_t i = 0; i < options->exclude_count; i++) {
        const char *glob = options->excludes[i];
        char trimmed[PATH_MAX]; /* "build/" means the directory, "./build" what is shown as "build"
                                 */
        size_t length = strlen(glob);
        if (length == 0 || length >= sizeof trimmed)
            continue;
        memcpy(trimmed, glob, length + 1);
        while (length > 1 && trimmed[length - 1] == '/')
            trimmed[--length] = '\0';
        const char *cut = text_starts_with(trimmed, "./") ? trimmed + 2 : trimmed;
        if (glob_matches(cut, shown) ||
            (text_starts_with(cut, "**/") && glob_matches(cut + 3, shown)))
            return true;
    }
    return false;
}

bool discover_has(const struct discovery *discovery, const char *path)
{
    if (path_list_has(&discovery->given, path))
        return true;
    for (size_t i = 0; i < discovery->directories.count; i++)
        if (path_is_below(discovery->directories.items[i], path))
            return !discover_is_excluded(discovery->options, path);
    return false;
}

static bool add_file(struct discovery *discovery, struct arena *arena, const char *path,
                     const char *given, struct error *error)
{
    enum file_kind kind = file_kind_of(path);
    if (kind == FILE_OTHER)
        return error_set(error, "%s: is no C or C++ file: give directories or files ending in %s",
                         given, file_kind_accepted());
    if (access(path, R_OK) != 0)
        return error_set_errno(error, errno, "%s: cannot be read", given);
    if (discovery->options->force_exclude && discover_is_excluded(discovery->options, path)) {
        discovery->excluded++;
        return true;
    }
    path_list_add(&discovery->given, arena, path);
    path_list_add(file_kind_is_header(kind) ? &discovery->headers : &discovery->sources, arena,
                  path);
    return true;
}

static bool add_directory(struct discovery *discovery, struct arena *arena, const char *path,
                          const char *given, struct warnings *warnings, struct error *error)
{
    const struct project_options *options = discovery->options;
    if (access(path, R_OK | X_OK) != 0)
        return error_set_errno(error, errno, "%s: the directory cannot be read", given);
    struct listing listing;
    listing_code(&listing, arena, path, options->use_ignored);
    if (listing.unreadable > 0)
        warnings_add(warnings, "%s: cannot be read (directories left out below %s: %zu)",
                     path_relative(options->directory, listing.first_unreadable), given,
                     listing.unreadable);
    if (listing.is_cut)
        warnings_add(warnings, "%s: has more than %d files, the rest is left out", given,
                     LISTING_LIMIT);
    if (listing.git_problem != NULL)
        warnings_add(warnings, "%s: %s: ignored files are taken as well", given,
                     listing.git_problem);
    for (size_t i = 0; i < listing.files.count; i++) {
        const char *file = listing.files.items[i];
        if (!file_kind_is_source(file_kind_of(file)))
            discovery->seen_headers++;
        else if (discover_is_excluded(options, file))
            discovery->excluded++;
        else
            path_list_add(&discovery->sources, arena, file);
    }
    path_list_add(&discovery->directories, arena, path);
    return true;
}

static bool add_path(struct discovery *discovery, struct arena *arena, const char *given,
                     struct warnings *warnings, struct error *error)
{
    if (given[0] == '\0')
        return error_set(error, "an empty path was given: name a file or a directory");
    const char *path = path_absolute(arena, discovery->options->directory, given);
    struct stat status;
    if (stat(path, &status) != 0 && errno == ENOENT)
        return error_set(error, "%s: does not exist: name a file or a directory", given);
    if (stat(path, &status) != 0)
        return error_set_errno(error, errno, "%s: cannot be examined", given);
    if (S_ISDIR(status.st_mode))
        return add_directory(discovery, arena, path, given, warnings, error);
    if (S_ISREG(status.st_mode))
        return add_file(discovery, arena, path, given, error);
    return error_set(error, "%s: is neither a regular file nor a directory: give one of these",
                     given);
}

bool discover(struct discovery *discovery, struct arena *arena,
              const struct project_options *options, struct warnings *warnings, struct error *error)
{
    *discovery = (struct discovery){.options = options};
    if (options->path_count == 0 && !add_path(discovery, arena, ".", warnings, error))
        return false;
    for (size_t i = 0; i < options->path_count; i++)
        if (!add_path(discovery, arena, options->paths[i], warnings, error))
            return false;
    path_list_sort(&discovery->directories);
    path_list_sort(&discovery->given);
    path_list_sort(&discovery->headers);
    path_list_sort(&discovery->sources);
    return true;
}

bool discover_check_directories(const struct discovery *discovery, struct error *error)
{
    for (size_t i = 0; i < discovery->directories.count; i++) {
        const char *directory = discovery->directories.items[i];
        if (path_list_has_below(&discovery->sources, directory) ||
            path_list_has_below(&discovery->given, directory))
            continue;
        const char *shown = path_relative(discovery->options->directory, directory);
        if (discovery->excluded > 0)
            return error_set(error, "%s: every C and C++ source in it is excluded: check --exclude",
                             shown);
        if (discovery->seen_headers > 0)
            return error_set(error,
                             "%s: has headers but no C or C++ source: name the headers one by one, "
                             "or a directory with sources that include them",
                             shown);
        return error_set(error,
                         "%s: has no C or C++ source (.c .cc .cpp .cxx .c++ .C): name a directory "
                         "that has, or use --no-ignore if git ignores them",
                         shown);
    }
    return true;
}
