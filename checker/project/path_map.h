/* A hash map from strings to numbers. For the project layer. */
#ifndef ERRNO_LINT_PROJECT_PATH_MAP_H
#define ERRNO_LINT_PROJECT_PATH_MAP_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct path_slot;

/* Starts as {0}; lives in the arena that is passed on each insertion. */
struct path_map {
    struct path_slot *slots;
    size_t count;
    size_t capacity;
};

/* Sets the value of a key. The key's text is kept by pointer. */
void path_map_set(struct path_map *map, struct arena *arena, const char *key, size_t value);

/* False where the key is not there; *value is untouched then. */
bool path_map_get(const struct path_map *map, const char *key, size_t *value);

#endif
