/* Removing old entries. Other runs may read, write and prune at the same time: an entry that is
 * gone meanwhile is one less to remove. Once the limit is passed a tenth more goes, so that not
 * every run has to look for something to remove. Between two looks at all entries a file says how
 * many bytes they have at most: what the last look found, and all that was written since. */
#include "project/cache_prune.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"

enum {
    TEMPORARY_SECONDS = 60 * 60, /* no writer takes that long */
    LOOK_SECONDS = 24 * 60 * 60, /* a writer that was killed has not said what it wrote */
};

/* "MARK BYTES SECONDS\n": what is there at most, when it was last looked at. */
#define SIZE_FILE "SIZE"
#define SIZE_MARK "errno-lint-cache-size"

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

/* Returns how many bytes are left. */
static size_t look(const char *directory, size_t limit)
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
    return entries.size;
}

/* The file with the size, locked against other runs; -1 where it is not to be had at once. */
static int open_size(const char *directory)
{
    char path[PATH_MAX];
    struct stat status;
    if (snprintf(path, sizeof path, "%s/" SIZE_FILE, directory) >= (int)sizeof path)
        return -1;
    int file = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
    if (file < 0)
        return -1;
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode) ||
        flock(file, LOCK_EX | LOCK_NB) != 0) {
        close(file);
        return -1;
    }
    return file;
}

/* False where the file does not say, or the last look is too long ago. */
static bool read_size(size_t *size, long long *looked, int file)
{
    char line[128];
    ssize_t length = pread(file, line, sizeof line - 1, 0);
    if (length <= 0)
        return false;
    line[length] = '\0';
    long long now = time(NULL);
    return sscanf(line, SIZE_MARK " %zu %lld\n", size, looked) == 2 && *looked <= now &&
           now - *looked < LOOK_SECONDS;
}

/* Always as long as before: a write that is cut short leaves nothing to be misread. Where it fails
 * the next look is a day away at most. */
static void write_size(int file, size_t size, long long looked)
{
    char line[128];
    int length = snprintf(line, sizeof line, SIZE_MARK " %020zu %020lld\n", size, looked);
    if (pwrite(file, line, (size_t)length, 0) != length)
        return;
}

void cache_prune(const char *directory, size_t limit, size_t added)
{
    size_t size;
    long long looked;
    int file = open_size(directory);
    bool is_known = file >= 0 && read_size(&size, &looked, file) && size <= SIZE_MAX - added;
    if (is_known)
        size += added;
    if (!is_known || size > limit) {
        looked = time(NULL);
        size = look(directory, limit);
    }
    if (file >= 0) {
        write_size(file, size, looked);
        close(file);
    }
}
