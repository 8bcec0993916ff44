/* Which lvalues are places. Variables are found by their declaration, members by the place they
 * belong to, so that `p->x` is one place in the whole function. That is only right as long as p
 * stays the same: behind each assignment to p, each whole assignment of an object and each call
 * that gets its address, its members become unknown. These assignments are put in at the end
 * (lower_complete), when all members are known. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "frontend/constant.h"
#include "frontend/lower.h"

static struct place *find_variable(const struct lowering *lower, CXCursor declaration,
                                   unsigned hash)
{
    for (size_t i = 0; i < lower->place_count; i++) {
        const struct named_place *named = &lower->places[i];
        if (named->member == NULL && named->hash == hash &&
            clang_equalCursors(named->declaration, declaration))
            return named->place;
    }
    return NULL;
}

static struct named_place *add_named(struct lowering *lower)
{
    return arena_append(lower->unit->scratch, &lower->places, &lower->place_count,
                        &lower->place_capacity, sizeof(struct named_place));
}

static bool is_reference(CXCursor declaration)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(declaration));
    return type.kind == CXType_LValueReference || type.kind == CXType_RValueReference;
}

struct place *lower_add_variable(struct lowering *lower, CXCursor declaration, enum place_kind kind)
{
    CXCursor canonical = clang_getCanonicalCursor(declaration);
    unsigned hash = clang_hashCursor(canonical);
    struct place *place = find_variable(lower, canonical, hash);
    if (place != NULL)
        return place;
    const char *name = cursor_spelling(lower->unit->scratch, declaration);
    place = function_add_place(lower->program, lower->function, kind, name,
                               cursor_value_type(clang_getCursorType(declaration)));
    /* A reference is another name of something that others may change. */
    place->escapes = is_reference(declaration);
    struct named_place *named = add_named(lower);
    *named = (struct named_place){.declaration = canonical, .hash = hash, .place = place};
    return place;
}

struct place *lower_temporary(struct lowering *lower, enum value_type type)
{
    const char *name = arena_printf(lower->unit->arena, "%%t%u", ++lower->name_count);
    return function_add_place(lower->program, lower->function, PLACE_TEMPORARY, name, type);
}

static struct place *find_member(struct lowering *lower, struct place *base, const char *member)
{
    for (size_t i = 0; i < lower->place_count; i++) {
        const struct named_place *named = &lower->places[i];
        if (named->member != NULL && named->base == base && strcmp(named->member, member) == 0)
            return named->place;
    }
    return NULL;
}

struct place *lower_member(struct lowering *lower, struct place *base, const char *member,
                           CXType type)
{
    struct place *place = find_member(lower, base, member);
    if (place != NULL)
        return place;
    struct unit *unit = lower->unit;
    const char *name =
        arena_printf(unit->arena, "%s%s", base == NULL ? "this" : base->name, member);
    bool is_own = base != NULL && base->kind != PLACE_SHARED && !base->escapes &&
                  !text_starts_with(member, "->");
    place = function_add_place(lower->program, lower->function, is_own ? PLACE_FIELD : PLACE_SHARED,
                               name, cursor_value_type(type));
    struct named_place *named = add_named(lower);
    *named = (struct named_place){.base = base, .member = member, .place = place};
    return place;
}

static bool is_pointer(CXCursor object)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(object));
    return type.kind == CXType_Pointer;
}

static struct place *member_place(struct lowering *lower, CXCursor cursor)
{
    struct unit *unit = lower->unit;
    CXCursor declaration = clang_getCursorReferenced(cursor);
    if (clang_getCursorKind(declaration) == CXCursor_VarDecl)
        return lower_add_variable(lower, declaration, PLACE_SHARED);
    const char *name = cursor_spelling(unit->arena, cursor);
    if (name[0] == '\0')
        return NULL;
    struct cursors operands = cursor_operands(unit->scratch, cursor);
    CXCursor object = operands.count > 0 ? cursor_strip(operands.items[0]) : clang_getNullCursor();
    if (operands.count == 0 || clang_getCursorKind(object) == CXCursor_CXXThisExpr)
        return lower_member(lower, NULL, arena_printf(unit->arena, "->%s", name),
                            clang_getCursorType(cursor));
    struct place *base = lower_place(lower, object);
    if (base == NULL)
        return NULL;
    const char *connection = is_pointer(operands.items[0]) ? "->" : ".";
    return lower_member(lower, base, arena_printf(unit->arena, "%s%s", connection, name),
                        clang_getCursorType(cursor));
}

