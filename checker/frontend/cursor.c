/* The only place that walks libclang's tree by callback. One clang_visitChildren per level fills an
 * array, so that the lowering can look at all children of a node before it decides what they are:
 * the C API does not label them. */
#include "frontend/cursor.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"

/* Most nodes have few children: they are gathered on the stack and copied at their exact number. */
enum { FEW_CHILDREN = 16 };

struct collection {
    struct arena *arena;
    bool wants_expressions;
    size_t count, capacity;
    CXCursor few[FEW_CHILDREN];
    CXCursor *many; /* all of them, once they are more; NULL before */
};

static void append(struct collection *collection, size_t *count, CXCursor cursor)
{
    CXCursor *slot = arena_append(collection->arena, &collection->many, count,
                                  &collection->capacity, sizeof *slot);
    *slot = cursor;
}

static void add_many(struct collection *collection, CXCursor cursor)
{
    if (collection->many == NULL) {
        size_t count = 0;
        for (size_t i = 0; i < FEW_CHILDREN; i++)
            append(collection, &count, collection->few[i]);
    }
    append(collection, &collection->count, cursor);
}

static enum CXChildVisitResult collect(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct collection *collection = data;
    if (collection->wants_expressions && !clang_isExpression(clang_getCursorKind(cursor)))
        return CXChildVisit_Continue;
    if (collection->count < FEW_CHILDREN)
        collection->few[collection->count++] = cursor;
    else
        add_many(collection, cursor);
    return CXChildVisit_Continue;
}

static struct cursors gather(struct arena *scratch, CXCursor cursor, bool wants_expressions)
{
    struct collection collection;
    collection.arena = scratch;
    collection.wants_expressions = wants_expressions;
    collection.count = 0;
    collection.capacity = 0;
    collection.many = NULL;
    clang_visitChildren(cursor, collect, &collection);
    struct cursors found = {collection.many, collection.count};
    if (found.items == NULL && found.count > 0) {
        found.items = arena_alloc(scratch, found.count * sizeof(CXCursor));
        memcpy(found.items, collection.few, found.count * sizeof(CXCursor));
    }
    return found;
}

struct cursors cursor_children(struct arena *scratch, CXCursor cursor)
{
    return gather(scratch, cursor, false);
}

struct cursors cursor_operands(struct arena *scratch, CXCursor cursor)
{
    return gather(scratch, cursor, true);
}

bool cursor_is_null(CXCursor cursor)
{
    return clang_Cursor_isNull(cursor) != 0;
}

bool cursor_is_cast(enum CXCursorKind kind)
{
    switch ((int)kind) {
    case CXCursor_CStyleCastExpr:
    case CXCursor_CXXStaticCastExpr:
    case CXCursor_CXXDynamicCastExpr:
    case CXCursor_CXXReinterpretCastExpr:
    case CXCursor_CXXConstCastExpr:
    case CXCursor_CXXFunctionalCastExpr:
    case CXCursor_CXXAddrspaceCastExpr: return true;
    default: return false;
    }
}

struct count {
    size_t count;
    CXCursor last;
};

static enum CXChildVisitResult count_child(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct count *count = data;
    count->count++;
    count->last = cursor;
    return CXChildVisit_Continue;
}

/* The operand that the node only wraps; false when the node means something by itself. */
static bool unwrap(CXCursor *cursor)
{
    enum CXCursorKind kind = clang_getCursorKind(*cursor);
    bool is_cast = cursor_is_cast(kind);
    if (kind == CXCursor_UnaryOperator &&
        clang_getCursorUnaryOperatorKind(*cursor) != CXUnaryOperator_Extension)
        return false;
    if (kind != CXCursor_UnexposedExpr && kind != CXCursor_ParenExpr &&
        kind != CXCursor_UnaryOperator && !is_cast)
        return false;
    struct count children = {0};
    clang_visitChildren(*cursor, count_child, &children);
    if (children.count == 0 || (children.count > 1 && !is_cast) ||
        !clang_isExpression(clang_getCursorKind(children.last)))
        return false;
    *cursor = children.last;
    return true;
}

CXCursor cursor_strip(CXCursor cursor)
{
    while (unwrap(&cursor))
        ;
    return cursor;
}

const char *cursor_copy(struct arena *arena, CXString string)
{
    const char *text = clang_getCString(string);
    const char *copy = arena_strdup(arena, text == NULL ? "" : text);
    clang_disposeString(string);
    return copy;
}

const char *cursor_file_path(struct arena *arena, CXFile file, const char *directory)
{
    const char *name = cursor_copy(arena, clang_getFileName(file));
    if (strstr(name, "/../") != NULL) {
        /* As in /lib/gcc/TARGET/12/../../../../include: text does not tell what .. means where
         * /lib is a link. */
        const char *real = cursor_copy(arena, clang_File_tryGetRealPathName(file));
        name = real[0] == '\0' ? name : real;
    }
    return path_absolute(arena, directory, name);
}

const char *cursor_spelling(struct arena *arena, CXCursor cursor)
{
    return cursor_copy(arena, clang_getCursorSpelling(cursor));
}

struct search {
    bool (*question)(CXCursor cursor, void *context);
    void *context;
    bool is_found;
};

static enum CXChildVisitResult look(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct search *search = data;
    search->is_found = search->question(cursor, search->context);
    return search->is_found ? CXChildVisit_Break : CXChildVisit_Recurse;
}

bool cursor_any(CXCursor cursor, bool (*question)(CXCursor cursor, void *context), void *context)
{
    if (question(cursor, context))
        return true;
    struct search search = {question, context, false};
    clang_visitChildren(cursor, look, &search);
    return search.is_found;
}

bool cursor_evaluate(CXCursor cursor, int64_t *value)
{
    CXEvalResult result = clang_Cursor_Evaluate(cursor);
    if (result == NULL)
        return false;
    bool is_integer = clang_EvalResult_getKind(result) == CXEval_Int;
    if (is_integer && clang_EvalResult_isUnsignedInt(result))
        *value = (int64_t)clang_EvalResult_getAsUnsigned(result);
    else if (is_integer)
        *value = clang_EvalResult_getAsLongLong(result);
    clang_EvalResult_dispose(result);
    return is_integer;
}

static CXType without_reference(CXType type)
{
    type = clang_getCanonicalType(type);
    if (type.kind == CXType_LValueReference || type.kind == CXType_RValueReference)
        type = clang_getCanonicalType(clang_getPointeeType(type));
    return type;
}

enum value_type cursor_value_type(CXType type)
{
    type = without_reference(type);
    switch ((int)type.kind) {
    case CXType_Void: return TYPE_VOID;
    case CXType_Bool: return TYPE_BOOL;
    case CXType_Enum: return TYPE_INTEGER;
    case CXType_Pointer:
    case CXType_NullPtr:
    case CXType_BlockPointer:
    case CXType_MemberPointer: return TYPE_POINTER;
    case CXType_Invalid:
    case CXType_Unexposed:
    case CXType_Dependent: return TYPE_UNKNOWN;
    default: break;
    }
    if (type.kind >= CXType_Char_U && type.kind <= CXType_Int128)
        return TYPE_INTEGER;
    return TYPE_OTHER;
}

CXCursor cursor_class_of(CXType type)
{
    type = without_reference(type);
    if (type.kind != CXType_Record && type.kind != CXType_Unexposed)
        return clang_getNullCursor();
    CXCursor declaration = clang_getTypeDeclaration(type);
    return clang_getCursorKind(declaration) == CXCursor_NoDeclFound ? clang_getNullCursor()
                                                                    : declaration;
}
