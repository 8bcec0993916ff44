/* One parse, from a request to a result: libclang is called, and what it has read is asked for. */
#include "frontend/frontend.h"

#include <clang-c/Index.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "frontend/cursor.h"
#include "frontend/diagnostics.h"
#include "frontend/hidden.h"
#include "frontend/inactive.h"
#include "frontend/inclusions.h"
#include "frontend/invoke.h"
#include "frontend/mute.h"
#include "frontend/stack.h"
#include "frontend/stand_ins.h"
#include "frontend/unit.h"
#include "program/build.h"

struct frontend {
    CXIndex index;
    struct frontend_cost cost;
};

bool frontend_open(struct frontend **frontend, struct arena *arena, struct error *error)
{
    *frontend = arena_alloc(arena, sizeof **frontend);
    setenv("LIBCLANG_NOTHREADS", "1", 1); /* a thread of libclang's own has a small stack */
    (*frontend)->index = clang_createIndex(true, false); /* without what was precompiled */
    return (*frontend)->index != NULL || error_set(error, "libclang gives no index");
}

void frontend_close(struct frontend *frontend)
{
    clang_disposeIndex(frontend->index);
}

CXIndex frontend_index(struct frontend *frontend)
{
    return frontend->index;
}

struct frontend_cost frontend_cost(const struct frontend *frontend)
{
    return frontend->cost;
}

const char *frontend_version(struct arena *arena)
{
    return cursor_copy(arena, clang_getClangVersion());
}

/* Whether libclang finds <stddef.h> without any flags; its own headers come as a package of their
 * own. */
static bool has_compiler_headers(struct frontend *frontend)
{
    static const char text[] = "#include <stddef.h>\nsize_t size;\n";
    struct CXUnsavedFile file = {VIRTUAL_DIRECTORY "/probe.c", text, sizeof text - 1};
    CXTranslationUnit handle = NULL;
    if (clang_parseTranslationUnit2(frontend->index, file.Filename, NULL, 0, &file, 1,
                                    CXTranslationUnit_None, &handle) != CXError_Success)
        return false;
    bool is_found = clang_getNumDiagnostics(handle) == 0;
    clang_disposeTranslationUnit(handle);
    return is_found;
}

static const char *failure_text(enum CXErrorCode code)
{
    switch (code) {
    case CXError_Success: return "the parser gives no result";
    case CXError_Crashed: return "the parser crashed or had no memory left";
    case CXError_InvalidArguments: return "the parser refuses the flags";
    case CXError_ASTReadError: return "the parser cannot use the flags";
    case CXError_Failure: break;
    }
    return "the parser cannot read it with these flags";
}

static void count_holes(struct frontend_result *result, struct unit *unit)
{
    const struct program *program = result->program;
    size_t holes = 0;
    for (size_t i = 0; i < program->function_count; i++)
        if (program->files[program->functions[i]->at.file].is_of_interest) {
            holes += program->functions[i]->hole_count;
            result->function_count++;
        }
    result->called_hole_count = unit->passed.hole_count;
    result->hole_count = holes - unit->passed.hole_count;
    result->function_count += passed_count(unit);
}

/* Whether any of the text that is to be judged speaks of errno. */
static bool speaks_of_errno(struct unit *unit)
{
    for (size_t i = 0; i < unit->sources.count; i++) {
        struct source_file *file = unit->sources.files[i];
        if (!file->is_of_interest)
            continue;
        struct source_text text = source_text(unit, file);
        if (text.bytes != NULL && memmem(text.bytes, text.length, "errno", strlen("errno")) != NULL)
            return true;
    }
    return false;
}

static void propose_prelude(struct frontend_result *result, struct unit *unit)
{
    if (unit->request->prelude != NULL || result->error_count == 0 || !speaks_of_errno(unit))
        return;
    struct text prelude;
    text_init(&prelude, unit->arena);
    result->stand_in_count = stand_ins_write(&prelude, unit);
    if (result->stand_in_count == 0)
        return;
    result->prelude = text_get(&prelude);
    result->tells_ends = strstr(result->prelude, "__noreturn__") != NULL;
    result->hides_what_matters = hidden_can_matter(unit, result->tells_ends);
}

