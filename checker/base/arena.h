/* Memory that is given back all at once. For every layer; malloc appears in base alone.
 * There are two lifetimes: the run arena (rules, findings, file names) and the unit arena (one source file's model). */
#ifndef ERRNO_LINT_BASE_ARENA_H
#define ERRNO_LINT_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/attributes.h"

struct arena_chunk;

struct arena {
    struct arena_chunk *chunks; /* newest first */
    size_t used;                /* bytes used of the newest chunk */
    size_t total;               /* bytes held, over all chunks */
};

void arena_init(struct arena *arena);

/* Gives all memory back; the arena may be used again. */
void arena_release(struct arena *arena);

/* Zeroed memory for `size` bytes, aligned for any object. Ends the program with a message when the system has no
 * memory left: nothing sensible can be analysed then. Never NULL. */
void *arena_alloc(struct arena *arena, size_t size);

/* A copy of `length` bytes of `text`, with a final NUL. */
char *arena_copy(struct arena *arena, const char *text, size_t length);

/* A copy of the string; NULL gives NULL. */
char *arena_strdup(struct arena *arena, const char *text);

char *arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
char *arena_vprintf(struct arena *arena, const char *format, va_list arguments) PRINTF_LIKE(2, 0);

/* Room for one more item in a growing array that lives in the arena. `items` is the address of the array pointer,
 * *count grows by one, *capacity as needed (the outgrown array stays in the arena). Returns the new, zeroed slot. */
void *arena_append(struct arena *arena, void *items, size_t *count, size_t *capacity, size_t item_size);

#endif
