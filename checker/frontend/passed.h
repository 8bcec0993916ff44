/* Functions of a translation unit that nobody has to look into. For the frontend alone. */
#ifndef ERRNO_LINT_FRONTEND_PASSED_H
#define ERRNO_LINT_FRONTEND_PASSED_H

#include <clang-c/Index.h>
#include <stdbool.h>
#include <stddef.h>

#include "program/location.h"

struct unit;

/* A function that was passed over; where the parser found errors, any other one too. */
struct passed_function {
    CXCursor cursor;
    const char *outer; /* name of the function it stands in; NULL = none */
    const char *key;
    size_t order;
    bool is_lowered; /* at once, or after all because another one calls it */
};

struct passed {
    struct passed_function *items;
    size_t count, capacity;
    size_t scanned;    /* functions of the program whose calls were looked at */
    size_t hole_count; /* in files of interest, in those that were lowered after all */
};

/* Whether the function can be passed over: nothing in its text can matter. */
bool passed_can_be(struct unit *unit, CXCursor cursor);

void passed_add(struct unit *unit, CXCursor cursor, const char *outer, bool is_lowered);

/* Lowers those that lowered functions call, directly or not. To be called once more when others
 * were lowered since. */
void passed_lower_called(struct unit *unit);

/* Lowers all that still are not. */
void passed_lower_rest(struct unit *unit);

/* How many in files of interest were not lowered. */
size_t passed_count(struct unit *unit);

/* The name of the one around a line; NULL = none. */
const char *passed_around(struct unit *unit, struct location at);

#endif
