/* Only as much of the language's lexical rules as keeps words of code and other text apart. A quote
 * that nothing closes (an apostrophe in text that is switched off) ends with its line. */
#include "project/lexer.h"

#include <ctype.h>
#include <string.h>

/* Behind a backslash at the end of a line, over blanks, which compilers forgive; NULL where the
 * line does not end here. */
static char *find_next_line(char *slash, const char *end)
{
    char *at = slash + 1;
    while (at < end && *at != '\n' && isspace((unsigned char)*at))
        at++;
    return at < end && *at == '\n' ? at + 1 : NULL;
}

void lexer_splice(char *text, size_t *length)
{
    char *out = text, *end = text + *length;
    for (char *at = text; at < end;) {
        char *slash = memchr(at, '\\', (size_t)(end - at));
        char *stop = slash == NULL ? end : slash;
        memmove(out, at, (size_t)(stop - at));
        out += stop - at;
        at = stop;
        if (at == end)
            break;
        char *next = find_next_line(at, end);
        if (next != NULL)
            at = next;
        else
            *out++ = *at++;
    }
    *length = (size_t)(out - text);
}

void lexer_init(struct lexer *lexer, const char *text, size_t length)
{
    *lexer = (struct lexer){
        .at = text, .end = text + length, .unclosed_end = text, .is_line_start = true};
}

