/* System headers that many sources include, parsed once. For the run layer. */
#ifndef ERRNO_LINT_FRONTEND_PRECOMPILE_H
#define ERRNO_LINT_FRONTEND_PRECOMPILE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct frontend;
struct frontend_request;

/* An #include that a parse has obeyed, whether or not a guard made it mean nothing. */
struct inclusion {
    const char *from, *to; /* absolute; from = NULL: the text itself */
    const char *name;      /* as written, without quotes or brackets */
};

struct inclusions {
    struct inclusion *items;
    size_t count, capacity;
};

/* The #includes that parsing `request->text` obeys, in their order. The language comes from the
 * flags; errors in headers are no reason to stop. False where nothing can be parsed. */
bool precompile_probe(struct inclusions *inclusions, struct frontend *frontend, struct arena *arena,
                      const struct frontend_request *request);

/* Parses the headers `<name>` and writes what libclang can load later to the file `output`.
 * Headers that cannot be parsed in this company are taken out of the list. *inclusions is as above.
 * False where nothing is left, or nothing can be written. */
bool precompile_write(struct inclusions *inclusions, const char **names, size_t *name_count,
                      struct frontend *frontend, struct arena *arena,
                      const struct frontend_request *request, const char *output);

/* All that parsing `request->text` brings out of the given files, declarations and macros by their
 * names, sorted, a line each. NULL where nothing can be parsed. */
const char *precompile_list(struct frontend *frontend, struct arena *arena,
                            const struct frontend_request *request, const struct inclusions *files);

/* The text that stands for these headers (precompiled_headers.text). */
const char *precompile_text(struct arena *arena, const char *const *names, size_t count);

#endif
