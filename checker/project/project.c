/* Brings the parts together: the paths are walked, each source gets its flags, sources that only
 * the compile database knows are added, and headers that were named are given a source to be parsed
 * with. The order of these steps is the order of the code in project_open. */
#include "project/project.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "project/commands.h"
#include "project/database.h"
#include "project/discover.h"
#include "project/guess.h"
#include "project/headers.h"
#include "project/includers.h"
#include "project/language.h"
#include "project/locate.h"
#include "project/predict.h"
#include "project/prefilter.h"
#include "project/warnings.h"

struct project {
    struct arena *arena;
    struct project_options options;
    struct warnings warnings;
    struct discovery discovery;
    struct guess guess;
    struct locate locate;
    struct commands commands;
    struct project_source *sources;
    size_t source_count, source_capacity;
    struct headers headers;
    bool has_headers;
    struct prefilter *prefilter; /* NULL = not asked for */
    struct predictor *predictor; /* NULL = not asked for yet */
    struct includers includers;  /* of the tree of `included_root`; NULL = not read */
    const char *included_root;
    struct path_list absolute; /* directories given by absolute paths, sorted */
    bool knows_roots;          /* the index of headers is built when the first one is missing */
};

static bool is_below_given(const struct project *project, const char *path)
{
    for (size_t i = 0; i < project->discovery.directories.count; i++)
        if (path_is_below(project->discovery.directories.items[i], path))
            return true;
    return false;
}

/* Finds the databases of all sources and given directories. */
static bool find_databases(struct project *project, struct error *error)
{
    const struct database *unused;
    if (project->options.has_fixed)
        return true;
    const struct path_list *directories = &project->discovery.directories;
    for (size_t i = 0; i < directories->count; i++)
        if (!locate_find(&unused, &project->locate, directories->items[i], error))
            return false;
    const struct path_list *sources = &project->discovery.sources;
    for (size_t i = 0; i < sources->count; i++) {
        const char *directory = path_directory(project->arena, sources->items[i]);
        if (!locate_find(&unused, &project->locate, directory, error))
            return false;
    }
    return true;
}

/* Adds what a database lists below the given directories and the walk did not find: generated
 * sources. */
static void add_listed(struct project *project, const struct database *database,
                       struct path_list *added)
{
    struct tally missing = {0};
    for (size_t i = 0; i < database->count; i++) {
        const char *file = database->entries[i].file;
        if (!file_kind_is_source(file_kind_of(file)) || !is_below_given(project, file) ||
            path_list_has(&project->discovery.sources, file) ||
            discover_is_excluded(&project->options, file))
            continue;
        if (file_is_regular(file))
            path_list_add(added, project->arena, file);
        else if (missing.count++ == 0)
            missing.first = file;
    }
    const char *from = project->options.directory;
    if (missing.count > 0)
        warnings_add(&project->warnings,
                     "%s: lists files that do not exist: %zu, the first is %s: run the build",
                     path_relative(from, database->path), missing.count,
                     path_relative(from, missing.first));
}

static void add_all_listed(struct project *project)
{
    struct path_list added = {0};
    for (size_t i = 0; i < project->locate.count; i++)
        add_listed(project, project->locate.databases[i], &added);
    for (size_t i = 0; i < added.count; i++)
        path_list_add(&project->discovery.sources, project->arena, added.items[i]);
    path_list_sort(&project->discovery.sources);
}

static bool add_source(struct project *project, struct project_source source,
                       enum language language, struct error *error)
{
    source.shown = path_relative(project->options.directory, source.path);
    if (!commands_apply(&project->commands, &source, language, error))
        return false;
    struct project_source *slot =
        arena_append(project->arena, &project->sources, &project->source_count,
                     &project->source_capacity, sizeof *project->sources);
    *slot = source;
    return true;
}

static bool add_sources(struct project *project, struct error *error)
{
    const struct path_list *sources = &project->discovery.sources;
    for (size_t i = 0; i < sources->count; i++) {
        struct project_source source = {.path = sources->items[i]};
        if (!add_source(project, source, file_kind_language(file_kind_of(source.path)), error))
            return false;
    }
    return true;
}

/* Adds a source for one header, unless a source that includes it is analysed anyway. `taken` has
 * those added so. */
