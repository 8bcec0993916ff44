/* libclang evaluates constants, but the rules are written in names: O_CLOEXEC, ENOENT. A name is
 * found through the spelling location of a literal, which lies in the #define that wrote it, and
 * through its file location, where the author wrote a macro that stands for another macro
 * (EWOULDBLOCK, PR_SET_NAME). Names go up the operators with their operands: `|` and `+` unite
 * them, all others keep what both sides share, as in #define FLAG (1 << 3). */
#include "frontend/constant.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "errnos/errnos.h"
#include "frontend/cursor.h"
#include "frontend/unit.h"
#include "program/build.h"

/* Flag words are made of a handful of names; tables computed from hundreds of them need none. */
enum { NAMES_KEPT = 16, DEEPEST_INITIALISER = 8 };

static struct expr *fold(struct unit *unit, CXCursor cursor, unsigned depth);

static bool has_name(const struct expr *constant, const char *name)
{
    for (size_t i = 0; i < constant->u.constant.name_count; i++)
        if (strcmp(constant->u.constant.names[i], name) == 0)
            return true;
    return false;
}

static void add_name(struct unit *unit, struct expr *constant, const char *name)
{
    size_t count = constant->u.constant.name_count;
    if (count >= NAMES_KEPT || has_name(constant, name))
        return;
    const char **names = arena_alloc(unit->arena, (count + 1) * sizeof *names);
    if (count > 0)
        memcpy(names, constant->u.constant.names, count * sizeof *names);
    names[count] = name;
    constant->u.constant.names = names;
    constant->u.constant.name_count = count + 1;
}

/* The object-like macro whose body spells the token; NULL when it is written plainly. */
static const char *define_name(struct unit *unit, struct position spelled)
{
    struct define define = position_define(unit, spelled);
    if (define.name.length == 0 || define.is_function_like)
        return NULL;
    return arena_copy(unit->arena, define.name.bytes, define.name.length);
}

/* The object-like macro that the author wrote; NULL when the token comes from no macro or from the
 * body of a function-like one. */
static const char *written_name(struct unit *unit, CXSourceLocation location)
{
    struct positions places = positions_of(unit, location);
    if (position_equal(places.at, places.spelled))
        return NULL;
    struct name name = position_identifier(unit, places.at);
    if (name.length == 0 || scan_is_called(source_text(unit, places.at.file), name))
        return NULL;
    return arena_copy(unit->arena, name.bytes, name.length);
}

static void name_literal(struct unit *unit, struct expr *constant, CXCursor literal)
{
    CXSourceLocation location = clang_getCursorLocation(literal);
    const char *spelled = define_name(unit, positions_of(unit, location).spelled);
    const char *written = written_name(unit, location);
    if (spelled != NULL) {
        add_name(unit, constant, spelled);
        constant->u.constant.error = errno_find(spelled);
        constant->u.constant.spelling = constant->u.constant.error != ERRNO_NONE ? spelled : NULL;
    }
    if (written == NULL)
        return;
    add_name(unit, constant, written);
    enum errno_id error = errno_find(written);
    if (error != ERRNO_NONE && error == constant->u.constant.error)
        constant->u.constant.spelling = written;
}

static struct expr *make_constant(struct unit *unit, CXCursor cursor, int64_t value)
{
    struct expr *constant = expr_int(unit->program, value);
    enum value_type type = cursor_value_type(clang_getCursorType(cursor));
    constant->type = type == TYPE_UNKNOWN ? TYPE_INTEGER : type;
    constant->origin = origin_of(unit, cursor);
    return constant;
}

static struct expr *literal(struct unit *unit, CXCursor cursor)
{
    int64_t value;
    if (!cursor_evaluate(cursor, &value))
        return NULL;
    struct expr *constant = make_constant(unit, cursor, value);
    name_literal(unit, constant, cursor);
    constant->u.constant.is_all_named = value == 0 || constant->u.constant.name_count > 0;
    return constant;
}

static struct expr *null_pointer(struct unit *unit, CXCursor cursor)
{
    struct expr *constant = make_constant(unit, cursor, 0);
    constant->type = TYPE_POINTER;
    constant->u.constant.is_all_named = true;
    return constant;
}

/* The errno that an enumerator or constant variable was given: enum { MY_AGAIN = -EAGAIN }. */
static void take_error(struct expr *constant, const struct expr *given)
{
    constant->u.constant.error = given->u.constant.error;
    constant->u.constant.is_negative_error = given->u.constant.is_negative_error;
    constant->u.constant.spelling = given->u.constant.spelling;
}

static struct expr *enumerator(struct unit *unit, CXCursor cursor, CXCursor declaration,
                               unsigned depth)
{
    struct expr *constant =
        make_constant(unit, cursor, (int64_t)clang_getEnumConstantDeclValue(declaration));
    add_name(unit, constant, cursor_spelling(unit->arena, declaration));
    const char *written = written_name(unit, clang_getCursorLocation(cursor));
    if (written != NULL)
        add_name(unit, constant, written);
    constant->u.constant.is_all_named = true;
    struct cursors given = cursor_operands(unit->scratch, declaration);
    struct expr *value = given.count == 1 ? fold(unit, given.items[0], depth + 1) : NULL;
    if (value != NULL)
        take_error(constant, value);
    return constant;
}

static bool is_constant_variable(CXCursor declaration)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(declaration));
    return clang_isConstQualifiedType(type) && !clang_isVolatileQualifiedType(type) &&
           cursor_value_type(type) == TYPE_INTEGER;
}

