/* if, in all its forms: with an initialiser, a condition variable, constexpr, consteval. Children
 * carry no labels; the text of the head tells an initialiser from a condition. */
#include "frontend/lower.h"

struct head lower_read_head(struct lowering *lower, CXCursor cursor)
{
    struct position keyword = position_of_keyword(lower->unit, cursor);
    struct source_text text = source_text(lower->unit, keyword.file);
    return text.bytes == NULL ? (struct head){0} : scan_head(text, keyword.offset);
}

bool lower_is_child(struct cursors children, size_t index, enum CXCursorKind kind)
{
    return index < children.count && clang_getCursorKind(children.items[index]) == kind;
}

struct if_parts {
    bool has_variable, has_initialiser, has_else;
    CXCursor variable, initialiser, condition, then, otherwise;
};

/* Three children besides the variable: `if (a; b) s` or `if (a) s else t`. */
static bool reads_as_initialiser(struct lowering *lower, CXCursor cursor, CXCursor first)
{
    enum CXCursorKind kind = clang_getCursorKind(first);
    if (kind == CXCursor_DeclStmt || kind == CXCursor_NullStmt)
        return true;
    struct head head = lower_read_head(lower, cursor);
    return lower->unit->is_cplusplus && head.is_found && head.semicolons == 1;
}

static bool read_if(struct lowering *lower, CXCursor cursor, struct cursors children,
                    struct if_parts *parts)
{
    size_t next = 0;
    *parts = (struct if_parts){0};
    parts->has_variable = lower_is_child(children, 0, CXCursor_VarDecl);
    if (parts->has_variable)
        parts->variable = children.items[next++];
    size_t count = children.count - next;
    if (count < 2 || count > 4)
        return false;
    parts->has_initialiser =
        count == 4 || (count == 3 && reads_as_initialiser(lower, cursor, children.items[next]));
    if (parts->has_initialiser)
        parts->initialiser = children.items[next++];
    parts->condition = children.items[next++];
    parts->then = children.items[next++];
    parts->has_else = next < children.count;
    if (parts->has_else)
        parts->otherwise = children.items[next];
    return true;
}

/* `if consteval { a } else { b }` has no condition: at run time the second one counts, unless it is
 * negated. */
static bool lower_consteval(struct lowering *lower, CXCursor cursor, struct cursors children)
{
    if (!lower->unit->is_cplusplus || children.count > 2 ||
        !lower_is_child(children, 0, CXCursor_CompoundStmt))
        return false;
    struct head head = lower_read_head(lower, cursor);
    if (head.is_negated)
        lower_statement(lower, children.items[0]);
    else if (children.count == 2)
        lower_statement(lower, children.items[1]);
    return true;
}

static bool is_cut_off(struct lowering *lower, const struct if_parts *parts)
{
    return lower_is_cut_off(lower, parts->condition, false, parts->then) ||
           (parts->has_else && lower_is_cut_off(lower, parts->condition, true, parts->otherwise));
}

static void lower_if_parts(struct lowering *lower, const struct if_parts *parts)
{
    struct block *then = lower_new_block(lower), *behind = lower_new_block(lower);
    struct block *otherwise = parts->has_else ? lower_new_block(lower) : behind;
    if (parts->has_initialiser)
        lower_statement(lower, parts->initialiser);
    if (parts->has_variable)
        lower_variable(lower, parts->variable);
    if (is_cut_off(lower, parts))
        lower_either(lower, then, otherwise, parts->condition);
    else
        lower_condition(lower, parts->condition, then, otherwise);
    lower->block = then;
    lower_statement(lower, parts->then);
    lower_jump(lower, behind);
    if (parts->has_else) {
        lower->block = otherwise;
        lower_statement(lower, parts->otherwise);
        lower_jump(lower, behind);
    }
    lower->block = behind;
}

void lower_if(struct lowering *lower, CXCursor cursor)
{
    struct cursors children = cursor_children(lower->unit->scratch, cursor);
    struct if_parts parts;
    struct scope scope;
    if (lower_consteval(lower, cursor, children))
        return;
    if (!read_if(lower, cursor, children, &parts)) {
        lower_hole(lower, HOLE_UNSUPPORTED, cursor);
        for (size_t i = 0; i < children.count; i++)
            lower_statement(lower, children.items[i]);
        return;
    }
    lower_head_errors(lower, cursor, parts.then);
    lower_open_scope(lower, &scope, cursor);
    lower_if_parts(lower, &parts);
    lower_close_scope(lower);
}
