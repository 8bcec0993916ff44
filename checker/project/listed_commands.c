/* What database.c reads, written: an array of entries with arguments, so that nobody has to quote
 * anything for a shell. */
#include "project/listed_commands.h"

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "project/language.h"
#include "project/project.h"

static void add_word(cJSON *words, const char *word)
{
    cJSON_AddItemToArray(words, cJSON_CreateString(word));
}

static void add_entry(cJSON *entries, const struct project_source *source)
{
    bool is_c = file_kind_language(file_kind_of(source->path)) == LANGUAGE_C;
    cJSON *entry = cJSON_CreateObject();
    cJSON_AddItemToArray(entries, entry);
    cJSON_AddStringToObject(entry, "directory", source->directory);
    cJSON_AddStringToObject(entry, "file", source->path);
    cJSON *words = cJSON_AddArrayToObject(entry, "arguments");
    add_word(words, is_c ? "clang" : "clang++");
    for (size_t i = 0; i < source->flag_count; i++)
        add_word(words, source->flags[i]);
    add_word(words, "-c");
    add_word(words, source->path);
}

const char *listed_commands_text(struct arena *arena, const struct project_source *sources,
                                 size_t count)
{
    cJSON *entries = cJSON_CreateArray();
    for (size_t i = 0; i < count; i++)
        add_entry(entries, &sources[i]);
    char *printed = cJSON_Print(entries);
    const char *text = arena_printf(arena, "%s\n", printed == NULL ? "[]" : printed);
    cJSON_free(printed);
    cJSON_Delete(entries);
    return text;
}
