/* Error numbers in the objects of the C++ library: std::error_code and std::error_condition, and
 * those of Boost that they come from. Such an object is lowered as the number in it: made of errno
 * and one of the categories that hold errnos, of an enumerator of std::errc, compared, asked for
 * its value, or whether there is an error at all. Under other categories the number means something
 * else, and is unknown. */
#include <string.h>

#include "base/text.h"
#include "frontend/lower.h"

/* Whether the outermost namespace around the declaration is the library's. */
static bool is_of_library(struct unit *unit, CXCursor declaration)
{
    CXCursor outermost = clang_getNullCursor();
    for (CXCursor parent = clang_getCursorSemanticParent(declaration);
         clang_getCursorKind(parent) == CXCursor_Namespace;
         parent = clang_getCursorSemanticParent(parent))
        outermost = parent;
    if (cursor_is_null(outermost))
        return false;
    const char *name = cursor_spelling(unit->scratch, outermost);
    return text_equal(name, "std") || text_equal(name, "boost");
}

static bool is_error_class(struct unit *unit, CXCursor class)
{
    if (cursor_is_null(class))
        return false;
    const char *name = cursor_spelling(unit->scratch, class);
    return (text_equal(name, "error_code") || text_equal(name, "error_condition")) &&
           is_of_library(unit, class);
}

static bool is_error_object(struct unit *unit, CXCursor expression)
{
    return is_error_class(unit, cursor_class_of(clang_getCursorType(expression)));
}

static bool is_errno_category(CXCursor cursor, void *context)
{
    struct unit *unit = context;
    if (clang_getCursorKind(cursor) != CXCursor_CallExpr)
        return false;
    const char *name = cursor_spelling(unit->scratch, cursor);
    return text_ends_with(name, "generic_category") || text_ends_with(name, "system_category") ||
           text_ends_with(name, "posix_category");
}

/* A number and its category. */
static struct expr *lower_number(struct lowering *lower, CXCursor number, CXCursor category)
{
    struct expr *value = lower_expression(lower, number);
    if (cursor_any(category, is_errno_category, lower->unit))
        return value;
    lower_effect(lower, category);
    return lower_unknown(lower, number);
}

static bool is_enumeration(CXCursor expression)
{
    return clang_getCanonicalType(clang_getCursorType(expression)).kind == CXType_Enum;
}

/* Boost's conversion has a second parameter, which nobody gives. */
static struct expr *lower_construction(struct lowering *lower, CXCursor cursor, int count)
{
    if (count == 0) {
        struct expr *success = expr_int(lower->program, 0);
        success->origin = origin_of(lower->unit, cursor);
        return success;
    }
    CXCursor first = clang_Cursor_getArgument(cursor, 0);
    if (is_enumeration(first) || is_error_object(lower->unit, first))
        return lower_expression(lower, first);
    return count < 2 ? NULL : lower_number(lower, first, clang_Cursor_getArgument(cursor, 1));
}

static struct expr *lower_comparison_of(struct lowering *lower, CXCursor cursor,
                                        enum comparison comparison)
{
    struct expr *left = lower_expression(lower, clang_Cursor_getArgument(cursor, 0));
    struct expr *right = lower_expression(lower, clang_Cursor_getArgument(cursor, 1));
    struct expr *expr = expr_compare(lower->program, comparison, left, right);
    expr->origin = origin_of(lower->unit, cursor);
    return expr;
}

static bool read_comparison(struct unit *unit, CXCursor call, enum comparison *comparison)
{
    const char *name = cursor_spelling(unit->scratch, call);
    bool is_equal = text_equal(name, "operator==");
    *comparison = is_equal ? COMPARE_EQ : COMPARE_NE;
    return (is_equal || text_equal(name, "operator!=")) &&
           clang_Cursor_getNumArguments(call) == 2 &&
           is_error_object(unit, clang_Cursor_getArgument(call, 0)) &&
           is_error_object(unit, clang_Cursor_getArgument(call, 1));
}

bool lower_is_error_comparison(struct lowering *lower, CXCursor call)
{
    enum comparison comparison;
    return read_comparison(lower->unit, call, &comparison);
}

/* What stays the same when the object is asked for it; NULL for all else. */
static struct expr *lower_question(struct lowering *lower, const struct call *call, CXCursor object)
{
    const char *name = call->callee.name;
    if (text_equal(name, "value") || text_equal(name, "operator bool") ||
        text_equal(name, "default_error_condition"))
        return lower_expression(lower, object);
    return NULL;
}

/* Behind a call that changes the object its number is known no more, unless the call says it. */
static struct expr *lower_change(struct lowering *lower, const struct call *call, CXCursor object,
                                 int count)
{
    struct place *place = lower_place(lower, object);
    bool is_clear = text_equal(call->callee.name, "clear");
    if (place == NULL || (!is_clear && !(text_equal(call->callee.name, "assign") && count == 2)))
        return NULL;
    struct expr *value = is_clear ? expr_int(lower->program, 0)
                                  : lower_number(lower, clang_Cursor_getArgument(call->cursor, 0),
                                                 clang_Cursor_getArgument(call->cursor, 1));
    lower_assign(lower, place, value, origin_of(lower->unit, call->cursor));
    return expr_place(lower->program, place);
}

static struct expr *lower_method(struct lowering *lower, const struct call *call, int count)
{
    if (cursor_is_null(call->expression))
        return NULL;
    struct cursors operands = cursor_operands(lower->unit->scratch, call->expression);
    if (operands.count != 1 || !is_error_object(lower->unit, operands.items[0]))
        return NULL;
    struct expr *value = lower_question(lower, call, operands.items[0]);
    return value != NULL ? value : lower_change(lower, call, operands.items[0], count);
}

struct expr *lower_error_code(struct lowering *lower, const struct call *call)
{
    if (!lower->unit->is_cplusplus || call->entry == NULL)
        return NULL;
    struct unit *unit = lower->unit;
    CXCursor declaration = clang_getCursorReferenced(call->cursor);
    int count = clang_Cursor_getNumArguments(call->cursor);
    enum comparison comparison;
    switch (call->callee.kind) {
    case CALLEE_CONSTRUCTOR:
        return is_error_class(unit, clang_getCursorSemanticParent(declaration))
                   ? lower_construction(lower, call->cursor, count)
                   : NULL;
    case CALLEE_METHOD:
        if (read_comparison(unit, call->cursor, &comparison))
            return lower_comparison_of(lower, call->cursor, comparison);
        return lower_method(lower, call, count);
    case CALLEE_FUNCTION:
        if (read_comparison(unit, call->cursor, &comparison))
            return lower_comparison_of(lower, call->cursor, comparison);
        return count == 1 && text_starts_with(call->callee.name, "make_error_co") &&
                       is_of_library(unit, declaration)
                   ? lower_construction(lower, call->cursor, count)
                   : NULL;
    case CALLEE_DESTRUCTOR:
    case CALLEE_POINTER:
    case CALLEE_UNKNOWN: break;
    }
    return NULL;
}