static struct expr *reference(struct unit *unit, CXCursor cursor, unsigned depth)
{
    CXCursor declaration = clang_getCursorReferenced(cursor);
    enum CXCursorKind kind = clang_getCursorKind(declaration);
    if (kind == CXCursor_EnumConstantDecl)
        return enumerator(unit, cursor, declaration, depth);
    if (kind != CXCursor_VarDecl || !is_constant_variable(declaration))
        return NULL;
    CXCursor given = clang_Cursor_getVarDeclInitializer(declaration);
    return cursor_is_null(given) ? NULL : fold(unit, given, depth + 1);
}

static struct expr *leaf(struct unit *unit, CXCursor cursor, unsigned depth)
{
    int64_t value;
    switch ((int)clang_getCursorKind(cursor)) {
    case CXCursor_IntegerLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_CXXBoolLiteralExpr: return literal(unit, cursor);
    case CXCursor_CXXNullPtrLiteralExpr:
    case CXCursor_GNUNullExpr: return null_pointer(unit, cursor);
    case CXCursor_DeclRefExpr:
        return depth < DEEPEST_INITIALISER ? reference(unit, cursor, depth) : NULL;
    case CXCursor_UnaryExpr: /* sizeof, alignof */
    case CXCursor_SizeOfPackExpr:
        return cursor_evaluate(cursor, &value) ? literal(unit, cursor) : NULL;
    default: return NULL;
    }
}

struct expr *constant_leaf(struct unit *unit, CXCursor cursor)
{
    return leaf(unit, cursor, 0);
}

/* Whether the operator is written in the macro that names its operand: #define AT_FDCWD -100. */
static bool is_in_named_macro(struct unit *unit, CXCursor cursor, const struct expr *operand)
{
    const char *name = define_name(unit, position_of_keyword(unit, cursor));
    return name != NULL && has_name(operand, name);
}

struct expr *constant_unary(struct unit *unit, CXCursor cursor, struct expr *operand)
{
    enum CXUnaryOperatorKind code = clang_getCursorUnaryOperatorKind(cursor);
    if (code == CXUnaryOperator_Plus)
        return operand;
    if (code == CXUnaryOperator_Minus) {
        struct expr *negative = expr_negate(unit->program, operand);
        if (negative->kind == EXPR_INT && operand->u.constant.is_all_named &&
            is_in_named_macro(unit, cursor, operand))
            negative->u.constant.is_all_named = true;
        return negative;
    }
    int64_t value;
    bool is_pure = code == CXUnaryOperator_Not || code == CXUnaryOperator_LNot;
    return is_pure && cursor_evaluate(cursor, &value) ? make_constant(unit, cursor, value) : NULL;
}

static void unite_names(struct unit *unit, struct expr *result, const struct expr *left,
                        const struct expr *right)
{
    for (size_t i = 0; i < left->u.constant.name_count; i++)
        add_name(unit, result, left->u.constant.names[i]);
    for (size_t i = 0; i < right->u.constant.name_count; i++)
        add_name(unit, result, right->u.constant.names[i]);
    result->u.constant.is_all_named =
        left->u.constant.is_all_named && right->u.constant.is_all_named;
}

static void share_names(struct unit *unit, struct expr *result, const struct expr *left,
                        const struct expr *right)
{
    for (size_t i = 0; i < left->u.constant.name_count; i++)
        if (has_name(right, left->u.constant.names[i]))
            add_name(unit, result, left->u.constant.names[i]);
    result->u.constant.is_all_named = result->u.constant.name_count > 0;
}

struct expr *constant_binary(struct unit *unit, CXCursor cursor, const struct expr *left,
                             const struct expr *right)
{
    int64_t value;
    if (!cursor_evaluate(cursor, &value))
        return NULL;
    struct expr *result = make_constant(unit, cursor, value);
    enum CXBinaryOperatorKind code = clang_getCursorBinaryOperatorKind(cursor);
    if (code == CXBinaryOperator_Or || code == CXBinaryOperator_Add)
        unite_names(unit, result, left, right);
    else
        share_names(unit, result, left, right);
    return result;
}

static bool is_pure_operator(CXCursor cursor)
{
    enum CXBinaryOperatorKind code = clang_getCursorBinaryOperatorKind(cursor);
    return code != CXBinaryOperator_Invalid && code <= CXBinaryOperator_LOr;
}

static struct expr *fold_conditional(struct unit *unit, struct cursors operands, unsigned depth)
{
    struct expr *condition = fold(unit, operands.items[0], depth);
    if (condition == NULL || !condition->u.constant.has_value)
        return NULL;
    return fold(unit, operands.items[condition->u.constant.value != 0 ? 1 : 2], depth);
}

static struct expr *fold(struct unit *unit, CXCursor cursor, unsigned depth)
{
    cursor = cursor_strip(cursor);
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    bool is_binary = kind == CXCursor_BinaryOperator && is_pure_operator(cursor);
    if (kind != CXCursor_UnaryOperator && kind != CXCursor_ConditionalOperator && !is_binary)
        return leaf(unit, cursor, depth);
    struct cursors operands = cursor_operands(unit->scratch, cursor);
    if (kind == CXCursor_UnaryOperator && operands.count == 1) {
        struct expr *operand = fold(unit, operands.items[0], depth);
        return operand == NULL ? NULL : constant_unary(unit, cursor, operand);
    }
    if (kind == CXCursor_ConditionalOperator && operands.count == 3)
        return fold_conditional(unit, operands, depth);
    if (!is_binary || operands.count != 2)
        return NULL;
    struct expr *left = fold(unit, operands.items[0], depth);
    struct expr *right = left == NULL ? NULL : fold(unit, operands.items[1], depth);
    return right == NULL ? NULL : constant_binary(unit, cursor, left, right);
}

struct expr *constant_of(struct unit *unit, CXCursor cursor)
{
    return fold(unit, cursor, 0);
}
