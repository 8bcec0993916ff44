/* Statements that are not control flow by themselves, and the choice among all kinds. Parse errors
 * are accounted for here: one between two statements has swallowed a statement, one inside of a
 * statement has swallowed a part of it; both become a hole where they stand. */
#include <string.h>

#include "base/arena.h"
#include "frontend/lower.h"

void lower_full_expression(struct lowering *lower, CXCursor cursor)
{
    size_t mark = lower->temporary_count;
    if (!lower_disabled_assertion(lower, cursor))
        lower_effect(lower, cursor);
    lower_end_temporaries(lower, mark);
}

static bool is_word_at(struct unit *unit, CXCursor cursor, const char *word)
{
    struct name name = position_identifier(unit, position_of_keyword(unit, cursor));
    return name.length == strlen(word) && memcmp(name.bytes, word, name.length) == 0;
}

static bool is_statement(CXCursor cursor)
{
    return clang_isStatement(clang_getCursorKind(cursor)) ||
           clang_isExpression(clang_getCursorKind(cursor));
}

/* OpenMP, coroutines and other extensions: the statements inside are kept, how they hang together
 * is not known. */
static void lower_unsupported(struct lowering *lower, CXCursor cursor)
{
    lower_hole(lower, HOLE_UNSUPPORTED, cursor);
    struct cursors children = cursor_children(lower->unit->scratch, cursor);
    for (size_t i = 0; i < children.count; i++)
        if (is_statement(children.items[i]))
            lower_statement(lower, children.items[i]);
}

/* An attribute before a statement ([[fallthrough]], [[likely]]) wraps it. */
static void lower_unexposed(struct lowering *lower, CXCursor cursor)
{
    struct cursors children = cursor_children(lower->unit->scratch, cursor);
    bool is_coroutine = is_word_at(lower->unit, cursor, "co_return");
    if (children.count != 1 || is_coroutine)
        lower_unsupported(lower, cursor);
    else if (is_statement(children.items[0]))
        lower_statement(lower, children.items[0]);
    if (is_coroutine)
        lower_return(lower, clang_getNullCursor());
}

static void lower_break(struct lowering *lower, CXCursor cursor, bool is_continue)
{
    struct jump_frame *frame = lower->jumps;
    while (frame != NULL && is_continue && frame->continue_to == NULL)
        frame = frame->outer;
    if (frame == NULL) { /* the loop around it was lost */
        lower_hole(lower, HOLE_UNSUPPORTED, cursor);
        return;
    }
    lower_leave_scopes(lower, frame->scope);
    lower_jump(lower, is_continue ? frame->continue_to : frame->break_to);
}

static void lower_compound(struct lowering *lower, CXCursor cursor)
{
    struct scope scope;
    lower_open_scope(lower, &scope, cursor);
    lower_statements(lower, cursor);
    lower_close_scope(lower);
}

/* Those without statements inside; an error in them is one in their own text. */
static bool is_simple(enum CXCursorKind kind)
{
    return clang_isExpression(kind) || kind == CXCursor_DeclStmt || kind == CXCursor_ReturnStmt ||
           kind == CXCursor_GotoStmt || kind == CXCursor_IndirectGotoStmt ||
           kind == CXCursor_AsmStmt || kind == CXCursor_BreakStmt ||
           kind == CXCursor_ContinueStmt || kind == CXCursor_NullStmt;
}

/* The function's text that the cursor covers; false where no errors need to be looked for. */
static bool find_extent(struct lowering *lower, CXCursor cursor, struct extent *extent)
{
    if (lower->file == NULL || lower->file->error_count == 0)
        return false;
    *extent = extent_of(lower->unit, cursor);
    return extent->file == lower->file;
}

/* A statement before the offset is lost, or the case label that would lead here. */
static void account_for_gap(struct lowering *lower, CXCursor cursor, size_t offset)
{
    if (!lower_take_errors(lower, 0, offset))
        return;
    if (lower->switches != NULL)
        lower_lost_case(lower);
    lower_hole(lower, HOLE_PARSE_ERROR, cursor);
}

static void account_for_errors(struct lowering *lower, CXCursor cursor)
{
    struct extent extent;
    if (!find_extent(lower, cursor, &extent))
        return;
    account_for_gap(lower, cursor, extent.start);
    if (is_simple(clang_getCursorKind(cursor)) &&
        lower_take_errors(lower, extent.start, extent.end + 1))
        lower_hole(lower, HOLE_PARSE_ERROR, cursor);
}

