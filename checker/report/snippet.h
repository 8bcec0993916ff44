/* Source lines as a report shows them; for report/ alone. */
#ifndef ERRNO_LINT_REPORT_SNIPPET_H
#define ERRNO_LINT_REPORT_SNIPPET_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct cached_source;
struct spot;

/* The sources that were read for a report, each once. */
struct snippets {
    struct arena *arena;
    const char *directory; /* what relative names are relative to; NULL = the current one */
    struct cached_source *items;
    size_t count, capacity;
};

void snippets_init(struct snippets *snippets, struct arena *arena, const char *directory);

/* A line ready to print: tabs as blanks, nothing that a terminal obeys, long lines cut around the
 * place. */
struct excerpt {
    const char *text;
    unsigned indent; /* columns before the place */
    unsigned width;  /* columns of the word or call that stands there, at least 1 */
};

/* The line of the spot. False where the file cannot be read or has no such line. */
bool snippets_find(struct excerpt *excerpt, struct snippets *snippets, const struct spot *spot);

#endif
