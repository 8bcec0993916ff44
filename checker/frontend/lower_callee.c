/* Who is called. libclang shows a call's callee and arguments in different orders for different
 * kinds of call; the callee is what clang_getCursorReferenced names, judged by its kind. Where it
 * names nothing, the call goes through a pointer, or it stands in a template and depends on its
 * arguments; then the name is all there is. */
#include "base/arena.h"
#include "base/text.h"
#include "frontend/lower.h"

static bool is_same_text(CXCursor a, CXCursor b)
{
    return clang_getCursorKind(a) == clang_getCursorKind(b) &&
           clang_equalRanges(clang_getCursorExtent(a), clang_getCursorExtent(b));
}

/* The expression that is called: the first child, unless that is an argument (of a constructor or
 * operator). The same node can come as different cursors. */
static CXCursor find_expression(struct lowering *lower, CXCursor cursor)
{
    struct cursors children = cursor_children(lower->unit->scratch, cursor);
    if (children.count == 0 || !clang_isExpression(clang_getCursorKind(children.items[0])))
        return clang_getNullCursor();
    if (clang_Cursor_getNumArguments(cursor) > 0 &&
        is_same_text(children.items[0], clang_Cursor_getArgument(cursor, 0)))
        return clang_getNullCursor();
    return cursor_strip(children.items[0]);
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

void lower_find_callee(struct lowering *lower, struct call *call, CXCursor cursor)
{
    *call = (struct call){.cursor = cursor, .expression = find_expression(lower, cursor)};
    CXCursor declaration = clang_getCursorReferenced(cursor);
    if (!cursor_is_null(declaration) && is_callable(clang_getCursorKind(declaration))) {
        call->entry = callee_of(lower->unit, declaration);
        call->callee = call->entry->callee;
        call->callee.is_virtual_call =
            call->callee.kind == CALLEE_METHOD && clang_Cursor_isDynamicCall(cursor) != 0;
    } else if (!cursor_is_null(call->expression)) {
        read_unresolved(lower, call, call->expression);
    } else {
        call->callee.kind = CALLEE_UNKNOWN;
        call->callee.name = cursor_spelling(lower->unit->arena, cursor);
    }
    if (call->callee.kind == CALLEE_UNKNOWN || call->callee.kind == CALLEE_POINTER)
        call->callee.result = cursor_value_type(clang_getCursorType(cursor));
}

/* Calls and the like in the object of a member call, or in what gives the function. */
void lower_callee(struct lowering *lower, const struct call *call)
{
    if (cursor_is_null(call->expression))
        return;
    enum CXCursorKind kind = clang_getCursorKind(call->expression);
    if (kind == CXCursor_MemberRefExpr)
        lower_operands(lower, call->expression);
    else if (kind != CXCursor_DeclRefExpr)
        lower_effect(lower, call->expression);
}
