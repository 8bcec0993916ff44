/* What the parser's errors hide, and whether it can have to do with errno. For the frontend alone.
 */
#ifndef ERRNO_LINT_FRONTEND_HIDDEN_H
#define ERRNO_LINT_FRONTEND_HIDDEN_H

#include <stdbool.h>

struct unit;

/* After lowering: whether an error lies, or code is lost, in a function that was lowered, or where
 * a function may have been lost that can matter or that one of those calls; `tells_ends`: or its
 * declaration. In doubt it does. */
bool hidden_can_matter(struct unit *unit, bool tells_ends);

#endif
