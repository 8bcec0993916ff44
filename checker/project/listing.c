/* Walks directories with a work list rather than by recursion, and without following symbolic links
 * to directories, so neither depth nor a loop of links can end it. In a git work tree git itself is
 * asked what it ignores; its answer is only a list of names, which is checked against the disk like
 * any other. A link to a source counts unless the source it leads to is in the listing already. */
#include "project/listing.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "project/git.h"
#include "project/language.h"
#include "project/path_map.h"

struct walk {
    struct listing *listing;
    struct arena *arena;
    struct path_list pending; /* directories still to be read */
    struct path_list links;   /* symbolic links that may be files */
    size_t entries;
    bool wants_everything;
};

enum entry_type { ENTRY_FILE, ENTRY_DIRECTORY, ENTRY_LINK, ENTRY_SPECIAL };

/* What an lstat() says; files that are gone count as special. */
static enum entry_type type_on_disk(int directory, const char *name)
{
    struct stat status;
    if (fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return ENTRY_SPECIAL;
    if (S_ISREG(status.st_mode))
        return ENTRY_FILE;
    if (S_ISDIR(status.st_mode))
        return ENTRY_DIRECTORY;
    return S_ISLNK(status.st_mode) ? ENTRY_LINK : ENTRY_SPECIAL;
}

static enum entry_type type_of_entry(int directory, const struct dirent *entry)
{
    switch (entry->d_type) {
    case DT_REG: return ENTRY_FILE;
    case DT_DIR: return ENTRY_DIRECTORY;
    case DT_LNK: return ENTRY_LINK;
    case DT_UNKNOWN: return type_on_disk(directory, entry->d_name); /* some file systems */
    }
    return ENTRY_SPECIAL;
}

static bool is_version_control(const char *name)
{
    return text_equal(name, ".git") || text_equal(name, ".hg") || text_equal(name, ".svn") ||
           text_equal(name, ".bzr");
}

static bool is_wanted(const struct walk *walk, const char *name)
{
    return walk->wants_everything || file_kind_of(name) != FILE_OTHER;
}

static void take(struct walk *walk, enum entry_type type, const char *directory, const char *name)
{
    switch (type) {
    case ENTRY_FILE:
        if (is_wanted(walk, name))
            path_list_add(&walk->listing->files, walk->arena,
                          path_join(walk->arena, directory, name));
        break;
    case ENTRY_DIRECTORY:
        if (!is_version_control(path_base(name)))
            path_list_add(&walk->pending, walk->arena, path_join(walk->arena, directory, name));
        break;
    case ENTRY_LINK:
        if (is_wanted(walk, name))
            path_list_add(&walk->links, walk->arena, path_join(walk->arena, directory, name));
        break;
    case ENTRY_SPECIAL: break;
    }
}

static void note_unreadable(struct listing *listing, const char *path)
{
    if (listing->unreadable++ == 0)
        listing->first_unreadable = path;
}

static DIR *open_directory(const char *path)
{
    int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return NULL;
    DIR *stream = fdopendir(descriptor);
    if (stream == NULL)
        close(descriptor);
    return stream;
}

/* Reads one directory. What was taken from it is dropped again where it turns out to be a build
 * directory: CMake's cache without the CMakeLists.txt that an in-source build has beside it. */
static void walk_directory(struct walk *walk, const char *path, bool is_top)
{
    DIR *stream = open_directory(path);
    if (stream == NULL) {
        note_unreadable(walk->listing, path);
        return;
    }
    size_t files = walk->listing->files.count, links = walk->links.count;
    size_t pending = walk->pending.count;
    bool has_cache = false, has_lists = false;
    const struct dirent *entry;
    while ((entry = readdir(stream)) != NULL) {
        const char *name = entry->d_name;
        if (text_equal(name, ".") || text_equal(name, ".."))
            continue;
        if (++walk->entries > LISTING_LIMIT) {
            walk->listing->is_cut = true;
            break;
        }
        has_cache = has_cache || text_equal(name, "CMakeCache.txt");
        has_lists = has_lists || text_equal(name, "CMakeLists.txt");
        take(walk, type_of_entry(dirfd(stream), entry), path, name);
    }
    closedir(stream);
    if (has_cache && !has_lists && !is_top && !walk->wants_everything) {
        walk->listing->files.count = files;
        walk->links.count = links;
        walk->pending.count = pending;
    }
}

static void walk_tree(struct walk *walk, const char *directory)
{
    size_t base = walk->pending.count;
    walk_directory(walk, directory, true);
    while (walk->pending.count > base && !walk->listing->is_cut)
        walk_directory(walk, walk->pending.items[--walk->pending.count], false);
}

/* The directories among git's names that hold CMake's cache and no CMakeLists.txt. */
static void find_builds(struct path_map *builds, struct arena *arena, const struct path_list *names)
{
    struct path_map lists = {0};
    for (size_t i = 0; i < names->count; i++)
        if (text_equal(path_base(names->items[i]), "CMakeLists.txt"))
            path_map_set(&lists, arena, path_directory(arena, names->items[i]), 0);
    for (size_t i = 0; i < names->count; i++) {
        if (!text_equal(path_base(names->items[i]), "CMakeCache.txt"))
            continue;
        char *directory = path_directory(arena, names->items[i]);
        size_t unused;
        if (!text_equal(directory, ".") && !path_map_get(&lists, directory, &unused))
            path_map_set(builds, arena, directory, 0);
    }
}

static bool lies_in_build(const struct path_map *builds, struct arena *arena, const char *name)
{
    size_t unused;
    if (builds->count == 0)
        return false;
    for (char *directory = path_directory(arena, name); !text_equal(directory, ".");
         directory = path_directory(arena, directory))
        if (path_map_get(builds, directory, &unused))
            return true;
    return false;
}

/* git never names what is outside the directory, unless its configuration is crafted. */
static bool leaves_directory(const char *name)
{
    return name[0] == '/' || name[0] == '\0' || text_equal(name, "..") ||
           text_starts_with(name, "../") || strstr(name, "/../") != NULL ||
           text_ends_with(name, "/..");
}

/* Takes what git lists below the directory. Submodules and nested repositories are named as
 * directories: they are put off to `nested`. False where git cannot say. */
static bool take_from_git(struct walk *walk, struct path_list *nested, const char *directory)
{
    struct path_list names = {0};
    struct error error = {0};
    if (!git_list_files(&names, walk->arena, directory, &error)) {
        walk->listing->git_problem = arena_strdup(walk->arena, error.text);
        return false;
    }
    path_list_sort(&names); /* a conflict lists a file once per side */
    struct path_map builds = {0};
    find_builds(&builds, walk->arena, &names);
    for (size_t i = 0; i < names.count; i++) {
        char *name = arena_strdup(walk->arena, names.items[i]);
        size_t length = strlen(name);
        bool is_directory = length > 0 && name[length - 1] == '/';
        if (is_directory)
            name[length - 1] = '\0';
        if (leaves_directory(name) || lies_in_build(&builds, walk->arena, name))
            continue;
        if (++walk->entries > LISTING_LIMIT) {
            walk->listing->is_cut = true;
            break;
        }
        char *path = path_join(walk->arena, directory, name);
        enum entry_type type = type_on_disk(AT_FDCWD, path);
        if (type == ENTRY_DIRECTORY && strlen(path) > strlen(directory) &&
            !is_version_control(path_base(path)))
            path_list_add(nested, walk->arena, path);
        else if (type != ENTRY_DIRECTORY && !is_directory)
            take(walk, type, directory, name);
    }
    return true;
}

/* Lists by git's word, repository by repository. False where git could not say anything about the
 * directory. */
static bool list_by_git(struct walk *walk, const char *directory)
{
    struct path_list nested = {0};
    if (!take_from_git(walk, &nested, directory))
        return false;
    while (nested.count > 0 && !walk->listing->is_cut) {
        const char *inner = nested.items[--nested.count];
        if (!git_is_repository(inner) || !take_from_git(walk, &nested, inner))
            walk_tree(walk, inner);
    }
    return true;
}

/* Adds the links whose target is a file that is not listed already. */
static void resolve_links(struct walk *walk, const char *directory)
{
    char top[PATH_MAX], real[PATH_MAX];
    path_list_sort(&walk->listing->files);
    path_list_sort(&walk->links);
    if (walk->links.count == 0 || realpath(directory, top) == NULL)
        return;
    struct path_map targets = {0};
    size_t listed = walk->listing->files.count, unused;
    for (size_t i = 0; i < walk->links.count; i++) {
        const char *link = walk->links.items[i];
        if (realpath(link, real) == NULL || !file_is_regular(real))
            continue;
        const char *target = arena_strdup(walk->arena, real);
        if (path_is_below(top, target)) /* the name the listing would use for it */
            target = path_join(walk->arena, directory, path_relative(top, target));
        struct path_list files = {walk->listing->files.items, listed, listed};
        bool is_known = path_list_has(&files, target) || path_map_get(&targets, target, &unused);
        if (is_known && !walk->wants_everything)
            continue;
        path_map_set(&targets, walk->arena, target, 0);
        path_list_add(&walk->listing->files, walk->arena, link);
    }
    path_list_sort(&walk->listing->files);
}

void listing_code(struct listing *listing, struct arena *arena, const char *directory,
                  bool use_ignored)
{
    *listing = (struct listing){0};
    struct walk walk = {.listing = listing, .arena = arena};
    bool asks_git = !use_ignored && git_finds_repository(arena, directory);
    /* A directory that git ignores as a whole was given on purpose: git's empty answer is not the
     * last word. */
    if (!asks_git || !list_by_git(&walk, directory) ||
        (listing->files.count == 0 && walk.links.count == 0))
        walk_tree(&walk, directory);
    resolve_links(&walk, directory);
}

void listing_everything(struct listing *listing, struct arena *arena, const char *directory)
{
    *listing = (struct listing){0};
    struct walk walk = {.listing = listing, .arena = arena, .wants_everything = true};
    walk_tree(&walk, directory);
    resolve_links(&walk, directory);
}