static bool add_header(struct project *project, const char *header,
                       const struct includers *includers, struct path_map *taken,
                       struct error *error)
{
    size_t unused;
    const struct database *database = NULL;
    const char *directory = path_directory(project->arena, header);
    if (!project->options.has_fixed && !locate_find(&database, &project->locate, directory, error))
        return false;
    const char *includer = includers_find(includers, header, &project->discovery.sources);
    bool is_listed = database != NULL && database_find(database, header) != NULL;
    if (includer == NULL || is_listed) {
        struct project_source alone = {.path = header, .is_header = true};
        return add_source(project, alone, includers_language(includers, header), error);
    }
    if (path_list_has(&project->discovery.sources, includer) ||
        path_map_get(taken, includer, &unused))
        return true;
    path_map_set(taken, project->arena, includer, 0);
    struct project_source source = {.path = includer, .is_header = true, .for_header = header};
    return add_source(project, source, file_kind_language(file_kind_of(includer)), error);
}

static bool add_headers(struct project *project, struct error *error)
{
    const struct path_list *headers = &project->discovery.headers;
    struct path_map roots = {0}, taken = {0};
    struct includers *trees = arena_alloc(project->arena, (headers->count + 1) * sizeof *trees);
    size_t tree_count = 0;
    for (size_t i = 0; i < headers->count; i++) {
        const char *directory = path_directory(project->arena, headers->items[i]);
        const char *root = guess_root(&project->guess, directory);
        size_t tree;
        if (!path_map_get(&roots, root, &tree)) {
            tree = tree_count++;
            includers_init(&trees[tree], project->arena, root);
            path_map_set(&roots, project->arena, root, tree);
        }
        if (!add_header(project, headers->items[i], &trees[tree], &taken, error))
            return false;
    }
    return true;
}

static int compare_sources(const void *a, const void *b)
{
    const struct project_source *left = a, *right = b;
    return strcmp(left->path, right->path);
}

static void note_absolute(struct project *project)
{
    const struct project_options *options = &project->options;
    for (size_t i = 0; i < options->path_count; i++)
        if (options->paths[i][0] == '/')
            path_list_add(&project->absolute, project->arena,
                          path_absolute(project->arena, options->directory, options->paths[i]));
    path_list_sort(&project->absolute);
}

static bool open_parts(struct project *project, struct error *error)
{
    struct arena *arena = project->arena;
    const struct project_options *options = &project->options;
    struct warnings *warnings = &project->warnings;
    if (!discover(&project->discovery, arena, options, warnings, error))
        return false;
    note_absolute(project);
    guess_init(&project->guess, arena, &project->discovery.directories);
    if (!locate_init(&project->locate, arena, &project->guess, warnings, options->directory,
                     options->has_fixed ? NULL : options->database, error) ||
        !find_databases(project, error))
        return false;
    add_all_listed(project);
    if (!discover_check_directories(&project->discovery, error))
        return false;
    commands_init(&project->commands, arena, options, &project->guess, &project->locate, warnings);
    if (!add_sources(project, error) || !add_headers(project, error))
        return false;
    if (project->source_count > 1)
        qsort(project->sources, project->source_count, sizeof *project->sources, compare_sources);
    commands_warn(&project->commands, warnings);
    return true;
}

bool project_open(struct project **project, struct arena *arena,
                  const struct project_options *options, struct error *error)
{
    struct project *made = arena_alloc(arena, sizeof *made);
    made->arena = arena;
    made->options = *options;
    made->warnings.arena = arena;
    *project = made;
    if (open_parts(made, error))
        return true;
    if (error != NULL)
        warnings_clean(error->text);
    return false;
}

const struct project_source *project_sources(const struct project *project, size_t *count)
{
    *count = project->source_count;
    return project->sources;
}

const char *const *project_warnings(const struct project *project, size_t *count)
{
    *count = project->warnings.texts.count;
    return project->warnings.texts.items;
}

bool project_has(const struct project *project, const char *path)
{
    return discover_has(&project->discovery, path);
}

/* Roots of all sources: the guess finds out as it is asked. */
static void learn_roots(struct project *project)
{
    if (project->knows_roots)
        return;
    for (size_t i = 0; i < project->source_count; i++)
        (void)guess_root(&project->guess, path_directory(project->arena, project->sources[i].path));
    project->knows_roots = true;
}

