/* A record is the parts of a JSON report and what the run's summary needs besides. Its first key
 * names the version of this layout: a cache outlives the program that filled it. */
#include "report/record.h"

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "report/json_parts.h"
#include "report/json_read.h"

enum { RECORD_VERSION = 2 };

void record_add(struct cJSON *object, const struct record *record)
{
    const struct findings *findings = &record->findings;
    struct json_writer root = {object, NULL};
    json_add_number(root, "record", RECORD_VERSION);
    json_add_number(root, "analysed", findings->analysed);
    json_add_findings(root, findings->items, findings->count);
    json_add_sites(root, findings->sites, findings->site_count);
    json_add_notes(root, "incomplete", findings->incomplete, findings->incomplete_count);
    json_add_notes(root, "failed", findings->failed, findings->failed_count);
    json_add_strings(root, "files", record->files.items, record->files.count);
    json_add_strings(root, "headers", record->headers.items, record->headers.count);
    json_add_number(root, "lacking", record->lacking);
    json_add_number(root, "hidden_statements", record->hidden_statements);
    json_add_number(root, "lacks_compiler_headers", record->lacks_compiler_headers);
}

void record_write(struct text *text, const struct record *record)
{
    cJSON *root = cJSON_CreateObject();
    record_add(root, record);
    char *printed = cJSON_PrintUnformatted(root);
    if (printed != NULL)
        text_add(text, printed);
    cJSON_free(printed);
    cJSON_Delete(root);
}

static bool read_list(struct record_list *list, const cJSON *root, const char *key,
                      struct arena *arena, struct error *error)
{
    return json_read_strings(&list->items, &list->count, root, key, arena, error);
}

static bool read_root(struct record *record, const cJSON *root, struct arena *arena,
                      struct error *error)
{
    size_t version, lacks_compiler_headers;
    if (!json_read_number(&version, root, "record", error))
        return false;
    if (version != RECORD_VERSION)
        return error_set(error, "a record of another version");
    if (!json_read_number(&record->findings.analysed, root, "analysed", error) ||
        !json_read_findings(&record->findings, root, error) ||
        !json_read_sites(&record->findings, root, error) ||
        !json_read_notes(&record->findings, root, error) ||
        !read_list(&record->files, root, "files", arena, error) ||
        !read_list(&record->headers, root, "headers", arena, error) ||
        !json_read_number(&record->lacking, root, "lacking", error) ||
        !json_read_number(&record->hidden_statements, root, "hidden_statements", error) ||
        !json_read_number(&lacks_compiler_headers, root, "lacks_compiler_headers", error))
        return false;
    record->lacks_compiler_headers = lacks_compiler_headers != 0;
    return true;
}

bool record_take(struct record *record, struct arena *arena, const struct cJSON *object,
                 struct error *error)
{
    *record = (struct record){0};
    findings_init(&record->findings, arena);
    return cJSON_IsObject(object) ? read_root(record, object, arena, error)
                                  : error_set(error, "no JSON object");
}

bool record_read(struct record *record, struct arena *arena, const char *text, size_t length,
                 struct error *error)
{
    cJSON *root = cJSON_ParseWithLength(text, length);
    bool ok = record_take(record, arena, root, error);
    cJSON_Delete(root);
    return ok;
}
