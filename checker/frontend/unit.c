/* Which declarations of a translation unit are functions to lower. Headers are nearly all of a
 * unit, so the top level is filtered by file before anything is looked into. */
#include "frontend/unit.h"

#include "base/arena.h"
#include "frontend/cursor.h"
#include "frontend/lower.h"

void unit_add_pending(struct unit *unit, CXCursor cursor, const char *outer)
{
    for (size_t i = 0; i < unit->pending_count; i++)
        if (clang_equalCursors(unit->pending[i].cursor, cursor))
            return;
    struct pending_function *pending =
        arena_append(unit->scratch, &unit->pending, &unit->pending_count, &unit->pending_capacity,
                     sizeof *pending);
    *pending = (struct pending_function){cursor, outer};
}

static void visit_declarations(struct unit *unit, CXCursor parent, const char *outer);

static bool is_of_project(struct unit *unit, CXCursor cursor)
{
    struct position at = position_of_expansion(unit, clang_getCursorLocation(cursor));
    return at.file != NULL && at.file->is_of_project;
}

/* Without what was precompiled, libclang gives the functions that it has made of templates, too;
 * they have the template's place. */
static bool is_instance(CXCursor cursor)
{
    CXCursor template = clang_getSpecializedCursorTemplate(cursor);
    return !cursor_is_null(template) &&
           clang_equalLocations(clang_getCursorLocation(cursor), clang_getCursorLocation(template));
}

static void visit_function(struct unit *unit, CXCursor cursor, const char *outer)
{
    if (!clang_isCursorDefinition(cursor) || clang_CXXMethod_isDefaulted(cursor) ||
        is_instance(cursor))
        return;
    bool is_passed = passed_can_be(unit, cursor);
    if (is_passed || unit->has_errors)
        passed_add(unit, cursor, outer, !is_passed);
    if (!is_passed)
        lower_function(unit, cursor, outer);
}

static void visit_declaration(struct unit *unit, CXCursor cursor, const char *outer)
{
    switch ((int)clang_getCursorKind(cursor)) {
    case CXCursor_FunctionDecl:
    case CXCursor_CXXMethod:
    case CXCursor_Constructor:
    case CXCursor_Destructor:
    case CXCursor_ConversionFunction:
    case CXCursor_FunctionTemplate: visit_function(unit, cursor, outer); break;
    case CXCursor_LambdaExpr:
    case CXCursor_BlockExpr: lower_function(unit, cursor, outer); break;
    case CXCursor_VarDecl:
    case CXCursor_FieldDecl: lower_find_lambdas(unit, cursor, outer); break;
    case CXCursor_Namespace:
    case CXCursor_LinkageSpec:
    case CXCursor_UnexposedDecl:
    case CXCursor_StructDecl:
    case CXCursor_ClassDecl:
    case CXCursor_UnionDecl:
    case CXCursor_ClassTemplate:
    case CXCursor_ClassTemplatePartialSpecialization:
        visit_declarations(unit, cursor, outer);
        break;
    default: break;
    }
}

/* The record of what #if left out brings each use of a macro along. */
static bool is_of_preprocessor(CXCursor cursor)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    return kind >= CXCursor_FirstPreprocessing && kind <= CXCursor_LastPreprocessing;
}

/* Nearly all of a unit are declarations in the system's headers, so what needs no look at their
 * place comes first. */
static bool can_hold_function(const struct unit *unit, CXCursor cursor)
{
    switch ((int)clang_getCursorKind(cursor)) {
    case CXCursor_TypedefDecl:
    case CXCursor_EnumDecl: return false;
    case CXCursor_FunctionDecl: return clang_isCursorDefinition(cursor);
    case CXCursor_StructDecl:
    case CXCursor_UnionDecl: return unit->is_cplusplus;
    default: return !is_of_preprocessor(cursor);
    }
}

static void visit_declarations(struct unit *unit, CXCursor parent, const char *outer)
{
    struct cursors children = cursor_children(unit->scratch, parent);
    for (size_t i = 0; i < children.count; i++)
        if (can_hold_function(unit, children.items[i]) && is_of_project(unit, children.items[i]))
            visit_declaration(unit, children.items[i], outer);
}

/* Lambdas and local classes found on the way, and what is called from functions that were lowered;
 * either may find more. */
static void visit_pending(struct unit *unit)
{
    passed_lower_called(unit);
    while (unit->visited_count < unit->pending_count) {
        while (unit->visited_count < unit->pending_count) {
            struct pending_function pending = unit->pending[unit->visited_count++];
            visit_declaration(unit, pending.cursor, pending.outer);
        }
        passed_lower_called(unit);
    }
}

void unit_lower(struct unit *unit)
{
    visit_declarations(unit, clang_getTranslationUnitCursor(unit->handle), NULL);
    visit_pending(unit);
}

void unit_lower_rest(struct unit *unit)
{
    size_t before;
    do {
        before = unit->program->function_count;
        passed_lower_rest(unit);
        visit_pending(unit);
    } while (unit->program->function_count > before);
}
