/* Facts about called functions. Most of them are plain questions to libclang; two need more work.
 * The key must be the same in all files of the project, so functions with internal linkage get
 * their file's path, and instances of a template the template's key. And there are many ways to say
 * that a function never returns, of which some are in its type and others in attributes without a
 * name, which only the source text tells. */
#include "frontend/callee.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "frontend/cursor.h"
#include "frontend/unit.h"

static bool is_word(struct name name, const char *word)
{
    return name.length == strlen(word) && memcmp(name.bytes, word, name.length) == 0;
}

static bool is_no_return_attribute(CXCursor cursor, struct unit *unit)
{
    if (clang_getCursorKind(cursor) != CXCursor_UnexposedAttr)
        return false;
    struct name name = position_identifier(unit, position_of_keyword(unit, cursor));
    return is_word(name, "noreturn") || is_word(name, "_Noreturn") || is_word(name, "__noreturn__");
}

static bool has_no_return_attribute(struct unit *unit, CXCursor declaration)
{
    struct cursors children = cursor_children(unit->scratch, declaration);
    for (size_t i = 0; i < children.count; i++)
        if (is_no_return_attribute(children.items[i], unit))
            return true;
    return false;
}

/* The function's own attribute comes last or before an exception specification; one further inside
 * is a parameter's. */
static bool type_says_no_return(const char *spelling)
{
    static const char ATTRIBUTE[] = "__attribute__((noreturn))";
    for (const char *at = strstr(spelling, ATTRIBUTE); at != NULL; at = strstr(at + 1, ATTRIBUTE)) {
        const char *rest = at + strlen(ATTRIBUTE);
        if (*rest == '\0' || text_starts_with(rest, " noexcept") ||
            text_starts_with(rest, " throw"))
            return true;
    }
    return false;
}

static bool says_no_return(struct unit *unit, CXCursor declaration)
{
    if (cursor_is_null(declaration))
        return false;
    CXType type = clang_getCanonicalType(clang_getCursorType(declaration));
    if (type.kind == CXType_LValueReference)
        type = clang_getCanonicalType(clang_getPointeeType(type));
    const char *spelling = cursor_copy(unit->scratch, clang_getTypeSpelling(type));
    if (type_says_no_return(spelling))
        return true;
    return has_no_return_attribute(unit, declaration);
}

/* The attribute may stand at the first declaration, at the one in use, at the definition or at the
 * template. */
static bool is_no_return(struct unit *unit, CXCursor canonical, CXCursor used)
{
    return says_no_return(unit, canonical) ||
           (!clang_equalCursors(used, canonical) && says_no_return(unit, used)) ||
           says_no_return(unit, clang_getCursorDefinition(used)) ||
           says_no_return(unit, clang_getSpecializedCursorTemplate(used));
}

static enum CXCursorKind function_kind(CXCursor declaration)
{
    enum CXCursorKind kind = clang_getCursorKind(declaration);
    return kind == CXCursor_FunctionTemplate ? clang_getTemplateCursorKind(declaration) : kind;
}

static enum callee_kind callee_kind(CXCursor declaration)
{
    switch ((int)function_kind(declaration)) {
    case CXCursor_FunctionDecl: return CALLEE_FUNCTION;
    case CXCursor_CXXMethod:
    case CXCursor_ConversionFunction: return CALLEE_METHOD;
    case CXCursor_Constructor: return CALLEE_CONSTRUCTOR;
    case CXCursor_Destructor: return CALLEE_DESTRUCTOR;
    case CXCursor_VarDecl:
    case CXCursor_ParmDecl:
    case CXCursor_FieldDecl: return CALLEE_POINTER;
    default: return CALLEE_UNKNOWN;
    }
}

static bool is_member(enum callee_kind kind)
{
    return kind == CALLEE_METHOD || kind == CALLEE_CONSTRUCTOR || kind == CALLEE_DESTRUCTOR;
}

/* The class's name without template arguments; NULL where it has none, as lambdas do. */
static const char *class_name(struct unit *unit, CXCursor declaration)
{
    CXCursor class = clang_getCursorSemanticParent(declaration);
    const char *name = cursor_spelling(unit->arena, class);
    return name[0] == '\0' || name[0] == '(' ? NULL : name;
}

const char *function_key(struct unit *unit, CXCursor declaration)
{
    CXCursor template = clang_getSpecializedCursorTemplate(declaration);
    if (!cursor_is_null(template))
        declaration = template;
    const char *usr = cursor_copy(unit->arena, clang_getCursorUSR(declaration));
    if (usr[0] == '\0')
        return NULL;
    if (clang_getCursorLinkage(declaration) == CXLinkage_External)
        return usr;
    CXCursor canonical = clang_getCanonicalCursor(declaration);
    struct position at = position_of_file(unit, clang_getCursorLocation(canonical));
    if (at.file == NULL)
        return usr;
    const char *shown = path_relative(unit->request->shown_from, at.file->path);
    return arena_printf(unit->arena, "%s#%s", shown, usr);
}

const char *function_name(struct unit *unit, CXCursor declaration)
{
    const char *name = cursor_spelling(unit->arena, declaration);
    if (is_member(callee_kind(declaration))) {
        const char *class = class_name(unit, declaration);
        if (class != NULL)
            return arena_printf(unit->arena, "%s::%s", class, name);
    }
    return name;
}

static bool is_system(struct unit *unit, CXCursor declaration, const char *name)
{
    CXSourceLocation location = clang_getCursorLocation(declaration);
    const struct source_file *file = position_of_file(unit, location).file;
    return file == NULL || text_starts_with(name, "__builtin_") ||
           (!file->is_of_project && clang_Location_isInSystemHeader(location));
}

