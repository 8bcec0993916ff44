/* An index of a tree by base name. A header's name in an #include is a path from some include
 * directory, so a file fits where its own path ends in that name; which of several fits best is a
 * matter of distance. */
#include "project/headers.h"

#include <ctype.h>
#include <fnmatch.h>
#include <string.h>
#include <sys/utsname.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "project/digest.h"
#include "project/listing.h"

static void add_file(struct headers *headers, const char *file)
{
    size_t index = headers->files.count, previous = 0;
    path_list_add(&headers->files, headers->arena, file);
    const char *base = path_base(file);
    if (path_map_get(&headers->chains, base, &previous))
        headers->next[index] = previous + 1;
    path_map_set(&headers->chains, headers->arena, base, index);
}

void headers_init(struct headers *headers, struct arena *arena, const struct path_list *roots)
{
    *headers = (struct headers){.arena = arena};
    struct path_list sorted = {0}, files = {0};
    for (size_t i = 0; i < roots->count; i++)
        if (roots->items[i][0] != '\0')
            path_list_add(&sorted, arena, roots->items[i]);
    path_list_sort(&sorted);
    headers->roots = sorted;
    const char *walked = NULL;
    for (size_t i = 0; i < sorted.count; i++) {
        if (walked != NULL && path_is_below(walked, sorted.items[i]))
            continue;
        walked = sorted.items[i];
        struct listing listing;
        listing_everything(&listing, arena, walked);
        for (size_t j = 0; j < listing.files.count; j++)
            path_list_add(&files, arena, listing.files.items[j]);
    }
    path_list_sort(&files); /* "a-b" sorts before "a/x", so that a nested root can have been walked
                               on its own */
    headers->next = arena_alloc(arena, (files.count + 1) * sizeof *headers->next);
    for (size_t i = 0; i < files.count; i++)
        add_file(headers, files.items[i]);
}

/* Whether a directory's name says that it stands in for, or belongs to, another system or compiler.
 */
static bool is_foreign_name(const char *name, size_t length)
{
    static const char *const PATTERNS[] = {"win",     "win[0-9]*", "windows*", "mingw*",
                                           "msvc*",   "vs",        "vs[0-9]*", "visual*studio*",
                                           "compat",  "compat-*",  "*-compat", "cygwin*",
                                           "vcbuild", "*-msvc",    "*_compat", "compat_*"};
    char lower[64];
    if (length >= sizeof lower)
        return false;
    for (size_t i = 0; i < length; i++)
        lower[i] = (char)tolower((unsigned char)name[i]);
    lower[length] = '\0';
    for (size_t i = 0; i < sizeof PATTERNS / sizeof PATTERNS[0]; i++)
        if (fnmatch(PATTERNS[i], lower, 0) == 0)
            return true;
    return false;
}

/* Whether a directory's name is that of a processor other than this machine's. */
static bool is_other_machine(const char *name, size_t length)
{
    static const struct {
        const char *name, *machine;
    } MACHINES[] = {{"x86", "x86_64"},
                    {"x86_64", "x86_64"},
                    {"x86-64", "x86_64"},
                    {"amd64", "x86_64"},
                    {"x64", "x86_64"},
                    {"i386", "i686"},
                    {"ia32", "i686"},
                    {"arm", "armv7l"},
                    {"arm64", "aarch64"},
                    {"aarch64", "aarch64"},
                    {"mips", "mips"},
                    {"mips64", "mips64"},
                    {"loongarch64", "loongarch64"},
                    {"ppc", "ppc"},
                    {"ppc64", "ppc64le"},
                    {"powerpc", "ppc64le"},
                    {"riscv", "riscv64"},
                    {"riscv64", "riscv64"},
                    {"s390", "s390x"},
                    {"s390x", "s390x"},
                    {"sparc", "sparc64"},
                    {"sparc64", "sparc64"},
                    {"alpha", "alpha"},
                    {"ia64", "ia64"}};
    struct utsname system;
    if (uname(&system) != 0)
        return false;
    for (size_t i = 0; i < sizeof MACHINES / sizeof MACHINES[0]; i++)
        if (strlen(MACHINES[i].name) == length && strncmp(MACHINES[i].name, name, length) == 0)
            return !text_equal(MACHINES[i].machine, system.machine);
    return false;
}

/* Whether one of the directories that `directory` (of a length) does not share with `from` has a
 * name that `test` is true for. */
