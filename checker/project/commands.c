/* Puts one source's flags together: the user's early ones, then the command's (of the source
 * itself, else of the most similar listed source, else guessed), then the user's late ones. All but
 * guesses go through the allow-list. */
#include "project/commands.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "project/database.h"
#include "project/flags.h"
#include "project/guess.h"
#include "project/locate.h"
#include "project/project.h"
#include "project/warnings.h"

static void count_one(struct tally *tally, const char *where)
{
    if (tally->count++ == 0)
        tally->first = where;
}

/* The user's flags per language. A flag is only worth a warning where no language takes it. */
static void filter_own(struct path_list *filtered, struct commands *commands,
                       const struct path_list *words, struct warnings *warnings)
{
    struct path_list dropped[2] = {{0}};
    for (int i = 0; i < 2; i++)
        flags_filter(&filtered[i], &dropped[i], commands->arena, words,
                     commands->options->directory, (enum language)i);
    path_list_sort(&dropped[1]);
    for (size_t i = 0; i < dropped[0].count; i++)
        if (path_list_has(&dropped[1], dropped[0].items[i]))
            warnings_add(warnings, "%s: is not among the flags that are passed to the parser",
                         dropped[0].items[i]);
}

static void keep_own(struct path_list *words, struct arena *arena, const char *const *flags,
                     size_t count)
{
    for (size_t i = 0; i < count; i++)
        path_list_add(words, arena, flags[i]);
}

void commands_init(struct commands *commands, struct arena *arena,
                   const struct project_options *options, struct guess *guess,
                   struct locate *locate, struct warnings *warnings)
{
    *commands =
        (struct commands){.options = options, .arena = arena, .guess = guess, .locate = locate};
    keep_own(&commands->own[0], arena, options->extra_before, options->extra_before_count);
    if (options->has_fixed)
        keep_own(&commands->own[1], arena, options->fixed, options->fixed_count);
    keep_own(&commands->own[2], arena, options->extra, options->extra_count);
    filter_own(commands->before, commands, &commands->own[0], warnings);
    filter_own(commands->fixed, commands, &commands->own[1], warnings);
    filter_own(commands->after, commands, &commands->own[2], warnings);
}

static const char *intern(struct commands *commands, const char *text)
{
    size_t index;
    if (path_map_get(&commands->interned, text, &index))
        return commands->texts.items[index];
    const char *copy = arena_strdup(commands->arena, text);
    path_map_set(&commands->interned, commands->arena, copy, commands->texts.count);
    path_list_add(&commands->texts, commands->arena, copy);
    return copy;
}

/* The language that the user's own flags ask for, the late ones last. */
static enum language own_language(const struct commands *commands, enum language language)
{
    for (int i = 0; i < 3; i++)
        language = flags_language(&commands->own[i], language);
    return language;
}

/* The entry to use: the source's own, or of its most similar neighbour in the same project. */
static const struct database_entry *choose_entry(struct commands *commands,
                                                 const struct database *database,
                                                 struct project_source *source,
                                                 enum language language)
{
    const struct database_entry *entry = database_find(database, source->path);
    if (entry != NULL) {
        count_one(&commands->listed, source->path);
        if (database_is_repeated(database, source->path))
            count_one(&commands->repeated, source->path);
        return entry;
    }
    source->is_guessed = true;
    entry = database_find_similar(database, source->path, language);
    const char *root = guess_root(commands->guess, path_directory(commands->arena, source->path));
    return entry != NULL && path_is_below(root, entry->file) ? entry : NULL;
}

static void add_list(struct path_list *flags, struct arena *scratch, const struct path_list *more)
{
    for (size_t i = 0; i < more->count; i++)
        path_list_add(flags, scratch, more->items[i]);
}

/* The flags of an entry; the language that its program or its -x asks for counts before the file's
 * name. */
static enum language add_entry(struct path_list *flags, struct commands *commands,
                               const struct project_source *source,
                               const struct database_entry *entry, enum language language,
                               struct arena *scratch)
{
    struct path_list words = {0};
    bool is_cxx;
    size_t lost = 0;
    database_words(&words, &is_cxx, &lost, scratch, entry);
    if (lost > 0)
        count_one(&commands->lost, source->path);
    if (!source->is_guessed)
        language = flags_language(&words, is_cxx ? LANGUAGE_CXX : language);
    language = own_language(commands, language);
    flags_filter(flags, NULL, scratch, &words, entry->directory, language);
    return language;
}

/* What stands between the user's early and late flags; sets directory and is_guessed. */
static bool add_middle(struct path_list *flags, struct commands *commands,
                       struct project_source *source, enum language *language,
                       struct arena *scratch, struct error *error)
{
    const struct project_options *options = commands->options;
    enum language wanted = *language;
    *language = own_language(commands, wanted);
    source->directory = options->directory;
    if (options->has_fixed) {
        add_list(flags, scratch, &commands->fixed[*language]);
        return true;
    }
    const struct database *database;
    const char *directory = path_directory(commands->arena, source->path);
    if (!locate_find(&database, commands->locate, directory, error))
        return false;
    if (database != NULL && database->is_fixed) {
        source->directory = database->directory;
        *language = own_language(commands, flags_language(&database->fixed, wanted));
        flags_filter(flags, NULL, scratch, &database->fixed, database->directory, *language);
        return true;
    }
    const struct database_entry *entry =
        database == NULL ? NULL : choose_entry(commands, database, source, *language);
    if (entry != NULL) {
        source->directory = entry->directory;
        *language = add_entry(flags, commands, source, entry, wanted, scratch);
        return true;
    }
    source->is_guessed = true;
    source->directory = directory;
    guess_flags(flags, scratch, commands->guess, source->path, *language);
    return true;
}

bool commands_apply(struct commands *commands, struct project_source *source,
                    enum language language, struct error *error)
{
    struct arena scratch;
    arena_init(&scratch);
    struct path_list middle = {0}, flags = {0};
    bool ok = add_middle(&middle, commands, source, &language, &scratch, error);
    if (ok) {
        flags_add_language(&flags, &scratch, language);
        add_list(&flags, &scratch, &commands->before[language]);
        add_list(&flags, &scratch, &middle);
        add_list(&flags, &scratch, &commands->after[language]);
        const char **kept = arena_alloc(commands->arena, (flags.count + 1) * sizeof *kept);
        for (size_t i = 0; i < flags.count; i++)
            kept[i] = intern(commands, flags.items[i]);
        source->flags = kept;
        source->flag_count = flags.count;
    }
    arena_release(&scratch);
    return ok;
}

void commands_warn(const struct commands *commands, struct warnings *warnings)
{
    const char *from = commands->options->directory;
    const struct locate *locate = commands->locate;
    if (commands->repeated.count > 0)
        warnings_add(warnings,
                     "%s: has several compile commands, the first is used (sources like this: %zu)",
                     path_relative(from, commands->repeated.first), commands->repeated.count);
    if (commands->lost.count > 0)
        warnings_add(warnings,
                     "%s: its compile command names a response file that cannot be read, flags may "
                     "be missing (sources like this: %zu)",
                     path_relative(from, commands->lost.first), commands->lost.count);
    if (locate->chosen != NULL && !locate->chosen->is_fixed && commands->listed.count == 0)
        warnings_add(warnings, "%s: lists none of the sources, their flags are guessed",
                     path_relative(from, locate->chosen->path));
}
