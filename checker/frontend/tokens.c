/* Splitting text into tokens, as far as guessing from text needs it: which word stands beside
 * which. A directive is left out to the end of its last line, because its words follow other rules.
 */
#include "frontend/tokens.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "errnos/errnos.h"

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static size_t skip_to(struct source_text text, size_t at, const char *end)
{
    size_t length = strlen(end);
    while (at + length <= text.length && memcmp(text.bytes + at, end, length) != 0)
        at++;
    return at + length <= text.length ? at + length : text.length;
}

/* To the end of the line that no backslash continues. */
static size_t skip_line(struct source_text text, size_t at)
{
    while (at < text.length && (text.bytes[at] != '\n' || scan_is_joined(text, at)))
        at++;
    return at;
}

static size_t skip_literal(struct source_text text, size_t at)
{
    char quote = text.bytes[at++];
    while (at < text.length && text.bytes[at] != quote && text.bytes[at] != '\n')
        at += text.bytes[at] == '\\' && at + 1 < text.length ? 2 : 1;
    return at < text.length ? at + 1 : text.length;
}

/* Behind a string; behind its quote alone where the line has no other. */
static size_t skip_string(struct source_text text, size_t at)
{
    size_t end = skip_literal(text, at);
    return text.bytes[end - 1] == '"' && end > at + 1 ? end : at + 1;
}

/* To the end of a directive's line, and of a comment that begins in it. */
static size_t skip_directive(struct source_text text, size_t at)
{
    while (at < text.length && (text.bytes[at] != '\n' || scan_is_joined(text, at))) {
        char c = text.bytes[at], next = at + 1 < text.length ? text.bytes[at + 1] : '\0';
        if (c == '/' && next == '/')
            return skip_line(text, at);
        if (c == '/' && next == '*')
            at = skip_to(text, at + 2, "*/");
        else if (c == '"')
            at = skip_string(text, at);
        else
            at++;
    }
    return at;
}

static size_t skip_word(struct source_text text, size_t at)
{
    while (at < text.length && is_word(text.bytes[at]))
        at++;
    return at;
}

static size_t punctuation_length(struct source_text text, size_t at)
{
    static const char *const PAIRS[] = {"->", "==", "!=", "<=", ">=", "&&", "||", "::"};
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++)
        if (at + 1 < text.length && memcmp(text.bytes + at, PAIRS[i], 2) == 0)
            return 2;
    return 1;
}

static size_t token_end(struct source_text text, size_t at, enum token_kind *kind)
{
    char c = text.bytes[at];
    if (c == '"' || c == '\'') {
        *kind = c == '"' ? TOKEN_STRING : TOKEN_CHARACTER;
        return skip_literal(text, at);
    }
    if (is_word(c)) {
        *kind = isdigit((unsigned char)c) ? TOKEN_NUMBER : TOKEN_WORD;
        return skip_word(text, at);
    }
    *kind = TOKEN_PUNCTUATION;
    return at + punctuation_length(text, at);
}

static void note_directive(struct tokens *tokens, struct arena *arena, size_t at)
{
    size_t *slot = arena_append(arena, &tokens->directives, &tokens->directive_count,
                                &tokens->directive_capacity, sizeof *slot);
    *slot = at;
}

/* Behind spaces, comments and directives. */
static size_t skip_gaps(struct tokens *tokens, struct arena *arena, size_t at, bool *is_line_start)
{
    struct source_text text = tokens->text;
    for (;;) {
        if (at >= text.length)
            return text.length;
        char c = text.bytes[at], next = at + 1 < text.length ? text.bytes[at + 1] : '\0';
        if (c == '\n')
            *is_line_start = true;
        if (isspace((unsigned char)c) || c == '\\')
            at++;
        else if (c == '/' && next == '/')
            at = skip_line(text, at + 1);
        else if (c == '/' && next == '*')
            at = skip_to(text, at + 2, "*/");
        else if (c != '#' || !*is_line_start)
            return at;
        else {
            note_directive(tokens, arena, at);
            at = skip_directive(text, at + 1);
        }
    }
}