static bool has_stranger(const char *directory, size_t length, const char *from,
                         bool (*test)(const char *name, size_t length))
{
    size_t at = 0, shared = 0;
    while (at < length && directory[at] == from[at]) {
        at++;
        if (directory[at - 1] == '/')
            shared = at;
    }
    if (at == length && from[at] == '/')
        return false; /* `from` lies in it */
    while (shared < length) {
        const char *slash = memchr(directory + shared, '/', length - shared);
        size_t end = slash == NULL ? length : (size_t)(slash - directory);
        if (test(directory + shared, end - shared))
            return true;
        shared = end + 1;
    }
    return false;
}

/* The length of the directory of `file` that remains in front of "/NAME"; 0 where it does not end
 * so. */
static size_t match_tail(const char *file, const char *name)
{
    size_t length = strlen(file), tail = strlen(name);
    if (length < tail + 2 || file[length - tail - 1] != '/' ||
        strcmp(file + length - tail, name) != 0)
        return 0;
    return length - tail - 1;
}

/* Takes leading "./" and "../" off; *ups counts the latter. NULL for names that no search can
 * serve. */
static const char *trim_name(const char *name, size_t *ups)
{
    *ups = 0;
    for (;;) {
        if (text_starts_with(name, "./")) {
            name += 2;
        } else if (text_starts_with(name, "../")) {
            name += 3;
            ++*ups;
        } else {
            break;
        }
    }
    bool is_odd = name[0] == '\0' || name[0] == '/' || strstr(name, "/../") != NULL ||
                  strstr(name, "/./") != NULL || strstr(name, "//") != NULL;
    return is_odd ? NULL : name;
}

bool headers_has(const struct headers *headers, const char *path)
{
    return path_list_has(&headers->files, path);
}

bool headers_covers(const struct headers *headers, const char *directory)
{
    for (size_t i = 0; i < headers->roots.count; i++)
        if (path_is_below(headers->roots.items[i], directory))
            return true;
    return false;
}

const char *headers_next(const struct headers *headers, const char *name, size_t *cursor)
{
    size_t ups, at, link = *cursor == 0 ? 0 : headers->next[*cursor - 1];
    const char *tail = trim_name(name, &ups);
    if (tail == NULL)
        return NULL;
    if (*cursor == 0 && path_map_get(&headers->chains, path_base(tail), &at))
        link = at + 1;
    for (; link != 0; link = headers->next[link - 1]) {
        *cursor = link;
        if (match_tail(headers->files.items[link - 1], tail) != 0)
            return headers->files.items[link - 1];
    }
    return NULL;
}

/* For "../a/b.h" found at X/a/b.h the directory X/a serves: from there ".." leads back to X. */
static const char *descend(struct arena *arena, const char *file, size_t length, size_t ups)
{
    while (ups-- > 0) {
        const char *slash = strchr(file + length + 1, '/');
        if (slash == NULL)
            return NULL;
        length = (size_t)(slash - file);
    }
    return arena_copy(arena, file, length);
}

/* Whether `file` fits better than `best` (NULL = none yet): for this processor before nearness. */
static bool is_better(const char *file, const char *best, size_t tail, const char *from)
{
    if (best == NULL)
        return true;
    bool is_other = has_stranger(file, strlen(file) - tail - 1, from, is_other_machine);
    bool was_other = has_stranger(best, strlen(best) - tail - 1, from, is_other_machine);
    return is_other != was_other ? was_other : path_compare_nearness(from, file, best) < 0;
}

const char *headers_find(const struct headers *headers, struct arena *arena, const char *name,
                         const char *from)
{
    size_t ups, at;
    const char *tail = trim_name(name, &ups);
    if (tail == NULL || !path_map_get(&headers->chains, path_base(tail), &at))
        return NULL;
    const char *best = NULL;
    for (size_t link = at + 1; link != 0; link = headers->next[link - 1]) {
        const char *file = headers->files.items[link - 1];
        size_t length = match_tail(file, tail);
        if (length == 0 || has_stranger(file, length, from, is_foreign_name))
            continue;
        if (is_better(file, best, strlen(tail), from))
            best = file;
    }
    return best == NULL ? NULL : descend(arena, best, match_tail(best, tail), ups);
}

static bool is_below_any(const struct path_list *directories, const char *path)
{
    for (size_t i = 0; i < directories->count; i++)
        if (path_is_below(directories->items[i], path))
            return true;
    return false;
}

void headers_digest(const struct headers *headers, struct digester *digester)
{
    struct path_list caches = {0};
    for (size_t i = 0; i < headers->files.count; i++)
        if (text_equal(path_base(headers->files.items[i]), "CACHEDIR.TAG"))
            path_list_add(&caches, headers->arena,
                          path_directory(headers->arena, headers->files.items[i]));
    for (size_t i = 0; i < headers->files.count; i++)
        if (!is_below_any(&caches, headers->files.items[i]))
            digest_add_string(digester, headers->files.items[i]);
}
