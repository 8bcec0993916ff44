/* What the files of definitions.h share: a text as it is read. */
#ifndef ERRNO_LINT_PROJECT_DEFINITIONS_INTERNAL_H
#define ERRNO_LINT_PROJECT_DEFINITIONS_INTERNAL_H

#include "project/definitions.h"
#include "project/lexer.h"
#include "project/word_set.h"

struct word_list {
    uint32_t *items;
    size_t count, capacity;
};

/* A declaration as it is read. */
struct declaration {
    struct word_list names, words, calls, used_calls;
    struct word_set known;    /* the words, each once */
    unsigned braces, parens;  /* open ones */
    unsigned head_calls;      /* words with a parenthesis behind them, outside of bodies */
    unsigned head_words;      /* words before the first parenthesis, without specifiers */
    bool has_call;            /* something is called in a body or an initialiser */
    bool has_body, has_value; /* braces, an equals sign */
    bool has_default;         /* an argument has one */
    bool is_enum, is_aggregate;
    bool has_initialisers; /* a constructor's, behind a colon */
    bool begins_with_call; /* may be a macro's use that makes a declaration */
    bool is_assignment;    /* of one object of the class to another */
    unsigned matched;      /* how much of such a one's head has been read */
    uint32_t class_name;   /* in it */
    size_t lexemes;
};

struct reader {
    struct file_text *file;
    struct arena *arena;   /* for what is kept */
    struct arena *scratch; /* for lists that grow */
    struct lexer lexer;
    struct declaration declaration;
    struct word_set containers; /* words in the heads of classes, namespaces and the like */
    struct lexeme previous;
    struct statement statement;
    bool is_header;
};

void word_list_add(struct word_list *list, struct arena *arena, uint32_t hash);
const uint32_t *word_list_copy(struct arena *arena, const struct word_list *list);

/* The word's hash; ERRNO_WORD for one that names an errno, which is noted. */
uint32_t reader_hash(struct reader *reader, const struct lexeme *word);

struct definition *reader_add_definition(struct reader *reader);

/* Notes that the word is called; used: NULL where nothing looks at the result. */
void reader_add_call(struct word_list *calls, struct word_list *used, struct reader *reader,
                     const struct lexeme *word);

/* A word or a sign of a declaration; the end of the text. */
void declaration_add_word(struct reader *reader, const struct lexeme *word);
void declaration_add_sign(struct reader *reader, const struct lexeme *sign);
void declaration_end(struct reader *reader);

#endif
