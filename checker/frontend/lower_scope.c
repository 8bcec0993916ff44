/* What runs without being written: destructors of locals and temporaries, and functions of cleanup
 * attributes. libclang shows none of them. Destructors count when the project wrote them. */
#include <string.h>

#include "base/arena.h"
#include "frontend/lower.h"

void lower_open_scope(struct lowering *lower, struct scope *scope, CXCursor cursor)
{
    *scope = (struct scope){.outer = lower->scope, .extent = extent_of(lower->unit, cursor)};
    lower->scope = scope;
}

static void run_cleanup(struct lowering *lower, const struct cleanup *cleanup)
{
    struct expr *address = expr_address(lower->program, cleanup->object);
    bool is_destructor = cleanup->callee.kind == CALLEE_DESTRUCTOR;
    struct op *op =
        lower_add_call(lower, &cleanup->callee, &address, is_destructor ? 0 : 1, cleanup->origin);
    op->u.call.is_implicit = true;
}

static void run_cleanups(struct lowering *lower, const struct scope *scope)
{
    for (size_t i = scope->count; i > 0; i--)
        run_cleanup(lower, &scope->cleanups[i - 1]);
}

void lower_close_scope(struct lowering *lower)
{
    run_cleanups(lower, lower->scope);
    lower->scope = lower->scope->outer;
}

void lower_leave_scopes(struct lowering *lower, const struct scope *until)
{
    for (const struct scope *scope = lower->scope; scope != until && scope != NULL;
         scope = scope->outer)
        run_cleanups(lower, scope);
}

bool lower_has_cleanups(const struct lowering *lower, const struct scope *until)
{
    for (const struct scope *scope = lower->scope; scope != until && scope != NULL;
         scope = scope->outer)
        if (scope->count > 0)
            return true;
    return false;
}

static bool is_cleanup_word(struct name name)
{
    return (name.length == strlen("cleanup") && memcmp(name.bytes, "cleanup", name.length) == 0) ||
           (name.length == strlen("__cleanup__") &&
            memcmp(name.bytes, "__cleanup__", name.length) == 0);
}

/* The function a cleanup attribute names. Its argument is not in the tree: it is read from the
 * text, which tells nothing where a macro passes it on. */
static bool read_cleanup(struct unit *unit, CXCursor attribute, struct callee *callee)
{
    if (clang_getCursorKind(attribute) != CXCursor_UnexposedAttr)
        return false;
    struct position at = position_of_keyword(unit, attribute);
    struct name word = position_identifier(unit, at);
    if (!is_cleanup_word(word))
        return false;
    *callee = (struct callee){.kind = CALLEE_UNKNOWN, .name = "", .result = TYPE_VOID};
    struct source_text text = source_text(unit, at.file);
    size_t open = at.offset + word.length;
    while (open < text.length && (text.bytes[open] == ' ' || text.bytes[open] == '('))
        open++;
    struct name name = scan_identifier(text, open);
    if (name.length > 0 && !position_define(unit, at).is_function_like) {
        callee->kind = CALLEE_FUNCTION;
        callee->name = arena_copy(unit->arena, name.bytes, name.length);
    }
    return true;
}

static void add_cleanup(struct lowering *lower, const struct callee *callee, CXCursor variable,
                        struct place *place)
{
    CXSourceLocation location = clang_getCursorLocation(variable);
    struct scope *scope = lower->scope;
    struct cleanup *cleanup = arena_append(lower->unit->scratch, &scope->cleanups, &scope->count,
                                           &scope->capacity, sizeof *cleanup);
    *cleanup = (struct cleanup){*callee, place, origin_of_location(lower->unit, location)};
}

void lower_add_cleanups(struct lowering *lower, CXCursor variable, struct place *place)
{
    if (lower->scope == NULL)
        return;
    CXType type = clang_getCursorType(variable);
    const struct callee *destructor = callee_destructor(lower->unit, type);
    enum CXTypeKind kind = clang_getCanonicalType(type).kind;
    if (destructor != NULL && kind != CXType_LValueReference && kind != CXType_RValueReference)
        add_cleanup(lower, destructor, variable, place);
    if (!clang_Cursor_hasAttrs(variable))
        return;
    struct cursors children = cursor_children(lower->unit->scratch, variable);
    for (size_t i = 0; i < children.count; i++) {
        struct callee callee;
        if (read_cleanup(lower->unit, children.items[i], &callee))
            add_cleanup(lower, &callee, variable, place);
    }
}

void lower_emit_temporaries(struct lowering *lower, size_t first, size_t last)
{
    for (size_t i = last; i > first; i--) {
        struct temporary temporary = lower->temporaries[i - 1];
        struct op *op = lower_add_call(lower, temporary.destructor, NULL, 0, temporary.origin);
        op->u.call.is_implicit = true;
    }
}

void lower_forget_temporaries(struct lowering *lower, size_t mark)
{
    if (lower->temporary_count > mark)
        lower->temporary_count = mark;
}

void lower_end_temporaries(struct lowering *lower, size_t mark)
{
    lower_emit_temporaries(lower, mark, lower->temporary_count);
    lower_forget_temporaries(lower, mark);
}
