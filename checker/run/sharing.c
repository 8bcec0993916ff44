/* What the group's sources surely include is parsed once, as a text of #includes, which tells what
 * system headers that brings in. The best sets of these are precompiled for the sources that would
 * include all of them anyway. Only their order changes by it, which the system's headers do not
 * mind, unless a source or an include directory has something to say to them: such a source goes
 * without. */
#include "run/sharing.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "frontend/frontend.h"
#include "frontend/precompile.h"
#include "project/include_flags.h"
#include "project/path_map.h"
#include "project/project.h"
#include "project/sure_includes.h"
#include "run/header_choice.h"
#include "run/own_ways.h"
#include "run/session.h"

enum { SETS = 4, ELEMENT_LIMIT = 1024 };

/* A group at work; elements are the #includes of its sources. */
struct sharing {
    const struct sharing_request *request;
    struct frontend *frontend;
    struct arena *arena;
    struct chosen_includes *includes; /* by source */
    const char **elements;            /* as in the text: absolute paths, or names */
    size_t element_count, element_capacity;
    struct path_map index;      /* of elements */
    struct strings directories; /* that flags name, absolute */
    struct strings directory_flags;
    struct path_map known_directories;
    struct own_ways ways;
};

/* Where the name is found as compilers look for it; NULL = nowhere but perhaps in the system. */
static const char *resolve(struct sharing *sharing, const struct project_source *source,
                           const struct sure_include *include)
{
    struct arena *arena = sharing->arena;
    const char *path = path_absolute(arena, path_directory(arena, source->path), include->name);
    if (include->is_quoted && file_is_regular(path))
        return path;
    for (size_t i = 0; i < source->flag_count; i++) {
        enum include_place place;
        const char *directory = include_flags_directory(source, i, &place);
        if (directory == NULL || place == INCLUDE_AFTER)
            continue;
        path =
            path_absolute(arena, path_absolute(arena, source->directory, directory), include->name);
        if (file_is_regular(path))
            return path;
    }
    return NULL;
}

static void note_directories(struct sharing *sharing, const struct project_source *source)
{
    for (size_t i = 0; i < source->flag_count; i++) {
        enum include_place place;
        const char *directory = include_flags_directory(source, i, &place);
        size_t known;
        if (directory == NULL || path_map_get(&sharing->known_directories, directory, &known))
            continue;
        path_map_set(&sharing->known_directories, sharing->arena, directory, 0);
        directory = path_absolute(sharing->arena, source->directory, directory);
        strings_add(&sharing->directories, sharing->arena, directory);
        strings_add_format(&sharing->directory_flags, sharing->arena, "%s%s",
                           place == INCLUDE_AFTER ? "-idirafter" : "-I", directory);
    }
}

static void read_source(struct sharing *sharing, size_t number)
{
    const struct project_source *source = sharing->request->sources[number];
    struct chosen_includes *chosen = &sharing->includes[number];
    struct sure_includes includes;
    if (!sure_includes_read(&includes, sharing->arena, source) || includes.has_own_ways)
        return;
    note_directories(sharing, source);
    for (size_t i = 0; i < includes.count; i++) {
        const char *path = resolve(sharing, source, &includes.items[i]);
        const char *element = path != NULL ? path : includes.items[i].name;
        size_t index;
        if (strpbrk(element, "\"\n>\\") != NULL)
            continue;
        if (!path_map_get(&sharing->index, element, &index)) {
            index = sharing->element_count;
            path_map_set(&sharing->index, sharing->arena, element, index);
            *(const char **)arena_append(sharing->arena, &sharing->elements,
                                         &sharing->element_count, &sharing->element_capacity,
                                         sizeof(const char *)) = element;
        }
        *(size_t *)arena_append(sharing->arena, &chosen->items, &chosen->count, &chosen->capacity,
                                sizeof *chosen->items) = index;
    }
}

/* The #includes that can lead to something shared, in the order in which they were met: all of the
 * project's headers, and what several sources include of the system's. */
static const char *text_of(struct sharing *sharing)
{
    size_t *uses = arena_alloc(sharing->arena, (sharing->element_count + 1) * sizeof *uses);
    for (size_t i = 0; i < sharing->request->source_count; i++)
        for (size_t j = 0; j < sharing->includes[i].count; j++)
            uses[sharing->includes[i].items[j]]++;
    struct text text;
    text_init(&text, sharing->arena);
    for (size_t i = 0, count = 0; i < sharing->element_count && count < ELEMENT_LIMIT; i++) {
        bool is_path = sharing->elements[i][0] == '/';
        if (!is_path && uses[i] < SHARING_FEWEST)
            continue;
        text_printf(&text, "#include %c%s%c\n", is_path ? '"' : '<', sharing->elements[i],
                    is_path ? '"' : '>');
        count++;
    }
    return text_get(&text);
}

/* Neither of the project nor from any directory that flags name. */
static bool is_system(void *context, const char *path)
{
    const struct sharing *sharing = context;
    if (project_owns(sharing->request->session->project, path))
        return false;
    for (size_t i = 0; i < sharing->directories.count; i++) {
        const char *directory = sharing->directories.items[i];
        size_t length = strlen(directory);
        if (strncmp(path, directory, length) == 0 && path[length] == '/')
            return false;
    }
    return true;
}

/* Whether a directory of the source has a file that could stand in for one of these. */
static bool hides_some(struct sharing *sharing, const struct project_source *source,
                       const struct inclusions *inclusions, struct path_map *known)
{
    for (size_t i = 0; i < source->flag_count; i++) {
        enum include_place place;
        const char *directory = include_flags_directory(source, i, &place);
        if (directory == NULL || place == INCLUDE_AFTER)
            continue;
        size_t hides = 0;
        if (!path_map_get(known, directory, &hides)) {
            const char *absolute = path_absolute(sharing->arena, source->directory, directory);
            for (size_t j = 0; j < inclusions->count && hides == 0; j++)
                hides =
                    file_is_regular(path_join(sharing->arena, absolute, inclusions->items[j].name));
            path_map_set(known, sharing->arena, directory, hides);
        }
        if (hides != 0)
            return true;
    }
    return false;
}