static bool begins_word(char c)
{
    return isalpha((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static bool continues_word(char c)
{
    return begins_word(c) || isdigit((unsigned char)c);
}

static void skip_to(struct lexer *lexer, char wanted)
{
    const char *found = memchr(lexer->at, wanted, (size_t)(lexer->end - lexer->at));
    lexer->at = found == NULL ? lexer->end : found;
}

static void skip_block_comment(struct lexer *lexer)
{
    for (lexer->at += 2; lexer->at < lexer->end; lexer->at++) {
        skip_to(lexer, '*');
        if (lexer->end - lexer->at >= 2 && lexer->at[1] == '/') {
            lexer->at += 2;
            return;
        }
    }
    lexer->at = lexer->end;
}

/* Over blanks and comments, up to a line's end in a directive. */
static void skip_blanks(struct lexer *lexer)
{
    while (lexer->at < lexer->end) {
        bool has_next = lexer->end - lexer->at >= 2 && lexer->at >= lexer->unclosed_end;
        if (*lexer->at == '\n') {
            if (lexer->is_in_directive)
                return;
            lexer->is_line_start = true;
            lexer->at++;
        } else if (isspace((unsigned char)*lexer->at) || *lexer->at == '\0') {
            lexer->at++; /* compilers take a NUL for a blank, too */
        } else if (has_next && lexer->at[0] == '/' && lexer->at[1] == '/') {
            skip_to(lexer, '\n');
        } else if (has_next && lexer->at[0] == '/' && lexer->at[1] == '*') {
            skip_block_comment(lexer);
        } else {
            return;
        }
    }
}

/* What is not closed on its line is no literal: as in a sentence behind #if 0. How much of the line
 * others take for one is not known, so all its words count, and no comment begins in it. */
static enum lexeme_kind take_quoted(struct lexer *lexer)
{
    const char *begin = lexer->at;
    char quote = *lexer->at++;
    while (lexer->at < lexer->end && *lexer->at != quote && *lexer->at != '\n')
        lexer->at += *lexer->at == '\\' && lexer->end - lexer->at >= 2 ? 2 : 1;
    if (lexer->at < lexer->end && *lexer->at == quote) {
        lexer->at++;
        return LEXEME_LITERAL;
    }
    lexer->unclosed_end = lexer->at;
    lexer->at = begin + 1;
    return LEXEME_SIGN;
}

/* R"delimiter( ... )delimiter": `at` is on the quote. */
static enum lexeme_kind take_raw(struct lexer *lexer)
{
    enum { DELIMITER_LIMIT = 16 };
    const char *delimiter = lexer->at + 1, *open = delimiter;
    while (open < lexer->end && open - delimiter <= DELIMITER_LIMIT && *open != '(')
        open++;
    if (open == lexer->end || *open != '(')
        return take_quoted(lexer);
    size_t length = (size_t)(open - delimiter);
    for (lexer->at = open; lexer->at < lexer->end; lexer->at++) {
        skip_to(lexer, ')');
        const char *close = lexer->at + 1 + length;
        if (lexer->at < lexer->end && close < lexer->end && *close == '"' &&
            memcmp(lexer->at + 1, delimiter, length) == 0) {
            lexer->at = close + 1;
            break;
        }
    }
    return LEXEME_LITERAL;
}

static void skip_number(struct lexer *lexer)
{
    while (lexer->at < lexer->end &&
           (continues_word(*lexer->at) || *lexer->at == '.' ||
            (*lexer->at == '\'' && lexer->end - lexer->at >= 2 && continues_word(lexer->at[1]))))
        lexer->at++;
}

static bool is_raw_prefix(const char *word, size_t length)
{
    return length > 0 && length <= 3 && word[length - 1] == 'R' &&
           (length == 1 || word[0] == 'u' || word[0] == 'U' || word[0] == 'L');
}

static enum lexeme_kind take_word(struct lexer *lexer)
{
    const char *begin = lexer->at;
    while (lexer->at < lexer->end && continues_word(*lexer->at))
        lexer->at++;
    bool is_raw = lexer->at < lexer->end && *lexer->at == '"' &&
                  is_raw_prefix(begin, (size_t)(lexer->at - begin));
    if (!is_raw)
        return LEXEME_WORD;
    return take_raw(lexer) == LEXEME_SIGN ? LEXEME_WORD : LEXEME_LITERAL;
}

static struct lexeme take_directive(struct lexer *lexer)
{
    lexer->at++;
    lexer->is_in_directive = true;
    skip_blanks(lexer);
    const char *begin = lexer->at;
    while (lexer->at < lexer->end && continues_word(*lexer->at))
        lexer->at++;
    return (struct lexeme){LEXEME_DIRECTIVE, begin, (size_t)(lexer->at - begin)};
}

struct lexeme lexer_next(struct lexer *lexer)
{
    skip_blanks(lexer);
    const char *begin = lexer->at;
    bool is_first = lexer->is_line_start;
    lexer->is_line_start = false;
    if (begin == lexer->end) {
        bool ends_line = lexer->is_in_directive;
        lexer->is_in_directive = false;
        return (struct lexeme){ends_line ? LEXEME_LINE_END : LEXEME_END, begin, 0};
    }
    enum lexeme_kind kind = LEXEME_SIGN;
    if (*begin == '\n') { /* only in a directive */
        lexer->is_in_directive = false;
        kind = LEXEME_LINE_END;
    } else if (*begin == '#' && is_first) {
        return take_directive(lexer);
    } else if (begins_word(*begin)) {
        kind = take_word(lexer);
    } else if (isdigit((unsigned char)*begin)) {
        kind = LEXEME_LITERAL;
        skip_number(lexer);
    } else if (*begin == '"' || *begin == '\'') {
        kind = take_quoted(lexer);
    } else {
        lexer->at++;
    }
    return (struct lexeme){kind, begin, (size_t)(lexer->at - begin)};
}

void lexer_skip_line(struct lexer *lexer)
{
    while (lexer->is_in_directive)
        (void)lexer_next(lexer);
}

bool lexeme_is(const struct lexeme *lexeme, const char *text)
{
    return (lexeme->kind == LEXEME_SIGN || lexeme->kind == LEXEME_WORD ||
            lexeme->kind == LEXEME_DIRECTIVE) &&
           lexeme->length > 0 && *text == *lexeme->text && /* most differ here */
           strlen(text) == lexeme->length && memcmp(lexeme->text, text, lexeme->length) == 0;
}

bool lexeme_is_one_of(const struct lexeme *lexeme, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (lexeme_is(lexeme, texts[i]))
            return true;
    return false;
}

void statement_pass(struct statement *statement, const struct lexeme *lexeme)
{
    if (lexeme->kind == LEXEME_SIGN && strchr(";{}", *lexeme->text) != NULL)
        statement->is_begun = false;
    else if (lexeme->kind == LEXEME_WORD)
        statement->is_begun |= lexeme_is(lexeme, "return") || lexeme_is(lexeme, "co_return");
    else if (lexeme->kind == LEXEME_LITERAL ||
             (lexeme->kind == LEXEME_SIGN && strchr(".->:", *lexeme->text) == NULL))
        statement->is_begun = true;
}

/* FNV-1a, 32 bits. */
uint32_t lexeme_hash(const char *word, size_t length)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)word[i]) * 16777619U;
    return hash;
}
