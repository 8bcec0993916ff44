/* Reading source text where libclang's tree does not say enough: the parts of an if, for or switch
 * head, the #define that a token is spelled in. For the frontend alone; pure text, without
 * libclang. */
#ifndef ERRNO_LINT_FRONTEND_SCAN_H
#define ERRNO_LINT_FRONTEND_SCAN_H

#include <stdbool.h>
#include <stddef.h>

/* A file's text; bytes is NULL when it is not at hand. */
struct source_text {
    const char *bytes;
    size_t length;
};

/* A name inside a source text; length 0 = none. */
struct name {
    const char *bytes;
    size_t length;
};

/* Whether the line that ends with the line feed at this offset goes on behind it: by a backslash,
 * behind which compilers forgive blanks. */
bool scan_is_joined(struct source_text text, size_t feed);

/* The identifier that starts at the offset. */
struct name scan_identifier(struct source_text text, size_t offset);

/* The identifier that ends before the offset. */
struct name scan_word_before(struct source_text text, size_t offset);

/* Whether the first thing behind the name is a '('. */
bool scan_is_called(struct source_text text, struct name name);

/* Whether an errno's name stands anywhere in the text, be it in a comment. */
bool scan_names_errno(struct source_text text);

/* The macro whose #define has this offset in its body. */
struct define {
    struct name name;
    bool is_function_like;
};
struct define scan_define(struct source_text text, size_t offset);

enum { HEAD_PARTS = 3 };

/* The parentheses behind if, for, switch, while. */
struct head {
    bool is_found;
    unsigned semicolons;           /* between its own parentheses */
    bool has_part[HEAD_PARTS + 1]; /* by semicolon: whether there is anything but space */
    bool is_constexpr, is_consteval, is_goto, is_negated;
    size_t end; /* offset behind the ')' */
};

/* The head of the statement whose keyword stands at the offset. */
struct head scan_head(struct source_text text, size_t keyword);

/* Offset behind the bracket that matches the one at `open`, or the text's length where there is
 * none. */
size_t scan_matching(struct source_text text, size_t open);

#endif
