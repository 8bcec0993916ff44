/* Values. An expression becomes ops for its effects, in the order of evaluation, and an operand
 * without effects for its value. What the analysis has no use for (arithmetic, array elements) is
 * an unknown operand, but every call inside of it is still an op. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "frontend/constant.h"
#include "frontend/lower.h"

struct expr *lower_unknown(struct lowering *lower, CXCursor cursor)
{
    struct expr *expr = expr_unknown(lower->program);
    expr->type = cursor_value_type(clang_getCursorType(cursor));
    expr->origin = origin_of(lower->unit, cursor);
    expr->text = text_of(lower->unit, cursor);
    return expr;
}

void lower_operands(struct lowering *lower, CXCursor cursor)
{
    struct cursors operands = cursor_operands(lower->unit->scratch, cursor);
    for (size_t i = 0; i < operands.count; i++)
        lower_effect(lower, operands.items[i]);
}

/* Resolves the escapes that paths and names may have; anything rarer stays as it is written. */
static char escaped(char c)
{
    switch (c) {
    case 'n': return '\n';
    case 't': return '\t';
    case 'r': return '\r';
    case '0': return '\0';
    default: return c;
    }
}

static struct expr *string_literal(struct lowering *lower, CXCursor cursor)
{
    const char *written = cursor_spelling(lower->unit->scratch, cursor);
    const char *start = strchr(written, '"');
    size_t length = start == NULL ? 0 : strlen(start);
    if (length < 2)
        return lower_unknown(lower, cursor);
    char *bytes = arena_alloc(lower->unit->scratch, length);
    size_t count = 0;
    for (size_t i = 1; i + 1 < length; i++) {
        bool is_escape = start[i] == '\\' && i + 2 < length;
        bytes[count++] = is_escape ? escaped(start[++i]) : start[i];
    }
    struct expr *expr = expr_string(lower->program, bytes, count);
    expr->origin = origin_of(lower->unit, cursor);
    return expr;
}

bool lower_is_array(CXCursor cursor)
{
    switch ((int)clang_getCanonicalType(clang_getCursorType(cursor)).kind) {
    case CXType_ConstantArray:
    case CXType_IncompleteArray:
    case CXType_VariableArray:
    case CXType_DependentSizedArray: return true;
    default: return false;
    }
}

static bool is_function(CXCursor declaration)
{
    enum CXCursorKind kind = clang_getCursorKind(declaration);
    return kind == CXCursor_FunctionDecl || kind == CXCursor_CXXMethod ||
           kind == CXCursor_FunctionTemplate;
}

/* A variable, member or element. Arrays stand for their address, which is kept by whoever reads it:
 * lower_argument() and subscripts go another way. */
static struct expr *read_lvalue(struct lowering *lower, CXCursor cursor)
{
    struct expr *expr;
    struct place *place = lower_place(lower, cursor);
    if (place == NULL && clang_getCursorKind(cursor) == CXCursor_MemberRefExpr)
        lower_operands(lower, cursor);
    bool is_array = lower_is_array(cursor);
    if (is_array && place != NULL)
        lower_escape(place);
    if (is_array || is_function(clang_getCursorReferenced(cursor)))
        expr = expr_address(lower->program, place);
    else if (place != NULL)
        expr = expr_place(lower->program, place);
    else
        return lower_unknown(lower, cursor);
    expr->origin = origin_of(lower->unit, cursor);
    return expr;
}

static struct expr *read_element(struct lowering *lower, CXCursor cursor)
{
    if (lower_place(lower, cursor) != NULL)
        return read_lvalue(lower, cursor);
    lower_subscript(lower, cursor);
    return lower_unknown(lower, cursor);
}

static struct expr *read_errno(struct lowering *lower, CXCursor cursor)
{
    struct expr *expr = expr_errno(lower->program);
    expr->origin = origin_of(lower->unit, cursor);
    return expr;
}

static bool is_function_name(struct unit *unit, CXCursor cursor)
{
    struct name name = position_identifier(unit, position_of_keyword(unit, cursor));
    const char *text = arena_copy(unit->scratch, name.length > 0 ? name.bytes : "", name.length);
    return strcmp(text, "__func__") == 0 || strcmp(text, "__FUNCTION__") == 0 ||
           strcmp(text, "__PRETTY_FUNCTION__") == 0;
}

/* An implicit node without operands. Where the unit has errors it may hide a whole expression
 * (RecoveryExpr); a default argument has no text, and others have a constant value. */
