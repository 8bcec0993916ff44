/* An allow-list. The flags come from a compile database that may be part of a pull request, and a
 * compiler has flags that write files (-MF), load code (-fplugin=) or obey further files
 * (--config). A list of those to refuse would always be one release behind, so only flags that
 * change how source text is read get through. */
#include "project/flags.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "project/paths.h"

enum shape {
    ALONE,     /* the flag is the whole word */
    JOINED,    /* the value follows in the same word */
    SEPARATE,  /* the value is the next word */
    EITHER,    /* JOINED or SEPARATE */
    JOINED_EQ, /* JOINED behind '=', or SEPARATE */
};

enum meaning {
    PLAIN,     /* passes as it is */
    DIRECTORY, /* a path, made absolute */
    INCLUDED,  /* a file to include first */
    MACRO,     /* -D */
    STANDARD,  /* -std, checked */
    TARGET,    /* a machine's name, checked */
    REFUSED,   /* dropped with its value */
};

struct flag {
    const char *name;
    enum shape shape;
    enum meaning meaning;
};

/* Sorted by need: where one name begins another, the longer one comes first. */
static const struct flag FLAGS[] = {
    {"-D", EITHER, MACRO},
    {"-U", EITHER, PLAIN},
    {"-I", EITHER, DIRECTORY},
    {"-isystem", EITHER, DIRECTORY},
    {"-iquote", EITHER, DIRECTORY},
    {"-idirafter", EITHER, DIRECTORY},
    {"-isysroot", EITHER, DIRECTORY},
    {"-cxx-isystem", EITHER, DIRECTORY},
    {"-include-pch", SEPARATE, REFUSED},
    {"-include", SEPARATE, INCLUDED},
    {"--include", JOINED_EQ, INCLUDED},
    {"-imacros", SEPARATE, INCLUDED},
    {"--sysroot", JOINED_EQ, DIRECTORY},
    {"--gcc-toolchain", JOINED_EQ, DIRECTORY},
    {"-std=", JOINED, STANDARD},
    {"--std=", JOINED, STANDARD},
    {"-x", EITHER, REFUSED},
    {"--language", JOINED_EQ, REFUSED},
    {"-target", SEPARATE, TARGET},
    {"--target=", JOINED, TARGET},
    {"-stdlib=", JOINED, PLAIN},
    {"-fopenmp=", JOINED, PLAIN},
    {"-fconstexpr-depth=", JOINED, PLAIN},
    {"-fconstexpr-steps=", JOINED, PLAIN},
    {"-ftemplate-depth=", JOINED, PLAIN},
    {"-m32", ALONE, PLAIN},
    {"-m64", ALONE, PLAIN},
    {"-mx32", ALONE, PLAIN},
    {"-ansi", ALONE, PLAIN},
    {"-trigraphs", ALONE, PLAIN},
    {"-nostdinc", ALONE, PLAIN},
    {"-nostdinc++", ALONE, PLAIN},
    {"-nostdlibinc", ALONE, PLAIN},
    {"-undef", ALONE, PLAIN},
    {"-pthread", ALONE, PLAIN},
    {"-fopenmp", ALONE, PLAIN},
    {"-fopenmp-simd", ALONE, PLAIN},
    {"-fsigned-char", ALONE, PLAIN},
    {"-funsigned-char", ALONE, PLAIN},
    {"-fno-signed-char", ALONE, PLAIN},
    {"-fno-unsigned-char", ALONE, PLAIN},
    {"-fshort-enums", ALONE, PLAIN},
    {"-fno-short-enums", ALONE, PLAIN},
    {"-fshort-wchar", ALONE, PLAIN},
    {"-fms-extensions", ALONE, PLAIN},
    {"-fno-ms-extensions", ALONE, PLAIN},
    {"-fblocks", ALONE, PLAIN},
    {"-fgnu89-inline", ALONE, PLAIN},
    {"-fgnu-keywords", ALONE, PLAIN},
    {"-fno-gnu-keywords", ALONE, PLAIN},
    {"-fasm", ALONE, PLAIN},
    {"-fno-asm", ALONE, PLAIN},
    {"-fexceptions", ALONE, PLAIN},
    {"-fno-exceptions", ALONE, PLAIN},
    {"-frtti", ALONE, PLAIN},
    {"-fno-rtti", ALONE, PLAIN},
    {"-fcoroutines", ALONE, PLAIN},
    {"-fchar8_t", ALONE, PLAIN},
    {"-fno-char8_t", ALONE, PLAIN},
    {"-fsized-deallocation", ALONE, PLAIN},
    {"-faligned-allocation", ALONE, PLAIN},
    {"-fno-operator-names", ALONE, PLAIN},
    {"-fdollars-in-identifiers", ALONE, PLAIN},
    {"-ffreestanding", ALONE, PLAIN},
    {"-fhosted", ALONE, PLAIN},
    {"-fno-builtin", ALONE, PLAIN},
    {"-fPIC", ALONE, PLAIN},
    {"-fpic", ALONE, PLAIN},
    {"-fPIE", ALONE, PLAIN},
    {"-fpie", ALONE, PLAIN},
    /* Known only to skip their values, which could look like flags. */
    {"-o", EITHER, REFUSED},
    {"-MF", EITHER, REFUSED},
    {"-MT", EITHER, REFUSED},
    {"-MQ", EITHER, REFUSED},
    {"-MJ", EITHER, REFUSED},
    {"-L", EITHER, REFUSED},
    {"-l", EITHER, REFUSED},
    {"-B", EITHER, REFUSED},
    {"-Xclang", SEPARATE, REFUSED},
    {"-Xpreprocessor", SEPARATE, REFUSED},
    {"-Xassembler", SEPARATE, REFUSED},
    {"-Xlinker", SEPARATE, REFUSED},
    {"-Xanalyzer", SEPARATE, REFUSED},
    {"-Xopenmp-target", SEPARATE, REFUSED},
    {"-mllvm", SEPARATE, REFUSED},
    {"-arch", SEPARATE, REFUSED},
    {"-framework", SEPARATE, REFUSED},
    {"-iframework", EITHER, REFUSED},
    {"-ivfsoverlay", SEPARATE, REFUSED},
    {"-imultilib", SEPARATE, REFUSED},
    {"-iprefix", SEPARATE, REFUSED},
    {"-iwithprefix", SEPARATE, REFUSED},
    {"-iwithprefixbefore", SEPARATE, REFUSED},
    {"-working-directory", JOINED_EQ, REFUSED},
    {"--config", JOINED_EQ, REFUSED},
    {"--param", JOINED_EQ, REFUSED},
    {"--serialize-diagnostics", SEPARATE, REFUSED},
    {"-aux-info", SEPARATE, REFUSED},
    {"-dumpbase", SEPARATE, REFUSED},
    {"-dumpdir", SEPARATE, REFUSED},
    {"-specs", SEPARATE, REFUSED},
    {"-T", EITHER, REFUSED},
    {"-u", EITHER, REFUSED},
    {"-z", EITHER, REFUSED},
    {"-e", SEPARATE, REFUSED},
};

