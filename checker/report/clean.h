/* Making strings from outside fit for output; for report/ alone.
 * File names, source lines and messages come from the analysed tree, which may be anybody's pull
 * request. */
#ifndef ERRNO_LINT_REPORT_CLEAN_H
#define ERRNO_LINT_REPORT_CLEAN_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* The code point at `bytes` (of `length` > 0 bytes) and in *used how many bytes it takes; U+FFFD
 * with 1 where they are no valid UTF-8. */
uint32_t utf8_decode(const char *bytes, size_t length, size_t *used);

/* How many columns of a terminal a code point takes: 0, 1 or 2. An estimate: terminals differ. */
unsigned utf8_width(uint32_t point);
unsigned string_width(const char *string);

/* Valid UTF-8, with U+FFFD for what was not. NULL gives "". In the arena. */
const char *clean_utf8(struct arena *arena, const char *string);

/* As clean_utf8 and in one printable line: line ends and tabs become blanks, other control
 * characters and those that change the direction of text become their number ("\x1b", "\u202e"),
 * which no terminal obeys. */
const char *clean_line(struct arena *arena, const char *string);

/* A file's name at the start of a line: as clean_line, and with "./" before one that begins like a
 * workflow command. */
const char *clean_path(struct arena *arena, const char *path);

#endif