/* Declared by the prelude for want of a real declaration. */
static bool is_stand_in(struct unit *unit, CXCursor declaration)
{
    CXSourceLocation location = clang_getCursorLocation(declaration);
    const struct source_file *file = position_of_file(unit, location).file;
    return file != NULL && text_starts_with(file->path, VIRTUAL_DIRECTORY "/") &&
           !text_ends_with(file->path, "/assert.h");
}

/* Special members that the compiler makes; libclang calls implicit ones defaulted too. */
static bool is_unwritten(CXCursor declaration, enum callee_kind kind)
{
    return (kind == CALLEE_CONSTRUCTOR || kind == CALLEE_DESTRUCTOR) &&
           clang_CXXMethod_isDefaulted(declaration);
}

static void read_facts(struct unit *unit, CXCursor used, struct callee_entry *entry)
{
    CXCursor declaration = entry->declaration;
    struct callee *callee = &entry->callee;
    callee->kind = callee_kind(declaration);
    callee->name = cursor_spelling(unit->arena, declaration);
    callee->is_no_return = callee->kind != CALLEE_UNKNOWN && is_no_return(unit, declaration, used);
    callee->result = cursor_value_type(clang_getCursorResultType(declaration));
    if (callee->kind == CALLEE_POINTER || callee->kind == CALLEE_UNKNOWN) {
        callee->result = TYPE_UNKNOWN;
        return;
    }
    callee->is_undeclared =
        clang_getCanonicalType(clang_getCursorType(declaration)).kind == CXType_FunctionNoProto ||
        is_stand_in(unit, declaration);
    callee->key = function_key(unit, declaration);
    callee->is_system = is_system(unit, declaration, callee->name);
    entry->is_trivial = is_unwritten(declaration, callee->kind);
    if (!is_member(callee->kind))
        return;
    callee->class_name = class_name(unit, declaration);
    if (callee->class_name == NULL) { /* a lambda's class */
        callee->kind = CALLEE_UNKNOWN;
        if (callee->name[0] == '(')
            callee->name = "";
    }
    if (callee->kind == CALLEE_CONSTRUCTOR) {
        callee->name = callee->class_name;
        callee->result = TYPE_OTHER;
    }
}

static size_t find_slot(const struct callee_table *table, CXCursor declaration)
{
    size_t slot = clang_hashCursor(declaration) & (table->capacity - 1);
    while (table->slots[slot] != NULL &&
           !clang_equalCursors(table->slots[slot]->declaration, declaration))
        slot = (slot + 1) & (table->capacity - 1);
    return slot;
}

static void grow(struct unit *unit)
{
    struct callee_table *table = &unit->callees;
    struct callee_table larger = {.count = table->count,
                                  .capacity = table->capacity == 0 ? 256 : 2 * table->capacity};
    larger.slots = arena_alloc(unit->scratch, larger.capacity * sizeof(struct callee_entry *));
    for (size_t i = 0; i < table->capacity; i++)
        if (table->slots[i] != NULL)
            larger.slots[find_slot(&larger, table->slots[i]->declaration)] = table->slots[i];
    *table = larger;
}

/* The entry of the declaration; a new one has is_new set and no facts yet. */
static struct callee_entry *find_entry(struct unit *unit, CXCursor declaration, bool *is_new)
{
    struct callee_table *table = &unit->callees;
    if (2 * table->count >= table->capacity)
        grow(unit);
    CXCursor canonical = clang_getCanonicalCursor(declaration);
    size_t slot = find_slot(table, canonical);
    *is_new = table->slots[slot] == NULL;
    if (*is_new) {
        table->slots[slot] = arena_alloc(unit->scratch, sizeof(struct callee_entry));
        table->slots[slot]->declaration = canonical;
        table->count++;
    }
    return table->slots[slot];
}

const struct callee_entry *callee_of(struct unit *unit, CXCursor declaration)
{
    bool is_new;
    struct callee_entry *entry = find_entry(unit, declaration, &is_new);
    if (is_new)
        read_facts(unit, declaration, entry);
    return entry;
}

static CXCursor find_destructor(struct unit *unit, CXCursor class)
{
    struct cursors members = cursor_children(unit->scratch, class);
    for (size_t i = 0; i < members.count; i++)
        if (clang_getCursorKind(members.items[i]) == CXCursor_Destructor)
            return members.items[i];
    return clang_getNullCursor();
}

/* The entry under the class itself holds the destructor's facts; is_trivial where there is none
 * that counts. */
static void read_destructor(struct unit *unit, CXCursor class, struct callee_entry *entry)
{
    entry->is_trivial = true;
    CXCursor definition = clang_getCursorDefinition(class);
    CXCursor destructor = find_destructor(unit, cursor_is_null(definition) ? class : definition);
    CXCursor template = clang_getSpecializedCursorTemplate(class);
    if (cursor_is_null(destructor) && !cursor_is_null(template))
        destructor = find_destructor(unit, template);
    if (cursor_is_null(destructor))
        return;
    const struct callee_entry *found = callee_of(unit, destructor);
    entry->callee = found->callee;
    entry->is_trivial = found->is_trivial || found->callee.kind != CALLEE_DESTRUCTOR;
}

const struct callee *callee_destructor(struct unit *unit, CXType type)
{
    CXCursor class = cursor_class_of(type);
    if (!unit->is_cplusplus || cursor_is_null(class) ||
        clang_Location_isInSystemHeader(clang_getCursorLocation(class)))
        return NULL;
    bool is_new;
    struct callee_entry *entry = find_entry(unit, class, &is_new);
    if (is_new)
        read_destructor(unit, class, entry);
    return entry->is_trivial ? NULL : &entry->callee;
}
