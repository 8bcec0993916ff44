/* Assertions that take their condition apart to print its operands: `MARKER << errno == ENOENT`,
 * where an object without members and an overloaded operator catch the left operand, and what they
 * give compares and converts like it. Such calls are lowered as the condition that the author
 * wrote. */
#include "base/text.h"
#include "frontend/lower.h"

static enum CXVisitorResult stop_at_field(CXCursor field, CXClientData has_field)
{
    (void)field;
    *(bool *)has_field = true;
    return CXVisit_Break;
}

/* An object that can hold nothing: made of nothing, or a constant, and of a class without members
 * whose end does nothing. */
static bool is_marker(struct lowering *lower, CXCursor expression)
{
    CXType type = clang_getCursorType(expression);
    bool is_made_here = clang_getCursorKind(expression) == CXCursor_CallExpr &&
                        clang_Cursor_getNumArguments(expression) == 0;
    bool has_field = false;
    if ((!is_made_here && !clang_isConstQualifiedType(type)) ||
        callee_destructor(lower->unit, type) != NULL)
        return false;
    type = clang_getCanonicalType(type);
    if (type.kind != CXType_Record || clang_Type_getSizeOf(type) != 1)
        return false;
    clang_Type_visitFields(type, stop_at_field, &has_field);
    return !has_field;
}

static bool is_operator_call(CXCursor stripped)
{
    return clang_getCursorKind(stripped) == CXCursor_CallExpr &&
           clang_Cursor_getNumArguments(stripped) == 2;
}

/* `MARKER << value` in a macro. */
static bool find_caught(struct lowering *lower, CXCursor stripped, CXCursor *value)
{
    if (!is_operator_call(stripped) || origin_of(lower->unit, stripped).macro == NULL)
        return false;
    const char *name = cursor_spelling(lower->unit->scratch, stripped);
    if ((!text_equal(name, "operator<<") && !text_equal(name, "operator->*")) ||
        !is_marker(lower, cursor_strip(clang_Cursor_getArgument(stripped, 0))))
        return false;
    *value = clang_Cursor_getArgument(stripped, 1);
    return true;
}

static bool read_comparison(const char *name, enum comparison *comparison)
{
    static const struct {
        const char *name;
        enum comparison comparison;
    } OPERATORS[] = {{"operator==", COMPARE_EQ}, {"operator!=", COMPARE_NE},
                     {"operator<", COMPARE_LT},  {"operator<=", COMPARE_LE},
                     {"operator>", COMPARE_GT},  {"operator>=", COMPARE_GE}};
    for (size_t i = 0; i < sizeof OPERATORS / sizeof *OPERATORS; i++)
        if (text_equal(name, OPERATORS[i].name)) {
            *comparison = OPERATORS[i].comparison;
            return true;
        }
    return false;
}

/* `MARKER << value == ...`, which is (MARKER << value) == ... */
static bool find_comparison(struct lowering *lower, CXCursor stripped, CXCursor *value,
                            enum comparison *comparison)
{
    return is_operator_call(stripped) &&
           read_comparison(cursor_spelling(lower->unit->scratch, stripped), comparison) &&
           find_caught(lower, cursor_strip(clang_Cursor_getArgument(stripped, 0)), value);
}

bool lower_is_decomposed(struct lowering *lower, CXCursor stripped)
{
    CXCursor value;
    enum comparison comparison;
    return find_comparison(lower, stripped, &value, &comparison);
}

static struct expr *lower_taken_apart(struct lowering *lower, CXCursor stripped)
{
    CXCursor value;
    enum comparison comparison = COMPARE_EQ;
    if (find_caught(lower, stripped, &value))
        return lower_expression(lower, value);
    if (!find_comparison(lower, stripped, &value, &comparison))
        return NULL;
    struct expr *left = lower_expression(lower, value);
    struct expr *right = lower_expression(lower, clang_Cursor_getArgument(stripped, 1));
    struct expr *expr = expr_compare(lower->program, comparison, left, right);
    expr->origin = origin_of(lower->unit, stripped);
    return expr;
}

/* The object's conversion to bool: of the condition at once, or of the variable that keeps it. */
static struct expr *lower_conversion(struct lowering *lower, const struct call *call)
{
    struct cursors operands = cursor_operands(lower->unit->scratch, call->expression);
    CXCursor object = operands.count == 1 ? cursor_strip(operands.items[0]) : clang_getNullCursor();
    if (clang_getCursorKind(object) != CXCursor_DeclRefExpr)
        return lower_taken_apart(lower, object);
    CXCursor variable = clang_getCursorReferenced(object);
    if (clang_getCursorKind(variable) != CXCursor_VarDecl)
        return NULL;
    CXCursor kept = cursor_strip(clang_Cursor_getVarDeclInitializer(variable)), value;
    bool is_taken_apart = find_caught(lower, kept, &value) || lower_is_decomposed(lower, kept);
    return is_taken_apart ? lower_expression(lower, object) : NULL;
}

struct expr *lower_decomposed(struct lowering *lower, const struct call *call)
{
    if (!lower->unit->is_cplusplus || !text_starts_with(call->callee.name, "operator"))
        return NULL;
    if (text_equal(call->callee.name, "operator bool"))
        return cursor_is_null(call->expression) ? NULL : lower_conversion(lower, call);
    return lower_taken_apart(lower, call->cursor);
}
