/* Calls: who is called, with what, and what the call does to places of the function. libclang shows
 * a call's callee and arguments in different orders for different kinds of call;
 * clang_Cursor_getArgument is right in all of them, and the callee is what
 * clang_getCursorReferenced names, judged by its kind. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "frontend/constant.h"
#include "frontend/lower.h"

struct call {
    CXCursor cursor;
    const struct callee_entry *entry; /* NULL when it is not resolved */
    struct callee callee;
    struct expr **arguments;
    size_t count;
};

/* The expression that is called: the first child, unless that is an argument. */
static bool find_callee_expression(struct lowering *lower, CXCursor cursor, CXCursor *found)
{
    struct cursors children = cursor_children(lower->unit->scratch, cursor);
    if (children.count == 0 || !clang_isExpression(clang_getCursorKind(children.items[0])))
        return false;
    if (clang_Cursor_getNumArguments(cursor) > 0 &&
        clang_equalCursors(children.items[0], clang_Cursor_getArgument(cursor, 0)))
        return false;
    *found = children.items[0];
    return true;
}

static bool find_overloads(CXCursor cursor, void *context)
{
    if (clang_getCursorKind(cursor) != CXCursor_OverloadedDeclRef)
        return false;
    *(CXCursor *)context = cursor;
    return true;
}

/* The last word of the text, which is the member's name in a dependent `object.name`. */
static const char *last_word(struct unit *unit, CXCursor cursor)
{
    struct positions end = positions_of(unit, clang_getRangeEnd(clang_getCursorExtent(cursor)));
    struct source_text text = source_text(unit, end.at.file);
    if (text.bytes == NULL || !position_equal(end.spelled, end.outer))
        return "";
    struct name word = scan_word_before(text, end.at.offset);
    return arena_copy(unit->arena, word.length > 0 ? word.bytes : "", word.length);
}

/* Dependent calls: the name, and the facts where there is but one function of that name. */
static void read_dependent(struct lowering *lower, struct call *call, CXCursor callee)
{
    struct unit *unit = lower->unit;
    CXCursor overloads = clang_getNullCursor();
    call->callee.kind = CALLEE_UNKNOWN;
    if (cursor_any(callee, find_overloads, &overloads)) {
        call->callee.name = cursor_spelling(unit->arena, overloads);
        if (clang_getNumOverloadedDecls(overloads) == 1) {
            call->entry = callee_of(unit, clang_getOverloadedDecl(overloads, 0));
            call->callee = call->entry->callee;
        }
        return;
    }
    call->callee.name = cursor_spelling(unit->arena, callee);
    if (call->callee.name[0] == '\0')
        call->callee.name = last_word(unit, callee);
}

/* Calls of something that is no declaration: (*pointer)(x), table[i](x), and all that templates
 * leave open. */
static void read_unresolved(struct lowering *lower, struct call *call, CXCursor callee)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(callee));
    enum CXTypeKind kind = type.kind;
    if (kind != CXType_Pointer && kind != CXType_FunctionProto && kind != CXType_FunctionNoProto) {
        read_dependent(lower, call, callee);
        return;
    }
    const char *spelling = cursor_copy(lower->unit->scratch, clang_getTypeSpelling(type));
    call->callee.kind = CALLEE_POINTER;
    call->callee.name = "";
    call->callee.is_no_return = text_ends_with(spelling, "__attribute__((noreturn))");
}

/* A function that is called through a variable, member or any other expression. */
static bool is_pointer_call(enum CXCursorKind kind)
{
    return kind == CXCursor_VarDecl || kind == CXCursor_ParmDecl || kind == CXCursor_FieldDecl;
}

static bool is_callable(enum CXCursorKind kind)
{
    return kind == CXCursor_FunctionDecl || kind == CXCursor_CXXMethod ||
           kind == CXCursor_Constructor || kind == CXCursor_Destructor ||
           kind == CXCursor_ConversionFunction || kind == CXCursor_FunctionTemplate ||
           is_pointer_call(kind);
}

static void read_callee(struct lowering *lower, struct call *call, bool has_callee, CXCursor callee)
{
    CXCursor declaration = clang_getCursorReferenced(call->cursor);
    enum CXCursorKind kind = clang_getCursorKind(declaration);
    if (!cursor_is_null(declaration) && is_callable(kind)) {
        call->entry = callee_of(lower->unit, declaration);
        call->callee = call->entry->callee;
    } else if (has_callee) {
        read_unresolved(lower, call, cursor_strip(callee));
    } else {
        call->callee.kind = CALLEE_UNKNOWN;
        call->callee.name = cursor_spelling(lower->unit->arena, call->cursor);
    }
    if (call->callee.kind == CALLEE_UNKNOWN || call->callee.kind == CALLEE_POINTER)
        call->callee.result = cursor_value_type(clang_getCursorType(call->cursor));
}

