/* The words of a C or C++ source, without a preprocessor: comments and string contents are passed
 * over, directives are marked. For the project layer. */
#ifndef ERRNO_LINT_PROJECT_LEXER_H
#define ERRNO_LINT_PROJECT_LEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum lexeme_kind {
    LEXEME_END,
    LEXEME_WORD,      /* identifier or keyword */
    LEXEME_SIGN,      /* one character of punctuation */
    LEXEME_LITERAL,   /* a string with its quotes, a character, a number */
    LEXEME_DIRECTIVE, /* the name behind a '#' at the start of a line; may be empty */
    LEXEME_LINE_END   /* where a directive ends */
};

struct lexeme {
    enum lexeme_kind kind;
    const char *text;
    size_t length;
};

struct lexer {
    const char *at, *end;
    const char *unclosed_end; /* up to here the line of a quote that is not closed */
    bool is_line_start, is_in_directive;
};

/* Joins lines that end in a backslash, in place, as the language does before all else. */
void lexer_splice(char *text, size_t *length);

void lexer_init(struct lexer *lexer, const char *text, size_t length);
struct lexeme lexer_next(struct lexer *lexer);

/* To the end of the directive that was begun; its LEXEME_LINE_END is taken. */
void lexer_skip_line(struct lexer *lexer);

/* Follows whether the words read so far can still be the beginning of a statement: what is called
 * there is called for its effect, nothing looks at its result. */
struct statement {
    bool is_begun; /* by something else than a call */
};
void statement_pass(struct statement *statement, const struct lexeme *lexeme);

/* Whether the lexeme is this punctuation, or this word. */
bool lexeme_is(const struct lexeme *lexeme, const char *text);
bool lexeme_is_one_of(const struct lexeme *lexeme, const char *const *texts, size_t count);

/* Words are remembered by their hash alone: two words that share one are taken for the same, which
 * here costs a parse and no finding. */
uint32_t lexeme_hash(const char *word, size_t length);

#endif
