/* Open addressing, at most half full. The hash 0 stands for a free slot; a word that has it is
 * stored as 1. */
#include "project/word_set.h"

#include <stdlib.h>

#include "base/arena.h"

static size_t position_of(const struct word_set *set, uint32_t word)
{
    size_t position = (word * 2654435761U) & (set->capacity - 1);
    while (set->slots[position] != 0 && set->slots[position] != word)
        position = (position + 1) & (set->capacity - 1);
    return position;
}

static void grow(struct word_set *set, struct arena *arena)
{
    struct word_set larger = {.count = set->count};
    larger.capacity = set->capacity == 0 ? 64 : set->capacity * 2;
    larger.slots = arena_alloc(arena, larger.capacity * sizeof *larger.slots);
    for (size_t i = 0; i < set->capacity; i++)
        if (set->slots[i] != 0)
            larger.slots[position_of(&larger, set->slots[i])] = set->slots[i];
    *set = larger;
}

bool word_set_add(struct word_set *set, struct arena *arena, uint32_t word)
{
    if (set->count * 2 >= set->capacity)
        grow(set, arena);
    word = word == 0 ? 1 : word;
    size_t position = position_of(set, word);
    bool is_new = set->slots[position] == 0;
    set->slots[position] = word;
    set->count += is_new;
    return is_new;
}

bool word_set_has(const struct word_set *set, uint32_t word)
{
    word = word == 0 ? 1 : word;
    return set->capacity != 0 && set->slots[position_of(set, word)] == word;
}

static int compare_words(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

const uint32_t *word_set_list(const struct word_set *set, struct arena *arena)
{
    uint32_t *words = arena_alloc(arena, (set->count + 1) * sizeof *words);
    size_t count = 0;
    for (size_t i = 0; i < set->capacity; i++)
        if (set->slots[i] != 0)
            words[count++] = set->slots[i];
    qsort(words, count, sizeof *words, compare_words);
    return words;
}
