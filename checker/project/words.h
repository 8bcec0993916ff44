/* Command lines as text: splitting into words, response files. For the project layer. */
#ifndef ERRNO_LINT_PROJECT_WORDS_H
#define ERRNO_LINT_PROJECT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct path_list;

/* Splits as a shell does: blanks separate, quotes and backslashes keep together; nothing is
 * expanded. Ends at the first operator outside of quotes (&& || ; |), where the shell would start
 * another program. */
void words_split(struct path_list *words, struct arena *arena, const char *command);

/* Splits the text of a response file: as words_split, but operators and comment signs are ordinary
 * text. */
void words_split_file(struct path_list *words, struct arena *arena, const char *text);

/* Copies the words, with @FILE replaced by the words of that file, also within such files. A file
 * that cannot be read, is nested too deep or grows beyond all measure is left out and counted in
 * *lost (may be NULL). */
void words_expand(struct path_list *out, struct arena *arena, const struct path_list *words,
                  const char *directory, size_t *lost);

/* The number of leading words that are not the compiler's arguments: assignments, launchers such as
 * ccache, and the compiler itself. Its position goes to *compiler; it is the result where the words
 * name no compiler. */
size_t words_skip_program(const struct path_list *words, size_t *compiler);

#endif
