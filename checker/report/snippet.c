/* Cuts source lines for reports. Line and marks come from one walk over the bytes, so they align
 * whatever the line is made of: tabs, wide characters, bytes that are no UTF-8, or a megabyte
 * without a line end. */
#include "report/snippet.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "findings/findings.h"
#include "report/clean.h"
#include "source/source.h"

enum {
    TAB_WIDTH = 4,
    MOST_COLUMNS = 120,  /* shown of a line */
    FARTHEST_START = 90, /* a place farther right, in bytes, has its line cut on the left */
    KEPT_BEFORE = 40     /* bytes shown before the place then */
};

struct cached_source {
    const char *file;
    bool is_readable;
    struct source source;
};

void snippets_init(struct snippets *snippets, struct arena *arena, const char *directory)
{
    *snippets = (struct snippets){.arena = arena, .directory = directory};
}

static const struct cached_source *find_source(struct snippets *snippets, const char *file)
{
    for (size_t i = snippets->count; i > 0; i--)
        if (strcmp(snippets->items[i - 1].file, file) == 0)
            return &snippets->items[i - 1];
    struct cached_source *added = arena_append(snippets->arena, &snippets->items, &snippets->count,
                                               &snippets->capacity, sizeof *added);
    const char *path =
        snippets->directory == NULL ? file : path_join(snippets->arena, snippets->directory, file);
    added->file = file;
    added->is_readable = source_read(&added->source, snippets->arena, path, NULL);
    return added;
}

/* A line's bytes, without its end. */
struct line {
    const char *bytes;
    size_t length;
};

static bool find_line(struct line *line, const struct source *source, unsigned number)
{
    if (number == 0 || number > source->line_count)
        return false;
    size_t start = source->starts[number - 1];
    size_t end = number < source->line_count ? source->starts[number] : source->length;
    while (end > start && (source->bytes[end - 1] == '\n' || source->bytes[end - 1] == '\r'))
        end--;
    *line = (struct line){source->bytes + start, end - start};
    return true;
}

static bool is_word(char byte)
{
    return byte == '_' || (unsigned char)byte >= 0x80 || isalnum((unsigned char)byte);
}

/* The offset behind the parenthesis that closes the one at `open`; `open` where it is not on this
 * line, or far away. */
static size_t skip_parentheses(struct line line, size_t open)
{
    unsigned depth = 0;
    char quote = '\0';
    for (size_t i = open; i < line.length && i < open + 2 * MOST_COLUMNS; i++) {
        char byte = line.bytes[i];
        if (quote != '\0') {
            if (byte == '\\')
                i++;
            else if (byte == quote)
                quote = '\0';
        } else if (byte == '"' || byte == '\'') {
            quote = byte;
        } else if (byte == '(') {
            depth++;
        } else if (byte == ')' && --depth == 0) {
            return i + 1;
        }
    }
    return open;
}

/* The end of what stands at `start`: a call with its arguments, a word, else one byte. */
static size_t find_end(struct line line, size_t start)
{
    size_t end = start;
    while (end < line.length && end < start + MOST_COLUMNS && is_word(line.bytes[end]))
        end++;
    if (end == start)
        return start + 1;
    size_t open = end;
    while (open < line.length && line.bytes[open] == ' ')
        open++;
    if (open < line.length && line.bytes[open] == '(') {
        size_t after = skip_parentheses(line, open);
        return after > open ? after : end;
    }
    return end;
}

/* Where to begin to show the line: not within a character. */
static size_t find_start(struct line line, size_t place)
{
    if (place <= FARTHEST_START)
        return 0;
    size_t start = place - KEPT_BEFORE;
    while (start < place && ((unsigned char)line.bytes[start] & 0xc0) == 0x80)
        start++;
    return start;
}

/* Adds one character as it is shown and returns how many columns it takes. */
static unsigned add_shown(struct text *shown, const char *bytes, size_t length, unsigned column)
{
    if (bytes[0] == '\t') {
        unsigned width = TAB_WIDTH - column % TAB_WIDTH;
        text_printf(shown, "%*s", (int)width, "");
        return width;
    }
    const char *one = clean_line(shown->arena, arena_copy(shown->arena, bytes, length));
    text_add(shown, bytes[0] == '\0' ? "\\x00" : one);
    return bytes[0] == '\0' ? 4 : string_width(one);
}

static void render(struct excerpt *excerpt, struct arena *arena, struct line line, size_t place,
                   size_t end)
{
    struct text shown;
    text_init(&shown, arena);
    size_t i = find_start(line, place);
    unsigned column = 0, last = 0;
    if (i > 0) {
        text_add(&shown, "...");
        column = 3;
    }
    excerpt->indent = 0;
    for (size_t used; i < line.length && column < MOST_COLUMNS; i += used) {
        if (i <= place)
            excerpt->indent = column;
        utf8_decode(line.bytes + i, line.length - i, &used);
        column += add_shown(&shown, line.bytes + i, used, column);
        if (i < end)
            last = column;
    }
    if (place >= line.length)
        excerpt->indent = column;
    if (i < line.length)
        text_add(&shown, "...");
    excerpt->width = last > excerpt->indent ? last - excerpt->indent : 1;
    excerpt->text = text_get(&shown);
}

bool snippets_find(struct excerpt *excerpt, struct snippets *snippets, const struct spot *spot)
{
    if (spot->file == NULL)
        return false;
    const struct cached_source *cached = find_source(snippets, spot->file);
    struct line line;
    if (!cached->is_readable || !find_line(&line, &cached->source, spot->line))
        return false;
    size_t place = spot->column == 0 ? 0 : spot->column - 1;
    if (place > line.length)
        place = line.length;
    render(excerpt, snippets->arena, line, place, find_end(line, place));
    return true;
}
