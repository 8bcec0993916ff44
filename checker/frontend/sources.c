/* Files are known by libclang's handles; several handles may mean one path, so each is resolved
 * once and remembered. The text is mostly libclang's own buffer, which lives as long as the
 * translation unit. */
#include "frontend/sources.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "frontend/cursor.h"
#include "frontend/unit.h"
#include "program/build.h"

static struct source_file *add_file(struct unit *unit, CXFile handle)
{
    const struct frontend_request *request = unit->request;
    const char *path = cursor_file_path(unit->arena, handle, request->directory);
    struct sources *sources = &unit->sources;
    for (size_t i = 0; i < sources->count; i++)
        if (strcmp(sources->files[i]->path, path) == 0)
            return sources->files[i];
    struct source_file *file = arena_alloc(unit->arena, sizeof *file);
    file->handle = handle;
    file->path = path;
    file->is_of_interest = request->is_of_interest(request->context, path);
    file->is_of_project = file->is_of_interest || request->is_of_project(request->context, path);
    struct source_file **slot = arena_append(unit->scratch, &sources->files, &sources->count,
                                             &sources->capacity, sizeof(struct source_file *));
    *slot = file;
    return file;
}

struct source_file *sources_find(struct unit *unit, CXFile handle)
{
    if (handle == NULL)
        return NULL;
    size_t slot = ((uintptr_t)handle >> 4) % SOURCE_CACHE;
    if (unit->sources.cache[slot].handle != handle) {
        unit->sources.cache[slot].file = add_file(unit, handle);
        unit->sources.cache[slot].handle = handle;
    }
    return unit->sources.cache[slot].file;
}

/* For what was precompiled libclang loads far too much when it is asked for a file. */
static bool is_precompiled(const struct unit *unit, const struct source_file *file)
{
    const struct precompiled_headers *precompiled = unit->request->precompiled;
    for (size_t i = 0; precompiled != NULL && i < precompiled->file_count; i++)
        if (strcmp(precompiled->files[i], file->path) == 0)
            return true;
    return false;
}

/* The text as it is on the disk. */
static bool read_text(struct unit *unit, struct source_file *file)
{
    enum { LARGEST = 16 * 1024 * 1024 };
    char *bytes;
    if (!file_read(&bytes, &file->text.length, unit->scratch, file->path, LARGEST, NULL))
        return false;
    file->text.bytes = bytes;
    return true;
}

static bool is_system(const struct unit *unit, const struct source_file *file)
{
    if (file->is_of_project)
        return false;
    return is_precompiled(unit, file) || clang_Location_isInSystemHeader(clang_getLocationForOffset(
                                             unit->handle, file->handle, 0)) != 0;
}

struct source_text source_text(struct unit *unit, struct source_file *file)
{
    if (file == NULL)
        return (struct source_text){NULL, 0};
    if (!file->is_read) {
        file->is_read = true;
        if (!is_precompiled(unit, file) || !read_text(unit, file))
            file->text.bytes =
                clang_getFileContents(unit->handle, file->handle, &file->text.length);
    }
    return file->text;
}

/* libclang is asked for offsets alone: it finds lines by a search of its own, which costs more than
 * the rest. */
static struct position ask(struct unit *unit, CXSourceLocation location,
                           void (*locate)(CXSourceLocation location, CXFile *file, unsigned *line,
                                          unsigned *column, unsigned *offset))
{
    CXFile file;
    unsigned offset;
    locate(location, &file, NULL, NULL, &offset);
    return (struct position){sources_find(unit, file), offset};
}

struct position position_of_file(struct unit *unit, CXSourceLocation location)
{
    return ask(unit, location, clang_getFileLocation);
}

struct position position_of_expansion(struct unit *unit, CXSourceLocation location)
{
    return ask(unit, location, clang_getExpansionLocation);
}

struct known_location *sources_locate(struct unit *unit, CXSourceLocation location)
{
    struct known_location *known = &unit->sources.locations[location.int_data % LOCATION_CACHE];
    if (known->is_valid && clang_equalLocations(known->location, location))
        return known;
    struct positions found;
    found.spelled = ask(unit, location, clang_getSpellingLocation);
    found.outer = ask(unit, location, clang_getExpansionLocation);
    found.at = position_equal(found.spelled, found.outer)
                   ? found.outer
                   : ask(unit, location, clang_getFileLocation);
    known->is_valid = true;
    known->has_origin = false;
    known->location = location;
    known->positions = found;
    return known;
}