/* Calls and the like in the object of a member call, or in the expression that gives the function.
 */
static void lower_callee(struct lowering *lower, CXCursor callee)
{
    CXCursor stripped = cursor_strip(callee);
    enum CXCursorKind kind = clang_getCursorKind(stripped);
    if (kind == CXCursor_MemberRefExpr)
        lower_operands(lower, stripped);
    else if (kind != CXCursor_DeclRefExpr)
        lower_effect(lower, stripped);
}

/* The operator form of a member call counts the object as an argument. */
static bool has_object_argument(const struct call *call, int count)
{
    if (call->entry == NULL || call->callee.kind == CALLEE_FUNCTION ||
        !text_starts_with(call->callee.name, "operator"))
        return false;
    CXCursor declaration = clang_getCursorReferenced(call->cursor);
    return clang_Cursor_getNumArguments(declaration) == count - 1;
}

/* Bound to a reference: an lvalue without the implicit read around it. Dependent calls show no
 * reads at all. */
static bool is_bound(struct lowering *lower, const struct call *call, CXCursor argument)
{
    CXType type = clang_getCursorType(argument);
    if (call->entry == NULL || !lower->unit->is_cplusplus || clang_isConstQualifiedType(type))
        return false;
    while (clang_getCursorKind(argument) == CXCursor_ParenExpr) {
        struct cursors operands = cursor_operands(lower->unit->scratch, argument);
        if (operands.count != 1)
            return false;
        if (lower_is_errno(lower, operands.items[0]))
            return true;
        argument = operands.items[0];
    }
    enum CXCursorKind kind = clang_getCursorKind(argument);
    return kind == CXCursor_DeclRefExpr || kind == CXCursor_MemberRefExpr;
}

static struct expr *address_of(struct lowering *lower, CXCursor lvalue)
{
    CXCursor stripped = cursor_strip(lvalue);
    struct expr *expr;
    if (lower_is_errno(lower, stripped)) {
        expr = expr_address(lower->program, NULL);
        expr->is_errno_address = true;
    } else {
        struct place *place = lower_place(lower, stripped);
        if (place == NULL)
            lower_operands(lower, stripped);
        expr = expr_address(lower->program, place);
    }
    expr->origin = origin_of(lower->unit, lvalue);
    return expr;
}

static struct expr *lower_argument(struct lowering *lower, const struct call *call,
                                   CXCursor argument)
{
    CXCursor stripped = cursor_strip(argument);
    bool is_address = clang_getCursorKind(stripped) == CXCursor_UnaryOperator &&
                      clang_getCursorUnaryOperatorKind(stripped) == CXUnaryOperator_AddrOf;
    if (is_address) {
        struct cursors operands = cursor_operands(lower->unit->scratch, stripped);
        if (operands.count == 1)
            return address_of(lower, operands.items[0]);
    }
    /* Constants stay constants, also where they are bound to a reference. */
    if (is_bound(lower, call, argument)) {
        struct expr *constant = constant_of(lower->unit, argument);
        return constant != NULL ? constant : address_of(lower, argument);
    }
    return lower_expression(lower, argument);
}

static void lower_arguments(struct lowering *lower, struct call *call)
{
    int count = clang_Cursor_getNumArguments(call->cursor);
    int first = has_object_argument(call, count) ? 1 : 0;
    if (first == 1)
        lower_effect(lower, clang_Cursor_getArgument(call->cursor, 0));
    if (count <= first)
        return;
    call->arguments =
        arena_alloc(lower->unit->scratch, (size_t)(count - first) * sizeof(struct expr *));
    for (int i = first; i < count; i++)
        call->arguments[call->count++] =
            lower_argument(lower, call, clang_Cursor_getArgument(call->cursor, (unsigned)i));
}

/* Objects whose members the call may change: those it gets the address of, and its own. */
static void clobber_objects(struct lowering *lower, const struct call *call, bool has_callee,
                            CXCursor callee)
{
    for (size_t i = 0; i < call->count; i++)
        if (call->arguments[i]->kind == EXPR_ADDRESS && call->arguments[i]->u.place != NULL)
            lower_clobber_members(lower, call->arguments[i]->u.place);
    if (call->callee.kind != CALLEE_METHOD || !has_callee)
        return;
    CXCursor declaration = clang_getCursorReferenced(call->cursor);
    CXCursor member = cursor_strip(callee);
    struct cursors operands = cursor_operands(lower->unit->scratch, member);
    if (operands.count != 1 || clang_CXXMethod_isConst(declaration))
        return;
    struct place *object = lower_place(lower, operands.items[0]);
    if (object != NULL)
        lower_clobber_members(lower, object);
}

/* The result is an object with a destructor that somebody wrote: it ends with the full-expression.
 */
