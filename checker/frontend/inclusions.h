/* Which files a translation unit was read from. For the frontend alone. */
#ifndef ERRNO_LINT_FRONTEND_INCLUSIONS_H
#define ERRNO_LINT_FRONTEND_INCLUSIONS_H

struct frontend_result;
struct unit;

/* Fills result->included: the source first, then its headers, each once; not those that were given
 * as text (below `virtual_directory`). */
void inclusions_read(struct unit *unit, struct frontend_result *result,
                     const char *virtual_directory);

#endif
