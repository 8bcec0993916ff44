/* Objects from initialiser lists: one assignment for each field or element that has a value in the
 * list; those without one become zero. libclang shows a list as it is written. Where the text alone
 * does not say which field a value belongs to (braces left out, ranges of elements, unions, base
 * classes) nothing is known of the object. */
#include "base/arena.h"
#include "base/text.h"
#include "frontend/constant.h"
#include "frontend/lower.h"

/* Longer lists are tables. */
enum { MAX_PARTS = 64 };

struct part {
    struct place *place; /* NULL: a field that has no name */
    CXCursor value;
};

struct parts {
    struct part items[MAX_PARTS];
    size_t count;
};

/* What the values of one list go into. */
struct target {
    struct place *place; /* NULL: a field that has no name */
    CXType type;         /* canonical */
    CXCursor *fields;    /* of a record */
    size_t field_count;
    size_t next; /* index of the field or element that the next value belongs to */
};

static bool read_list(struct lowering *lower, struct parts *parts, struct place *place, CXType type,
                      CXCursor list);

static bool is_aggregate(CXType type)
{
    return type.kind == CXType_Record || type.kind == CXType_ConstantArray ||
           type.kind == CXType_IncompleteArray;
}

static bool is_list(CXCursor cursor)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    return kind == CXCursor_InitListExpr || kind == CXCursor_CXXParenListInitExpr;
}

bool lower_find_list(struct lowering *lower, CXCursor stripped, CXCursor *list)
{
    *list = stripped;
    if (clang_getCursorKind(stripped) == CXCursor_CompoundLiteralExpr) {
        struct cursors operands = cursor_operands(lower->unit->scratch, stripped);
        if (operands.count > 0)
            *list = operands.items[operands.count - 1];
    }
    return is_list(*list) && is_aggregate(clang_getCanonicalType(clang_getCursorType(stripped)));
}

/* ---- which field or element ---- */

static enum CXVisitorResult count_field(CXCursor field, CXClientData count)
{
    (void)field;
    ++*(size_t *)count;
    return CXVisit_Continue;
}

static bool has_name(CXCursor field)
{
    CXString name = clang_getCursorSpelling(field);
    bool result = !text_equal(clang_getCString(name), "");
    clang_disposeString(name);
    return result;
}

/* Bit-fields without a name are only room; no value belongs to them. */
static enum CXVisitorResult add_field(CXCursor field, CXClientData data)
{
    struct target *target = data;
    if (!clang_Cursor_isBitField(field) || has_name(field))
        target->fields[target->field_count++] = field;
    return CXVisit_Continue;
}

/* False where a position does not say which field it is. */
static bool read_fields(struct lowering *lower, struct target *target)
{
    if (target->type.kind != CXType_Record)
        return true;
    CXCursor class = cursor_class_of(target->type);
    if (cursor_is_null(class) || clang_getCursorKind(class) == CXCursor_UnionDecl)
        return false;
    struct cursors members = cursor_children(lower->unit->scratch, class);
    for (size_t i = 0; i < members.count; i++)
        if (clang_getCursorKind(members.items[i]) == CXCursor_CXXBaseSpecifier)
            return false;
    size_t count = 0;
    clang_Type_visitFields(target->type, count_field, &count);
    target->fields = arena_alloc(lower->unit->scratch, (count + 1) * sizeof *target->fields);
    clang_Type_visitFields(target->type, add_field, target);
    return true;
}

static struct place *field_place(struct lowering *lower, struct place *object, CXCursor field)
{
    if (object == NULL || !has_name(field))
        return NULL;
    const char *name = cursor_spelling(lower->unit->arena, field);
    return lower_member(lower, object, arena_printf(lower->unit->arena, ".%s", name),
                        clang_getCursorType(field));
}

/* Moves to the field or element with this index. False where there is none. */
static bool step_into(struct lowering *lower, struct target *target, size_t index)
{
    struct place *object = target->place;
    if (target->type.kind == CXType_Record) {
        if (index >= target->field_count)
            return false;
        target->place = field_place(lower, object, target->fields[index]);
        target->type = clang_getCanonicalType(clang_getCursorType(target->fields[index]));
        return true;
    }
    CXType element = clang_getArrayElementType(target->type);
    target->type = clang_getCanonicalType(element);
    target->place = object == NULL ? NULL : lower_element(lower, object, (int64_t)index, element);
    return true;
}

static bool find_field(const struct target *target, CXCursor field, size_t *index)
{
    for (*index = 0; *index < target->field_count; ++*index)
        if (clang_equalCursors(target->fields[*index], field))
            return true;
    return false;
}