static void account_for_end(struct lowering *lower, CXCursor compound)
{
    struct extent extent;
    if (find_extent(lower, compound, &extent))
        account_for_gap(lower, compound, extent.end);
}

void lower_head_errors(struct lowering *lower, CXCursor cursor, CXCursor body)
{
    struct extent whole, inner;
    if (find_extent(lower, cursor, &whole) && find_extent(lower, body, &inner) &&
        lower_take_errors(lower, whole.start, inner.start))
        lower_hole(lower, HOLE_PARSE_ERROR, cursor);
}

static void lower_kind(struct lowering *lower, CXCursor cursor)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    switch ((int)kind) {
    case CXCursor_CompoundStmt: lower_compound(lower, cursor); break;
    case CXCursor_IfStmt: lower_if(lower, cursor); break;
    case CXCursor_ForStmt: lower_for(lower, cursor); break;
    case CXCursor_WhileStmt: lower_while(lower, cursor); break;
    case CXCursor_DoStmt: lower_do(lower, cursor); break;
    case CXCursor_CXXForRangeStmt: lower_range_for(lower, cursor); break;
    case CXCursor_SwitchStmt: lower_switch(lower, cursor); break;
    case CXCursor_CaseStmt:
    case CXCursor_DefaultStmt: lower_case(lower, cursor); break;
    case CXCursor_LabelStmt: lower_labelled(lower, cursor); break;
    case CXCursor_GotoStmt: lower_goto(lower, cursor); break;
    case CXCursor_IndirectGotoStmt: lower_computed_goto(lower, cursor); break;
    case CXCursor_BreakStmt: lower_break(lower, cursor, false); break;
    case CXCursor_ContinueStmt: lower_break(lower, cursor, true); break;
    case CXCursor_ReturnStmt: lower_return(lower, cursor); break;
    case CXCursor_DeclStmt: lower_declaration(lower, cursor); break;
    case CXCursor_CXXTryStmt: lower_try(lower, cursor); break;
    case CXCursor_AsmStmt:
    case CXCursor_MSAsmStmt: lower_assembly(lower, cursor); break;
    case CXCursor_NullStmt: break;
    case CXCursor_UnexposedStmt: lower_unexposed(lower, cursor); break;
    default:
        if (clang_isExpression(kind))
            lower_full_expression(lower, cursor);
        else
            lower_unsupported(lower, cursor);
    }
}

void lower_statement(struct lowering *lower, CXCursor cursor)
{
    if (!lower_descend(lower, cursor))
        return;
    account_for_errors(lower, cursor);
    lower_kind(lower, cursor);
    lower_ascend(lower);
}

void lower_statements(struct lowering *lower, CXCursor compound)
{
    struct cursors children = cursor_children(lower->unit->scratch, compound);
    for (size_t i = 0; i < children.count; i++)
        lower_statement(lower, children.items[i]);
    account_for_end(lower, compound);
}

struct expr *lower_statement_expression(struct lowering *lower, CXCursor cursor)
{
    struct cursors bodies = cursor_children(lower->unit->scratch, cursor);
    if (bodies.count != 1)
        return lower_unknown(lower, cursor);
    struct cursors children = cursor_children(lower->unit->scratch, bodies.items[0]);
    struct expr *value = NULL;
    struct scope scope;
    lower_open_scope(lower, &scope, bodies.items[0]);
    for (size_t i = 0; i < children.count; i++) {
        CXCursor child = children.items[i];
        bool is_value = i + 1 == children.count && clang_isExpression(clang_getCursorKind(child)) &&
                        cursor_value_type(clang_getCursorType(cursor)) != TYPE_VOID;
        if (!is_value) {
            lower_statement(lower, child);
            continue;
        }
        account_for_errors(lower, child);
        value = lower_initialiser(lower, child);
    }
    account_for_end(lower, bodies.items[0]);
    if (value != NULL && lower_has_cleanups(lower, scope.outer)) {
        struct place *place = lower_temporary(lower, value->type);
        lower_assign(lower, place, value, value->origin);
        value = expr_place(lower->program, place);
    }
    lower_close_scope(lower);
    return value != NULL ? value : lower_unknown(lower, cursor);
}