static void add_temporary(struct lowering *lower, const struct call *call, const struct op *op)
{
    if (!lower->unit->is_cplusplus || call->entry == NULL)
        return;
    bool is_constructor = call->callee.kind == CALLEE_CONSTRUCTOR;
    CXType result = clang_getCursorResultType(clang_getCursorReferenced(call->cursor));
    if (!is_constructor && clang_getCanonicalType(result).kind != CXType_Record)
        return;
    const struct callee *destructor =
        callee_destructor(lower->unit, clang_getCursorType(call->cursor));
    if (destructor == NULL)
        return;
    struct temporary *temporary =
        arena_append(lower->unit->scratch, &lower->temporaries, &lower->temporary_count,
                     &lower->temporary_capacity, sizeof *temporary);
    *temporary = (struct temporary){destructor, op, op->origin};
}

static struct expr *emit(struct lowering *lower, const struct call *call, bool is_used,
                         bool has_callee, CXCursor callee)
{
    struct op *op = lower_add_call(lower, &call->callee, call->arguments, call->count,
                                   origin_of(lower->unit, call->cursor));
    op->u.call.is_result_used = is_used;
    clobber_objects(lower, call, has_callee, callee);
    add_temporary(lower, call, op);
    return expr_call(lower->program, op);
}

/* What the compiler makes without code: default construction and copies. */
static struct expr *lower_trivial(struct lowering *lower, CXCursor cursor)
{
    if (clang_Cursor_getNumArguments(cursor) == 1)
        return lower_initialiser(lower, clang_Cursor_getArgument(cursor, 0));
    lower_operands(lower, cursor);
    return lower_unknown(lower, cursor);
}

/* `a = b` of objects whose operator= nobody wrote. */
static bool is_plain_copy(const struct call *call, int count)
{
    return call->callee.kind == CALLEE_METHOD && count == 2 &&
           strcmp(call->callee.name, "operator=") == 0 &&
           clang_CXXMethod_isDefaulted(clang_getCursorReferenced(call->cursor));
}

static struct expr *lower_copy(struct lowering *lower, CXCursor cursor)
{
    struct expr *value = lower_initialiser(lower, clang_Cursor_getArgument(cursor, 1));
    CXCursor target = clang_Cursor_getArgument(cursor, 0);
    struct place *place = lower_place(lower, target);
    if (place == NULL)
        lower_effect(lower, target);
    else
        lower_assign(lower, place, value, origin_of(lower->unit, cursor));
    return value;
}

/* Questions to the compiler: their operands are not evaluated. */
static bool is_question(const struct callee *callee)
{
    return strcmp(callee->name, "__builtin_constant_p") == 0 ||
           strcmp(callee->name, "__builtin_object_size") == 0 ||
           strcmp(callee->name, "__builtin_dynamic_object_size") == 0 ||
           strcmp(callee->name, "__builtin_classify_type") == 0;
}

struct expr *lower_call(struct lowering *lower, CXCursor cursor, bool is_used)
{
    struct call call = {.cursor = cursor};
    CXCursor callee = clang_getNullCursor();
    bool has_callee = find_callee_expression(lower, cursor, &callee);
    int count = clang_Cursor_getNumArguments(cursor);
    read_callee(lower, &call, has_callee, callee);
    if (is_question(&call.callee))
        return lower_unknown(lower, cursor);
    if (call.entry != NULL && call.entry->is_trivial)
        return lower_trivial(lower, cursor);
    if (is_plain_copy(&call, count))
        return lower_copy(lower, cursor);
    if (has_callee)
        lower_callee(lower, callee);
    lower_arguments(lower, &call);
    return emit(lower, &call, is_used, has_callee, callee);
}

/* The allocation itself is no call of the model; what is constructed there is no temporary. */
struct expr *lower_new(struct lowering *lower, CXCursor cursor)
{
    struct cursors operands = cursor_operands(lower->unit->scratch, cursor);
    for (size_t i = 0; i < operands.count; i++)
        lower_initialiser(lower, operands.items[i]);
    struct expr *expr = lower_unknown(lower, cursor);
    expr->type = TYPE_POINTER;
    return expr;
}

struct expr *lower_delete(struct lowering *lower, CXCursor cursor)
{
    lower_operands(lower, cursor);
    struct cursors operands = cursor_operands(lower->unit->scratch, cursor);
    if (operands.count == 1) {
        CXType pointer = clang_getCanonicalType(clang_getCursorType(operands.items[0]));
        const struct callee *destructor =
            callee_destructor(lower->unit, clang_getPointeeType(pointer));
        if (destructor != NULL)
            lower_add_call(lower, destructor, NULL, 0, origin_of(lower->unit, cursor))
                ->u.call.is_implicit = true;
    }
    return lower_unknown(lower, cursor);
}