/* Whether one of its headers talks to those of the system. */
static bool has_own_ways(const struct sharing *sharing, const struct chosen_includes *includes)
{
    for (size_t i = 0; i < includes->count; i++)
        if (own_ways_has(&sharing->ways, sharing->elements[includes->items[i]]))
            return true;
    return false;
}

static struct frontend_request request_of(struct sharing *sharing, const char *text,
                                          bool with_directories)
{
    const struct project_source *source = sharing->request->sources[0];
    size_t more = with_directories ? sharing->directory_flags.count : 0;
    const char **flags = arena_alloc(sharing->arena, (source->flag_count + more) * sizeof *flags);
    size_t count = include_flags_others(source, flags);
    for (size_t i = 0; i < more; i++)
        flags[count++] = sharing->directory_flags.items[i];
    return (struct frontend_request){.path = source->path,
                                     .text = text,
                                     .directory = source->directory,
                                     .flags = flags,
                                     .flag_count = count};
}

/* One set: four lengths, and what has them. */
static void write_set(struct text *answer, struct sharing *sharing, const char *text,
                      const struct inclusions *inclusions, const struct strings *users,
                      const char *path)
{
    enum { LARGEST = 1 << 29 };
    char *bytes;
    size_t length, file_count = 0;
    if (!file_read(&bytes, &length, sharing->arena, path, LARGEST, NULL))
        return;
    struct text files;
    text_init(&files, sharing->arena);
    struct path_map known = {0};
    for (size_t i = 0; i < inclusions->count; i++) {
        const char *file = inclusions->items[i].to;
        size_t seen;
        if (path_map_get(&known, file, &seen))
            continue;
        if (strchr(file, '\n') != NULL)
            return;
        path_map_set(&known, sharing->arena, file, 0);
        text_printf(&files, "%s\n", file);
        file_count++;
    }
    text_printf(answer, "%zu %zu %zu %zu\n%s%s", strlen(text), file_count, users->count, length,
                text, text_get(&files));
    for (size_t i = 0; i < users->count; i++)
        text_printf(answer, "%s\n", users->items[i]);
    text_add_bytes(answer, bytes, length);
}

/* Precompiles one set for the sources that no directory of their own gets into its way. */
static void share(struct text *answer, struct sharing *sharing, const char **names,
                  size_t name_count, const size_t *users, size_t user_count)
{
    struct frontend_request request = request_of(sharing, NULL, false);
    struct inclusions inclusions;
    size_t job_count = 0;
    for (size_t i = 0; i < user_count; i++)
        job_count += sharing->request->is_job[users[i]];
    if (job_count < sharing->request->fewest_jobs)
        return;
    const char *path =
        arena_printf(sharing->arena, "%s/%ld", sharing->request->directory, (long)getpid());
    if (precompile_write(&inclusions, names, &name_count, sharing->frontend, sharing->arena,
                         &request, path)) {
        struct path_map known = {0};
        struct strings numbers = {0};
        const char *text = precompile_text(sharing->arena, names, name_count);
        own_ways_try(&sharing->ways, text, &inclusions);
        for (size_t i = 0; i < user_count; i++)
            if (!has_own_ways(sharing, &sharing->includes[users[i]]) &&
                !hides_some(sharing, sharing->request->sources[users[i]], &inclusions, &known))
                strings_add_format(&numbers, sharing->arena, "%zu", users[i]);
        if (numbers.count > 0)
            write_set(answer, sharing, text, &inclusions, &numbers, path);
    }
    (void)unlink(path);
}

static void share_best(struct text *answer, struct sharing *sharing,
                       const struct inclusions *inclusions)
{
    struct header_choice choice = {
        .arena = sharing->arena,
        .elements = sharing->elements,
        .element_count = sharing->element_count,
        .sources = sharing->includes,
        .source_count = sharing->request->source_count,
        .inclusions = inclusions,
        .is_system = is_system,
        .context = sharing,
    };
    const char **names;
    size_t name_count, *users, user_count;
    header_choice_open(&choice);
    for (int i = 0; i < SETS; i++) {
        if (!header_choice_next(&choice, &names, &name_count, &users, &user_count))
            return;
        share(answer, sharing, names, name_count, users, user_count);
    }
}

void sharing_find(struct text *answer, const struct sharing_request *request)
{
    struct arena *arena = answer->arena;
    struct sharing sharing = {
        .request = request,
        .arena = arena,
        .includes = arena_alloc(arena, (request->source_count + 1) * sizeof *sharing.includes)};
    if (!frontend_open(&sharing.frontend, arena, NULL))
        return;
    for (size_t i = 0; i < request->source_count; i++)
        read_source(&sharing, i);
    struct frontend_request probe = request_of(&sharing, text_of(&sharing), true);
    struct inclusions inclusions;
    struct frontend_request plain = request_of(&sharing, NULL, false);
    sharing.ways = (struct own_ways){.arena = arena,
                                     .frontend = sharing.frontend,
                                     .inclusions = &inclusions,
                                     .source = request->sources[0],
                                     .with = &probe,
                                     .plain = &plain,
                                     .is_system = is_system,
                                     .context = &sharing};
    if (precompile_probe(&inclusions, sharing.frontend, arena, &probe)) {
        own_ways_open(&sharing.ways);
        share_best(answer, &sharing, &inclusions);
    }
    frontend_close(sharing.frontend);
}
