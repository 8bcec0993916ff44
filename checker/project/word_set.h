/* A set of words by their hashes (lexeme_hash). For the project layer. */
#ifndef ERRNO_LINT_PROJECT_WORD_SET_H
#define ERRNO_LINT_PROJECT_WORD_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* Starts as {0}. */
struct word_set {
    uint32_t *slots; /* 0 = free */
    size_t count, capacity;
};

/* True where the word is new. */
bool word_set_add(struct word_set *set, struct arena *arena, uint32_t word);
bool word_set_has(const struct word_set *set, uint32_t word);

/* All words, sorted, in the arena. */
const uint32_t *word_set_list(const struct word_set *set, struct arena *arena);

#endif
