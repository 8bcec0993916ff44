/* The loops. The C API does not say which child is the initialiser, the condition or the step, and
 * leaves out absent parts; so the head's text is read too (scan.h). Where both disagree, because
 * macros supply parts of the head, the kinds of the children decide. */
#include "frontend/lower.h"

static void open_loop(struct lowering *lower, struct jump_frame *frame, struct block *break_to,
                      struct block *continue_to)
{
    *frame = (struct jump_frame){lower->jumps, break_to, continue_to, lower->scope};
    lower->jumps = frame;
}

static void close_loop(struct lowering *lower)
{
    lower->jumps = lower->jumps->outer;
}

/* Ends the current block. */
static void lower_loop_condition(struct lowering *lower, CXCursor condition, struct block *body,
                                 struct block *behind)
{
    if (lower_disabled_condition(lower, condition))
        lower_jump(lower, behind);
    else
        lower_condition(lower, condition, body, behind);
}

struct for_parts {
    CXCursor part[HEAD_PARTS]; /* initialiser, condition, step */
    bool has_part[HEAD_PARTS];
    bool has_variable;
    CXCursor variable, body;
};

static void set_part(struct for_parts *parts, unsigned index, CXCursor cursor)
{
    parts->part[index] = cursor;
    parts->has_part[index] = true;
}

/* By the text: true when it accounts for all children. */
static bool read_for_text(const struct head *head, struct cursors children, struct for_parts *parts)
{
    size_t next = 0, count = children.count - 1;
    if (!head->is_found || head->semicolons != 2)
        return false;
    bool starts_with_initialiser = head->has_part[0] && count > 0;
    if (starts_with_initialiser)
        set_part(parts, 0, children.items[next++]);
    parts->has_variable = lower_is_child(children, next, CXCursor_VarDecl);
    if (parts->has_variable)
        parts->variable = children.items[next++];
    for (unsigned i = 1; i < HEAD_PARTS; i++)
        if (head->has_part[i] && next < count)
            set_part(parts, i, children.items[next++]);
    return next == count && parts->has_part[0] == head->has_part[0] &&
           parts->has_part[1] == head->has_part[1] && parts->has_part[2] == head->has_part[2];
}

static bool is_step(CXCursor cursor)
{
    CXCursor stripped = cursor_strip(cursor);
    enum CXUnaryOperatorKind code = clang_getCursorUnaryOperatorKind(stripped);
    return clang_getCursorKind(stripped) == CXCursor_CompoundAssignOperator ||
           clang_getCursorBinaryOperatorKind(stripped) == CXBinaryOperator_Assign ||
           (code >= CXUnaryOperator_PostInc && code <= CXUnaryOperator_PreDec);
}

/* By the kinds of the children. */
static void read_for_kinds(struct cursors children, struct for_parts *parts)
{
    size_t next = 0, count = children.count - 1;
    *parts = (struct for_parts){.body = parts->body};
    if (count > 0 && (lower_is_child(children, 0, CXCursor_DeclStmt) || count == 3 ||
                      (count > 1 && is_step(children.items[0]))))
        set_part(parts, 0, children.items[next++]);
    parts->has_variable = lower_is_child(children, next, CXCursor_VarDecl);
    if (parts->has_variable)
        parts->variable = children.items[next++];
    if (next < count && (count - next == 2 || !is_step(children.items[next])))
        set_part(parts, 1, children.items[next++]);
    if (next < count)
        set_part(parts, 2, children.items[next]);
}

static void lower_for_parts(struct lowering *lower, const struct for_parts *parts)
{
    struct block *test = lower_new_block(lower), *body = lower_new_block(lower);
    struct block *step = lower_new_block(lower), *behind = lower_new_block(lower);
    struct jump_frame frame;
    if (parts->has_part[0])
        lower_statement(lower, parts->part[0]);
    lower_enter(lower, test);
    if (parts->has_variable)
        lower_variable(lower, parts->variable);
    if (parts->has_part[1]) {
        lower_loop_condition(lower, parts->part[1], body, behind);
        lower->block = body;
    } else {
        lower_enter(lower, body);
    }
    open_loop(lower, &frame, behind, step);
    lower_statement(lower, parts->body);
    close_loop(lower);
    lower_enter(lower, step);
    if (parts->has_part[2])
        lower_full_expression(lower, parts->part[2]);
    lower_jump(lower, test);
    lower->block = behind;
}

