/* A parse tells which headers are missing; their directories are added, and the next parse may miss
 * others that the new ones include. Here the same rounds are played on the text. It is not known
 * there which #if is true, so before the parse all directives count, and a directory may be added
 * that nobody would have asked for. Such a one comes last and nearly always changes nothing. After
 * the parse that is made sure of: the rounds are played again with only those files that were
 * included, and every header has to be where these rounds would have found it. Only __has_include
 * could tell the difference.
 *
 * Only files of the tree are followed, by their number in the index of the tree: no directory is
 * ever added for a name that the tree does not have. */
#include "project/predict.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "project/headers.h"
#include "project/include_flags.h"
#include "project/project.h"
#include "project/tree_includes.h"

enum { ROUND_LIMIT = 16 };

struct predictor {
    const struct headers *headers;
    struct tree_includes tree;
    unsigned turn; /* the number of rounds and parses so far */
};

/* A directive of a file that was come by. */
struct visit {
    struct tree_include *include;
    size_t from; /* file */
};

struct frame {
    size_t file;
    size_t next; /* directive */
};

/* Rounds over one source. */
struct walk {
    struct predictor *predictor;
    struct arena *arena;
    struct path_list quoted, given;   /* directories of the flags */
    struct path_list roots;           /* files */
    struct path_list found;           /* directories */
    const struct path_list *expected; /* with which it was parsed; NULL = it was not */
    const struct path_list *included; /* by the parse: files of the tree */
    const struct path_list *others;   /* and others */
    unsigned parse;                   /* the turn in which they were marked */
    bool is_late;                     /* nothing more is found from the roots alone */
    struct path_list rest;            /* of the included files: not found from the roots */
    struct frame *stack;
    size_t depth, stack_capacity;
    struct visit *missing; /* in this round */
    size_t missing_count, missing_capacity;
    bool is_doubtful; /* a header may not be where the parse has found it */
};

static const char *path_of(const struct walk *walk, size_t file)
{
    return walk->predictor->tree.files[file].path;
}

/* The first in these directories; *count is how many there are, those that several directories lead
 * to (by "..") counted once. */
static size_t find_along(size_t *count, const struct walk *walk, const struct tree_include *include,
                         const struct path_list *directories)
{
    size_t first = NO_FILE;
    *count = 0;
    for (size_t i = 0; i < directories->count; i++) {
        const char *directory = directories->items[i];
        size_t file =
            tree_includes_in(&walk->predictor->tree, include, directory, strlen(directory));
        if (file != NO_FILE && file != first && (*count)++ == 0)
            first = file;
    }
    return first;
}

/* As the compiler does, with `found` behind the directories of the flags. *choices is how many the
 * former lead to; 0 = one of the latter is searched first. */
static size_t resolve(size_t *choices, const struct walk *walk, const struct visit *visit,
                      const struct path_list *found)
{
    const struct tree_include *include = visit->include;
    const char *from = path_of(walk, visit->from);
    size_t file = NO_FILE, count;
    *choices = 0;
    if (include->is_quoted)
        file = tree_includes_in(&walk->predictor->tree, include, from,
                                (size_t)(path_base(from) - from) - 1);
    if (file == NO_FILE && include->is_quoted)
        file = find_along(&count, walk, include, &walk->quoted);
    if (file == NO_FILE)
        file = find_along(&count, walk, include, &walk->given);
    return file != NO_FILE ? file : find_along(choices, walk, include, found);
}

/* Whether the parse has read a file of that name which is not the tree's. */
static bool was_found_outside(const struct walk *walk, const char *name)
{
    size_t tail = strlen(name);
    for (size_t i = 0; i < walk->others->count; i++) {
        const char *path = walk->others->items[i];
        size_t length = strlen(path);
        if (length > tail && path[length - tail - 1] == '/' &&
            memcmp(path + length - tail, name, tail) == 0)
            return true;
    }
    return false;
}

/* Whether the parse has followed it; *file is where it has led with those directories. */
static bool was_followed(size_t *file, const struct walk *walk, const struct visit *visit)
{
    size_t choices;
    *file = resolve(&choices, walk, visit, walk->expected);
    return *file != NO_FILE && walk->predictor->tree.files[*file].included == walk->parse &&
           (choices == 0 || !was_found_outside(walk, visit->include->name));
}

