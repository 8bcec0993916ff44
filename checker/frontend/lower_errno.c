/* errno: the C library's lvalue, a plain variable of that name, and the names that a function gives
 * it of its own. */
#include <string.h>

#include "base/arena.h"
#include "frontend/lower.h"

struct place *lower_errno_place(struct lowering *lower)
{
    if (lower->errno_place == NULL)
        lower->errno_place = function_add_place(lower->program, lower->function, PLACE_SHARED,
                                                "errno", TYPE_INTEGER);
    return lower->errno_place;
}

static bool is_location_function(const char *name)
{
    return strcmp(name, "__errno_location") == 0 || strcmp(name, "__errno") == 0 ||
           strcmp(name, "__error") == 0 || strcmp(name, "___errno") == 0;
}

static bool is_global_errno(struct unit *unit, CXCursor cursor)
{
    CXCursor declaration = clang_getCursorReferenced(cursor);
    if (clang_getCursorKind(declaration) != CXCursor_VarDecl ||
        strcmp(cursor_spelling(unit->scratch, declaration), "errno") != 0)
        return false;
    enum CXCursorKind parent = clang_getCursorKind(clang_getCursorSemanticParent(declaration));
    return parent == CXCursor_TranslationUnit || parent == CXCursor_LinkageSpec;
}

static bool is_name(const struct lowering *lower, CXCursor cursor, bool is_pointer)
{
    if (lower->errno_name_count == 0 || clang_getCursorKind(cursor) != CXCursor_DeclRefExpr)
        return false;
    CXCursor declaration = clang_getCursorReferenced(cursor);
    for (size_t i = 0; i < lower->errno_name_count; i++)
        if (lower->errno_names[i].is_pointer == is_pointer &&
            clang_equalCursors(lower->errno_names[i].declaration, declaration))
            return true;
    return false;
}

/* What `*x` follows; null for anything else. */
static CXCursor followed(struct unit *unit, CXCursor cursor)
{
    if (clang_getCursorKind(cursor) != CXCursor_UnaryOperator ||
        clang_getCursorUnaryOperatorKind(cursor) != CXUnaryOperator_Deref)
        return clang_getNullCursor();
    struct cursors operands = cursor_operands(unit->scratch, cursor);
    return operands.count == 1 ? cursor_strip(operands.items[0]) : clang_getNullCursor();
}

static bool is_location(struct unit *unit, CXCursor call)
{
    return clang_getCursorKind(call) == CXCursor_CallExpr &&
           clang_Cursor_getNumArguments(call) == 0 &&
           is_location_function(cursor_spelling(unit->scratch, call));
}

bool lower_is_errno(struct lowering *lower, CXCursor stripped)
{
    if (clang_getCursorKind(stripped) == CXCursor_DeclRefExpr)
        return is_global_errno(lower->unit, stripped) || is_name(lower, stripped, false);
    CXCursor pointer = followed(lower->unit, stripped);
    return !cursor_is_null(pointer) &&
           (is_location(lower->unit, pointer) || is_name(lower, pointer, true));
}

/* ---- other names ---- */

struct uses {
    struct unit *unit;
    CXCursor declaration;
    size_t count, followed;
};

static bool is_use(const struct uses *uses, CXCursor cursor)
{
    return clang_getCursorKind(cursor) == CXCursor_DeclRefExpr &&
           clang_equalCursors(clang_getCursorReferenced(cursor), uses->declaration);
}

static bool count_use(CXCursor cursor, void *context)
{
    struct uses *uses = context;
    uses->count += is_use(uses, cursor);
    uses->followed += is_use(uses, followed(uses->unit, cursor));
    return false;
}

static bool is_only_followed(struct lowering *lower, CXCursor variable)
{
    struct uses uses = {.unit = lower->unit, .declaration = variable};
    cursor_any(lower->cursor, count_use, &uses);
    return uses.count == uses.followed;
}

static bool is_errno_address(struct lowering *lower, CXCursor stripped)
{
    if (is_location(lower->unit, stripped))
        return true;
    if (clang_getCursorKind(stripped) != CXCursor_UnaryOperator ||
        clang_getCursorUnaryOperatorKind(stripped) != CXUnaryOperator_AddrOf)
        return false;
    struct cursors operands = cursor_operands(lower->unit->scratch, stripped);
    return operands.count == 1 && lower_is_errno(lower, cursor_strip(operands.items[0]));
}

bool lower_takes_errno_name(struct lowering *lower, CXCursor variable, CXCursor initialiser)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(variable));
    CXType target = clang_getPointeeType(type);
    bool is_pointer = type.kind == CXType_Pointer;
    CXCursor stripped = cursor_strip(initialiser);
    if (target.kind != CXType_Int) /* a reference to a number of another type is bound to a copy */
        return false;
    if (is_pointer ? !is_errno_address(lower, stripped) || !is_only_followed(lower, variable)
                   : !lower_is_errno(lower, stripped))
        return false;
    struct errno_name *name =
        arena_append(lower->unit->scratch, &lower->errno_names, &lower->errno_name_count,
                     &lower->errno_name_capacity, sizeof *name);
    *name = (struct errno_name){variable, is_pointer};
    return true;
}
