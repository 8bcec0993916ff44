/* Calls: the arguments, and what the call does to places of the function. clang_Cursor_getArgument
 * is right in all kinds of call. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "frontend/constant.h"
#include "frontend/lower.h"

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
        if (place == NULL) {
            lower_operands(lower, stripped);
            place = lower_container(lower, stripped);
        }
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
    bool is_array = lower_is_array(stripped) && lower_place(lower, stripped) != NULL;
    return is_array ? address_of(lower, argument) : lower_expression(lower, argument);
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

/* Objects whose members the call may change: those it gets the address of or a pointer to, and its
 * own. */
static void clobber_objects(struct lowering *lower, const struct call *call)
{
    for (size_t i = 0; i < call->count; i++) {
        const struct expr *argument = call->arguments[i];
        bool is_pointer = argument->kind == EXPR_PLACE && argument->type == TYPE_POINTER;
        if ((argument->kind == EXPR_ADDRESS || is_pointer) && argument->u.place != NULL)
            lower_clobber_members(lower, argument->u.place);
    }
    if (call->callee.kind != CALLEE_METHOD || cursor_is_null(call->expression))
        return;
    CXCursor declaration = clang_getCursorReferenced(call->cursor);
    struct cursors operands = cursor_operands(lower->unit->scratch, call->expression);
    if (operands.count != 1 || clang_CXXMethod_isConst(declaration))
        return;
    struct place *object = lower_place(lower, operands.items[0]);
    if (object != NULL)
        lower_clobber_members(lower, object);
}

static struct temporary *append_temporary(struct lowering *lower)
{
    return arena_append(lower->unit->scratch, &lower->temporaries, &lower->temporary_count,
                        &lower->temporary_capacity, sizeof(struct temporary));
}

/* An object with a destructor that somebody wrote ends with the full-expression. */
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
    *append_temporary(lower) =
        (struct temporary){.destructor = destructor, .made_by = op, .origin = op->origin};
}

static struct expr *emit(struct lowering *lower, const struct call *call, bool is_used)
{
    struct op *op = lower_add_call(lower, &call->callee, call->arguments, call->count,
                                   origin_of(lower->unit, call->cursor));
    op->u.call.is_result_used = is_used;
    clobber_objects(lower, call);
    add_temporary(lower, call, op);
    return expr_call(lower->program, op);
}

/* `Class()` and `Class{}` begin with the class's name; what is constructed in a variable, a member
 * or a base does not. */
static bool is_written_temporary(const struct lowering *lower, CXCursor cursor, CXCursor class)
{
    struct position at = position_of_keyword(lower->unit, cursor);
    struct name name = position_identifier(lower->unit, at);
    const char *wanted = cursor_spelling(lower->unit->scratch, class);
    return name.length > 0 && strlen(wanted) == name.length &&
           memcmp(name.bytes, wanted, name.length) == 0;
}

/* The object has no code where it begins, but may have some where it ends. */
static void add_unmade_temporary(struct lowering *lower, CXCursor cursor, const struct expr *value)
{
    CXType type = clang_getCursorType(cursor);
    const struct callee *destructor = callee_destructor(lower->unit, type);
    if (destructor != NULL && is_written_temporary(lower, cursor, cursor_class_of(type)))
        *append_temporary(lower) = (struct temporary){
            .destructor = destructor, .value = value, .origin = origin_of(lower->unit, cursor)};
}

/* What the compiler makes without code: default construction and copies. */
static struct expr *lower_trivial(struct lowering *lower, CXCursor cursor)
{
    if (clang_Cursor_getNumArguments(cursor) == 1)
        return lower_initialiser(lower, clang_Cursor_getArgument(cursor, 0));
    lower_operands(lower, cursor);
    struct expr *value = lower_unknown(lower, cursor);
    if (clang_Cursor_getNumArguments(cursor) == 0)
        add_unmade_temporary(lower, cursor, value);
    return value;
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
    CXCursor source = clang_Cursor_getArgument(cursor, 1);
    CXCursor target = clang_Cursor_getArgument(cursor, 0);
    struct place *place = lower_place(lower, target);
    if (place != NULL) {
        lower_into(lower, place, source, origin_of(lower->unit, cursor));
        return expr_place(lower->program, place);
    }
    struct expr *value = lower_initialiser(lower, source);
    lower_effect(lower, target);
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
    struct call call;
    lower_find_callee(lower, &call, cursor);
    if (is_question(&call.callee))
        return lower_unknown(lower, cursor);
    if (call.entry != NULL && call.entry->is_trivial)
        return lower_trivial(lower, cursor);
    if (is_plain_copy(&call, clang_Cursor_getNumArguments(cursor)))
        return lower_copy(lower, cursor);
    struct expr *meant = lower_error_code(lower, &call);
    if (meant == NULL)
        meant = lower_decomposed(lower, &call);
    if (meant != NULL)
        return meant;
    lower_callee(lower, &call);
    lower_arguments(lower, &call);
    return emit(lower, &call, is_used);
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
