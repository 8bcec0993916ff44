/* Where something comes from: the place in the user's text, the place where its tokens are spelled,
 * and the macros in between. No preprocessing record is needed: the text at the expansion location
 * is the macro's name, and the line of the spelling location is its #define.
 *
 * errno and its constants are macros themselves. A condition that starts with one of them is not
 * said to lie in the macro "errno"; the macro around it counts. */
#include <string.h>

#include "base/arena.h"
#include "errnos/errnos.h"
#include "frontend/sources.h"
#include "frontend/unit.h"

static bool is_errno_word(struct name name)
{
    return (name.length == strlen("errno") && memcmp(name.bytes, "errno", name.length) == 0) ||
           (name.length > 0 && errno_find_bytes(name.bytes, name.length) != ERRNO_NONE);
}

/* What remains to say when the tokens are those of <errno.h>: the macro that wrote `errno` in its
 * own body, if any. */
static void see_through_errno(struct unit *unit, struct origin *origin, struct position at,
                              struct position outer)
{
    origin->spelled = origin->at;
    origin->inner_macro = NULL;
    struct name name = position_identifier(unit, at);
    if (position_equal(at, outer) && is_errno_word(name))
        origin->macro = NULL;
    else if (!is_errno_word(name) && name.length > 0)
        origin->inner_macro = arena_copy(unit->arena, name.bytes, name.length);
}

static struct origin find_origin(struct unit *unit, struct positions places)
{
    struct position at = places.at, spelled = places.spelled, outer = places.outer;
    struct origin origin = {.at = position_location(unit, at)};
    origin.spelled = origin.at;
    origin.outer = origin.at;
    if (position_equal(spelled, outer))
        return origin;
    origin.outer = position_location(unit, outer);
    struct name macro = position_identifier(unit, outer);
    if (macro.length > 0)
        origin.macro = arena_copy(unit->arena, macro.bytes, macro.length);
    if (spelled.file == NULL)
        return origin;
    struct define define = position_define(unit, spelled);
    if (is_errno_word(define.name)) {
        see_through_errno(unit, &origin, at, outer);
        return origin;
    }
    origin.spelled = position_location(unit, spelled);
    if (define.name.length > 0)
        origin.inner_macro = arena_copy(unit->arena, define.name.bytes, define.name.length);
    return origin;
}

struct origin origin_of_location(struct unit *unit, CXSourceLocation location)
{
    struct known_location *known = sources_locate(unit, location);
    if (!known->has_origin) {
        known->origin = find_origin(unit, known->positions);
        known->has_origin = true;
    }
    return known->origin;
}

struct origin origin_of(struct unit *unit, CXCursor cursor)
{
    /* The location is the start, but for members, and much cheaper than the extent. */
    if (clang_getCursorKind(cursor) != CXCursor_MemberRefExpr)
        return origin_of_location(unit, clang_getCursorLocation(cursor));
    return origin_of_location(unit, clang_getRangeStart(clang_getCursorExtent(cursor)));
}
