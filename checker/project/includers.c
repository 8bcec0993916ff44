/* A header is best analysed as part of a source that includes it, with that source's flags.
 * Includes are found by reading lines, not by preprocessing: one that is switched off may be taken
 * for real, which costs a parse and no finding. */
#include "project/includers.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "project/listing.h"

enum { SOURCE_LIMIT = 16 * 1024 * 1024, STEP_LIMIT = 16, REACHED_LIMIT = 20000 };

static void add_inclusion(struct includers *includers, const char *file, const char *name,
                          size_t length)
{
    size_t index = includers->count, previous;
    struct inclusion *slot =
        arena_append(includers->arena, &includers->inclusions, &includers->count,
                     &includers->capacity, sizeof *includers->inclusions);
    slot->file = file;
    slot->name = arena_copy(includers->arena, name, length);
    const char *base = path_base(slot->name);
    if (path_map_get(&includers->chains, base, &previous))
        slot->next = previous + 1;
    path_map_set(&includers->chains, includers->arena, base, index);
}

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    return at;
}

/* Looks at one line for `# include "name"` or `<name>`. */
static void scan_line(struct includers *includers, const char *file, const char *at,
                      const char *end)
{
    at = skip_blanks(at, end);
    if (at == end || *at != '#')
        return;
    at = skip_blanks(at + 1, end);
    if (end - at < 10 || strncmp(at, "include", 7) != 0)
        return;
    at = skip_blanks(at + 7, end);
    if (at == end || (*at != '"' && *at != '<'))
        return;
    char closing = *at == '"' ? '"' : '>';
    const char *close = memchr(at + 1, closing, (size_t)(end - at - 1));
    if (close != NULL && memchr(at, '\0', (size_t)(close - at)) == NULL)
        add_inclusion(includers, file, at + 1, (size_t)(close - at - 1));
}

static void scan_file(struct includers *includers, const char *file)
{
    struct arena scratch;
    char *bytes;
    size_t length;
    arena_init(&scratch);
    if (file_read(&bytes, &length, &scratch, file, SOURCE_LIMIT, NULL)) {
        for (const char *at = bytes, *end = bytes + length; at < end;) {
            const char *next = memchr(at, '\n', (size_t)(end - at));
            scan_line(includers, file, at, next == NULL ? end : next);
            at = next == NULL ? end : next + 1;
        }
    }
    arena_release(&scratch);
}

void includers_init(struct includers *includers, struct arena *arena, const char *root)
{
    *includers = (struct includers){.arena = arena};
    struct listing listing;
    listing_code(&listing, arena, root, false);
    includers->files = listing.files;
    for (size_t i = 0; i < listing.files.count; i++)
        scan_file(includers, listing.files.items[i]);
}

/* Whether the name of an #include can mean the file: without leading "./" and "../" its path ends
 * in it. */
static bool can_mean(const char *name, const char *file)
{
    while (text_starts_with(name, "./") || text_starts_with(name, "../"))
        name += name[1] == '/' ? 2 : 3;
    size_t length = strlen(file), tail = strlen(name);
    return length > tail && file[length - tail - 1] == '/' && text_ends_with(file, name);
}

/* "a/foo.c" for "b/foo.h". */
static bool has_same_stem(const char *a, const char *b)
{
    const char *left = path_base(a), *right = path_base(b);
    const char *left_dot = strrchr(left, '.'), *right_dot = strrchr(right, '.');
    return left_dot != NULL && right_dot != NULL && left_dot - left == right_dot - right &&
           strncmp(left, right, (size_t)(left_dot - left)) == 0;
}

struct search {
    const struct includers *includers;
    const char *header;
    const struct path_list *preferred;
    const char *best; /* source */
};

static bool is_better(const struct search *search, const char *source)
{
    if (search->best == NULL)
        return true;
    bool is_listed = path_list_has(search->preferred, source);
    if (is_listed != path_list_has(search->preferred, search->best))
        return is_listed;
    bool is_same = has_same_stem(source, search->header);
    if (is_same != has_same_stem(search->best, search->header))
        return is_same;
    return path_compare_nearness(search->header, source, search->best) < 0;
}

/* Judges the sources that include `file` and appends the headers that do to `outer`. */
static void search_step(struct search *search, const char *file, struct path_list *outer,
                        struct path_map *seen)
{
    const struct includers *includers = search->includers;
    size_t at, unused;
    if (!path_map_get(&includers->chains, path_base(file), &at))
        return;
    for (size_t link = at + 1; link != 0; link = includers->inclusions[link - 1].next) {
        const struct inclusion *inclusion = &includers->inclusions[link - 1];
        if (!can_mean(inclusion->name, file))
            continue;
        if (file_kind_is_source(file_kind_of(inclusion->file))) {
            if (is_better(search, inclusion->file))
                search->best = inclusion->file;
        } else if (!path_map_get(seen, inclusion->file, &unused)) {
            path_map_set(seen, includers->arena, inclusion->file, 0);
            path_list_add(outer, includers->arena, inclusion->file);
        }
    }
}

const char *includers_find(const struct includers *includers, const char *header,
                           const struct path_list *preferred)
{
    struct search search = {.includers = includers, .header = header, .preferred = preferred};
    struct path_map seen = {0};
    struct path_list level = {0};
    path_list_add(&level, includers->arena, header);
    path_map_set(&seen, includers->arena, header, 0);
    for (int step = 0; step < STEP_LIMIT && level.count > 0 && seen.count < REACHED_LIMIT; step++) {
        struct path_list outer = {0};
        for (size_t i = 0; i < level.count; i++)
            search_step(&search, level.items[i], &outer, &seen);
        if (search.best != NULL)
            return search.best;
        level = outer;
    }
    return NULL;
}

enum language includers_language(const struct includers *includers, const char *header)
{
    if (file_kind_of(header) != FILE_HEADER)
        return file_kind_language(file_kind_of(header));
    size_t near[2] = {0}, all[2] = {0};
    size_t shared = path_shared(header, header);
    for (size_t i = 0; i < includers->files.count; i++) {
        enum file_kind kind = file_kind_of(includers->files.items[i]);
        if (!file_kind_is_source(kind))
            continue;
        all[file_kind_language(kind)]++;
        if (path_shared(header, includers->files.items[i]) == shared)
            near[file_kind_language(kind)]++;
    }
    const size_t *votes = near[LANGUAGE_C] + near[LANGUAGE_CXX] > 0 ? near : all;
    return votes[LANGUAGE_CXX] > votes[LANGUAGE_C] ? LANGUAGE_CXX : LANGUAGE_C;
}