/* Where the directive leads; nowhere also where the parse has not followed it. */
static size_t follow(struct walk *walk, const struct visit *visit)
{
    size_t choices, was = NO_FILE;
    if (walk->expected != NULL && !was_followed(&was, walk, visit))
        return NO_FILE;
    size_t file = resolve(&choices, walk, visit, &walk->found);
    if (file == NO_FILE)
        *(struct visit *)arena_append(walk->arena, &walk->missing, &walk->missing_count,
                                      &walk->missing_capacity, sizeof *walk->missing) = *visit;
    else if (walk->expected != NULL)
        walk->is_doubtful |= choices > 1 || file != was;
    return file;
}

static void enter(struct walk *walk, size_t file)
{
    struct predictor *predictor = walk->predictor;
    if (file == NO_FILE || predictor->tree.files[file].visited == predictor->turn)
        return;
    tree_includes_read(&predictor->tree, file);
    predictor->tree.files[file].visited = predictor->turn;
    *(struct frame *)arena_append(walk->arena, &walk->stack, &walk->depth, &walk->stack_capacity,
                                  sizeof *walk->stack) = (struct frame){.file = file};
}

/* Every file once, in the order in which a preprocessor comes by it. */
static void walk_from(struct walk *walk, size_t root)
{
    enter(walk, root);
    while (walk->depth > 0) {
        struct frame *top = &walk->stack[walk->depth - 1];
        const struct tree_file *file = &walk->predictor->tree.files[top->file];
        if (top->next == file->include_count) {
            walk->depth--;
            continue;
        }
        struct visit visit = {&file->includes[top->next++], top->file};
        enter(walk, follow(walk, &visit));
    }
}

/* What the parse has read and the text does not lead to: a macro or a header of the system includes
 * it, or there are symbolic links on the way. */
static void walk_rest(struct walk *walk)
{
    walk->rest.count = 0;
    for (size_t i = 0; i < walk->included->count; i++) {
        const char *path = walk->included->items[i];
        size_t file = tree_includes_find(&walk->predictor->tree, path);
        if (walk->predictor->tree.files[file].visited == walk->predictor->turn)
            continue;
        path_list_add(&walk->rest, walk->arena, path);
        walk_from(walk, file);
    }
}

static void play_round(struct walk *walk)
{
    walk->predictor->turn++;
    walk->missing_count = 0;
    for (size_t i = 0; i < walk->roots.count; i++)
        walk_from(walk, tree_includes_find(&walk->predictor->tree, walk->roots.items[i]));
    if (walk->is_late)
        walk_rest(walk);
}

static bool has(const struct path_list *directories, const char *directory)
{
    for (size_t i = 0; i < directories->count; i++)
        if (strcmp(directories->items[i], directory) == 0)
            return true;
    return false;
}

/* Asks for what is missing; true where that brings in a new directory. After a parse it is known
 * what the system has. */
static bool add_directories(struct walk *walk)
{
    size_t before = walk->found.count;
    for (size_t i = 0; i < walk->missing_count; i++) {
        bool in_system;
        const struct visit *visit = &walk->missing[i];
        const char *directory =
            tree_includes_search(&in_system, &walk->predictor->tree, visit->include, visit->from);
        if (in_system && walk->expected == NULL)
            continue;
        if (directory != NULL && !has(&walk->found, directory))
            path_list_add(&walk->found, walk->arena, directory);
    }
    return walk->found.count > before;
}

/* The directories rest on the answers to these. */
static void note_questions(struct header_plan *plan, const struct walk *walk, struct arena *arena,
                           size_t *capacity)
{
    for (size_t i = 0; i < walk->missing_count; i++)
        *(struct header_question *)arena_append(arena, &plan->questions, &plan->question_count,
                                                capacity, sizeof *plan->questions) =
            (struct header_question){walk->missing[i].include->name,
                                     path_of(walk, walk->missing[i].from)};
}