struct positions positions_of(struct unit *unit, CXSourceLocation location)
{
    return sources_locate(unit, location)->positions;
}

static void index_lines(struct unit *unit, struct source_file *file)
{
    struct source_text text = source_text(unit, file);
    size_t start = 0;
    do {
        size_t *line = arena_append(unit->scratch, &file->lines, &file->line_count,
                                    &file->line_capacity, sizeof *line);
        *line = start;
        const char *end =
            text.bytes == NULL ? NULL : memchr(text.bytes + start, '\n', text.length - start);
        start = end == NULL ? text.length + 1 : (size_t)(end - text.bytes) + 1;
    } while (start <= text.length);
}

unsigned position_line(struct unit *unit, struct position position, unsigned *column)
{
    struct source_file *file = position.file;
    *column = 0;
    if (file == NULL || source_text(unit, file).bytes == NULL)
        return 0;
    if (file->lines == NULL)
        index_lines(unit, file);
    size_t low = 0, high = file->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (file->lines[middle] <= position.offset)
            low = middle;
        else
            high = middle;
    }
    *column = (unsigned)(position.offset - file->lines[low]) + 1;
    return (unsigned)low + 1;
}

struct location position_location(struct unit *unit, struct position position)
{
    struct source_file *file = position.file;
    if (file == NULL)
        return (struct location){0, 0, 0};
    if (!file->is_numbered) {
        const char *shown = path_relative(unit->request->shown_from, file->path);
        file->number = program_add_file(unit->program, shown);
        file->is_numbered = true;
        struct program_file *shown_file = &unit->program->files[file->number];
        shown_file->is_of_interest = file->is_of_interest;
        if (file->is_of_project && unit->request->place_in_project != NULL)
            shown_file->place = arena_strdup(
                unit->arena, unit->request->place_in_project(unit->request->context, file->path));
        shown_file->is_system = is_system(unit, file);
    }
    unsigned column, line = position_line(unit, position, &column);
    return (struct location){file->number, line, column};
}

bool position_equal(struct position a, struct position b)
{
    return a.file == b.file && a.offset == b.offset;
}

struct name position_identifier(struct unit *unit, struct position position)
{
    return scan_identifier(source_text(unit, position.file), position.offset);
}

struct define position_define(struct unit *unit, struct position position)
{
    return scan_define(source_text(unit, position.file), position.offset);
}

struct position position_of_keyword(struct unit *unit, CXCursor cursor)
{
    return positions_of(unit, clang_getRangeStart(clang_getCursorExtent(cursor))).spelled;
}

struct extent extent_of(struct unit *unit, CXCursor cursor)
{
    CXSourceRange range = clang_getCursorExtent(cursor);
    struct position start = positions_of(unit, clang_getRangeStart(range)).at;
    struct position end = position_of_file(unit, clang_getRangeEnd(range));
    struct extent extent = {start.file, start.offset, end.offset};
    if (end.file != start.file || extent.end < extent.start)
        extent.end = extent.start;
    return extent;
}

enum { SHOWN_TEXT = 60 };

const char *text_of(struct unit *unit, CXCursor cursor)
{
    CXSourceRange range = clang_getCursorExtent(cursor);
    struct positions first = positions_of(unit, clang_getRangeStart(range));
    if (!position_equal(first.spelled, first.outer))
        return NULL;
    struct positions last = positions_of(unit, clang_getRangeEnd(range));
    struct position start = first.at, end = last.at;
    struct source_text source = source_text(unit, start.file);
    if (!position_equal(last.spelled, last.outer) || source.bytes == NULL ||
        end.file != start.file || end.offset > source.length || end.offset <= start.offset)
        return NULL;
    char shown[SHOWN_TEXT + 4];
    size_t length = 0;
    bool is_cut = false;
    for (size_t i = start.offset; i < end.offset && !is_cut; i++) {
        char c = source.bytes[i];
        bool is_space = c == ' ' || (c >= '\t' && c <= '\r');
        if (is_space && length > 0 && shown[length - 1] == ' ')
            continue;
        is_cut = length == SHOWN_TEXT;
        if (!is_cut)
            shown[length++] = is_space ? ' ' : c;
    }
    if (is_cut) {
        memcpy(shown + length, "...", 3);
        length += 3;
    }
    return arena_copy(unit->arena, shown, length);
}
