/* The rules' sentences are of any length, and a table whose last column runs over the edge of the
 * terminal cannot be read. Width is counted in bytes: what is folded here is ASCII. */
#include "run/fold.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

enum { LEAST_TEXT = 20 }; /* a last column narrower than this is not worth keeping */

/* Where the line's last column begins, looking no further than `width`. */
static size_t last_column(const char *line, size_t width)
{
    size_t column = strspn(line, " ");
    for (size_t i = column; i + 2 < width && line[i] != '\0'; i++)
        if (line[i] == ' ' && line[i + 1] == ' ' && line[i + 2] != ' ')
            column = i + 2;
    return column + LEAST_TEXT > width ? 0 : column;
}

/* How much of what is left of a line fits. Words longer than that stay whole; they begin further to
 * the left then. */
static size_t piece(const char *rest, size_t length, size_t room)
{
    if (length <= room)
        return length;
    for (size_t end = room; end > 0; end--)
        if (rest[end] == ' ')
            return end;
    const char *space = memchr(rest, ' ', length);
    return space == NULL ? length : (size_t)(space - rest);
}

static void fold_line(struct text *folded, const char *line, size_t length, size_t width)
{
    size_t column = length > width ? last_column(line, width) : 0, start = 0;
    if (length > width) {
        text_add_bytes(folded, line, column);
        start = column;
    }
    for (bool is_first = true; is_first || start < length; is_first = false) {
        size_t taken = piece(line + start, length - start, width - column);
        size_t indent = column + taken > width ? width - (taken > width ? width : taken) : column;
        text_printf(folded, "%*s", is_first ? 0 : (int)indent, "");
        text_add_bytes(folded, line + start, taken);
        text_add(folded, "\n");
        start += taken;
        while (start < length && line[start] == ' ')
            start++;
    }
}

const char *fold_lines(struct arena *arena, const char *text, size_t width)
{
    struct text folded;
    text_init(&folded, arena);
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        fold_line(&folded, text, length, width);
        text += length + (text[length] == '\n');
    }
    return text_get(&folded);
}
