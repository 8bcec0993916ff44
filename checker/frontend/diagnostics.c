/* Diagnostics of severity error. libclang gives a missing header no kind of its own, so its message
 * is read. */
#include "frontend/diagnostics.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "frontend/cursor.h"
#include "frontend/stand_ins.h"
#include "frontend/unit.h"

struct lists {
    struct missing_header *missing;
    size_t missing_count, missing_capacity;
    struct error_line *errors; /* as many as result->error_count */
    size_t error_capacity;
};

/* 'NAME' file not found */
static const char *missing_name(struct unit *unit, const char *message)
{
    static const char ending[] = "' file not found";
    size_t length = strlen(message), tail = strlen(ending);
    if (length < tail + 2 || message[0] != '\'' || !text_ends_with(message, ending))
        return NULL;
    return arena_copy(unit->arena, message + 1, length - tail - 1);
}

static void note_missing(struct unit *unit, struct lists *lists, const char *name,
                         struct position at)
{
    unsigned column;
    struct missing_header *header =
        arena_append(unit->arena, &lists->missing, &lists->missing_count, &lists->missing_capacity,
                     sizeof *header);
    *header = (struct missing_header){name, at.file->path, position_line(unit, at, &column)};
}

static void note_error(struct unit *unit, struct frontend_result *result, struct lists *lists,
                       const char *message, struct position at)
{
    struct source_file *file = at.file;
    struct error_mark *mark = arena_append(unit->scratch, &file->errors, &file->error_count,
                                           &file->error_capacity, sizeof *mark);
    mark->offset = at.offset;
    if (!file->is_of_interest)
        return;
    unsigned column;
    struct error_line *line = arena_append(unit->arena, &lists->errors, &result->error_count,
                                           &lists->error_capacity, sizeof *line);
    *line = (struct error_line){path_relative(unit->request->shown_from, file->path),
                                position_line(unit, at, &column)};
    if (result->error_count == 1)
        result->first_error =
            arena_printf(unit->arena, "%s:%u: %s", line->file, line->line, message);
}

/* What C++17 and C++20 took out of the language, or put in its way. */
static bool is_about_older_language(const char *message)
{
    static const char *const PARTS[] = {"ISO C++17 does not allow",
                                        "reference to 'byte' is ambiguous", "char8_t",
                                        "use of overloaded operator '==' is ambiguous",
                                        "use of overloaded operator '!=' is ambiguous"};
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
        if (strstr(message, PARTS[i]) != NULL)
            return true;
    return false;
}

static int by_offset(const void *a, const void *b)
{
    const struct error_mark *left = a, *right = b;
    return (left->offset > right->offset) - (left->offset < right->offset);
}

static void read_one(struct unit *unit, struct frontend_result *result, struct lists *lists,
                     CXDiagnostic diagnostic)
{
    if (clang_getDiagnosticSeverity(diagnostic) < CXDiagnostic_Error)
        return;
    struct position at = position_of_file(unit, clang_getDiagnosticLocation(diagnostic));
    if (at.file == NULL) /* about an option */
        return;
    unit->has_errors = true;
    const char *message = cursor_copy(unit->scratch, clang_getDiagnosticSpelling(diagnostic));
    const char *missing = missing_name(unit, message);
    if (missing != NULL)
        note_missing(unit, lists, missing, at);
    result->is_older_language = result->is_older_language || is_about_older_language(message);
    stand_ins_note(unit, message, at.file, at.offset);
    if (unit->request->prelude == NULL ||
        !stand_ins_is_plain_call(unit, message, at.file, at.offset))
        note_error(unit, result, lists, message, at);
}

void diagnostics_read(struct unit *unit, struct frontend_result *result)
{
    struct lists lists = {0};
    unsigned count = clang_getNumDiagnostics(unit->handle);
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit->handle, i);
        read_one(unit, result, &lists, diagnostic);
        clang_disposeDiagnostic(diagnostic);
    }
    for (size_t i = 0; i < unit->sources.count; i++) {
        struct source_file *file = unit->sources.files[i];
        if (file->error_count > 0)
            qsort(file->errors, file->error_count, sizeof *file->errors, by_offset);
    }
    result->missing = lists.missing;
    result->missing_count = lists.missing_count;
    result->error_lines = lists.errors;
}

bool diagnostics_lack_compiler_header(const struct frontend_result *result)
{
    static const char *const names[] = {"float.h",  "limits.h", "stdarg.h",   "stdbool.h",
                                        "stddef.h", "stdint.h", "stdalign.h", "stdnoreturn.h"};
    for (size_t i = 0; i < result->missing_count; i++)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (strcmp(result->missing[i].name, names[k]) == 0)
                return true;
    return false;
}
