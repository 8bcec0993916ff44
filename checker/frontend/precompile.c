/* The headers are parsed as one header file that only includes them. A header that brings an error
 * here, say because it does not go together with one before it, is left out: a source that includes
 * it then parses it as it always did. */
#include "frontend/precompile.h"

#include <clang-c/Index.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "frontend/cursor.h"
#include "frontend/frontend.h"
#include "frontend/invoke.h"
#include "frontend/mute.h"
#include "frontend/stack.h"

enum { TRIES = 6 };

struct work {
    struct frontend *frontend;
    struct arena *arena;
    const struct frontend_request *request; /* with a path and a text of its own */
    struct inclusions *inclusions;
    const char **names; /* by line of the text; NULL: nothing is written */
    size_t name_count;
    const char *output;
    CXTranslationUnit handle;       /* to be written there */
    const struct inclusions *files; /* NULL: the next is not wanted */
    const char *things;
    bool has_errors, is_done;
};

/* NULL where it is no real file. */
static const char *path_of(struct work *work, CXFile file)
{
    if (file == NULL)
        return NULL;
    const char *path = cursor_file_path(work->arena, file, work->request->directory);
    return text_starts_with(path, VIRTUAL_DIRECTORY "/") ? NULL : path;
}

static void note_inclusions(struct work *work, struct arena *scratch, CXTranslationUnit handle)
{
    struct cursors cursors = cursor_children(scratch, clang_getTranslationUnitCursor(handle));
    struct inclusions *inclusions = work->inclusions;
    for (size_t i = 0; i < cursors.count; i++) {
        if (clang_getCursorKind(cursors.items[i]) != CXCursor_InclusionDirective)
            continue;
        CXFile from;
        clang_getFileLocation(clang_getCursorLocation(cursors.items[i]), &from, NULL, NULL, NULL);
        const char *to = path_of(work, clang_getIncludedFile(cursors.items[i]));
        if (to == NULL)
            continue;
        struct inclusion *inclusion =
            arena_append(work->arena, &inclusions->items, &inclusions->count, &inclusions->capacity,
                         sizeof *inclusion);
        *inclusion = (struct inclusion){path_of(work, from), to,
                                        cursor_spelling(work->arena, cursors.items[i])};
    }
}

/* Where a file was first entered from: its line in the text. */
struct entry {
    CXFile file;
    unsigned line; /* 0 = it is the text */
};

static void find_line(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    struct entry *entry = data;
    if (depth > 0 && clang_File_isEqual(file, entry->file))
        clang_getFileLocation(stack[depth - 1], NULL, &entry->line, NULL, NULL);
}

/* Takes the headers out that errors lie in. */
static void drop_errors(struct work *work, CXTranslationUnit handle)
{
    unsigned count = clang_getNumDiagnostics(handle);
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(handle, i);
        struct entry entry = {0};
        if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error) {
            unsigned line = 0;
            clang_getFileLocation(clang_getDiagnosticLocation(diagnostic), &entry.file, &line, NULL,
                                  NULL);
            if (entry.file != NULL)
                clang_getInclusions(handle, find_line, &entry);
            line = entry.line > 0 ? entry.line : line;
            if (line > 0 && line <= work->name_count)
                work->names[line - 1] = NULL;
            work->has_errors = true;
        }
        clang_disposeDiagnostic(diagnostic);
    }
}

/* A declaration or macro as a source can see it: by its kind and name. NULL where there is nothing
 * to see: an #include, what is only announced, and the headers' own switches. */
static const char *describe(struct arena *scratch, CXCursor cursor)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    bool is_type = kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl ||
                   kind == CXCursor_ClassDecl || kind == CXCursor_EnumDecl;
    if (kind == CXCursor_InclusionDirective || kind == CXCursor_MacroExpansion ||
        (is_type && !clang_isCursorDefinition(cursor)))
        return NULL;
    const char *name = cursor_spelling(scratch, cursor);
    if (kind == CXCursor_MacroDefinition && name[0] == '_')
        return NULL;
    return arena_printf(scratch, "%d %s\n", (int)kind, name);
}

/* Things that come out of the wanted files. */
struct listing {
    struct work *work;
    struct arena *scratch;
    const char **things;
    size_t count, capacity;
    CXFile last; /* the file looked at last, and whether it is wanted */
    bool is_wanted;
};

static bool is_wanted(struct listing *listing, CXCursor cursor)
{
    CXFile file;
    clang_getFileLocation(clang_getCursorLocation(cursor), &file, NULL, NULL, NULL);
    if (file == NULL)
        return false;
    if (listing->last != NULL && clang_File_isEqual(file, listing->last))
        return listing->is_wanted;
    const struct inclusions *files = listing->work->files;
    const char *path = path_of(listing->work, file);
    listing->last = file;
    listing->is_wanted = false;
    for (size_t i = 0; i < files->count && path != NULL && !listing->is_wanted; i++)
        listing->is_wanted = strcmp(path, files->items[i].to) == 0;
    return listing->is_wanted;
}

