/* Lists of paths, and how near two paths are to each other. For the project layer. */
#ifndef ERRNO_LINT_PROJECT_PATHS_H
#define ERRNO_LINT_PROJECT_PATHS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A growing list of strings (paths, flags); the strings belong to whoever made them. Starts as {0}.
 */
struct path_list {
    const char **items;
    size_t count;
    size_t capacity;
};

/* Keeps the pointer, copies nothing. */
void path_list_add(struct path_list *list, struct arena *arena, const char *path);

/* Sorts by strcmp and removes duplicates. */
void path_list_sort(struct path_list *list);

/* The first position whose item is not less than `path`, in a sorted list. */
size_t path_list_position(const struct path_list *sorted, const char *path);

bool path_list_has(const struct path_list *sorted, const char *path);

/* Whether a sorted list has a path below the directory (or the directory itself). */
bool path_list_has_below(const struct path_list *sorted, const char *directory);

/* Whether an absolute clean path is the directory or lies below it. */
bool path_is_below(const char *directory, const char *path);

/* The number of directories that two absolute paths share, counted from the root. */
size_t path_shared(const char *a, const char *b);

/* Below 0 where `a` is nearer to `from` than `b`: more shared directories, then the shorter path,
 * then by strcmp. */
int path_compare_nearness(const char *from, const char *a, const char *b);

#endif
