/* Makes findings and sites of JSON again: of workers' answers, cache entries and the reports of
 * shards. A value is taken only where it is of the right type and, for a word, in its table;
 * numbers are bounded by what their fields hold. */
#include "report/json_read.h"

#include <cjson/cJSON.h>
#include <limits.h>

#include "base/arena.h"
#include "base/error.h"
#include "findings/findings.h"

bool json_read_text(const char **text, const struct cJSON *object, const char *key,
                    struct arena *arena, struct error *error)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!cJSON_IsString(item))
        return error_set(error, "\"%s\" must be a string", key);
    *text = arena_strdup(arena, item->valuestring);
    return true;
}

bool json_read_number(size_t *number, const struct cJSON *object, const char *key,
                      struct error *error)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    double value = cJSON_IsNumber(item) ? item->valuedouble : -1;
    if (!(value >= 0 && value <= UINT_MAX) || value != (double)(size_t)value)
        return error_set(error, "\"%s\" must be a whole number", key);
    *number = (size_t)value;
    return true;
}

bool json_read_strings(const char *const **items, size_t *count, const struct cJSON *object,
                       const char *key, struct arena *arena, struct error *error)
{
    const cJSON *array = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!cJSON_IsArray(array))
        return error_set(error, "\"%s\" must be an array", key);
    *count = (size_t)cJSON_GetArraySize(array);
    const char **strings = arena_alloc(arena, *count * sizeof *strings);
    size_t at = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, array)
    {
        if (!cJSON_IsString(item))
            return error_set(error, "\"%s\" must be an array of strings", key);
        strings[at++] = arena_strdup(arena, item->valuestring);
    }
    *items = strings;
    return true;
}

/* What the readers below share. */
struct reader {
    struct arena *arena; /* scratch: findings_add() copies */
    struct error *error;
};

static bool read_text(const char **text, const cJSON *object, const char *key,
                      struct reader *reader)
{
    return json_read_text(text, object, key, reader->arena, reader->error);
}

static bool refuse_word(const char *key, struct reader *reader)
{
    return error_set(reader->error, "\"%s\" is a word that is not known here", key);
}

/* Defines read_NAME(), which reads the enum value that the word of `key` stands for. */
#define WORD_READER(name, type)                                                                    \
    static bool read_##name(type *value, const cJSON *object, const char *key,                     \
                            struct reader *reader)                                                 \
    {                                                                                              \
        const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);                         \
        return (cJSON_IsString(item) && name##_find(value, item->valuestring)) ||                  \
               refuse_word(key, reader);                                                           \
    }
WORD_READER(check, enum check)
WORD_READER(level, enum level)
WORD_READER(sink, enum sink_kind)
WORD_READER(class, enum errno_class)
WORD_READER(likelihood, enum likelihood)
WORD_READER(remedy, enum remedy)
WORD_READER(reason, enum reason)
#undef WORD_READER

static bool read_spot(struct spot *spot, const cJSON *object, struct reader *reader)
{
    size_t line, column;
    if (!read_text(&spot->file, object, "file", reader) ||
        !json_read_number(&line, object, "line", reader->error) ||
        !json_read_number(&column, object, "column", reader->error))
        return false;
    if (spot->file[0] == '\0')
        spot->file = NULL;
    spot->line = (unsigned)line;
    spot->column = (unsigned)column;
    return true;
}

static bool read_errno(enum errno_id *id, const cJSON *item, struct reader *reader)
{
    *id = cJSON_IsString(item) ? errno_find(item->valuestring) : ERRNO_NONE;
    return *id != ERRNO_NONE || error_set(reader->error, "an errno that is not known here");
}

static bool read_errnos(struct errno_set *set, const cJSON *object, const char *key,
                        struct reader *reader)
{
    const cJSON *array = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!cJSON_IsArray(array))
        return error_set(reader->error, "\"%s\" must be an array", key);
    *set = errno_set_empty();
    const cJSON *item;
    cJSON_ArrayForEach(item, array)
    {
        enum errno_id id;
        if (!read_errno(&id, item, reader))
            return false;
        errno_set_add(set, id);
    }
    return true;
}

static bool read_missing(struct missing *missing, const cJSON *object, struct reader *reader)
{
    missing->is_treated_elsewhere =
        cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, "treated_elsewhere"));
    const cJSON *name = cJSON_GetObjectItemCaseSensitive(object, "errno");
    return read_errno(&missing->error, name, reader) &&
           read_text(&missing->name, object, "errno", reader) &&
           read_class(&missing->class, object, "class", reader) &&
           read_likelihood(&missing->likelihood, object, "likelihood", reader) &&
           read_text(&missing->why, object, "why", reader) &&
           read_remedy(&missing->remedy, object, "remedy", reader) &&
           json_read_strings(&missing->kinds, &missing->kind_count, object, "kinds", reader->arena,
                             reader->error) &&
           json_read_strings(&missing->sources, &missing->source_count, object, "sources",
                             reader->arena, reader->error);
}

static bool read_step(struct step *step, const cJSON *object, struct reader *reader)
{
    step->is_assertion = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, "assertion"));
    return read_spot(&step->spot, object, reader) &&
           read_text(&step->message, object, "message", reader);
}

static bool read_residual(struct residual *residual, const cJSON *object, struct reader *reader)
{
    const cJSON *name = cJSON_GetObjectItemCaseSensitive(object, "errno");
    return read_errno(&residual->error, name, reader) &&
           read_class(&residual->class, object, "class", reader) &&
           read_likelihood(&residual->likelihood, object, "likelihood", reader);
}