struct tokens tokens_read(struct arena *arena, struct source_text text)
{
    struct tokens tokens = {.text = text};
    bool is_line_start = true;
    if (text.bytes == NULL)
        return tokens;
    for (size_t at = skip_gaps(&tokens, arena, 0, &is_line_start); at < text.length;
         at = skip_gaps(&tokens, arena, at, &is_line_start)) {
        struct token *token =
            arena_append(arena, &tokens.items, &tokens.count, &tokens.capacity, sizeof *token);
        token->offset = at;
        at = token_end(text, at, &token->kind);
        token->length = at - token->offset;
        is_line_start = false;
    }
    return tokens;
}

bool token_is(const struct tokens *tokens, size_t index, const char *text)
{
    if (index >= tokens->count)
        return false;
    const struct token *token = &tokens->items[index];
    return token->length == strlen(text) &&
           memcmp(tokens->text.bytes + token->offset, text, token->length) == 0;
}

bool token_is_word(const struct tokens *tokens, size_t index)
{
    return index < tokens->count && tokens->items[index].kind == TOKEN_WORD;
}

bool tokens_name_errno(const struct tokens *tokens, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        const struct token *token = &tokens->items[i];
        if (token->kind == TOKEN_WORD && tokens->text.bytes[token->offset] == 'E' &&
            errno_find_bytes(tokens->text.bytes + token->offset, token->length) != ERRNO_NONE)
            return true;
    }
    return false;
}

size_t tokens_find(const struct tokens *tokens, size_t offset)
{
    size_t low = 0, high = tokens->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tokens->items[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t tokens_matching(const struct tokens *tokens, size_t open)
{
    size_t depth = 0;
    for (size_t i = open; i < tokens->count; i++) {
        if (token_is(tokens, i, "(") || token_is(tokens, i, "[") || token_is(tokens, i, "{"))
            depth++;
        else if ((token_is(tokens, i, ")") || token_is(tokens, i, "]") ||
                  token_is(tokens, i, "}")) &&
                 --depth == 0)
            return i + 1;
    }
    return tokens->count;
}

static bool is_one_of(const char *const *words, size_t count, const char *word, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(words[i]) == length && memcmp(words[i], word, length) == 0)
            return true;
    return false;
}

bool tokens_is_type_keyword(const char *word, size_t length)
{
    static const char *const WORDS[] = {
        "static", "extern",   "inline", "__inline", "__inline__", "typedef", "struct", "union",
        "enum",   "unsigned", "signed", "void",     "char",       "short",   "int",    "long",
        "float",  "double",   "_Bool",  "bool",     "register",   "class",   "virtual"};
    return is_one_of(WORDS, sizeof WORDS / sizeof *WORDS, word, length);
}

bool tokens_is_keyword(const char *word, size_t length)
{
    static const char *const WORDS[] = {
        "const",         "volatile",      "restrict",   "__restrict", "if",
        "else",          "for",           "while",      "do",         "switch",
        "case",          "default",       "break",      "continue",   "return",
        "goto",          "sizeof",        "typeof",     "asm",        "__asm__",
        "__attribute__", "__extension__", "__typeof__", "auto",       "true",
        "false",         "NULL",          "nullptr",    "this",       "new",
        "delete",        "namespace",     "using",      "template",   "public",
        "private",       "try",           "catch",      "throw",      "operator",
        "constexpr",     "typename",      "noexcept",   "override",   "explicit",
        "friend",        "static_cast",   "decltype",   "_Generic",   "__asm",
        "protected",     "final",         "defined",    "mutable"};
    return tokens_is_type_keyword(word, length) ||
           is_one_of(WORDS, sizeof WORDS / sizeof *WORDS, word, length);
}
