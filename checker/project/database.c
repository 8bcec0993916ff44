/* Reads compile databases on cJSON. libclang's own reader is not used: it invents commands for
 * files that are not listed without saying so, and one key it does not know makes it refuse the
 * whole file. */
#include "project/database.h"

#include <cjson/cJSON.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "project/words.h"

enum { DATABASE_LIMIT = 512 * 1024 * 1024, FLAGS_FILE_LIMIT = 1024 * 1024 };

/* A string member that has to be there. NULL with an error where it is missing or something else.
 */
static const char *get_text(const cJSON *object, const char *key, size_t index, struct error *error)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    if (item == NULL)
        error_set(error, "/%zu: has no \"%s\"", index, key);
    else if (!cJSON_IsString(item) || item->valuestring[0] == '\0')
        error_set(error, "/%zu/%s: must be a string that is not empty", index, key);
    else
        return item->valuestring;
    return NULL;
}

static bool read_arguments(struct database_entry *entry, struct arena *arena,
                           const cJSON *arguments, struct error *error)
{
    if (!cJSON_IsArray(arguments))
        return error_set(error, "/%zu/arguments: must be an array of strings", entry->index);
    const cJSON *argument;
    size_t position = 0;
    cJSON_ArrayForEach(argument, arguments)
    {
        if (!cJSON_IsString(argument))
            return error_set(error, "/%zu/arguments/%zu: must be a string", entry->index, position);
        path_list_add(&entry->arguments, arena, arena_strdup(arena, argument->valuestring));
        position++;
    }
    return true;
}

static bool read_entry(struct database_entry *entry, struct arena *arena, const char *base,
                       const cJSON *object, struct error *error)
{
    size_t index = entry->index;
    if (!cJSON_IsObject(object))
        return error_set(error, "/%zu: must be an object", index);
    const char *directory = get_text(object, "directory", index, error);
    const char *file = directory == NULL ? NULL : get_text(object, "file", index, error);
    if (file == NULL)
        return false;
    entry->directory = path_absolute(arena, base, directory);
    entry->file = path_absolute(arena, entry->directory, file);
    const cJSON *arguments = cJSON_GetObjectItemCaseSensitive(object, "arguments");
    if (arguments != NULL)
        return read_arguments(entry, arena, arguments, error);
    if (cJSON_GetObjectItemCaseSensitive(object, "command") == NULL)
        return error_set(error, "/%zu: has neither \"command\" nor \"arguments\"", index);
    const char *command = get_text(object, "command", index, error);
    entry->command = arena_strdup(arena, command);
    return command != NULL;
}

static int compare_entries(const void *a, const void *b)
{
    const struct database_entry *left = a, *right = b;
    int order = strcmp(left->file, right->file);
    return order != 0 ? order : (left->index > right->index) - (left->index < right->index);
}

/* Sorts, keeps the first entry of each file and lists the sources by language. */
static void arrange(struct database *database, struct arena *arena)
{
    if (database->count > 1)
        qsort(database->entries, database->count, sizeof *database->entries, compare_entries);
    struct path_list repeated = {0};
    size_t kept = 0;
    for (size_t i = 0; i < database->count; i++) {
        const char *file = database->entries[i].file;
        if (kept > 0 && text_equal(database->entries[kept - 1].file, file)) {
            path_list_add(&repeated, arena, file);
            continue;
        }
        database->entries[kept++] = database->entries[i];
        enum file_kind kind = file_kind_of(file);
        if (file_kind_is_source(kind))
            path_list_add(&database->sources[file_kind_language(kind)], arena, file);
    }
    database->count = kept;
    path_list_sort(&repeated);
    database->repeated = repeated.items;
    database->repeated_count = repeated.count;
}

static bool read_entries(struct database *database, struct arena *arena, const cJSON *root,
                         struct error *error)
{
    if (!cJSON_IsArray(root))
        return error_set(error, "/: must be an array of compile commands");
    size_t capacity = 0;
    const cJSON *object;
    cJSON_ArrayForEach(object, root)
    {
        size_t index = database->count;
        struct database_entry *entry = arena_append(arena, &database->entries, &database->count,
                                                    &capacity, sizeof *database->entries);
        entry->index = index;
        if (!read_entry(entry, arena, database->directory, object, error))
            return false;
    }
    arrange(database, arena);
    return true;
}

/* Line and column where the parser stopped. */
static bool refuse_json(const char *path, const char *bytes, const char *end, struct error *error)
{
    size_t line = 1, column = 1;
    for (const char *at = bytes; at < end; at++) {
        column = *at == '\n' ? 1 : column + 1;
        line += *at == '\n';
    }
    return error_set(error, "%s:%zu:%zu: is no valid JSON: let the build write it again", path,
                     line, column);
}