/* The last -x decides, else the extension; the command line has it as `-x c++` or `-xc++`. */
bool frontend_is_cplusplus(const struct frontend_request *request)
{
    const char *language = NULL;
    for (size_t i = 0; i < request->flag_count; i++) {
        const char *flag = request->flags[i];
        if (!text_starts_with(flag, "-x"))
            continue;
        bool is_apart = flag[2] == '\0' && i + 1 < request->flag_count;
        language = is_apart ? request->flags[i + 1] : flag + 2;
    }
    if (language != NULL && language[0] != '\0')
        return text_starts_with(language, "c++");
    return strcmp(path_extension(request->path), "c") != 0;
}

static bool read_unit(struct frontend_result *result, struct frontend *frontend, struct unit *unit,
                      struct error *error)
{
    const char *path = unit->request->path;
    CXFile source = clang_getFile(unit->handle, path);
    size_t size; /* a source beyond some 2 GiB is silently taken for nothing */
    if (source == NULL || clang_getFileContents(unit->handle, source, &size) == NULL)
        return error_set(error, "%s: the parser cannot read it", path);
    unit->is_cplusplus = frontend_is_cplusplus(unit->request);
    diagnostics_read(unit, result);
    result->remaining_errors = result->error_count;
    inclusions_read(unit, result, VIRTUAL_DIRECTORY);
    unit_lower(unit);
    inactive_read(unit, result);
    result->program = unit->program;
    result->lacks_compiler_headers =
        diagnostics_lack_compiler_header(result) && !has_compiler_headers(frontend);
    count_holes(result, unit);
    propose_prelude(result, unit);
    if (unit->request->wants_all)
        unit_lower_rest(unit);
    return true;
}

/* One parse from request to result, for stack_run(). */
struct job {
    struct frontend_result *result;
    struct frontend *frontend;
    struct arena *arena;
    const struct frontend_request *request;
    struct error *error;
    bool is_done;
};

/* What was precompiled may not go together with the flags after all. */
static enum CXErrorCode parse(CXTranslationUnit *handle, const struct job *job,
                              struct arena *scratch)
{
    struct frontend_request request = *job->request;
    enum CXErrorCode code = invoke(handle, job->frontend->index, scratch, &request, 0);
    if (request.precompiled == NULL || (code == CXError_Success && *handle != NULL))
        return code;
    request.precompiled = NULL;
    return invoke(handle, job->frontend->index, scratch, &request, 0);
}

static void parse_and_read(void *context)
{
    struct job *job = context;
    struct frontend_cost *cost = &job->frontend->cost;
    struct arena scratch;
    arena_init(&scratch);
    CXTranslationUnit handle = NULL;
    double start = clock_used();
    int kept = mute();
    enum CXErrorCode code = parse(&handle, job, &scratch);
    unmute(kept);
    double parsed = clock_used();
    cost->parses++;
    cost->parsing += parsed - start;
    if (code == CXError_Success && handle != NULL) {
        struct unit *unit = arena_alloc(&scratch, sizeof *unit);
        unit->request = job->request;
        unit->handle = handle;
        unit->arena = job->arena;
        unit->scratch = &scratch;
        unit->program = program_create(job->arena);
        job->is_done = read_unit(job->result, job->frontend, unit, job->error);
    } else {
        error_set(job->error, "%s: %s", job->request->path, failure_text(code));
    }
    cost->lowering += clock_used() - parsed;
    if (handle != NULL)
        clang_disposeTranslationUnit(handle);
    arena_release(&scratch);
}

bool frontend_parse(struct frontend_result *result, struct frontend *frontend, struct arena *arena,
                    const struct frontend_request *request, struct error *error)
{
    *result = (struct frontend_result){0};
    if (!file_is_regular(request->path))
        return error_set(error, "%s: no such file", request->path);
    struct job job = {result, frontend, arena, request, error, false};
    if (!stack_run(parse_and_read, &job))
        return error_set(error, "%s: no thread to read it in", request->path);
    return job.is_done;
}