static struct expr *childless(struct lowering *lower, CXCursor cursor)
{
    struct unit *unit = lower->unit;
    struct expr *unknown = lower_unknown(lower, cursor);
    struct extent extent = extent_of(unit, cursor);
    int64_t value;
    if (cursor_evaluate(cursor, &value)) {
        struct expr *constant = expr_int(lower->program, value);
        constant->type = unknown->type;
        constant->origin = unknown->origin;
        constant->u.constant.is_all_named = value == 0;
        return constant;
    }
    if (unit->has_errors && extent.end > extent.start && !is_function_name(unit, cursor))
        lower_hole(lower, HOLE_NO_CHILDREN, cursor);
    return unknown;
}

/* What libclang does not name: designated initialisers, offsetof, __builtin_choose_expr and the
 * like. */
static struct expr *unexposed(struct lowering *lower, CXCursor cursor)
{
    struct cursors operands = cursor_operands(lower->unit->scratch, cursor);
    if (operands.count == 0 && cursor_children(lower->unit->scratch, cursor).count == 0)
        return childless(lower, cursor);
    if (operands.count == 3) {
        struct expr *chosen = constant_of(lower->unit, operands.items[0]);
        if (chosen != NULL && chosen->u.constant.has_value)
            return lower_expression(lower, operands.items[chosen->u.constant.value != 0 ? 1 : 2]);
    }
    lower_operands(lower, cursor);
    return lower_unknown(lower, cursor);
}

static struct expr *function_expression(struct lowering *lower, CXCursor cursor)
{
    lower_captures(lower, cursor);
    unit_add_pending(lower->unit, cursor, lower->name);
    return lower_unknown(lower, cursor);
}

static bool is_call(CXCursor cursor, void *context)
{
    (void)context;
    return clang_getCursorKind(cursor) == CXCursor_CallExpr;
}

/* Which association is chosen is not visible. One that calls may be it. */
static struct expr *generic_selection(struct lowering *lower, CXCursor cursor)
{
    struct cursors operands = cursor_operands(lower->unit->scratch, cursor);
    for (size_t i = 1; i < operands.count; i++) {
        if (cursor_any(operands.items[i], is_call, NULL)) {
            lower_hole(lower, HOLE_UNSUPPORTED, cursor);
            break;
        }
    }
    return lower_unknown(lower, cursor);
}

static struct expr *initialiser_list(struct lowering *lower, CXCursor cursor)
{
    struct cursors operands = cursor_operands(lower->unit->scratch, cursor);
    enum value_type type = cursor_value_type(clang_getCursorType(cursor));
    if (operands.count == 1 && type != TYPE_OTHER && type != TYPE_UNKNOWN)
        return lower_expression(lower, operands.items[0]);
    for (size_t i = 0; i < operands.count; i++)
        lower_initialiser(lower, operands.items[i]);
    return lower_unknown(lower, cursor);
}

static struct expr *address_of_label(struct lowering *lower, CXCursor cursor)
{
    struct cursors children = cursor_children(lower->unit->scratch, cursor);
    if (children.count > 0)
        lower_label(lower, clang_getCursorReferenced(children.items[0]), true);
    return lower_unknown(lower, cursor);
}

static struct expr *constant_or_unknown(struct lowering *lower, CXCursor cursor)
{
    struct expr *constant = constant_leaf(lower->unit, cursor);
    return constant != NULL ? constant : lower_unknown(lower, cursor);
}

static struct expr *reference(struct lowering *lower, CXCursor cursor)
{
    if (lower_is_errno(lower, cursor))
        return read_errno(lower, cursor);
    struct expr *constant = constant_leaf(lower->unit, cursor);
    return constant != NULL ? constant : read_lvalue(lower, cursor);
}

static struct expr *throw_expression(struct lowering *lower, CXCursor cursor)
{
    lower_throw(lower, cursor);
    return lower_unknown(lower, cursor);
}

