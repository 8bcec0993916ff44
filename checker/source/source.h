/* Source text: lines for reports, comments for suppressions and expectations. For report and run.
 */
#ifndef ERRNO_LINT_SOURCE_SOURCE_H
#define ERRNO_LINT_SOURCE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"

struct arena;
struct error;

/* A file's text with its lines. */
struct source {
    const char *path;
    const char *bytes;
    size_t length;
    const size_t *starts; /* offsets of the lines' first bytes */
    size_t line_count;
};

MUST_CHECK bool source_read(struct source *source, struct arena *arena, const char *path,
                            struct error *error);
/* False also where `word` does not stand in the file. */
MUST_CHECK bool source_read_with(struct source *source, struct arena *arena, const char *path,
                                 const char *word);
void source_from_text(struct source *source, struct arena *arena, const char *path,
                      const char *text);

/* The line (from 1) without its end; "" where there is none. A copy in the arena. */
char *source_line(const struct source *source, struct arena *arena, unsigned line);

/* How many of these bytes are the word, or the number, that begins there. */
size_t source_word_length(const char *bytes, size_t length);

/* The word at this place, "" where there is none. A copy in the arena. */
char *source_word(const struct source *source, struct arena *arena, unsigned line, unsigned column);

/* The last line of what begins at this place: of a word and the parentheses behind it, or of the
 * parentheses that begin there. `line` itself where there are none, or where they do not end within
 * a few hundred lines. */
unsigned source_last_line(const struct source *source, unsigned line, unsigned column);

/* A comment of the file. */
struct comment {
    const char *text;   /* without its delimiters, blanks at both ends cut */
    unsigned line;      /* where it starts */
    unsigned last_line; /* where it ends */
    bool is_alone;      /* nothing else on its lines */
};

/* All comments in order, as a C tokeniser sees them (strings, characters, raw strings, line
 * splices). */
const struct comment *source_comments(const struct source *source, struct arena *arena,
                                      size_t *count);

#endif
