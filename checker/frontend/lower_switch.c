/* switch. Only the first statement behind a case hangs below it in the tree; the others follow as
 * its siblings, so the body is lowered like any block, and each label adds an edge from the head to
 * where the lowering stands then. */
#include "frontend/constant.h"
#include "frontend/lower.h"

/* The variable that the head declares, as far as its value is what the switch asks for. */
struct head_variable {
    struct lowering *lower;
    struct position keyword;
    struct head head;
    CXCursor declaration;
};

static bool is_declared_in_head(CXCursor cursor, void *context)
{
    struct head_variable *variable = context;
    if (clang_getCursorKind(cursor) != CXCursor_DeclRefExpr)
        return false;
    variable->declaration = clang_getCursorReferenced(cursor);
    if (clang_getCursorKind(variable->declaration) != CXCursor_VarDecl)
        return false;
    struct extent extent = extent_of(variable->lower->unit, variable->declaration);
    return extent.file == variable->keyword.file && extent.start > variable->keyword.offset &&
           extent.end < variable->head.end;
}

/* Whether it is the first name of its declaration: nothing but a type stands before it. */
static bool is_first_name(struct head_variable *variable)
{
    struct unit *unit = variable->lower->unit;
    struct extent extent = extent_of(unit, variable->declaration);
    struct source_text text = source_text(unit, extent.file);
    struct position name = position_of_file(unit, clang_getCursorLocation(variable->declaration));
    for (size_t i = extent.start; text.bytes != NULL && i < name.offset; i++)
        if (text.bytes[i] == ',' || text.bytes[i] == '=' || text.bytes[i] == '(')
            return false;
    return text.bytes != NULL && name.file == extent.file;
}

/* `switch (int e = errno; e)`: the initialiser is not in the tree. A declaration is found through
 * the value that names its variable; anything else is lost. */
static void lower_head(struct lowering *lower, CXCursor cursor, CXCursor value, CXCursor body)
{
    struct head_variable variable = {.lower = lower,
                                     .keyword = position_of_keyword(lower->unit, cursor),
                                     .head = lower_read_head(lower, cursor)};
    lower_head_errors(lower, cursor, body);
    if (variable.head.semicolons == 0)
        return;
    if (variable.head.semicolons == 1 && cursor_any(value, is_declared_in_head, &variable) &&
        is_first_name(&variable))
        lower_variable(lower, variable.declaration);
    else
        lower_hole(lower, HOLE_UNSUPPORTED, cursor);
}

static void lower_body(struct lowering *lower, CXCursor body, struct block *head,
                       struct block *behind)
{
    struct switch_frame frame = {.outer = lower->switches, .head = head};
    struct jump_frame jump = {lower->jumps, behind, NULL, lower->scope};
    lower->switches = &frame;
    lower->jumps = &jump;
    lower->block = lower_new_block(lower);
    lower_statement(lower, body);
    lower_jump(lower, behind);
    lower->jumps = jump.outer;
    lower->switches = frame.outer;
    head->targets[0] = frame.otherwise != NULL ? frame.otherwise : behind;
    lower->block = behind;
}

void lower_switch(struct lowering *lower, CXCursor cursor)
{
    struct cursors children = cursor_children(lower->unit->scratch, cursor);
    if (children.count < 2) {
        lower_hole(lower, HOLE_PARSE_ERROR, cursor);
        return;
    }
    CXCursor body = children.items[children.count - 1];
    CXCursor value = children.items[children.count - 2];
    struct scope scope;
    lower_open_scope(lower, &scope, cursor);
    lower_head(lower, cursor, value, body);
    if (clang_getCursorKind(children.items[0]) == CXCursor_VarDecl)
        lower_variable(lower, children.items[0]);
    size_t mark = lower->temporary_count;
    struct expr *subject = lower_expression(lower, value);
    lower_end_temporaries(lower, mark);
    struct block *behind = lower_new_block(lower), *head = lower->block;
    block_end_switch(lower->program, head, subject, function_new_condition(lower->function), behind,
                     origin_of(lower->unit, value));
    lower_body(lower, body, head, behind);
    lower_close_scope(lower);
}

/* The labels start here: what stood before falls through. */
static struct block *start_label(struct lowering *lower)
{
    struct block *block = lower_new_block(lower);
    lower_enter(lower, block);
    return block;
}

static void add_case(struct lowering *lower, struct cursors children, struct block *target)
{
    struct expr *low = constant_of(lower->unit, children.items[0]);
    struct expr *high = children.count > 2 ? constant_of(lower->unit, children.items[1]) : low;
    bool is_known = low != NULL && high != NULL && low->u.constant.has_value &&
                    high->u.constant.has_value && low->u.constant.value <= high->u.constant.value;
    struct switch_case one = {.is_known = is_known, .target = target, .label = low};
    if (is_known) {
        one.low = low->u.constant.value;
        one.high = high->u.constant.value;
    }
    if (low == NULL)
        one.label = lower_unknown(lower, children.items[0]);
    block_add_case(lower->program, lower->switches->head, &one);
}

void lower_case(struct lowering *lower, CXCursor cursor)
{
    struct block *target = start_label(lower);
    for (;;) { /* case 1: case 2: default: nest, possibly thousands deep */
        enum CXCursorKind kind = clang_getCursorKind(cursor);
        bool is_case = kind == CXCursor_CaseStmt;
        if (!is_case && kind != CXCursor_DefaultStmt)
            break;
        struct cursors children = cursor_children(lower->unit->scratch, cursor);
        if (lower->switches == NULL || children.count < (is_case ? 2 : 1)) {
            lower_hole(lower, HOLE_PARSE_ERROR, cursor);
            return;
        }
        if (is_case)
            add_case(lower, children, target);
        else
            lower->switches->otherwise = target;
        cursor = children.items[children.count - 1];
    }
    lower_statement(lower, cursor);
}

void lower_lost_case(struct lowering *lower)
{
    struct block *target = start_label(lower);
    struct switch_case one = {.label = expr_unknown(lower->program), .target = target};
    block_add_case(lower->program, lower->switches->head, &one);
}
