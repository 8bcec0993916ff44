/* Bytes that are no UTF-8 in text that must be; for report/ alone. */
#ifndef ERRNO_LINT_REPORT_ESCAPE_H
#define ERRNO_LINT_REPORT_ESCAPE_H

#include <stddef.h>

struct text;

/* Appends the bytes as valid UTF-8 from which unescape_bytes() makes the same bytes again. */
void escape_bytes(struct text *text, const char *bytes, size_t length);
void unescape_bytes(struct text *text, const char *bytes, size_t length);

#endif
