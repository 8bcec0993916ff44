/* The pieces that JSON reports and records share: a finding, a site, a note about a file. cJSON
 * passes invalid UTF-8 through, so what is for others is cleaned first; a record is read back by
 * this program alone and keeps names as they are. Whatever a report shows is written here, so that
 * json_read.c can make the same finding of it again. */
#include "report/json_parts.h"

#include <cjson/cJSON.h>

#include "findings/findings.h"
#include "report/clean.h"
#include "report/formats.h"

static const char *cleaned(struct json_writer writer, const char *string)
{
    if (writer.arena != NULL)
        return clean_utf8(writer.arena, string);
    return string == NULL ? "" : string;
}

void json_add_string(struct json_writer writer, const char *key, const char *value)
{
    cJSON_AddStringToObject(writer.object, key, cleaned(writer, value));
}

void json_add_number(struct json_writer writer, const char *key, size_t value)
{
    cJSON_AddNumberToObject(writer.object, key, (double)value);
}

struct json_writer json_add_object(struct json_writer parent, const char *key)
{
    return (struct json_writer){cJSON_AddObjectToObject(parent.object, key), parent.arena};
}

static struct json_writer add_item(cJSON *array, struct arena *arena)
{
    struct json_writer writer = {cJSON_CreateObject(), arena};
    cJSON_AddItemToArray(array, writer.object);
    return writer;
}

void json_add_strings(struct json_writer writer, const char *key, const char *const *items,
                      size_t count)
{
    cJSON *array = cJSON_AddArrayToObject(writer.object, key);
    for (size_t i = 0; i < count; i++)
        cJSON_AddItemToArray(array, cJSON_CreateString(cleaned(writer, items[i])));
}

void json_add_notes(struct json_writer writer, const char *key, const struct file_note *notes,
                    size_t count)
{
    cJSON *array = cJSON_AddArrayToObject(writer.object, key);
    for (size_t i = 0; i < count; i++) {
        struct json_writer item = add_item(array, writer.arena);
        json_add_string(item, "file", notes[i].file);
        json_add_string(item, "reason", notes[i].reason);
    }
}

static void add_spot(struct json_writer writer, const struct spot *spot)
{
    json_add_string(writer, "file", spot->file);
    json_add_number(writer, "line", spot->line);
    json_add_number(writer, "column", spot->column);
}

/* Spots, where there are any. */
static void add_spots(struct json_writer writer, const char *key, const struct spot *spots,
                      size_t count)
{
    cJSON *array = count == 0 ? NULL : cJSON_AddArrayToObject(writer.object, key);
    for (size_t i = 0; i < count; i++)
        add_spot(add_item(array, writer.arena), &spots[i]);
}

static void add_errnos(struct json_writer writer, const char *key, const struct errno_set *set)
{
    cJSON *array = cJSON_AddArrayToObject(writer.object, key);
    for (int id = ERRNO_NONE + 1; id < ERRNO_COUNT; id++)
        if (errno_set_has(set, (enum errno_id)id))
            cJSON_AddItemToArray(array, cJSON_CreateString(errno_name((enum errno_id)id)));
}

static void add_missing_errnos(struct json_writer writer, const struct finding *finding)
{
    cJSON *array = cJSON_AddArrayToObject(writer.object, "missing");
    for (size_t i = 0; i < finding->missing_count; i++) {
        const struct missing *missing = &finding->missing[i];
        struct json_writer item = add_item(array, writer.arena);
        json_add_string(item, "errno", missing->name);
        json_add_string(item, "class", class_word(missing->class));
        json_add_string(item, "likelihood", likelihood_word(missing->likelihood));
        json_add_string(item, "why", missing->why);
        json_add_string(item, "remedy", remedy_word(missing->remedy));
        if (missing->is_treated_elsewhere)
            cJSON_AddTrueToObject(item.object, "treated_elsewhere");
        json_add_strings(item, "kinds", missing->kinds, missing->kind_count);
        json_add_strings(item, "sources", missing->sources, missing->source_count);
    }
}

static void add_steps(struct json_writer writer, const struct finding *finding)
{
    cJSON *array = cJSON_AddArrayToObject(writer.object, "steps");
    for (size_t i = 0; i < finding->step_count; i++) {
        struct json_writer item = add_item(array, writer.arena);
        add_spot(item, &finding->steps[i].spot);
        json_add_string(item, "message", finding->steps[i].message);
        if (finding->steps[i].is_assertion)
            cJSON_AddTrueToObject(item.object, "assertion");
    }
}

static void add_finding(struct json_writer item, const struct finding *finding)
{
    json_add_string(item, "check", check_word(finding->check));
    json_add_string(item, "level", level_word(finding->level));
    add_spot(item, &finding->spot);
    json_add_string(item, "function", finding->function);
    json_add_string(item, "assertion", finding->assertion);
    json_add_string(item, "sink", sink_word(finding->sink));
    json_add_string(item, "message", finding->message);
    json_add_string(item, "remedy", finding->remedy);
    json_add_string(item, "fingerprint", finding->fingerprint);
    struct json_writer call = json_add_object(item, "call");
    json_add_string(call, "name", finding->call);
    add_spot(call, &finding->call_spot);
    add_errnos(item, "allowed", &finding->allowed);
    add_missing_errnos(item, finding);
    add_steps(item, finding);
    add_spots(item, "tested_at", finding->tested, finding->tested_count);
}

void json_add_findings(struct json_writer writer, const struct finding *findings, size_t count)
{
    cJSON *array = cJSON_AddArrayToObject(writer.object, "findings");
    for (size_t i = 0; i < count; i++)
        add_finding(add_item(array, writer.arena), &findings[i]);
}

static void add_residual(struct json_writer writer, const struct site *site)
{
    cJSON *array = cJSON_AddArrayToObject(writer.object, "residual");
    for (size_t i = 0; i < site->residual_count; i++) {
        struct json_writer item = add_item(array, writer.arena);
        json_add_string(item, "errno", errno_name(site->residual[i].error));
        json_add_string(item, "class", class_word(site->residual[i].class));
        json_add_string(item, "likelihood", likelihood_word(site->residual[i].likelihood));
    }
}

void json_add_sites(struct json_writer writer, const struct site *sites, size_t count)
{
    cJSON *array = cJSON_AddArrayToObject(writer.object, "sites");
    for (size_t i = 0; i < count; i++) {
        struct json_writer item = add_item(array, writer.arena);
        add_spot(item, &sites[i].spot);
        json_add_string(item, "function", sites[i].function);
        json_add_string(item, "assertion", sites[i].assertion);
        json_add_string(item, "sink", sink_word(sites[i].sink));
        json_add_string(item, "call", sites[i].call);
        if (sites[i].call_spot.file != NULL)
            add_spot(json_add_object(item, "call_at"), &sites[i].call_spot);
        add_spots(item, "tested_at", sites[i].tested, sites[i].tested_count);
        add_errnos(item, "treated", &sites[i].treated);
        add_residual(item, &sites[i]);
        json_add_string(item, "status", site_status(&sites[i]));
        json_add_string(item, "reason", reason_word(sites[i].reason));
    }
}
