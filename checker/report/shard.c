/* The reports of shards: records by source, and what suppresses findings, so that merging needs
 * neither the tree nor the parser. All strings are as they were, see escape.h. A report may come
 * from another machine: like json_read.c, this refuses what does not fit. */
#include "report/shard.h"

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "report/escape.h"
#include "report/json_parts.h"
#include "report/json_read.h"
#include "report/record.h"

enum { SHARD_VERSION = 1 };

/* ---- writing ---- */

static void add_checks(struct json_writer writer, const bool checks[CHECK_COUNT])
{
    const char *words[CHECK_COUNT];
    size_t count = 0;
    for (enum check check = 0; check < CHECK_COUNT; check++)
        if (checks[check])
            words[count++] = check_word(check);
    json_add_strings(writer, "checks", words, count);
}

/* On one line: a source has much that only this program reads. */
static void add_source(cJSON *array, const struct shard_source *source)
{
    struct json_writer item = {cJSON_CreateObject(), NULL};
    json_add_number(item, "index", source->index);
    json_add_string(item, "file", source->file);
    if (source->record == NULL) {
        json_add_string(item, "problem", source->problem);
    } else {
        struct record carried = *source->record;
        carried.files = (struct record_list){0};
        record_add(json_add_object(item, "record").object, &carried);
    }
    char *printed = cJSON_PrintUnformatted(item.object);
    if (printed != NULL)
        cJSON_AddItemToArray(array, cJSON_CreateRaw(printed));
    cJSON_free(printed);
    cJSON_Delete(item.object);
}

static void add_suppression(cJSON *array, const struct suppression *suppression)
{
    struct json_writer item = {cJSON_CreateObject(), NULL};
    cJSON_AddItemToArray(array, item.object);
    json_add_string(item, "file", suppression->file);
    json_add_number(item, "line", suppression->line);
    json_add_number(item, "first", suppression->first);
    json_add_number(item, "last", suppression->last);
    add_checks(item, suppression->checks);
    if (suppression->problem != NULL)
        json_add_string(item, "problem", suppression->problem);
}

void json_add_shard(struct json_writer writer, const struct shard *shard)
{
    struct json_writer root = {json_add_object(writer, "shard").object, NULL};
    json_add_number(root, "version", SHARD_VERSION);
    json_add_number(root, "number", shard->number);
    json_add_number(root, "count", shard->count);
    json_add_string(root, "tool", shard->tool);
    json_add_string(root, "rules", shard->rules);
    json_add_string(root, "parser", shard->parser);
    json_add_string(root, "options", shard->options);
    json_add_string(root, "tree", shard->tree);
    json_add_number(root, "files", shard->files);
    add_checks(root, shard->checks);
    cJSON *sources = cJSON_AddArrayToObject(root.object, "sources");
    for (size_t i = 0; i < shard->source_count; i++)
        add_source(sources, &shard->sources[i]);
    cJSON *tests = cJSON_AddArrayToObject(root.object, "tests");
    for (size_t i = 0; i < shard->test_count; i++)
        cJSON_AddItemToArray(tests, cJSON_CreateNumber((double)shard->tests[i]));
    cJSON *suppressions = cJSON_AddArrayToObject(root.object, "suppressions");
    for (size_t i = 0; i < shard->suppressions.count; i++)
        add_suppression(suppressions, &shard->suppressions.items[i]);
    json_add_strings(root, "warnings", shard->warnings, shard->warning_count);
}

/* ---- reading ---- */