/* Whether a header stands inside of another one's extern "C" depends on who includes it first. */
static void list_below(struct listing *listing, CXCursor parent)
{
    struct cursors cursors = cursor_children(listing->scratch, parent);
    for (size_t i = 0; i < cursors.count; i++) {
        if (clang_getCursorKind(cursors.items[i]) == CXCursor_LinkageSpec) {
            list_below(listing, cursors.items[i]);
            continue;
        }
        const char *thing = is_wanted(listing, cursors.items[i])
                                ? describe(listing->scratch, cursors.items[i])
                                : NULL;
        if (thing != NULL)
            *(const char **)arena_append(listing->scratch, &listing->things, &listing->count,
                                         &listing->capacity, sizeof *listing->things) = thing;
    }
}

/* Each thing once, in an order that is not that in which it was met. */
static const char *list_things(struct work *work, struct arena *scratch, CXTranslationUnit handle)
{
    struct listing listing = {.work = work, .scratch = scratch};
    list_below(&listing, clang_getTranslationUnitCursor(handle));
    if (listing.count > 1)
        qsort(listing.things, listing.count, sizeof *listing.things, text_compare_pointers);
    struct text list;
    text_init(&list, work->arena);
    for (size_t i = 0; i < listing.count; i++)
        if (i == 0 || strcmp(listing.things[i], listing.things[i - 1]) != 0)
            text_add(&list, listing.things[i]);
    return text_get(&list);
}

static void parse(void *context)
{
    struct work *work = context;
    struct arena scratch;
    arena_init(&scratch);
    CXTranslationUnit handle = NULL;
    unsigned options = work->output == NULL ? CXTranslationUnit_SkipFunctionBodies
                                            : CXTranslationUnit_ForSerialization;
    int kept = mute();
    enum CXErrorCode code =
        invoke(&handle, frontend_index(work->frontend), &scratch, work->request, options);
    if (code == CXError_Success && handle != NULL) {
        if (work->files != NULL)
            work->things = list_things(work, &scratch, handle);
        else
            note_inclusions(work, &scratch, handle);
        if (work->output != NULL)
            drop_errors(work, handle);
        work->is_done = !work->has_errors;
        if (work->output != NULL && work->is_done)
            work->handle = handle;
        else
            clang_disposeTranslationUnit(handle);
    }
    unmute(kept);
    arena_release(&scratch);
}

/* Not in the thread that has parsed: when libclang writes it gives the thread another stack for
 * signals, which AddressSanitizer then takes for its own. */
static bool save(struct work *work)
{
    int kept = mute();
    bool is_saved = clang_saveTranslationUnit(work->handle, work->output, 0) == CXSaveError_None;
    clang_disposeTranslationUnit(work->handle);
    unmute(kept);
    return is_saved;
}

/* The request for a header: the last -x decides. */
static struct frontend_request for_text(struct arena *arena, const struct frontend_request *request,
                                        const char *text)
{
    const char **flags = arena_alloc(arena, (request->flag_count + 2) * sizeof *flags);
    if (request->flag_count > 0)
        memcpy(flags, request->flags, request->flag_count * sizeof *flags);
    flags[request->flag_count] = "-x";
    flags[request->flag_count + 1] = frontend_is_cplusplus(request) ? "c++-header" : "c-header";
    struct frontend_request header = *request;
    header.path = SHARED_HEADERS;
    header.text = text;
    header.flags = flags;
    header.flag_count += 2;
    return header;
}

bool precompile_probe(struct inclusions *inclusions, struct frontend *frontend, struct arena *arena,
                      const struct frontend_request *request)
{
    struct frontend_request header = for_text(arena, request, request->text);
    *inclusions = (struct inclusions){0};
    struct work work = {
        .frontend = frontend, .arena = arena, .request = &header, .inclusions = inclusions};
    return stack_run(parse, &work) && work.is_done;
}

const char *precompile_list(struct frontend *frontend, struct arena *arena,
                            const struct frontend_request *request, const struct inclusions *files)
{
    struct frontend_request header = for_text(arena, request, request->text);
    struct work work = {.frontend = frontend, .arena = arena, .request = &header, .files = files};
    return stack_run(parse, &work) && work.is_done ? work.things : NULL;
}

const char *precompile_text(struct arena *arena, const char *const *names, size_t count)
{
    struct text text;
    text_init(&text, arena);
    for (size_t i = 0; i < count; i++)
        text_printf(&text, "#include <%s>\n", names[i]);
    return text_get(&text);
}

bool precompile_write(struct inclusions *inclusions, const char **names, size_t *name_count,
                      struct frontend *frontend, struct arena *arena,
                      const struct frontend_request *request, const char *output)
{
    for (int i = 0; i < TRIES; i++) {
        if (*name_count == 0)
            return false;
        struct frontend_request header =
            for_text(arena, request, precompile_text(arena, names, *name_count));
        *inclusions = (struct inclusions){0};
        struct work work = {.frontend = frontend,
                            .arena = arena,
                            .request = &header,
                            .inclusions = inclusions,
                            .names = names,
                            .name_count = *name_count,
                            .output = output};
        if (!stack_run(parse, &work))
            return false;
        if (work.is_done)
            return save(&work);
        size_t kept = 0;
        for (size_t j = 0; j < *name_count; j++)
            if (names[j] != NULL)
                names[kept++] = names[j];
        if (kept == *name_count)
            return false; /* no header is to blame */
        *name_count = kept;
    }
    return false;
}