/* Defines read_all_NAME(), which reads the array of `key` with read_NAME(). */
#define ARRAY_READER(name, type)                                                                   \
    static bool read_all_##name(const type **items, size_t *count, const cJSON *object,            \
                                const char *key, struct reader *reader)                            \
    {                                                                                              \
        const cJSON *array = cJSON_GetObjectItemCaseSensitive(object, key);                        \
        if (!cJSON_IsArray(array))                                                                 \
            return error_set(reader->error, "\"%s\" must be an array", key);                       \
        *count = (size_t)cJSON_GetArraySize(array);                                                \
        type *read = arena_alloc(reader->arena, *count * sizeof *read);                            \
        *items = read;                                                                             \
        const cJSON *item;                                                                         \
        cJSON_ArrayForEach(item, array)                                                            \
        {                                                                                          \
            if (!read_##name(read++, item, reader))                                                \
                return false;                                                                      \
        }                                                                                          \
        return true;                                                                               \
    }
ARRAY_READER(missing, struct missing)
ARRAY_READER(step, struct step)
ARRAY_READER(residual, struct residual)
ARRAY_READER(spot, struct spot)
#undef ARRAY_READER

/* Spots, where there are any. */
static bool read_tested(const struct spot **spots, size_t *count, const cJSON *object,
                        struct reader *reader)
{
    static const char key[] = "tested_at";
    return !cJSON_HasObjectItem(object, key) || read_all_spot(spots, count, object, key, reader);
}

static bool read_finding(struct finding *finding, const cJSON *object, struct reader *reader)
{
    const cJSON *call = cJSON_GetObjectItemCaseSensitive(object, "call");
    return read_check(&finding->check, object, "check", reader) &&
           read_level(&finding->level, object, "level", reader) &&
           read_sink(&finding->sink, object, "sink", reader) &&
           read_spot(&finding->spot, object, reader) &&
           read_text(&finding->function, object, "function", reader) &&
           read_text(&finding->assertion, object, "assertion", reader) &&
           read_text(&finding->message, object, "message", reader) &&
           read_text(&finding->remedy, object, "remedy", reader) &&
           read_text(&finding->call, call, "name", reader) &&
           read_spot(&finding->call_spot, call, reader) &&
           read_errnos(&finding->allowed, object, "allowed", reader) &&
           read_all_missing(&finding->missing, &finding->missing_count, object, "missing",
                            reader) &&
           read_all_step(&finding->steps, &finding->step_count, object, "steps", reader) &&
           read_tested(&finding->tested, &finding->tested_count, object, reader);
}

static bool read_site(struct site *site, const cJSON *object, struct reader *reader)
{
    const cJSON *call_at = cJSON_GetObjectItemCaseSensitive(object, "call_at");
    return (call_at == NULL || read_spot(&site->call_spot, call_at, reader)) &&
           read_spot(&site->spot, object, reader) &&
           read_text(&site->function, object, "function", reader) &&
           read_text(&site->assertion, object, "assertion", reader) &&
           read_sink(&site->sink, object, "sink", reader) &&
           read_text(&site->call, object, "call", reader) &&
           read_errnos(&site->treated, object, "treated", reader) &&
           read_all_residual(&site->residual, &site->residual_count, object, "residual", reader) &&
           read_tested(&site->tested, &site->tested_count, object, reader) &&
           read_reason(&site->reason, object, "reason", reader);
}

bool json_read_findings(struct findings *findings, const struct cJSON *object, struct error *error)
{
    const cJSON *array = cJSON_GetObjectItemCaseSensitive(object, "findings");
    if (!cJSON_IsArray(array))
        return error_set(error, "\"findings\" must be an array");
    struct arena scratch;
    arena_init(&scratch);
    struct reader reader = {&scratch, error};
    bool ok = true;
    const cJSON *item;
    cJSON_ArrayForEach(item, array)
    {
        struct finding finding = {0};
        ok = ok && read_finding(&finding, item, &reader);
        if (ok)
            findings_add(findings, &finding);
    }
    arena_release(&scratch);
    return ok;
}

bool json_read_sites(struct findings *findings, const struct cJSON *object, struct error *error)
{
    const cJSON *array = cJSON_GetObjectItemCaseSensitive(object, "sites");
    if (!cJSON_IsArray(array))
        return error_set(error, "\"sites\" must be an array");
    struct arena scratch;
    arena_init(&scratch);
    struct reader reader = {&scratch, error};
    bool ok = true;
    const cJSON *item;
    cJSON_ArrayForEach(item, array)
    {
        struct site site = {0};
        ok = ok && read_site(&site, item, &reader);
        if (ok)
            findings_add_site(findings, &site);
    }
    arena_release(&scratch);
    return ok;
}

static bool read_notes(struct findings *findings, const cJSON *object, const char *key,
                       void (*add)(struct findings *, const char *, const char *),
                       struct reader *reader)
{
    const cJSON *array = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!cJSON_IsArray(array))
        return error_set(reader->error, "\"%s\" must be an array", key);
    const cJSON *item;
    cJSON_ArrayForEach(item, array)
    {
        const char *file = NULL, *reason = NULL;
        if (!read_text(&file, item, "file", reader) || !read_text(&reason, item, "reason", reader))
            return false;
        add(findings, file, reason);
    }
    return true;
}

bool json_read_notes(struct findings *findings, const struct cJSON *object, struct error *error)
{
    struct arena scratch;
    arena_init(&scratch);
    struct reader reader = {&scratch, error};
    bool ok = read_notes(findings, object, "incomplete", findings_add_incomplete, &reader) &&
              read_notes(findings, object, "failed", findings_add_failed, &reader);
    arena_release(&scratch);
    return ok;
}
