/* A source text as a list of words, literals and punctuation, without comments; of directives it
 * says where they are. For the frontend alone; it serves where libclang has no tree to show. */
#ifndef ERRNO_LINT_FRONTEND_TOKENS_H
#define ERRNO_LINT_FRONTEND_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include "frontend/scan.h"

struct arena;

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_STRING, TOKEN_CHARACTER, TOKEN_PUNCTUATION };

struct token {
    enum token_kind kind;
    size_t offset, length; /* in the text */
};

struct tokens {
    struct source_text text;
    struct token *items;
    size_t count, capacity;
    size_t *directives; /* offsets of each '#' that begins one */
    size_t directive_count, directive_capacity;
};

/* Splits the text; it need not be well-formed. */
struct tokens tokens_read(struct arena *arena, struct source_text text);

/* Whether the token at the index is this text; false beyond the ends. */
bool token_is(const struct tokens *tokens, size_t index, const char *text);

/* Whether the token at the index is a word; false beyond the ends. */
bool token_is_word(const struct tokens *tokens, size_t index);

/* Index of the first token at or behind an offset of the text. */
size_t tokens_find(const struct tokens *tokens, size_t offset);

/* Index behind the bracket that matches the one at `open`; the number of tokens where none does. */
size_t tokens_matching(const struct tokens *tokens, size_t open);

/* Whether one of the tokens from `first` to before `end` is an errno's name. */
bool tokens_name_errno(const struct tokens *tokens, size_t first, size_t end);

/* Whether the word is one of the language's own: no name can be declared under it. */
bool tokens_is_keyword(const char *word, size_t length);

/* Whether a declaration begins with, or its type is, this keyword: static, inline, unsigned.
 * Without qualifiers, which may stand behind a type's name too. */
bool tokens_is_type_keyword(const char *word, size_t length);

#endif