/* One `.name` or `[index]`. */
static bool read_designator(struct lowering *lower, const struct target *target,
                            CXCursor designator, size_t *index)
{
    if (clang_getCursorKind(designator) == CXCursor_MemberRef)
        return find_field(target, clang_getCursorReferenced(designator), index);
    const struct expr *constant = constant_of(lower->unit, designator);
    if (target->type.kind == CXType_Record || constant == NULL || !constant->u.constant.has_value ||
        constant->u.constant.value < 0)
        return false;
    *index = (size_t)constant->u.constant.value;
    return true;
}

/* ---- values ---- */

static bool read_value(struct lowering *lower, struct parts *parts, const struct target *target,
                       CXCursor value)
{
    CXCursor stripped = cursor_strip(value), list;
    bool is_inner = lower_find_list(lower, stripped, &list);
    if (is_aggregate(target->type) && !is_inner) {
        /* Braces left out: the following values belong to the fields of this one. */
        CXType type = clang_getCanonicalType(clang_getCursorType(stripped));
        if (!is_aggregate(type))
            return false;
    }
    if (is_inner && is_aggregate(target->type))
        return read_list(lower, parts, target->place, target->type, list);
    if (parts->count == MAX_PARTS)
        return false;
    parts->items[parts->count++] = (struct part){target->place, value};
    return true;
}

/* `.a.b[1] = value`, which libclang shows as all designators followed by the value. */
static bool read_designated(struct lowering *lower, struct parts *parts, struct target *target,
                            struct cursors written)
{
    struct target inner = *target;
    for (size_t i = 0; i + 1 < written.count; i++) {
        size_t index;
        if (i > 0) {
            inner.field_count = 0;
            if (!read_fields(lower, &inner))
                return false;
        }
        /* [1 ... 3] and [1][3] look the same */
        bool is_second_index = i > 0 &&
                               clang_getCursorKind(written.items[i]) != CXCursor_MemberRef &&
                               clang_getCursorKind(written.items[i - 1]) != CXCursor_MemberRef;
        if (is_second_index || !read_designator(lower, &inner, written.items[i], &index) ||
            !step_into(lower, &inner, index))
            return false;
        if (i == 0)
            target->next = index;
    }
    return read_value(lower, parts, &inner, written.items[written.count - 1]);
}

static bool is_designated(CXCursor item, struct cursors written)
{
    return clang_getCursorKind(item) == CXCursor_UnexposedExpr && written.count > 1 &&
           clang_getCursorType(item).kind == CXType_Void;
}

/* False: which value belongs where is not known. */
static bool read_list(struct lowering *lower, struct parts *parts, struct place *place, CXType type,
                      CXCursor list)
{
    struct target target = {.place = place, .type = clang_getCanonicalType(type)};
    struct cursors items = cursor_operands(lower->unit->scratch, list);
    if (!read_fields(lower, &target))
        return false;
    for (size_t i = 0; i < items.count; i++, target.next++) {
        struct cursors written = cursor_children(lower->unit->scratch, items.items[i]);
        struct target one = target;
        bool is_read = is_designated(items.items[i], written)
                           ? read_designated(lower, parts, &target, written)
                           : step_into(lower, &one, target.next) &&
                                 read_value(lower, parts, &one, items.items[i]);
        if (!is_read)
            return false;
    }
    return true;
}

/* ---- assignments ---- */

struct mention {
    struct lowering *lower;
    const struct place *object;
};

static bool mentions_object(CXCursor cursor, void *context)
{
    const struct mention *mention = context;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind != CXCursor_DeclRefExpr && kind != CXCursor_MemberRefExpr)
        return kind == CXCursor_CXXThisExpr || kind == CXCursor_LambdaExpr;
    const struct place *place = lower_place(mention->lower, cursor);
    return place != NULL && (lower_is_part(mention->lower, mention->object, place) ||
                             lower_is_part(mention->lower, place, mention->object));
}

/* Zero for what has no value is right for C, and for classes without initialisers of their own. */
static bool is_zero_filled(struct lowering *lower, CXType type)
{
    return !lower->unit->is_cplusplus || clang_isPODType(type);
}

void lower_list_into(struct lowering *lower, struct place *place, CXCursor stripped, CXCursor list,
                     struct origin origin)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(stripped));
    struct parts *parts = arena_alloc(lower->unit->scratch, sizeof *parts);
    struct mention mention = {lower, place};
    if (cursor_any(list, mentions_object, &mention) ||
        !read_list(lower, parts, place, type, list)) {
        lower_assign(lower, place, lower_initialiser(lower, list), origin);
        return;
    }
    struct expr *whole = lower_unknown(lower, stripped);
    block_add_assign(lower->program, lower->function, lower->block, place, whole, origin);
    if (is_zero_filled(lower, type))
        lower_zero_members(lower, place);
    else
        lower_clobber_members(lower, place);
    if (place->escapes)
        lower_clobber_kept(lower, place);
    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->items[i];
        if (part->place != NULL)
            lower_into(lower, part->place, part->value, origin_of(lower->unit, part->value));
        else
            lower_initialiser(lower, part->value);
    }
}
