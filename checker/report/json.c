/* JSON for scripts. The keys and their nesting are a stable interface; `version` counts up when one
 * changes its meaning. */
#include <cjson/cJSON.h>
#include <string.h>

#include "base/text.h"
#include "findings/findings.h"
#include "report/escape.h"
#include "report/formats.h"
#include "report/json_parts.h"
#include "report/report.h"

enum { REPORT_VERSION = 1 };

static void add_summary(struct json_writer root, const struct findings *findings)
{
    struct json_writer summary = json_add_object(root, "summary");
    json_add_number(summary, "files", findings->files);
    json_add_number(summary, "analysed", findings->analysed);
    json_add_number(summary, "without_errnos", findings->without_errnos);
    json_add_number(summary, "test_code", findings->test_code);
    json_add_number(summary, "without_changes", findings->without_changes);
    json_add_notes(summary, "incomplete", findings->incomplete, findings->incomplete_count);
    json_add_notes(summary, "failed", findings->failed, findings->failed_count);
    struct site_counts counts = findings_count_sites(findings);
    struct json_writer sites = json_add_object(summary, "sites");
    json_add_number(sites, "found", counts.found);
    json_add_number(sites, "reported", counts.reported);
    json_add_number(sites, "silent", counts.silent);
    json_add_number(sites, "blind", counts.blind);
}

static struct json_writer create_root(struct text *text)
{
    struct json_writer root = {cJSON_CreateObject(), text->arena};
    json_add_number(root, "version", REPORT_VERSION);
    return root;
}

/* Prints the tree and gives it back to cJSON. */
static void print_root(struct text *text, struct json_writer root, const struct shard *shard)
{
    if (shard != NULL)
        json_add_shard(root, shard);
    char *printed = cJSON_Print(root.object);
    if (printed != NULL) {
        if (shard != NULL)
            escape_bytes(text, printed, strlen(printed));
        else
            text_add(text, printed);
        text_add(text, "\n");
    }
    cJSON_free(printed);
    cJSON_Delete(root.object);
}

void report_json(struct text *text, const struct findings *findings,
                 const struct report_options *options)
{
    struct json_writer root = create_root(text);
    struct json_writer tool = json_add_object(root, "tool");
    json_add_string(tool, "name", "errno-lint");
    json_add_string(tool, "version", options->tool_version);
    json_add_string(tool, "rules", options->rules_version);
    json_add_findings(root, findings->items, findings->count);
    add_summary(root, findings);
    print_root(text, root, options->shard);
}

void report_sites_json(struct text *text, const struct findings *findings,
                       const struct report_options *options)
{
    struct json_writer root = create_root(text);
    json_add_sites(root, findings->sites, findings->site_count);
    print_root(text, root, options->shard);
}