/* Finds the flag that a word begins with. *value is the value in the same word, NULL where it has
 * to be the next. */
static const struct flag *find_flag(const char *word, const char **value)
{
    for (size_t i = 0; i < sizeof FLAGS / sizeof FLAGS[0]; i++) {
        const struct flag *flag = &FLAGS[i];
        if (!text_starts_with(word, flag->name))
            continue;
        const char *rest = word + strlen(flag->name);
        bool joined = flag->shape == JOINED || flag->shape == EITHER ||
                      (flag->shape == JOINED_EQ && rest[0] == '=');
        if (rest[0] == '\0' ? flag->shape != JOINED : joined) {
            *value = rest[0] == '\0' ? NULL : rest + (flag->shape == JOINED_EQ);
            return flag;
        }
    }
    return NULL;
}

static bool takes_next_word(const struct flag *flag, const char *value)
{
    return value == NULL && flag->shape != ALONE && flag->shape != JOINED;
}

enum language flags_language(const struct path_list *words, enum language otherwise)
{
    enum language language = otherwise;
    for (size_t i = 0; i < words->count; i++) {
        const char *value;
        const struct flag *flag = find_flag(words->items[i], &value);
        if (flag == NULL)
            continue;
        if (takes_next_word(flag, value)) {
            if (++i == words->count)
                break;
            value = words->items[i];
        }
        if (!text_equal(flag->name, "-x") && !text_equal(flag->name, "--language"))
            continue;
        if (text_equal(value, "c") || text_equal(value, "c-header"))
            language = LANGUAGE_C;
        else if (text_equal(value, "c++") || text_equal(value, "c++-header"))
            language = LANGUAGE_CXX;
    }
    return language;
}

void flags_add_language(struct path_list *flags, struct arena *arena, enum language language)
{
    path_list_add(flags, arena, "-x");
    path_list_add(flags, arena, language == LANGUAGE_CXX ? "c++" : "c");
}

/* A standard of the other language, or one that the parser does not know, would cost the whole
 * file. */