struct place *lower_element(struct lowering *lower, struct place *array, int64_t index, CXType type)
{
    const char *member = arena_printf(lower->unit->arena, "[%lld]", (long long)index);
    struct place *place = lower_member(lower, array, member, type);
    place->array = array;
    return place;
}

/* An element of an array (not behind a pointer, where it may have other names) with a constant
 * index. */
static struct place *element_place(struct lowering *lower, CXCursor cursor)
{
    struct cursors operands = cursor_operands(lower->unit->scratch, cursor);
    if (operands.count != 2)
        return NULL;
    CXCursor object = cursor_strip(operands.items[0]);
    CXType type = clang_getCanonicalType(clang_getCursorType(object));
    const struct expr *index = constant_of(lower->unit, operands.items[1]);
    struct place *array = type.kind == CXType_ConstantArray ? lower_place(lower, object) : NULL;
    if (array == NULL || index == NULL || !index->u.constant.has_value)
        return NULL;
    return lower_element(lower, array, index->u.constant.value, clang_getCursorType(cursor));
}

static bool is_plain_number(CXType type)
{
    type = clang_getCanonicalType(type);
    return type.kind == CXType_Int || type.kind == CXType_UInt || type.kind == CXType_Long ||
           type.kind == CXType_Enum || type.kind == CXType_Bool;
}

/* `*p`: the number that p points to. Whatever is written through another pointer, or to a variable
 * that has its address kept, may be the same number. Of characters and objects it is not kept. */
static struct place *target_place(struct lowering *lower, CXCursor cursor)
{
    struct cursors operands = cursor_operands(lower->unit->scratch, cursor);
    if (clang_getCursorUnaryOperatorKind(cursor) != CXUnaryOperator_Deref || operands.count != 1 ||
        !is_plain_number(clang_getCursorType(cursor)) || !is_pointer(operands.items[0]))
        return NULL;
    struct place *pointer = lower_place(lower, operands.items[0]);
    if (pointer == NULL || pointer->type != TYPE_POINTER)
        return NULL;
    struct place *target =
        lower_member(lower, pointer, POINTER_TARGET, clang_getCursorType(cursor));
    target->kind = PLACE_SHARED;
    target->escapes = true;
    return target;
}

static struct place *variable_place(struct lowering *lower, CXCursor cursor)
{
    CXCursor declaration = clang_getCursorReferenced(cursor);
    enum CXCursorKind kind = clang_getCursorKind(declaration);
    if (kind == CXCursor_FieldDecl)
        return member_place(lower, cursor);
    if (kind != CXCursor_VarDecl && kind != CXCursor_ParmDecl)
        return NULL;
    /* What is no local of this function by now is a global, or belongs to the function around a
     * lambda. */
    return lower_add_variable(lower, declaration, PLACE_SHARED);
}

struct place *lower_place(struct lowering *lower, CXCursor lvalue)
{
    CXCursor cursor = cursor_strip(lvalue);
    if (lower_is_errno(lower, cursor))
        return NULL;
    switch ((int)clang_getCursorKind(cursor)) {
    case CXCursor_DeclRefExpr: return variable_place(lower, cursor);
    case CXCursor_MemberRefExpr:
    case CXCursor_MemberRef: return member_place(lower, cursor);
    case CXCursor_ArraySubscriptExpr: return element_place(lower, cursor);
    case CXCursor_UnaryOperator: return target_place(lower, cursor);
    default: return NULL;
    }
}

