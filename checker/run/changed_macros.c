/* What is said of a macro's use is in the lines of the use; the lines of its body are found here,
 * by the text. Two macros of one name count as one. */
#include "run/changed_macros.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "project/changes.h"
#include "project/path_map.h"
#include "source/source.h"

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t");
}

/* The name that a line defines; NULL where it defines none. */
static const char *defined_name(struct arena *arena, const char *line)
{
    line = skip_blanks(line);
    if (*line != '#')
        return NULL;
    line = skip_blanks(line + 1);
    if (!text_starts_with(line, "define"))
        return NULL;
    const char *name = skip_blanks(line + strlen("define"));
    size_t length = source_word_length(name, strlen(name));
    return length == 0 || name == line + strlen("define") ? NULL : arena_copy(arena, name, length);
}

static bool is_directive(const struct source *source, unsigned line)
{
    size_t at = source->starts[line - 1];
    while (at < source->length && (source->bytes[at] == ' ' || source->bytes[at] == '\t'))
        at++;
    return at < source->length && source->bytes[at] == '#';
}

static void find_in(struct path_map *names, struct arena *arena, const struct changes *changes,
                    const struct source *source, struct arena *scratch)
{
    for (unsigned first = 1, last; first <= source->line_count; first = last + 1) {
        last = first;
        if (!is_directive(source, first))
            continue;
        const char *line = source_line(source, scratch, first);
        const char *name = defined_name(arena, line);
        while (last < source->line_count && text_ends_with(line, "\\"))
            line = source_line(source, scratch, ++last);
        if (name != NULL && changes_touch(changes, source->path, first, last))
            path_map_set(names, arena, name, 0);
    }
}

void changed_macros_find(struct path_map *names, struct arena *arena, const struct changes *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        struct arena scratch;
        arena_init(&scratch);
        struct source source;
        if (source_read(&source, &scratch, changes_path(changes, i), NULL) &&
            memmem(source.bytes, source.length, "define", strlen("define")) != NULL)
            find_in(names, arena, changes, &source, &scratch);
        arena_release(&scratch);
    }
}