static bool read_checks(bool checks[CHECK_COUNT], const cJSON *object, struct arena *arena,
                        struct error *error)
{
    const char *const *words;
    size_t count;
    if (!json_read_strings(&words, &count, object, "checks", arena, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        enum check check;
        if (!check_find(&check, words[i]))
            return error_set(error, "\"checks\": a word that is not known here");
        checks[check] = true;
    }
    return true;
}

static bool read_source(struct shard *shard, const cJSON *object, struct arena *arena,
                        struct error *error)
{
    struct shard_source *source = arena_append(arena, &shard->sources, &shard->source_count,
                                               &shard->source_capacity, sizeof *source);
    if (!json_read_number(&source->index, object, "index", error) ||
        !json_read_text(&source->file, object, "file", arena, error))
        return false;
    if (source->index >= shard->files)
        return error_set(error, "\"index\" is beyond \"files\"");
    const cJSON *carried = cJSON_GetObjectItemCaseSensitive(object, "record");
    if (carried == NULL)
        return json_read_text(&source->problem, object, "problem", arena, error);
    struct record *record = arena_alloc(arena, sizeof *record);
    source->record = record;
    return record_take(record, arena, carried, error);
}

static bool read_test(struct shard *shard, const cJSON *item, struct arena *arena,
                      struct error *error)
{
    double index = cJSON_IsNumber(item) ? item->valuedouble : -1;
    if (!(index >= 0 && index < (double)shard->files) || index != (double)(size_t)index)
        return error_set(error, "\"tests\": a number that is no source's");
    *(size_t *)arena_append(arena, &shard->tests, &shard->test_count, &shard->test_capacity,
                            sizeof *shard->tests) = (size_t)index;
    return true;
}

static bool read_suppression(struct shard *shard, const cJSON *object, struct arena *arena,
                             struct error *error)
{
    struct suppressions *list = &shard->suppressions;
    struct suppression *suppression =
        arena_append(arena, &list->items, &list->count, &list->capacity, sizeof *suppression);
    size_t line, first, last;
    if (!json_read_text(&suppression->file, object, "file", arena, error) ||
        !json_read_number(&line, object, "line", error) ||
        !json_read_number(&first, object, "first", error) ||
        !json_read_number(&last, object, "last", error) ||
        !read_checks(suppression->checks, object, arena, error))
        return false;
    suppression->line = (unsigned)line;
    suppression->first = (unsigned)first;
    suppression->last = (unsigned)last;
    return cJSON_GetObjectItemCaseSensitive(object, "problem") == NULL ||
           json_read_text(&suppression->problem, object, "problem", arena, error);
}

static bool read_each(struct shard *shard, const cJSON *root, const char *key,
                      bool (*read)(struct shard *, const cJSON *, struct arena *, struct error *),
                      struct arena *arena, struct error *error)
{
    const cJSON *array = cJSON_GetObjectItemCaseSensitive(root, key), *item;
    if (!cJSON_IsArray(array))
        return error_set(error, "\"%s\" must be an array", key);
    cJSON_ArrayForEach(item, array)
    {
        if (!read(shard, item, arena, error))
            return false;
    }
    return true;
}

/* What has to be right before the rest can be understood. */
static bool read_head(struct shard *shard, const cJSON *root, struct arena *arena, const char *tool,
                      struct error *error)
{
    size_t version;
    if (!cJSON_IsObject(root))
        return error_set(error, "is no report of --shard K/N --format json");
    if (!json_read_text(&shard->tool, root, "tool", arena, error) ||
        !json_read_number(&version, root, "version", error))
        return false;
    return (version == SHARD_VERSION && text_equal(shard->tool, tool)) ||
           error_set(error, "was made by errno-lint %s, and this is %s: use the same for all",
                     shard->tool, tool);
}

static bool read_root(struct shard *shard, const cJSON *root, struct arena *arena, const char *tool,
                      struct error *error)
{
    if (!read_head(shard, root, arena, tool, error) ||
        !json_read_number(&shard->number, root, "number", error) ||
        !json_read_number(&shard->count, root, "count", error) ||
        !json_read_text(&shard->rules, root, "rules", arena, error) ||
        !json_read_text(&shard->parser, root, "parser", arena, error) ||
        !json_read_text(&shard->options, root, "options", arena, error) ||
        !json_read_text(&shard->tree, root, "tree", arena, error) ||
        !json_read_number(&shard->files, root, "files", error) ||
        !read_checks(shard->checks, root, arena, error) ||
        !read_each(shard, root, "sources", read_source, arena, error) ||
        !read_each(shard, root, "tests", read_test, arena, error) ||
        !read_each(shard, root, "suppressions", read_suppression, arena, error))
        return false;
    return (shard->number >= 1 && shard->number <= shard->count) ||
           error_set(error, "\"number\" must be from 1 to \"count\"");
}

bool shard_read(struct shard *shard, struct arena *arena, const char *text, size_t length,
                const char *tool, struct error *error)
{
    *shard = (struct shard){0};
    struct arena scratch;
    arena_init(&scratch);
    struct text bytes;
    text_init(&bytes, &scratch);
    unescape_bytes(&bytes, text, length);
    cJSON *tree = cJSON_ParseWithLength(text_get(&bytes), bytes.length);
    const cJSON *root = cJSON_GetObjectItemCaseSensitive(tree, "shard");
    bool ok = tree != NULL || error_set(error, "is no JSON, or only a part of it");
    ok = ok && read_root(shard, root, arena, tool, error) &&
         json_read_strings(&shard->warnings, &shard->warning_count, root, "warnings", arena, error);
    cJSON_Delete(tree);
    arena_release(&scratch);
    return ok;
}
