/* The characters of a source behind its line splices; for source/ alone. */
#ifndef ERRNO_LINT_SOURCE_SCANNER_H
#define ERRNO_LINT_SOURCE_SCANNER_H

#include <stdbool.h>
#include <stddef.h>

enum { END_OF_FILE = -1 };

struct scanner {
    const char *bytes;
    size_t length;
    size_t position;
    unsigned line; /* from 1 */
};

/* The next character (0 .. 255) behind any splices, or END_OF_FILE. */
int scanner_peek(struct scanner *scanner);

/* Goes past the character that scanner_peek() showed; a line end (LF, CR LF, CR) counts as one. */
void scanner_advance(struct scanner *scanner);

/* The length of the line splice at an offset (a backslash, blanks, a line end), else 0. */
size_t scanner_splice_length(const struct scanner *scanner, size_t offset);

bool is_line_end(int character);

#endif