struct place *lower_subscript(struct lowering *lower, CXCursor cursor)
{
    struct cursors operands = cursor_operands(lower->unit->scratch, cursor);
    CXCursor object = operands.count == 2 ? cursor_strip(operands.items[0]) : clang_getNullCursor();
    struct place *array =
        operands.count == 2 && lower_is_array(object) ? lower_place(lower, object) : NULL;
    if (array == NULL)
        lower_operands(lower, cursor);
    else
        lower_effect(lower, operands.items[1]);
    return array;
}

struct place *lower_container(struct lowering *lower, CXCursor lvalue)
{
    for (CXCursor cursor = cursor_strip(lvalue);;) {
        enum CXCursorKind kind = clang_getCursorKind(cursor);
        struct cursors operands = cursor_operands(lower->unit->scratch, cursor);
        if (operands.count == 0 ||
            (kind != CXCursor_MemberRefExpr && kind != CXCursor_ArraySubscriptExpr))
            return NULL;
        CXCursor object = cursor_strip(operands.items[0]);
        if (kind == CXCursor_ArraySubscriptExpr ? !lower_is_array(object)
                                                : is_pointer(operands.items[0]))
            return NULL;
        struct place *place = lower_place(lower, object);
        if (place != NULL)
            return place;
        cursor = object;
    }
}

static struct place *base_of(const struct lowering *lower, const struct place *place)
{
    for (size_t i = 0; i < lower->place_count; i++)
        if (lower->places[i].place == place)
            return lower->places[i].base;
    return NULL;
}

bool lower_is_part(const struct lowering *lower, const struct place *part,
                   const struct place *whole)
{
    while (part != NULL && part != whole)
        part = base_of(lower, part);
    return part != NULL;
}

void lower_escape(struct place *place)
{
    place->escapes = true;
    if (place->array != NULL)
        place->array->escapes = true;
}

static struct clobber *add_clobber(struct lowering *lower, struct place *place)
{
    struct block *block = lower->block;
    struct clobber *clobber =
        arena_append(lower->unit->scratch, &lower->clobbers, &lower->clobber_count,
                     &lower->clobber_capacity, sizeof *clobber);
    const struct op *last = block->op_count > 0 ? block->ops[block->op_count - 1] : NULL;
    *clobber = (struct clobber){.block = block, .behind = last, .place = place};
    return clobber;
}

void lower_clobber_members(struct lowering *lower, struct place *base)
{
    if (base->type != TYPE_BOOL && base->type != TYPE_INTEGER)
        add_clobber(lower, base);
}

void lower_zero_members(struct lowering *lower, struct place *base)
{
    add_clobber(lower, base)->is_zero = true;
}

void lower_clobber_kept(struct lowering *lower, struct place *place)
{
    add_clobber(lower, place)->is_blind = true;
}

struct capture {
    struct lowering *lower;
    bool is_by_reference;
};

static bool note_capture(CXCursor cursor, void *context)
{
    struct capture *capture = context;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind != CXCursor_DeclRefExpr && kind != CXCursor_VariableRef)
        return false;
    CXCursor declaration = clang_getCanonicalCursor(clang_getCursorReferenced(cursor));
    struct place *place = find_variable(capture->lower, declaration, clang_hashCursor(declaration));
    if (place != NULL && capture->is_by_reference)
        place->escapes = true;
    return false;
}

/* The C API does not tell captures by reference: any '&' in the capture list counts. */
void lower_captures(struct lowering *lower, CXCursor lambda)
{
    struct position open = position_of_keyword(lower->unit, lambda);
    struct source_text text = source_text(lower->unit, open.file);
    size_t end = text.bytes == NULL ? 0 : scan_matching(text, open.offset);
    struct capture capture = {lower, text.bytes == NULL};
    bool has_call = false;
    for (size_t i = open.offset; i < end; i++) {
        capture.is_by_reference |= text.bytes[i] == '&';
        has_call |= text.bytes[i] == '(';
    }
    if (has_call) /* [fd = open_it()]: the initialiser is not in the tree */
        lower_hole(lower, HOLE_UNSUPPORTED, lambda);
    cursor_any(lambda, note_capture, &capture);
}