static bool read_commands(struct database *database, struct arena *arena, struct error *error)
{
    char *bytes;
    size_t length;
    /* The text is needed no longer than the parse, and can be large. */
    struct arena scratch;
    arena_init(&scratch);
    if (!file_read(&bytes, &length, &scratch, database->path, DATABASE_LIMIT, error)) {
        arena_release(&scratch);
        return error_wrap(error, "compile database");
    }
    const char *end = bytes;
    cJSON *root = cJSON_ParseWithLengthOpts(bytes, length + 1, &end, true);
    bool ok = root == NULL ? refuse_json(database->path, bytes, end, error)
                           : read_entries(database, arena, root, error) ||
                                 error_wrap(error, "%s", database->path);
    cJSON_Delete(root);
    arena_release(&scratch);
    return ok || error_wrap(error, "compile database");
}

/* One argument per line, taken literally. */
static bool read_flags_file(struct database *database, struct arena *arena, struct error *error)
{
    char *text;
    size_t length;
    database->is_fixed = true;
    if (!file_read(&text, &length, arena, database->path, FLAGS_FILE_LIMIT, error))
        return error_wrap(error, "compile flags");
    for (char *line = text; line < text + length;) {
        char *next = memchr(line, '\n', (size_t)(text + length - line));
        char *end = next == NULL ? text + length : next;
        while (line < end && isspace((unsigned char)*line))
            line++;
        while (end > line && isspace((unsigned char)end[-1]))
            end--;
        if (end > line)
            path_list_add(&database->fixed, arena, arena_copy(arena, line, (size_t)(end - line)));
        if (next == NULL)
            break;
        line = next + 1;
    }
    return true;
}

bool database_read(struct database **database, struct arena *arena, const char *path,
                   struct error *error)
{
    struct database *made = arena_alloc(arena, sizeof *made);
    made->path = path;
    made->directory = path_directory(arena, path);
    *database = made;
    if (text_equal(path_base(path), "compile_flags.txt"))
        return read_flags_file(made, arena, error);
    return read_commands(made, arena, error);
}

const struct database_entry *database_find(const struct database *database, const char *file)
{
    size_t low = 0, high = database->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(database->entries[middle].file, file);
        if (order == 0)
            return &database->entries[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

bool database_is_repeated(const struct database *database, const char *file)
{
    struct path_list repeated = {database->repeated, database->repeated_count,
                                 database->repeated_count};
    return path_list_has(&repeated, file);
}

/* In a sorted list a path shares most with one of the two neighbours of its place. */
static const char *find_nearest(const struct path_list *sorted, const char *file)
{
    size_t position = path_list_position(sorted, file);
    const char *before = position > 0 ? sorted->items[position - 1] : NULL;
    const char *after = position < sorted->count ? sorted->items[position] : NULL;
    if (before == NULL || after == NULL)
        return before == NULL ? after : before;
    return path_compare_nearness(file, before, after) <= 0 ? before : after;
}

const struct database_entry *database_find_similar(const struct database *database,
                                                   const char *file, enum language language)
{
    enum language other = language == LANGUAGE_C ? LANGUAGE_CXX : LANGUAGE_C;
    const char *nearest = find_nearest(&database->sources[language], file);
    if (nearest == NULL)
        nearest = find_nearest(&database->sources[other], file);
    return nearest == NULL ? NULL : database_find(database, nearest);
}

/* "g++", "clang++-19", "aarch64-linux-gnu-g++-12". */
static bool is_cxx_name(const char *program)
{
    const char *sign = strstr(path_base(program), "++");
    return sign != NULL && (sign[2] == '\0' || (sign[2] == '-' && isdigit((unsigned char)sign[3])));
}

void database_words(struct path_list *words, bool *is_cxx_driver, size_t *lost, struct arena *arena,
                    const struct database_entry *entry)
{
    struct path_list split = {0}, expanded = {0};
    if (entry->command != NULL)
        words_split(&split, arena, entry->command);
    words_expand(&expanded, arena, entry->command != NULL ? &split : &entry->arguments,
                 entry->directory, lost);
    size_t compiler, first = words_skip_program(&expanded, &compiler);
    *is_cxx_driver = first > compiler && is_cxx_name(expanded.items[compiler]);
    for (size_t i = first; i < expanded.count; i++)
        path_list_add(words, arena, expanded.items[i]);
}
