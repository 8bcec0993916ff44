/* Declarations inside of functions. */
#include "frontend/lower.h"

static bool is_reference(CXCursor variable)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(variable));
    return type.kind == CXType_LValueReference || type.kind == CXType_RValueReference;
}

/* `T &r = x`: from now on x may change under another name. */
static void bind_reference(struct lowering *lower, struct place *place, CXCursor initialiser,
                           struct origin origin)
{
    struct place *target = lower_place(lower, initialiser);
    if (target == NULL)
        target = lower_container(lower, initialiser);
    if (target != NULL)
        lower_escape(target);
    struct expr *value = lower_initialiser(lower, initialiser);
    /* Nothing is written through the reference yet, as lower_assign() would take it. */
    block_add_assign(lower->program, lower->function, lower->block, place, value, origin);
}

/* A static local is initialised on the first call alone. */
static void initialise_once(struct lowering *lower, struct place *place, CXCursor initialiser,
                            struct origin origin)
{
    struct block *once = lower_new_block(lower), *behind = lower_new_block(lower);
    CXCursor list;
    block_end_jump(lower->program, lower->block, once);
    block_end_jump(lower->program, lower->block, behind);
    lower->block = once;
    if (lower_find_list(lower, cursor_strip(initialiser), &list)) /* a table */
        lower_assign(lower, place, lower_initialiser(lower, initialiser), origin);
    else
        lower_into(lower, place, initialiser, origin);
    lower_enter(lower, behind);
}

/* Calls in the size of a variable-length array. */
static void lower_array_size(struct lowering *lower, CXCursor variable)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(variable));
    if (type.kind != CXType_VariableArray)
        return;
    struct cursors operands = cursor_operands(lower->unit->scratch, variable);
    if (operands.count > 0)
        lower_effect(lower, operands.items[0]);
}

/* `T x;` of a class whose constructor nobody wrote: nothing happens. */
static bool is_left_alone(struct lowering *lower, CXCursor initialiser)
{
    CXCursor stripped = cursor_strip(initialiser);
    if (clang_getCursorKind(stripped) != CXCursor_CallExpr ||
        clang_Cursor_getNumArguments(stripped) != 0)
        return false;
    CXCursor constructor = clang_getCursorReferenced(stripped);
    return clang_getCursorKind(constructor) == CXCursor_Constructor &&
           callee_of(lower->unit, constructor)->is_trivial;
}

void lower_variable(struct lowering *lower, CXCursor variable)
{
    enum CX_StorageClass storage = clang_Cursor_getStorageClass(variable);
    if (storage == CX_SC_Extern)
        return;
    CXCursor initialiser = clang_Cursor_getVarDeclInitializer(variable);
    if (!cursor_is_null(initialiser) && lower_takes_errno_name(lower, variable, initialiser))
        return;
    size_t mark = lower->temporary_count;
    struct place *place = lower_add_variable(lower, variable, PLACE_LOCAL);
    struct origin origin = origin_of_location(lower->unit, clang_getCursorLocation(variable));
    lower_array_size(lower, variable);
    if (!cursor_is_null(initialiser) && !is_left_alone(lower, initialiser)) {
        if (is_reference(variable))
            bind_reference(lower, place, initialiser, origin);
        else if (storage == CX_SC_Static)
            initialise_once(lower, place, initialiser, origin);
        else
            lower_into(lower, place, initialiser, origin);
    }
    lower_end_temporaries(lower, mark);
    if (storage != CX_SC_Static)
        lower_add_cleanups(lower, variable, place);
}

/* The bindings are no places; the initialiser is their last operand. */
static void lower_structured_binding(struct lowering *lower, CXCursor declaration)
{
    struct cursors operands = cursor_operands(lower->unit->scratch, declaration);
    if (operands.count > 0)
        lower_full_expression(lower, operands.items[operands.count - 1]);
}

/* Methods of a local class become functions of their own. */
static void add_local_class(struct lowering *lower, CXCursor class)
{
    struct cursors members = cursor_children(lower->unit->scratch, class);
    for (size_t i = 0; i < members.count; i++)
        if (clang_isCursorDefinition(members.items[i]) ||
            clang_getCursorKind(members.items[i]) == CXCursor_StructDecl)
            unit_add_pending(lower->unit, members.items[i], lower->name);
}

void lower_declaration(struct lowering *lower, CXCursor cursor)
{
    struct cursors declarations = cursor_children(lower->unit->scratch, cursor);
    for (size_t i = 0; i < declarations.count; i++) {
        CXCursor declaration = declarations.items[i];
        switch ((int)clang_getCursorKind(declaration)) {
        case CXCursor_VarDecl: lower_variable(lower, declaration); break;
        case CXCursor_UnexposedDecl: lower_structured_binding(lower, declaration); break;
        case CXCursor_StructDecl:
        case CXCursor_ClassDecl:
        case CXCursor_UnionDecl: add_local_class(lower, declaration); break;
        default: break;
        }
    }
}
