/* Open addressing with linear probing; at most half of the slots are used, so probes stay short. */
#include "project/path_map.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

struct path_slot {
    const char *key; /* NULL = free */
    uint64_t hash;
    size_t value;
};

/* FNV-1a, 64 bits. */
static uint64_t hash_text(const char *text)
{
    uint64_t hash = 14695981039346656037U;
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211U;
    return hash;
}

/* The slot of the key, or the free one where it belongs. */
static struct path_slot *find_slot(struct path_slot *slots, size_t capacity, const char *key,
                                   uint64_t hash)
{
    size_t position = (size_t)hash & (capacity - 1);
    while (slots[position].key != NULL &&
           (slots[position].hash != hash || strcmp(slots[position].key, key) != 0))
        position = (position + 1) & (capacity - 1);
    return &slots[position];
}

static void grow(struct path_map *map, struct arena *arena)
{
    size_t capacity = map->capacity == 0 ? 64 : map->capacity * 2;
    struct path_slot *slots = arena_alloc(arena, capacity * sizeof *slots);
    for (size_t i = 0; i < map->capacity; i++)
        if (map->slots[i].key != NULL)
            *find_slot(slots, capacity, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    map->slots = slots;
    map->capacity = capacity;
}

void path_map_set(struct path_map *map, struct arena *arena, const char *key, size_t value)
{
    if (map->count * 2 >= map->capacity)
        grow(map, arena);
    uint64_t hash = hash_text(key);
    struct path_slot *slot = find_slot(map->slots, map->capacity, key, hash);
    if (slot->key == NULL)
        map->count++;
    *slot = (struct path_slot){.key = key, .hash = hash, .value = value};
}

bool path_map_get(const struct path_map *map, const char *key, size_t *value)
{
    if (map->capacity == 0)
        return false;
    const struct path_slot *slot = find_slot(map->slots, map->capacity, key, hash_text(key));
    if (slot->key != NULL)
        *value = slot->value;
    return slot->key != NULL;
}