void lower_for(struct lowering *lower, CXCursor cursor)
{
    struct cursors children = cursor_children(lower->unit->scratch, cursor);
    if (children.count == 0) {
        lower_hole(lower, HOLE_PARSE_ERROR, cursor);
        return;
    }
    struct for_parts parts = {.body = children.items[children.count - 1]};
    struct head head = lower_read_head(lower, cursor);
    struct scope scope;
    if (!read_for_text(&head, children, &parts))
        read_for_kinds(children, &parts);
    lower_head_errors(lower, cursor, parts.body);
    lower_open_scope(lower, &scope, cursor);
    lower_for_parts(lower, &parts);
    lower_close_scope(lower);
}

void lower_while(struct lowering *lower, CXCursor cursor)
{
    struct cursors children = cursor_children(lower->unit->scratch, cursor);
    if (children.count < 2) {
        lower_hole(lower, HOLE_PARSE_ERROR, cursor);
        return;
    }
    CXCursor loop_body = children.items[children.count - 1];
    struct block *test = lower_new_block(lower), *body = lower_new_block(lower);
    struct block *behind = lower_new_block(lower);
    struct jump_frame frame;
    struct scope scope;
    lower_open_scope(lower, &scope, cursor);
    lower_enter(lower, test);
    lower_head_errors(lower, cursor, loop_body);
    if (lower_is_child(children, 0, CXCursor_VarDecl))
        lower_variable(lower, children.items[0]);
    CXCursor condition = children.items[children.count - 2];
    bool is_cut_off = lower_is_cut_off(lower, condition, false, loop_body);
    if (is_cut_off)
        lower_either(lower, body, behind, condition);
    else
        lower_loop_condition(lower, condition, body, behind);
    lower->block = body;
    open_loop(lower, &frame, behind, test);
    lower_statement(lower, loop_body);
    close_loop(lower);
    lower_jump(lower, is_cut_off ? behind : test);
    lower->block = behind;
    lower_close_scope(lower);
}

void lower_do(struct lowering *lower, CXCursor cursor)
{
    struct cursors children = cursor_children(lower->unit->scratch, cursor);
    if (children.count < 2) {
        lower_hole(lower, HOLE_PARSE_ERROR, cursor);
        return;
    }
    struct block *body = lower_new_block(lower), *test = lower_new_block(lower);
    struct block *behind = lower_new_block(lower);
    struct jump_frame frame;
    lower_enter(lower, body);
    open_loop(lower, &frame, behind, test);
    lower_statement(lower, children.items[0]);
    close_loop(lower);
    lower_enter(lower, test);
    struct extent whole = extent_of(lower->unit, cursor); /* what is left after the body */
    if (whole.file == lower->file && lower_take_errors(lower, whole.start, whole.end))
        lower_hole(lower, HOLE_PARSE_ERROR, cursor);
    lower_loop_condition(lower, children.items[1], body, behind);
    lower->block = behind;
}

/* The calls of begin(), end() and the iterator are not shown; whether there is a next element is
 * unknown. */
void lower_range_for(struct lowering *lower, CXCursor cursor)
{
    struct cursors children = cursor_children(lower->unit->scratch, cursor);
    if (children.count < 3 || lower_read_head(lower, cursor).semicolons > 0)
        lower_hole(lower, HOLE_UNSUPPORTED, cursor); /* its initialiser is not in the tree */
    if (children.count < 3)
        return;
    CXCursor variable = children.items[children.count - 3];
    CXCursor loop_body = children.items[children.count - 1];
    struct block *test = lower_new_block(lower), *body = lower_new_block(lower);
    struct block *behind = lower_new_block(lower);
    struct jump_frame frame;
    struct scope scope;
    lower_head_errors(lower, cursor, loop_body);
    lower_full_expression(lower, children.items[children.count - 2]);
    lower_enter(lower, test);
    struct origin origin = origin_of(lower->unit, cursor);
    block_end_branch(lower->program, lower->block, expr_unknown(lower->program),
                     function_new_condition(lower->function), body, behind, origin);
    lower->block = body;
    open_loop(lower, &frame, behind, test);
    lower_open_scope(lower, &scope, cursor);
    if (clang_getCursorKind(variable) == CXCursor_VarDecl) {
        struct place *place = lower_add_variable(lower, variable, PLACE_LOCAL);
        lower_assign(lower, place, expr_unknown(lower->program), origin);
        lower_add_cleanups(lower, variable, place);
    }
    lower_statement(lower, loop_body);
    lower_close_scope(lower);
    close_loop(lower);
    lower_jump(lower, test);
    lower->block = behind;
}