static void play(struct header_plan *plan, struct walk *walk, struct arena *arena)
{
    size_t capacity = 0;
    *plan = (struct header_plan){0};
    for (int round = 0; round < ROUND_LIMIT; round++) {
        play_round(walk);
        note_questions(plan, walk, arena, &capacity);
        if (add_directories(walk))
            continue;
        if (walk->included == NULL || walk->is_late)
            break;
        walk->is_late = true;
    }
    const char **directories = arena_alloc(arena, (walk->found.count + 1) * sizeof *directories);
    for (size_t i = 0; i < walk->found.count; i++)
        directories[i] = walk->found.items[i];
    plan->directories = directories;
    plan->directory_count = walk->found.count;
}

static struct walk begin(struct predictor *predictor, struct arena *scratch,
                         const struct project_source *source)
{
    struct walk walk = {.predictor = predictor, .arena = scratch};
    include_flags_list(&walk.quoted, scratch, source, INCLUDE_QUOTED);
    include_flags_list(&walk.given, scratch, source, INCLUDE_OWN);
    include_flags_list(&walk.given, scratch, source, INCLUDE_SYSTEM);
    include_flags_list(&walk.given, scratch, source, INCLUDE_AFTER);
    for (size_t i = 0; i < source->flag_count; i++) {
        const char *file = include_flags_file(source, i);
        if (file != NULL)
            path_list_add(&walk.roots, scratch, path_absolute(scratch, source->directory, file));
    }
    path_list_add(&walk.roots, scratch, source->path);
    return walk;
}

struct predictor *predict_open(struct arena *arena, const struct headers *headers,
                               const struct inclusion_graph *graph)
{
    struct predictor *predictor = arena_alloc(arena, sizeof *predictor);
    predictor->headers = headers;
    tree_includes_init(&predictor->tree, arena, headers, graph);
    return predictor;
}

void predict_expect(struct header_plan *plan, struct predictor *predictor, struct arena *arena,
                    const struct project_source *source)
{
    struct arena scratch;
    arena_init(&scratch);
    struct walk walk = begin(predictor, &scratch, source);
    play(plan, &walk, arena);
    arena_release(&scratch);
}

/* Marks and lists what the parse has read of the tree, and lists what else it has. */
static void mark_included(struct path_list *files, struct path_list *others, struct walk *walk,
                          const char *const *included, size_t count)
{
    struct predictor *predictor = walk->predictor;
    walk->parse = ++predictor->turn;
    for (size_t i = 0; i < count; i++) {
        if (!headers_covers(predictor->headers, included[i])) {
            path_list_add(others, walk->arena, included[i]);
            continue;
        }
        size_t file = tree_includes_add(&predictor->tree, included[i]);
        predictor->tree.files[file].included = walk->parse;
        path_list_add(files, walk->arena, included[i]);
    }
}

/* Whether the directories that were found are in the same order as those of the parse. */
static bool keeps_order(const struct walk *walk)
{
    size_t kept = 0;
    for (size_t i = 0; i < walk->expected->count && kept < walk->found.count; i++)
        kept += strcmp(walk->expected->items[i], walk->found.items[kept]) == 0;
    return kept == walk->found.count;
}

/* Whether files of which it is not known by what name they were included would be found in the same
 * place without the directories that nobody has asked for. */
static bool rest_stays(const struct walk *walk)
{
    if (walk->rest.count > 0 && !keeps_order(walk))
        return false;
    for (size_t i = 0; i < walk->expected->count; i++) {
        const char *directory = walk->expected->items[i];
        for (size_t j = 0; j < walk->rest.count && !has(&walk->found, directory); j++)
            if (path_is_below(directory, walk->rest.items[j]))
                return false;
    }
    return true;
}

bool predict_confirm(struct header_plan *plan, struct predictor *predictor, struct arena *arena,
                     const struct project_source *source, const char *const *included,
                     size_t included_count)
{
    struct arena scratch;
    arena_init(&scratch);
    struct walk walk = begin(predictor, &scratch, source);
    struct path_list expected = {0};
    for (size_t i = 0; i < plan->directory_count; i++)
        path_list_add(&expected, &scratch, plan->directories[i]);
    struct path_list files = {0}, others = {0};
    mark_included(&files, &others, &walk, included, included_count);
    walk.expected = &expected;
    walk.included = &files;
    walk.others = &others;
    play(plan, &walk, arena);
    bool is_sure = walk.is_late && !walk.is_doubtful && rest_stays(&walk);
    arena_release(&scratch);
    return is_sure;
}
