/* C and C++ through libclang: one source file in, its functions in our own model out. For the run
 * layer. */
#ifndef ERRNO_LINT_FRONTEND_FRONTEND_H
#define ERRNO_LINT_FRONTEND_FRONTEND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"

struct arena;
struct error;
struct program;

struct frontend; /* libclang's index; one for many sources */

/* What a word in front of a '(' reads as, where nothing but the text is at hand. */
enum word_role {
    WORD_PLAIN,
    WORD_ASSERTION, /* its argument is a condition that must hold */
    WORD_TERMINATOR /* it ends the process */
};

/* System headers that were parsed for several sources at once; see precompile.h. */
struct precompiled_headers {
    const char *path;         /* of what libclang has made of them */
    const char *text;         /* the #includes that were parsed */
    const char *const *files; /* all files that were read for it, absolute */
    size_t file_count;
};

struct frontend_request {
    const char *path;         /* of the source, absolute */
    const char *text;         /* what stands in it; NULL = as the file says */
    const char *directory;    /* working directory of the compile command, absolute */
    const char *shown_from;   /* absolute directory that paths are shown relative to */
    const char *const *flags; /* already filtered; without program name, source, -c and -o */
    size_t flag_count;
    /* Whether functions in this file (absolute, clean) are to be judged. */
    bool (*is_of_interest)(void *context, const char *path);
    /* Whether the file is the project's own: its functions are lowered, so that calls of them can
       be summarised, and nothing in it is taken for a system header, wherever it was found. */
    bool (*is_of_project)(void *context, const char *path);
    /* The file's path below the root of its project, which does not depend on where that lies;
       NULL: as it is shown. */
    const char *(*place_in_project)(void *context, const char *path);
    /* Whether something may be declared under a name that nothing declares: false for calls and
       assertions that the rules know. NULL: nothing may. */
    bool (*may_stand_in)(void *context, const char *name);
    /* For assertions in parts that #if leaves out. NULL: they are not looked for. */
    enum word_role (*read_word)(void *context, const char *name);
    /* Whether a function's text can name an errno, call a function that does, or look at an error
       number; those of which this is false are lowered only for others that call them. NULL: all
       can. */
    bool (*may_matter)(void *context, const char *text, size_t length);
    bool wants_all;      /* those are lowered in the end all the same */
    const char *prelude; /* text to read before the source; NULL = none */
    /* Headers that the source includes anyway, to be taken from there; NULL = none. */
    const struct precompiled_headers *precompiled;
    void *context;
};

/* The language the request's flags and path choose. */
bool frontend_is_cplusplus(const struct frontend_request *request);

/* A header that an #include did not find. */
struct missing_header {
    const char *name;          /* as in the #include, without quotes */
    const char *included_from; /* absolute path of the file with the #include */
    unsigned line;
};

/* What reads like an assertion over errno in a part that #if leaves out. */
struct inactive_site {
    const char *file; /* as shown */
    unsigned line, column;
    const char *name;     /* of the assertion, or of what ends the process */
    const char *function; /* around it; NULL = none that was parsed */
};

/* The lines between two directives, which are not compiled. */
struct skipped_lines {
    const char *file;     /* as shown */
    unsigned first, last; /* the directives' own lines */
};

/* Where a diagnostic of severity error lies. */
struct error_line {
    const char *file; /* as shown */
    unsigned line;
};

struct frontend_result {
    struct program *program;     /* NULL when the parser gave up */
    const char *const *included; /* the source and every file that it includes, absolute; those
                                    given as text left out */
    size_t included_count;
    const struct missing_header *missing;
    size_t missing_count;
    size_t error_count;                   /* diagnostics of severity error in files of interest */
    const struct error_line *error_lines; /* of these */
    size_t remaining_errors;  /* the same; the caller's, where `program` is from another parse */
    const char *first_error;  /* "file:line: message" of the first of them; NULL = none */
    bool is_older_language;   /* some of them are none in an older C++ */
    size_t hole_count;        /* statements and expressions lost in functions that may matter */
    size_t called_hole_count; /* the same in others, which are lowered for them */
    size_t function_count;    /* in files of interest, also those that are not lowered */
    bool hides_what_matters;  /* errors may hide something in or of the functions that may matter */
    const char *prelude;      /* what would hide less when read before the source; NULL = none */
    size_t stand_in_count;    /* names it declares */
    bool tells_ends;          /* one of them says that a function never returns */
    bool has_stand_ins;       /* the caller's: `program` was read with it */
    const struct inactive_site *inactive; /* in files of interest */
    size_t inactive_count;
    const struct skipped_lines
        *skipped; /* in files of interest; without inactive sites not in all */
    size_t skipped_count;
    const char *const *switches; /* macros that may show more of them when they are defined */
    size_t switch_count;
    bool lacks_compiler_headers; /* clang's own headers (stddef.h) are not installed */
};

MUST_CHECK bool frontend_open(struct frontend **frontend, struct arena *arena, struct error *error);
void frontend_close(struct frontend *frontend);

/* Processor time of all parses so far, headers that were looked for and found included. */
struct frontend_cost {
    size_t parses;
    double parsing, lowering; /* seconds */
};
struct frontend_cost frontend_cost(const struct frontend *frontend);

/* "clang version 19.1.7 ..." */
const char *frontend_version(struct arena *arena);

/* Parses and lowers one source into the arena. False when nothing can be had of it: the parser
 * crashed or refused the command line, the source is unreadable. Code with errors is no failure: it
 * becomes holes, counted in the result. */
MUST_CHECK bool frontend_parse(struct frontend_result *result, struct frontend *frontend,
                               struct arena *arena, const struct frontend_request *request,
                               struct error *error);

/* Whether a line of a file (as shown) was left out; false, too, where no errno is named in the file
 * and the whole source has left out no site. */
bool frontend_is_skipped(const struct frontend_result *result, const char *file, unsigned line);

#endif
