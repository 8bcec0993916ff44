/* Constants and the names they are made of. For the frontend alone.
 * An errno's constant is known by its name, never by its number: numbers differ between
 * architectures. */
#ifndef ERRNO_LINT_FRONTEND_CONSTANT_H
#define ERRNO_LINT_FRONTEND_CONSTANT_H

#include <clang-c/Index.h>

struct expr;
struct unit;

/* The constant a literal, enumerator, sizeof or constant variable stands for; NULL when it stands
 * for none. The cursor is stripped. */
struct expr *constant_leaf(struct unit *unit, CXCursor cursor);

/* The constant of a whole expression without side effects; NULL when it is none. */
struct expr *constant_of(struct unit *unit, CXCursor cursor);

/* The operator's result for these constants; NULL when it has no constant value. */
struct expr *constant_unary(struct unit *unit, CXCursor cursor, struct expr *operand);
struct expr *constant_binary(struct unit *unit, CXCursor cursor, const struct expr *left,
                             const struct expr *right);

#endif