static struct expr *lower_kind(struct lowering *lower, CXCursor cursor)
{
    switch ((int)clang_getCursorKind(cursor)) {
    case CXCursor_IntegerLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_CXXBoolLiteralExpr:
    case CXCursor_CXXNullPtrLiteralExpr:
    case CXCursor_GNUNullExpr:
    case CXCursor_UnaryExpr:
    case CXCursor_SizeOfPackExpr: return constant_or_unknown(lower, cursor);
    case CXCursor_StringLiteral: return string_literal(lower, cursor);
    case CXCursor_DeclRefExpr: return reference(lower, cursor);
    case CXCursor_MemberRefExpr: return read_lvalue(lower, cursor);
    case CXCursor_ArraySubscriptExpr: return read_element(lower, cursor);
    case CXCursor_UnaryOperator: return lower_unary(lower, cursor);
    case CXCursor_BinaryOperator: return lower_binary(lower, cursor);
    case CXCursor_CompoundAssignOperator: return lower_compound_assignment(lower, cursor);
    case CXCursor_CallExpr: return lower_call(lower, cursor, true);
    case CXCursor_CXXNewExpr: return lower_new(lower, cursor);
    case CXCursor_CXXDeleteExpr: return lower_delete(lower, cursor);
    case CXCursor_CXXThrowExpr: return throw_expression(lower, cursor);
    case CXCursor_StmtExpr: return lower_statement_expression(lower, cursor);
    case CXCursor_LambdaExpr:
    case CXCursor_BlockExpr: return function_expression(lower, cursor);
    case CXCursor_InitListExpr:
    case CXCursor_CXXParenListInitExpr: return initialiser_list(lower, cursor);
    case CXCursor_AddrLabelExpr: return address_of_label(lower, cursor);
    case CXCursor_GenericSelectionExpr: return generic_selection(lower, cursor);
    case CXCursor_UnexposedExpr: return unexposed(lower, cursor);
    case CXCursor_CXXTypeidExpr:
    case CXCursor_RequiresExpr:
    case CXCursor_ConceptSpecializationExpr: return lower_unknown(lower, cursor);
    default: lower_operands(lower, cursor); return lower_unknown(lower, cursor);
    }
}

struct expr *lower_expression(struct lowering *lower, CXCursor cursor)
{
    CXCursor stripped = cursor_strip(cursor);
    if (!lower_descend(lower, stripped))
        return expr_unknown(lower->program);
    struct expr *expr = NULL;
    lower_unwrap_expect(&stripped);
    if (clang_getCursorKind(stripped) == CXCursor_ConditionalOperator)
        expr = constant_of(lower->unit, stripped);
    if (expr != NULL) {
        lower_ascend(lower);
        return expr;
    }
    if (lower_is_choice(lower, stripped) || lower_is_kept_condition(lower, stripped)) {
        enum value_type type = cursor_value_type(clang_getCursorType(stripped));
        struct place *place = lower_temporary(lower, type);
        lower_into(lower, place, stripped, origin_of(lower->unit, stripped));
        expr = expr_place(lower->program, place);
        expr->origin = origin_of(lower->unit, stripped);
    } else {
        expr = lower_kind(lower, stripped);
    }
    lower_ascend(lower);
    return expr;
}

struct expr *lower_initialiser(struct lowering *lower, CXCursor cursor)
{
    struct expr *expr = lower_expression(lower, cursor);
    size_t count = lower->temporary_count;
    const struct temporary *last = count > 0 ? &lower->temporaries[count - 1] : NULL;
    if (last != NULL &&
        (expr->kind == EXPR_CALL ? last->made_by == expr->u.call : last->value == expr))
        lower->temporary_count--;
    return expr;
}

void lower_into(struct lowering *lower, struct place *place, CXCursor cursor, struct origin origin)
{
    CXCursor stripped = cursor_strip(cursor), list;
    lower_unwrap_expect(&stripped);
    if (lower_is_choice(lower, stripped) || lower_is_kept_condition(lower, stripped))
        lower_choice_into(lower, place, stripped, origin);
    else if (lower_find_list(lower, stripped, &list))
        lower_list_into(lower, place, stripped, list, origin);
    else
        lower_assign(lower, place, lower_initialiser(lower, stripped), origin);
}

static bool is_logical(CXCursor cursor)
{
    enum CXBinaryOperatorKind code = clang_getCursorBinaryOperatorKind(cursor);
    return code == CXBinaryOperator_LAnd || code == CXBinaryOperator_LOr;
}

void lower_effect(struct lowering *lower, CXCursor cursor)
{
    CXCursor stripped = cursor_strip(cursor);
    if (!lower_descend(lower, stripped))
        return;
    lower_unwrap_expect(&stripped);
    enum CXCursorKind kind = clang_getCursorKind(stripped);
    enum comparison comparison;
    if (lower_is_choice(lower, stripped) ||
        (kind == CXCursor_BinaryOperator && is_logical(stripped)))
        lower_choice_effect(lower, stripped);
    else if (kind == CXCursor_CallExpr)
        lower_call(lower, stripped, false);
    else if ((kind == CXCursor_BinaryOperator && lower_comparison(stripped, &comparison)) ||
             (kind == CXCursor_UnaryOperator &&
              clang_getCursorUnaryOperatorKind(stripped) == CXUnaryOperator_LNot))
        lower_operands(lower, stripped);
    else if (kind == CXCursor_BinaryOperator &&
             clang_getCursorBinaryOperatorKind(stripped) == CXBinaryOperator_Comma)
        lower_operands(lower, stripped);
    else
        lower_kind(lower, stripped);
    lower_ascend(lower);
}
