/* What stands at a place, and how far it goes on below its first line. Only parentheses, strings
 * and comments are looked at; a place that is not what it seems costs a line more or less. */
#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "source/source.h"

enum { MOST_LINES = 400 };

static bool is_word(char byte)
{
    return byte == '_' || (unsigned char)byte >= 0x80 || isalnum((unsigned char)byte);
}

size_t source_word_length(const char *bytes, size_t length)
{
    size_t end = 0;
    while (end < length && is_word(bytes[end]))
        end++;
    return end;
}

/* The offset of a place, the text's length where the text has no such place. */
static size_t offset_of(const struct source *source, unsigned line, unsigned column)
{
    if (line == 0 || line > source->line_count)
        return source->length;
    size_t at = source->starts[line - 1] + (column > 0 ? column - 1 : 0);
    return at < source->length ? at : source->length;
}

char *source_word(const struct source *source, struct arena *arena, unsigned line, unsigned column)
{
    size_t at = offset_of(source, line, column);
    return arena_copy(arena, source->bytes + at,
                      source_word_length(source->bytes + at, source->length - at));
}

/* The offset of the last byte of the comment or literal that begins at `at`; `at` where none does.
 */
static size_t skip_opaque(const struct source *source, size_t at)
{
    const char *bytes = source->bytes;
    char next = at + 1 < source->length ? bytes[at + 1] : '\0';
    if (bytes[at] == '"' || bytes[at] == '\'') {
        size_t end = at + 1;
        while (end < source->length && bytes[end] != bytes[at] && bytes[end] != '\n')
            end += bytes[end] == '\\' ? 2 : 1;
        return end < source->length ? end : source->length - 1;
    }
    if (bytes[at] != '/' || (next != '*' && next != '/'))
        return at;
    const char *end = next == '*' ? memmem(bytes + at + 2, source->length - at - 2, "*/", 2)
                                  : memchr(bytes + at, '\n', source->length - at);
    if (end == NULL)
        return source->length - 1;
    return (size_t)(end - bytes) + (next == '*' ? 1 : 0);
}

unsigned source_last_line(const struct source *source, unsigned line, unsigned column)
{
    size_t at = offset_of(source, line, column);
    at += source_word_length(source->bytes + at, source->length - at);
    unsigned depth = 0, last = line;
    for (; at < source->length && last - line < MOST_LINES; at++) {
        size_t end = skip_opaque(source, at);
        while (last < source->line_count && end >= source->starts[last])
            last++;
        char byte = source->bytes[at];
        bool is_between = end > at || isspace((unsigned char)byte);
        at = end;
        if (is_between)
            continue;
        if (byte == '(')
            depth++;
        else if (depth == 0 || (byte == ')' && --depth == 0))
            return depth == 0 && byte == ')' ? last : line;
    }
    return line;
}
