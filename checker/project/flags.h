/* The compiler flags that reach the parser. For the project layer. */
#ifndef ERRNO_LINT_PROJECT_FLAGS_H
#define ERRNO_LINT_PROJECT_FLAGS_H

#include <stddef.h>

#include "project/language.h"

struct arena;
struct path_list;

/* The language that the flags ask for by -x; `otherwise` where they do not. */
enum language flags_language(const struct path_list *words, enum language otherwise);

/* Appends "-x" and the language. */
void flags_add_language(struct path_list *flags, struct arena *arena, enum language language);

/* Appends those of the compiler's arguments that matter for parsing and can do no harm, in one
 * canonical spelling, relative directories made absolute against `directory`. Everything else is
 * dropped, -x, -DNDEBUG and a -std of the other language too; what was dropped goes to `dropped`
 * (may be NULL). */
void flags_filter(struct path_list *flags, struct path_list *dropped, struct arena *arena,
                  const struct path_list *words, const char *directory, enum language language);

#endif