bool project_owns(struct project *project, const char *path)
{
    learn_roots(project);
    for (size_t i = 0; i < project->guess.roots.count; i++) {
        const char *root = project->guess.roots.items[i];
        if (root[0] != '\0' && path_relative(root, path) != path)
            return true;
    }
    return false;
}

/* Whether the directory, or one above it, was given by an absolute path: where the tool was started
 * says nothing about it then. */
static bool is_given_absolute(const struct project *project, const char *directory)
{
    for (const char *at = directory; project->absolute.count > 0;
         at = path_directory(project->arena, at)) {
        if (path_list_has(&project->absolute, at))
            return true;
        if (text_equal(at, "/"))
            break;
    }
    return false;
}

const char *project_place(struct project *project, const char *path)
{
    const char *directory = path_directory(project->arena, path), *top = NULL;
    const char *root = guess_root(&project->guess, directory);
    for (const char *at = directory; path_is_below(root, at);
         at = path_directory(project->arena, at)) {
        if (guess_is_root(&project->guess, at))
            top = at;
        if (text_equal(at, root) || text_equal(at, "/"))
            break;
    }
    const char *shown = path_relative(project->options.directory, path);
    if (top != NULL)
        return path_relative(top, path);
    bool is_elsewhere = shown[0] == '/' || is_given_absolute(project, directory);
    return is_elsewhere ? path_relative(root, path) : shown;
}

static const struct headers *headers_of(struct project *project)
{
    if (!project->has_headers) {
        learn_roots(project);
        headers_init(&project->headers, project->arena, &project->guess.roots);
        project->has_headers = true;
    }
    return &project->headers;
}

const char *project_find_header(struct project *project, struct arena *arena, const char *name,
                                const char *from)
{
    return headers_find(headers_of(project), arena, name, from);
}

void project_digest_tree(struct project *project, struct digester *digester)
{
    headers_digest(headers_of(project), digester);
}

struct prefilter *project_prefilter(struct project *project, const struct ruledb *rules)
{
    project->prefilter = prefilter_make(project->arena, project->sources, project->source_count,
                                        headers_of(project), rules);
    return project->prefilter;
}

static struct predictor *predictor_of(struct project *project)
{
    if (project->predictor == NULL)
        project->predictor =
            predict_open(project->arena, headers_of(project),
                         project->prefilter == NULL ? NULL : prefilter_graph(project->prefilter));
    return project->predictor;
}

void project_expect_headers(struct header_plan *plan, struct project *project, struct arena *arena,
                            const struct project_source *source)
{
    predict_expect(plan, predictor_of(project), arena, source);
}

bool project_confirm_headers(struct header_plan *plan, struct project *project, struct arena *arena,
                             const struct project_source *source, const char *const *included,
                             size_t included_count)
{
    return predict_confirm(plan, predictor_of(project), arena, source, included, included_count);
}

bool project_find_includer(struct project_source *includer, struct project *project,
                           const struct project_source *source)
{
    if (!source->is_guessed || source->is_header)
        return false;
    const char *directory = path_directory(project->arena, source->path);
    const char *root = guess_root(&project->guess, directory);
    if (project->included_root == NULL || strcmp(project->included_root, root) != 0) {
        includers_init(&project->includers, project->arena, root);
        project->included_root = root;
    }
    const char *found =
        includers_find(&project->includers, source->path, &project->discovery.sources);
    if (found == NULL || strcmp(found, source->path) == 0)
        return false;
    *includer = (struct project_source){.path = found};
    includer->shown = path_relative(project->options.directory, found);
    return commands_apply(&project->commands, includer, file_kind_language(file_kind_of(found)),
                          NULL);
}

const char *const *project_add_includes(const struct project_source *source, struct arena *arena,
                                        const char *const *directories, size_t directory_count,
                                        size_t *flag_count)
{
    size_t count = source->flag_count + 2 * directory_count;
    const char **flags = arena_alloc(arena, (count + 1) * sizeof *flags);
    for (size_t i = 0; i < source->flag_count; i++)
        flags[i] = source->flags[i];
    for (size_t i = 0; i < directory_count; i++) {
        flags[source->flag_count + 2 * i] = "-idirafter";
        flags[source->flag_count + 2 * i + 1] = directories[i];
    }
    *flag_count = count;
    return flags;
}
