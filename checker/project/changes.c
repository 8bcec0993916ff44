/* The set of changed lines. A file is looked up by what stat() says of it; few are asked for. Where
 * lines were removed and none came in their place, the change has no line of its own: both
 * neighbours stand for it. */
#include "project/changes.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "project/changes_from.h"
#include "project/diff.h"

struct changed_lines {
    unsigned first, last;
    bool is_removal; /* lines between these two are gone */
};

struct changed_file {
    dev_t device;
    ino_t inode;
    const char *path;
    struct changed_lines *lines;
    size_t count, capacity;
};

static int compare_files(const void *left, const void *right)
{
    const struct changed_file *a = left, *b = right;
    if (a->device != b->device)
        return a->device < b->device ? -1 : 1;
    return (a->inode > b->inode) - (a->inode < b->inode);
}

static const struct changed_file *find_file(const struct changes *changes, const char *path)
{
    struct stat status;
    if (changes->count == 0 || stat(path, &status) != 0)
        return NULL;
    struct changed_file key = {.device = status.st_dev, .inode = status.st_ino};
    return bsearch(&key, changes->files, changes->count, sizeof key, compare_files);
}

bool changes_has(const struct changes *changes, const char *path)
{
    return find_file(changes, path) != NULL;
}

bool changes_touch(const struct changes *changes, const char *path, unsigned first, unsigned last)
{
    const struct changed_file *file = find_file(changes, path);
    for (size_t i = 0; file != NULL && i < file->count; i++)
        if (file->lines[i].first <= last && first <= file->lines[i].last)
            return true;
    return false;
}

bool changes_removed(const struct changes *changes, const char *path, unsigned first, unsigned last)
{
    const struct changed_file *file = find_file(changes, path);
    for (size_t i = 0; file != NULL && i < file->count; i++)
        if (file->lines[i].is_removal && first <= file->lines[i].first &&
            file->lines[i].last <= last)
            return true;
    return false;
}

const char *changes_path(const struct changes *changes, size_t index)
{
    return changes->files[index].path;
}

/* ---- filling ---- */

/* lstat: a symbolic link that has changed says nothing about the lines of what it points to. */
static struct changed_file *add_file(struct changes *changes, const char *path)
{
    struct stat status;
    if (lstat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return NULL;
    struct changed_file *file = arena_append(changes->arena, &changes->files, &changes->count,
                                             &changes->capacity, sizeof *changes->files);
    file->device = status.st_dev;
    file->inode = status.st_ino;
    file->path = arena_strdup(changes->arena, path);
    return file;
}

static void add_lines(struct changes *changes, struct changed_file *file,
                      struct changed_lines lines)
{
    *(struct changed_lines *)arena_append(changes->arena, &file->lines, &file->count,
                                          &file->capacity, sizeof *file->lines) = lines;
}

void changes_add_whole(struct changes *changes, const char *path)
{
    struct changed_file *file = add_file(changes, path);
    if (file != NULL)
        add_lines(changes, file, (struct changed_lines){.first = 1, .last = UINT_MAX});
}

/* Where a line is after a later change; one that this has altered is anywhere among what it put
 * there. */
static unsigned moved(const struct diff_file *later, unsigned line, bool is_last)
{
    unsigned shifted = line;
    for (size_t i = 0; later != NULL && i < later->run_count; i++) {
        const struct diff_run *run = &later->runs[i];
        if (line < run->old_first)
            break;
        if (line >= run->old_first + run->old_count)
            shifted = line - (run->old_first + run->old_count) + run->new_first + run->new_count;
        else
            return is_last ? run->new_first + run->new_count - 1 : run->new_first;
    }
    return shifted;
}

static void add_run(struct changes *changes, struct changed_file *file, const struct diff_run *run,
                    const struct diff_file *later)
{
    unsigned first = moved(later, run->new_first, false);
    if (run->new_count > 0) {
        unsigned last = moved(later, run->new_first + run->new_count - 1, true);
        if (first <= last)
            add_lines(changes, file, (struct changed_lines){.first = first, .last = last});
    } else {
        add_lines(changes, file,
                  (struct changed_lines){.first = first - 1, .last = first, .is_removal = true});
    }
}

bool changes_add(struct changes *changes, const char *path, const struct diff_file *diff,
                 const struct diff_file *later)
{
    struct changed_file *file = add_file(changes, path);
    if (file == NULL)
        return false;
    if (diff->is_binary || (later != NULL && later->is_binary))
        add_lines(changes, file, (struct changed_lines){.first = 1, .last = UINT_MAX});
    for (size_t i = 0; i < diff->run_count; i++)
        add_run(changes, file, &diff->runs[i], later);
    return true;
}

/* One entry per file: a diff may name a file twice. Files without changed lines go. */
static void finish(struct changes *changes)
{
    if (changes->count == 0)
        return;
    qsort(changes->files, changes->count, sizeof *changes->files, compare_files);
    size_t kept = 0;
    for (size_t i = 0; i < changes->count; i++) {
        struct changed_file *file = &changes->files[i];
        if (file->count == 0)
            continue;
        if (kept == 0 || compare_files(&changes->files[kept - 1], file) != 0) {
            changes->files[kept++] = *file;
            continue;
        }
        for (size_t j = 0; j < file->count; j++)
            add_lines(changes, &changes->files[kept - 1], file->lines[j]);
    }
    changes->count = kept;
}

bool changes_read(struct changes *changes, struct arena *arena,
                  const struct changes_request *request, struct error *error)
{
    *changes = (struct changes){.arena = arena, .base = ""};
    bool ok = request->from == CHANGES_DIFF ? changes_from_diff(changes, request, error)
                                            : changes_from_git(changes, request, error);
    finish(changes);
    return ok;
}
