/* A sorted array: some thousand names at most, looked up far more often than they are inserted. */
#include "run/tally.h"

#include <string.h>

#include "base/arena.h"

/* Index of the first entry whose name is not below `name`. */
static size_t position_of(const struct tally *tally, const char *name)
{
    size_t low = 0;
    size_t high = tally->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(tally->entries[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void tally_add(struct tally *tally, struct arena *arena, const char *name)
{
    size_t at = position_of(tally, name);
    if (at < tally->count && strcmp(tally->entries[at].name, name) == 0) {
        tally->entries[at].count++;
        return;
    }
    size_t tail = tally->count - at;
    arena_append(arena, &tally->entries, &tally->count, &tally->capacity, sizeof *tally->entries);
    memmove(&tally->entries[at + 1], &tally->entries[at], tail * sizeof *tally->entries);
    tally->entries[at] = (struct tally_entry){.name = arena_strdup(arena, name), .count = 1};
}
