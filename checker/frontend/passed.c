/* Most functions of a source have nothing to do with errno. One is looked into where its text can
 * name an errno, or where one that is looked into calls it: by that its summary is needed. The rest
 * never leaves libclang. */
#include "frontend/passed.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "frontend/cursor.h"
#include "frontend/lower.h"
#include "frontend/scan.h"
#include "frontend/unit.h"

/* Methods of a class inside of the function may be called from elsewhere; they are only found by
 * looking into it. */
static bool is_class(CXCursor cursor, void *context)
{
    (void)context;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    return kind == CXCursor_StructDecl || kind == CXCursor_ClassDecl || kind == CXCursor_UnionDecl;
}

/* Where the function's text ends: behind the arguments of a macro that makes its end. */
static size_t find_end(struct source_text text, struct extent extent)
{
    struct name name = scan_identifier(text, extent.end);
    if (name.length == 0)
        return extent.end;
    size_t end = extent.end + name.length;
    size_t open = end;
    while (open < text.length && isspace((unsigned char)text.bytes[open]))
        open++;
    return open < text.length && text.bytes[open] == '(' ? scan_matching(text, open) : end;
}

bool passed_can_be(struct unit *unit, CXCursor cursor)
{
    const struct frontend_request *request = unit->request;
    if (request->may_matter == NULL)
        return false;
    struct position name = positions_of(unit, clang_getCursorLocation(cursor)).outer;
    struct extent extent = extent_of(unit, cursor);
    struct source_text text = source_text(unit, extent.file);
    if (text.bytes == NULL || extent.end > text.length)
        return false;
    size_t end = find_end(text, extent);
    if (name.file != extent.file || name.offset < extent.start || name.offset >= end)
        return false; /* its parts stand in several places */
    return !request->may_matter(request->context, text.bytes + extent.start, end - extent.start) &&
           !(unit->is_cplusplus && cursor_any(cursor, is_class, NULL));
}

void passed_add(struct unit *unit, CXCursor cursor, const char *outer, bool is_lowered)
{
    struct passed *passed = &unit->passed;
    struct passed_function *slot = arena_append(unit->scratch, &passed->items, &passed->count,
                                                &passed->capacity, sizeof *slot);
    const char *key = function_key(unit, cursor);
    (void)lower_function_span(unit, cursor); /* its file counts as seen all the same */
    *slot = (struct passed_function){.cursor = cursor,
                                     .outer = outer,
                                     .key = key == NULL ? "" : key,
                                     .order = passed->count,
                                     .is_lowered = is_lowered};
}

static int compare_keys(const void *a, const void *b)
{
    const struct passed_function *left = a, *right = b;
    int keys = strcmp(left->key, right->key);
    return keys != 0 ? keys : (left->order > right->order) - (left->order < right->order);
}

/* The first one whose key is not below this one. */
static size_t find(const struct passed *passed, const char *key)
{
    size_t low = 0, high = passed->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(passed->items[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void lower(struct unit *unit, struct passed_function *passed)
{
    struct program *program = unit->program;
    passed->is_lowered = true;
    size_t first = program->function_count;
    lower_function(unit, passed->cursor, passed->outer);
    for (size_t i = first; i < program->function_count; i++)
        if (program->files[program->functions[i]->at.file].is_of_interest)
            unit->passed.hole_count += program->functions[i]->hole_count;
}

static void lower_called(struct unit *unit, const char *key)
{
    struct passed *passed = &unit->passed;
    for (size_t i = find(passed, key); i < passed->count && strcmp(passed->items[i].key, key) == 0;
         i++) {
        if (!passed->items[i].is_lowered)
            lower(unit, &passed->items[i]);
    }
}

void passed_lower_called(struct unit *unit)
{
    struct passed *passed = &unit->passed;
    const struct program *program = unit->program;
    if (passed->count == 0)
        return;
    qsort(passed->items, passed->count, sizeof *passed->items, compare_keys);
    for (; passed->scanned < program->function_count; passed->scanned++) {
        const struct function *function = program->functions[passed->scanned];
        for (size_t i = 0; i < function->block_count; i++) {
            const struct block *block = function->blocks[i];
            for (size_t j = 0; j < block->op_count; j++)
                if (block->ops[j]->kind == OP_CALL && block->ops[j]->u.call.callee.key != NULL)
                    lower_called(unit, block->ops[j]->u.call.callee.key);
        }
    }
}

void passed_lower_rest(struct unit *unit)
{
    for (size_t i = 0; i < unit->passed.count; i++)
        if (!unit->passed.items[i].is_lowered)
            lower(unit, &unit->passed.items[i]);
}

size_t passed_count(struct unit *unit)
{
    size_t count = 0;
    for (size_t i = 0; i < unit->passed.count; i++) {
        const struct passed_function *function = &unit->passed.items[i];
        uint32_t file = lower_function_span(unit, function->cursor).at.file;
        count += !function->is_lowered && unit->program->files[file].is_of_interest;
    }
    return count;
}

const char *passed_around(struct unit *unit, struct location at)
{
    for (size_t i = 0; i < unit->passed.count; i++) {
        const struct passed_function *function = &unit->passed.items[i];
        struct function_span span = lower_function_span(unit, function->cursor);
        if (!function->is_lowered && span.at.file == at.file && span.at.line <= at.line &&
            at.line <= span.last_line)
            return function_name(unit, function->cursor);
    }
    return NULL;
}
