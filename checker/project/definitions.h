/* What a file's text defines, includes and names, read without a preprocessor. For the prefilter.
 */
#ifndef ERRNO_LINT_PROJECT_DEFINITIONS_H
#define ERRNO_LINT_PROJECT_DEFINITIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* The word that stands for all words that name an errno. */
enum { ERRNO_WORD = 1 };

/* Names that mean what these words mean: a macro and its body; the function, variable or
 * enumerators of a declaration with all that stands in it. */
struct definition {
    const uint32_t *names, *words;
    const uint32_t *calls;      /* the words with a parenthesis behind them */
    const uint32_t *used_calls; /* those of them whose result something may look at */
    uint32_t name_count, word_count, call_count, used_call_count;
    bool is_macro;
    bool is_called;     /* a function: its name means something only where it is called */
    bool is_assignment; /* of one object to another: its name is that of their class, which need
                           not stand where it is used */
    bool has_call;      /* not a macro: something is called in it */
};

struct included_name {
    const char *name; /* without quotes or brackets */
    bool is_quoted;
    uint32_t macro; /* #include MACRO: the macro; name = NULL. In a list of macros: the macro that
                       stands for the file, name = NULL where it stands for something else. */
};

struct file_text {
    struct definition *definitions;
    size_t definition_count, definition_capacity;
    struct included_name *includes;
    size_t include_count, include_capacity;
    struct included_name *file_macros; /* macros that an #include could use */
    size_t file_macro_count, file_macro_capacity;
    bool names_errno; /* in code or in a macro's body */
};

/* Reads a text (spliced, see lexer_splice). Definitions are read in headers alone: a source's
 * concern only itself. Lives in the arena. */
void definitions_read(struct file_text *file, struct arena *arena, const char *text, size_t length,
                      bool is_header);

/* A macro as on a command line: NAME, NAME=BODY or NAME(PARAMETERS)=BODY. */
void definitions_read_flag(struct file_text *file, struct arena *arena, const char *flag);

#endif