static bool is_standard_of(enum language language, const char *name)
{
    static const char *const C[] = {"89", "90", "99", "9x", "11", "1x",
                                    "17", "18", "23", "2x", "2y"};
    static const char *const CXX[] = {"98", "03", "11", "0x", "14", "1y", "17",
                                      "1z", "20", "2a", "23", "2b", "26", "2c"};
    if (language == LANGUAGE_C && text_starts_with(name, "iso9899:"))
        return text_equal(name + 8, "1990") || text_equal(name + 8, "199409") ||
               text_equal(name + 8, "1999") || text_equal(name + 8, "2011") ||
               text_equal(name + 8, "2017") || text_equal(name + 8, "2018");
    const char *rest = text_starts_with(name, "gnu") ? name + 3 : name[0] == 'c' ? name + 1 : NULL;
    bool is_cxx = rest != NULL && text_starts_with(rest, "++");
    if (rest == NULL || is_cxx != (language == LANGUAGE_CXX))
        return false;
    const char *const *years = is_cxx ? CXX : C;
    size_t count = is_cxx ? sizeof CXX / sizeof CXX[0] : sizeof C / sizeof C[0];
    for (size_t i = 0; i < count; i++)
        if (text_equal(rest + (is_cxx ? 2 : 0), years[i]))
            return true;
    return false;
}

/* The driver makes file names of it: with a slash in it they could be those of files of the tree.
 */
static bool is_machine(const char *name)
{
    return name[0] != '-' && name[0] != '.' &&
           name[strspn(
               name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-")] == '\0';
}

static bool is_ndebug(const char *macro)
{
    return text_starts_with(macro, "NDEBUG") && (macro[6] == '\0' || macro[6] == '=');
}

struct filter {
    struct path_list *flags;
    struct arena *arena;
    const char *directory;
    enum language language;
};

/* Relative to the command's directory, except where '=' or $SYSROOT stand for the system root. */
static const char *absolute(const struct filter *filter, const char *path)
{
    return path[0] == '=' || path[0] == '$' ? path
                                            : path_absolute(filter->arena, filter->directory, path);
}

/* A file named by -include is looked for in the command's directory, then along the include path.
 * It goes past the driver: that would load FILE.pch or FILE.gch, binary files that a stranger could
 * have left there. */
static void add_included(const struct filter *filter, const char *name, const char *value)
{
    const char *file = absolute(filter, value);
    if (text_equal(name, "--include"))
        name = "-include";
    path_list_add(filter->flags, filter->arena, "-Xclang");
    path_list_add(filter->flags, filter->arena, name);
    path_list_add(filter->flags, filter->arena, "-Xclang");
    path_list_add(filter->flags, filter->arena, file_is_regular(file) ? file : value);
}

/* One flag with its value (NULL = it has none). False where it is dropped. */
static bool add_flag(const struct filter *filter, const struct flag *flag, const char *value)
{
    struct path_list *flags = filter->flags;
    if (value != NULL && value[0] == '\0')
        return false; /* written joined, it would swallow the next flag */
    switch (flag->meaning) {
    case PLAIN: break;
    case REFUSED: return false;
    case INCLUDED: add_included(filter, flag->name, value); return true;
    case DIRECTORY: value = absolute(filter, value); break;
    case MACRO:
        if (is_ndebug(value))
            return false;
        break;
    case STANDARD:
        if (!is_standard_of(filter->language, value))
            return false;
        break;
    case TARGET:
        if (!is_machine(value))
            return false;
        break;
    }
    const char *joint = flag->shape == JOINED_EQ ? "=" : "";
    if (flag->shape == SEPARATE) {
        path_list_add(flags, filter->arena, flag->name);
        path_list_add(flags, filter->arena, value);
    } else {
        path_list_add(
            flags, filter->arena,
            arena_printf(filter->arena, "%s%s%s", flag->name, joint, value == NULL ? "" : value));
    }
    return true;
}

/* The form in which CMake passes the header of a precompiled header to clang. */
static bool is_wrapped_include(const struct path_list *words, size_t at)
{
    return at + 3 < words->count && text_equal(words->items[at], "-Xclang") &&
           text_equal(words->items[at + 1], "-include") &&
           text_equal(words->items[at + 2], "-Xclang");
}

void flags_filter(struct path_list *flags, struct path_list *dropped, struct arena *arena,
                  const struct path_list *words, const char *directory, enum language language)
{
    struct filter filter = {flags, arena, directory, language};
    for (size_t i = 0; i < words->count; i++) {
        const char *word = words->items[i], *value = NULL;
        if (is_wrapped_include(words, i)) {
            add_included(&filter, "-include", words->items[i + 3]);
            i += 3;
            continue;
        }
        if (text_equal(word, "--"))
            break;
        const struct flag *flag = find_flag(word, &value);
        bool is_language =
            flag != NULL && (text_equal(flag->name, "-x") || text_equal(flag->name, "--language"));
        bool is_whole = flag != NULL && !takes_next_word(flag, value);
        if (flag != NULL && !is_whole && i + 1 < words->count) {
            value = words->items[++i];
            is_whole = true;
        }
        if ((!is_whole || !add_flag(&filter, flag, value)) && !is_language && dropped != NULL)
            path_list_add(dropped, arena, word);
    }
}
