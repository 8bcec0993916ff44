/* switch. Only the first statement behind a case hangs below it in the tree; the others follow as
 * its siblings, so the body is lowered like any block, and each label adds an edge from the head to
 * where the lowering stands then. */
#include "frontend/constant.h"
#include "frontend/lower.h"

/* `switch (f(); x)`: the initialiser is not in the tree. */
static void account_for_head(struct lowering *lower, CXCursor cursor, CXCursor body)
{
    if (lower_read_head(lower, cursor).semicolons > 0)
        lower_hole(lower, HOLE_UNSUPPORTED, cursor);
    lower_head_errors(lower, cursor, body);
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
    struct scope scope;
    account_for_head(lower, cursor, body);
    lower_open_scope(lower, &scope, cursor);
    if (clang_getCursorKind(children.items[0]) == CXCursor_VarDecl)
        lower_variable(lower, children.items[0]);
    size_t mark = lower->temporary_count;
    CXCursor value = children.items[children.count - 2];
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
