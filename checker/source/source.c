/* A file as lines. Lines end as the compiler counts them: at LF, CR LF or a CR alone. */
#include "source/source.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"

/* Larger sources are no sources. */
static const size_t LARGEST_SOURCE = (size_t)256 * 1024 * 1024;

static void find_lines(struct source *source, struct arena *arena)
{
    size_t *starts = NULL, count = 0, capacity = 0;
    bool is_start = true;
    for (size_t i = 0; i < source->length; i++) {
        if (is_start)
            *(size_t *)arena_append(arena, &starts, &count, &capacity, sizeof *starts) = i;
        char byte = source->bytes[i];
        bool is_pair = byte == '\r' && i + 1 < source->length && source->bytes[i + 1] == '\n';
        is_start = byte == '\n' || (byte == '\r' && !is_pair);
    }
    source->starts = starts;
    source->line_count = count;
}

void source_from_text(struct source *source, struct arena *arena, const char *path,
                      const char *text)
{
    *source = (struct source){.path = path, .bytes = text, .length = strlen(text)};
    find_lines(source, arena);
}

static bool read_bytes(struct source *source, struct arena *arena, const char *path,
                       struct error *error)
{
    char *bytes;
    *source = (struct source){.path = path};
    if (!file_read(&bytes, &source->length, arena, path, LARGEST_SOURCE, error))
        return false;
    source->bytes = bytes;
    return true;
}

bool source_read(struct source *source, struct arena *arena, const char *path, struct error *error)
{
    if (!read_bytes(source, arena, path, error))
        return false;
    find_lines(source, arena);
    return true;
}

bool source_read_with(struct source *source, struct arena *arena, const char *path,
                      const char *word)
{
    if (!read_bytes(source, arena, path, NULL) ||
        memmem(source->bytes, source->length, word, strlen(word)) == NULL)
        return false;
    find_lines(source, arena);
    return true;
}

char *source_line(const struct source *source, struct arena *arena, unsigned line)
{
    if (line == 0 || line > source->line_count)
        return arena_strdup(arena, "");
    size_t start = source->starts[line - 1];
    size_t end = line < source->line_count ? source->starts[line] : source->length;
    while (end > start && (source->bytes[end - 1] == '\n' || source->bytes[end - 1] == '\r'))
        end--;
    return arena_copy(arena, source->bytes + start, end - start);
}
