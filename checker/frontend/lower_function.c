/* One function: its parameters, a constructor's initialisers, its body. */
#include "base/arena.h"
#include "base/file.h"
#include "frontend/lower.h"

static bool is_body(enum CXCursorKind kind)
{
    return clang_isStatement(kind);
}

/* The body is the last statement among the children; NULL where there is none. */
static const CXCursor *find_body(struct cursors children)
{
    for (size_t i = children.count; i > 0; i--)
        if (is_body(clang_getCursorKind(children.items[i - 1])))
            return &children.items[i - 1];
    return NULL;
}

/* Errors outside of this function are none of its holes. */
static void select_errors(struct lowering *lower, CXCursor cursor)
{
    struct extent extent = extent_of(lower->unit, cursor);
    lower->file = extent.file;
    for (size_t i = 0; lower->file != NULL && i < lower->file->error_count; i++) {
        struct error_mark *mark = &lower->file->errors[i];
        mark->is_used = mark->offset < extent.start || mark->offset >= extent.end;
    }
}

static bool is_lambda(CXCursor cursor)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    return kind == CXCursor_LambdaExpr || kind == CXCursor_BlockExpr;
}

static const char *key_of(struct unit *unit, CXCursor cursor, const char *name)
{
    const char *key = is_lambda(cursor) ? NULL : function_key(unit, cursor);
    if (key != NULL)
        return key;
    struct position at = position_of_file(unit, clang_getCursorLocation(cursor));
    unsigned column, line = position_line(unit, at, &column);
    const char *path =
        at.file == NULL ? "" : path_relative(unit->request->shown_from, at.file->path);
    return arena_printf(unit->arena, "%s#%s@%u:%u", path, name, line, column);
}

struct function_span lower_function_span(struct unit *unit, CXCursor cursor)
{
    struct function_span span;
    struct position at = position_of_file(unit, clang_getCursorLocation(cursor));
    span.at = position_location(unit, at);
    struct position end = position_of_file(unit, clang_getRangeEnd(clang_getCursorExtent(cursor)));
    struct location last = position_location(unit, end);
    bool is_below = last.file == span.at.file && last.line > span.at.line;
    span.last_line = is_below ? last.line : span.at.line;
    return span;
}

static struct function *create(struct unit *unit, CXCursor cursor, const char *outer)
{
    const char *name = is_lambda(cursor)
                           ? arena_printf(unit->arena, "%s%s", outer == NULL ? "" : outer,
                                          outer == NULL ? "lambda" : "::lambda")
                           : function_name(unit, cursor);
    struct function *function = function_create(unit->program, name, key_of(unit, cursor, name));
    struct function_span span = lower_function_span(unit, cursor);
    function->at = span.at;
    function->last_line = span.last_line;
    function->result = TYPE_UNKNOWN;
    if (!is_lambda(cursor)) {
        function->result = cursor_value_type(clang_getCursorResultType(cursor));
        function->is_no_return = callee_of(unit, cursor)->callee.is_no_return;
    }
    return function;
}

/* Parameters are children of a function, and of the declaration inside of a block. */
static void add_parameters(struct lowering *lower, struct cursors children)
{
    for (size_t i = 0; i < children.count; i++)
        if (clang_getCursorKind(children.items[i]) == CXCursor_ParmDecl)
            lower_add_variable(lower, children.items[i], PLACE_PARAMETER);
}

/* `: base(x), member(y)`: a name, then its value. Base classes are constructor calls. */
static void lower_member_initialisers(struct lowering *lower, struct cursors children)
{
    struct place *member = NULL;
    for (size_t i = 0; i < children.count; i++) {
        CXCursor child = children.items[i];
        enum CXCursorKind kind = clang_getCursorKind(child);
        if (kind == CXCursor_MemberRef)
            member = lower_place(lower, child);
        if (!clang_isExpression(kind) || kind == CXCursor_MemberRef)
            continue;
        size_t mark = lower->temporary_count;
        if (member != NULL)
            lower_into(lower, member, child, origin_of(lower->unit, child));
        else
            lower_initialiser(lower, child);
        lower_end_temporaries(lower, mark);
        member = NULL;
    }
}

static void lower_body(struct lowering *lower, CXCursor body)
{
    struct scope scope;
    lower_open_scope(lower, &scope, body);
    lower_statement(lower, body);
    lower_close_scope(lower);
    block_end_return(lower->block, NULL, (struct origin){0});
}

/* What holds the parameters and the body. */
static CXCursor holder(struct unit *unit, CXCursor cursor)
{
    if (clang_getCursorKind(cursor) != CXCursor_BlockExpr)
        return cursor;
    struct cursors children = cursor_children(unit->scratch, cursor);
    return children.count > 0 ? children.items[0] : cursor;
}

void lower_function(struct unit *unit, CXCursor cursor, const char *outer)
{
    struct cursors children = cursor_children(unit->scratch, holder(unit, cursor));
    const CXCursor *body = find_body(children);
    if (body == NULL)
        return;
    struct function *function = create(unit, cursor, outer);
    struct lowering lower = {.unit = unit,
                             .program = unit->program,
                             .function = function,
                             .name = function->name,
                             .cursor = cursor};
    lower.block = lower_new_block(&lower);
    select_errors(&lower, cursor);
    add_parameters(&lower, children);
    if (clang_getCursorKind(cursor) == CXCursor_Constructor)
        lower_member_initialisers(&lower, children);
    lower_body(&lower, *body);
    lower_complete(&lower);
    function_finish(unit->program, function);
}

struct lambda_search {
    struct unit *unit;
    const char *outer;
};

static bool add_lambda(CXCursor cursor, void *context)
{
    struct lambda_search *search = context;
    if (is_lambda(cursor))
        unit_add_pending(search->unit, cursor, search->outer);
    return false;
}

void lower_find_lambdas(struct unit *unit, CXCursor cursor, const char *outer)
{
    struct lambda_search search = {unit, outer};
    cursor_any(cursor, add_lambda, &search);
}
