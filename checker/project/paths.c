/* Lists of paths. Everything that searches in a list does it in a sorted one, so that a tree of
 * 100,000 files costs no more than sorting it. */
#include "project/paths.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"

void path_list_add(struct path_list *list, struct arena *arena, const char *path)
{
    const char **slot =
        arena_append(arena, &list->items, &list->count, &list->capacity, sizeof *list->items);
    *slot = path;
}

void path_list_sort(struct path_list *list)
{
    if (list->count < 2)
        return;
    qsort(list->items, list->count, sizeof *list->items, text_compare_pointers);
    size_t kept = 1;
    for (size_t i = 1; i < list->count; i++)
        if (strcmp(list->items[i], list->items[kept - 1]) != 0)
            list->items[kept++] = list->items[i];
    list->count = kept;
}

size_t path_list_position(const struct path_list *sorted, const char *path)
{
    size_t low = 0, high = sorted->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(sorted->items[middle], path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool path_list_has(const struct path_list *sorted, const char *path)
{
    size_t position = path_list_position(sorted, path);
    return position < sorted->count && strcmp(sorted->items[position], path) == 0;
}

bool path_list_has_below(const struct path_list *sorted, const char *directory)
{
    /* "a-b" sorts between "a" and "a/x": the first path at or after "a" may be a stranger, so go on
     * past those that only share its letters. */
    size_t length = strlen(directory);
    for (size_t i = path_list_position(sorted, directory); i < sorted->count; i++) {
        if (path_is_below(directory, sorted->items[i]))
            return true;
        if (strncmp(sorted->items[i], directory, length) != 0)
            return false;
    }
    return false;
}

bool path_is_below(const char *directory, const char *path)
{
    return path_relative(directory, path) != path;
}

size_t path_shared(const char *a, const char *b)
{
    size_t shared = 0;
    for (size_t i = 0; a[i] != '\0' && a[i] == b[i]; i++)
        shared += a[i] == '/';
    return shared;
}

int path_compare_nearness(const char *from, const char *a, const char *b)
{
    size_t shared_a = path_shared(from, a), shared_b = path_shared(from, b);
    if (shared_a != shared_b)
        return shared_a > shared_b ? -1 : 1;
    size_t length_a = strlen(a), length_b = strlen(b);
    if (length_a != length_b)
        return length_a < length_b ? -1 : 1;
    return strcmp(a, b);
}
