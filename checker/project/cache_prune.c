/* Removing old entries. Other runs may read, write and prune at the same time: an entry that is
 * gone meanwhile is one less to remove. Once the limit is passed a tenth more goes, so that not
 * every run has to look for something to remove. */
#include "project/cache_prune.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"

enum { TEMPORARY_SECONDS = 60 * 60 }; /* no writer takes that long */

struct entry {
    const char *path;
    time_t used;
    size_t size;
};

struct entries {
    struct arena *arena;
    struct entry *items;
    size_t count, capacity;
    size_t size;
};

static void add_entry(struct entries *entries, int directory, const char *parent, const char *name)
{
    struct stat status;
    if (fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode))
        return;
    const char *path = arena_printf(entries->arena, "%s/%s", parent, name);
    if (text_starts_with(name, CACHE_TEMPORARY)) {
        if (time(NULL) - status.st_mtime > TEMPORARY_SECONDS)
            unlink(path);
        return;
    }
    struct entry *entry = arena_append(entries->arena, &entries->items, &entries->count,
                                       &entries->capacity, sizeof *entry);
    *entry = (struct entry){path, status.st_mtime, (size_t)status.st_size};
    entries->size += entry->size;
}

/* The entries of one of the directories with names of two digits. */
static void add_entries(struct entries *entries, const char *path)
{
    DIR *directory = opendir(path);
    if (directory == NULL)
        return;
    for (struct dirent *item; (item = readdir(directory)) != NULL;)
        if (item->d_name[0] != '.')
            add_entry(entries, dirfd(directory), path, item->d_name);
    closedir(directory);
}

static int compare_use(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->used != b->used)
        return a->used < b->used ? -1 : 1;
    return strcmp(a->path, b->path);
}

void cache_prune(const char *directory, size_t limit)
{
    struct arena arena;
    arena_init(&arena);
    struct entries entries = {.arena = &arena};
    for (unsigned i = 0; i < 256; i++)
        add_entries(&entries, arena_printf(&arena, "%s/%02x", directory, i));
    if (entries.size > limit) {
        qsort(entries.items, entries.count, sizeof *entries.items, compare_use);
        for (size_t i = 0; i < entries.count && entries.size > limit - limit / 10; i++) {
            unlink(entries.items[i].path);
            entries.size -= entries.items[i].size;
        }
    }
    arena_release(&arena);
}
