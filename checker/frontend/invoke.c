/* The command line libclang gets. The compiler has a place, beside libclang, because the driver
 * looks for its own headers from there, and for one without a place in the current directory. Six
 * things are added to the project's own flags. The driver looks for no configuration files of its
 * own, which for a target that it does not know it does in the current directory: a tree must not
 * choose flags. Parsing goes on behind fatal errors and never stops counting them, because a
 * missing header must not hide the rest; warnings are off; and assertions stay on: NDEBUG is
 * undefined last, and <assert.h> is replaced by one that does not ask for it, so that a #define in
 * the source does not remove them either. System headers that were parsed for many sources come
 * from that parse. Nobody looks at what templates are instantiated to: where that can wait for the
 * end of the file it is left out, a quarter of the time for much C++, and an error in an instance
 * hides nothing of the template. */
#include "frontend/invoke.h"

#include <dlfcn.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "frontend/frontend.h"
#include "frontend/unit.h"

static const char ASSERT_HEADER[] =
    "#undef assert\n"
    "#undef assert_perror\n"
    "#ifdef __cplusplus\n"
    "extern \"C\" {\n"
    "#if __cplusplus >= 201103L\n"
    "#define ERRNO_LINT_NOTHROW noexcept(true)\n"
    "#else\n"
    "#define ERRNO_LINT_NOTHROW throw()\n"
    "#endif\n"
    "#else\n"
    "#define ERRNO_LINT_NOTHROW\n"
    "#endif\n"
    "extern void __assert_fail(const char *, const char *, unsigned, const char *)\n"
    "    ERRNO_LINT_NOTHROW __attribute__((__noreturn__));\n"
    "extern void __assert_perror_fail(int, const char *, unsigned, const char *)\n"
    "    ERRNO_LINT_NOTHROW __attribute__((__noreturn__));\n"
    "#ifdef __cplusplus\n"
    "}\n"
    "#define assert(e) (static_cast<bool>(e) ? void(0) \\\n"
    "    : __assert_fail(#e, __FILE_NAME__, __LINE__, __extension__ __PRETTY_FUNCTION__))\n"
    "#define assert_perror(e) (!(e) ? void(0) \\\n"
    "    : __assert_perror_fail((e), __FILE_NAME__, __LINE__, __extension__ __PRETTY_FUNCTION__))\n"
    "#else\n"
    "#define assert(e) ((e) ? (void)0 : __assert_fail(#e, __FILE_NAME__, __LINE__, __func__))\n"
    "#define assert_perror(e) (!(e) ? (void)0 \\\n"
    "    : __assert_perror_fail((e), __FILE_NAME__, __LINE__, __func__))\n"
    "#if !defined static_assert && defined __STDC_VERSION__ && __STDC_VERSION__ < 202311L\n"
    "#define static_assert _Static_assert\n"
    "#endif\n"
    "#endif\n"
    "#undef ERRNO_LINT_NOTHROW\n";

/* Room for all arguments and files of one call. */
struct invocation {
    const char **arguments;
    size_t count;
    struct CXUnsavedFile files[4];
    unsigned file_count;
};

/* What stands first on the command line; the file need not be there. */
static const char *compiler(struct arena *arena)
{
    Dl_info library;
    if (dladdr((void *)clang_createIndex, &library) == 0 || strchr(library.dli_fname, '/') == NULL)
        return "clang";
    return path_join(arena, path_directory(arena, library.dli_fname), "clang");
}

static void add_arguments(struct invocation *invocation, const char *const *arguments, size_t count)
{
    for (size_t i = 0; i < count; i++)
        invocation->arguments[invocation->count++] = arguments[i];
}

static void add_file(struct invocation *invocation, const char *path, const char *text)
{
    invocation->files[invocation->file_count++] =
        (struct CXUnsavedFile){path, text, (unsigned long)strlen(text)};
}

static void add_prelude(struct invocation *invocation, const char *prelude)
{
    static const char *const added[] = {"-include",
                                        PRELUDE,
                                        "-Wno-int-conversion",
                                        "-Wno-implicit-int",
                                        "-Wno-incompatible-function-pointer-types",
                                        "-Wno-return-mismatch"};
    if (prelude == NULL)
        return;
    add_arguments(invocation, added, sizeof added / sizeof *added);
    add_file(invocation, PRELUDE, prelude);
}

static void add_precompiled(struct invocation *invocation,
                            const struct precompiled_headers *precompiled)
{
    if (precompiled == NULL)
        return;
    add_arguments(invocation, (const char *const[]){"-include-pch", precompiled->path}, 2);
    add_file(invocation, SHARED_HEADERS, precompiled->text); /* libclang compares the size */
}

enum CXErrorCode invoke(CXTranslationUnit *handle, CXIndex index, struct arena *scratch,
                        const struct frontend_request *request, unsigned options)
{
    static const char *const added[] = {
        "--no-default-config", "-ferror-limit=0", "-w", "-fno-spell-checking", "-isystem",
        VIRTUAL_DIRECTORY,     "-UNDEBUG"};
    enum { MORE = 16 };
    struct invocation invocation = {
        .arguments = arena_alloc(scratch, (request->flag_count + MORE) * sizeof(const char *))};
    const char *program = compiler(scratch);
    add_arguments(&invocation, &program, 1);
    add_arguments(&invocation, request->flags, request->flag_count);
    const char *directory = arena_printf(scratch, "-working-directory=%s", request->directory);
    add_arguments(&invocation, &directory, 1);
    add_arguments(&invocation, added, sizeof added / sizeof *added);
    add_file(&invocation, VIRTUAL_DIRECTORY "/assert.h", ASSERT_HEADER);
    add_prelude(&invocation, request->prelude);
    add_precompiled(&invocation, request->precompiled);
    if (request->text != NULL)
        add_file(&invocation, request->path, request->text);
    return clang_parseTranslationUnit2FullArgv(
        index, request->path, invocation.arguments, (int)invocation.count, invocation.files,
        invocation.file_count,
        options | CXTranslationUnit_KeepGoing | CXTranslationUnit_DetailedPreprocessingRecord |
            CXTranslationUnit_Incomplete,
        handle);
}
