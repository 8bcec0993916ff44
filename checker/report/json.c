/* JSON for scripts. The keys and their nesting are a stable interface; `version` counts up when one
 * changes its meaning. cJSON passes invalid UTF-8 through, so every string is cleaned first. */
#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/text.h"
#include "findings/findings.h"
#include "report/clean.h"
#include "report/formats.h"
#include "report/report.h"

enum { REPORT_VERSION = 1 };

/* What the helpers below write to: the object in work, and memory for cleaned strings. */
struct writer {
    cJSON *object;
    struct arena *arena;
};

static void add_string(struct writer writer, const char *key, const char *value)
{
    cJSON_AddStringToObject(writer.object, key, clean_utf8(writer.arena, value));
}

static void add_number(struct writer writer, const char *key, size_t value)
{
    cJSON_AddNumberToObject(writer.object, key, (double)value);
}

static void add_spot(struct writer writer, const struct spot *spot)
{
    add_string(writer, "file", spot->file);
    add_number(writer, "line", spot->line);
    add_number(writer, "column", spot->column);
}

static struct writer add_object(struct writer parent, const char *key)
{
    return (struct writer){cJSON_AddObjectToObject(parent.object, key), parent.arena};
}

static struct writer add_item(cJSON *array, struct arena *arena)
{
    struct writer writer = {cJSON_CreateObject(), arena};
    cJSON_AddItemToArray(array, writer.object);
    return writer;
}

static void add_strings(struct writer writer, const char *key, const char *const *items,
                        size_t count)
{
    cJSON *array = cJSON_AddArrayToObject(writer.object, key);
    for (size_t i = 0; i < count; i++)
        cJSON_AddItemToArray(array, cJSON_CreateString(clean_utf8(writer.arena, items[i])));
}

static void add_errnos(struct writer writer, const char *key, const struct errno_set *set)
{
    cJSON *array = cJSON_AddArrayToObject(writer.object, key);
    for (int id = ERRNO_NONE + 1; id < ERRNO_COUNT; id++)
        if (errno_set_has(set, (enum errno_id)id))
            cJSON_AddItemToArray(array, cJSON_CreateString(errno_name((enum errno_id)id)));
}

static void add_missing_json(struct writer writer, const struct finding *finding)
{
    cJSON *array = cJSON_AddArrayToObject(writer.object, "missing");
    for (size_t i = 0; i < finding->missing_count; i++) {
        const struct missing *missing = &finding->missing[i];
        struct writer item = add_item(array, writer.arena);
        add_string(item, "errno", missing->name);
        add_string(item, "class", class_word(missing->class));
        add_string(item, "likelihood", likelihood_word(missing->likelihood));
        add_string(item, "why", missing->why);
        add_string(item, "remedy", remedy_word(missing->remedy));
        add_strings(item, "kinds", missing->kinds, missing->kind_count);
        add_strings(item, "sources", missing->sources, missing->source_count);
    }
}

static void add_steps(struct writer writer, const struct finding *finding)
{
    cJSON *array = cJSON_AddArrayToObject(writer.object, "steps");
    for (size_t i = 0; i < finding->step_count; i++) {
        struct writer item = add_item(array, writer.arena);
        add_spot(item, &finding->steps[i].spot);
        add_string(item, "message", finding->steps[i].message);
    }
}

static void add_finding(struct writer item, const struct finding *finding)
{
    add_string(item, "check", check_word(finding->check));
    add_string(item, "level", level_word(finding->level));
    add_spot(item, &finding->spot);
    add_string(item, "function", finding->function);
    add_string(item, "assertion", finding->assertion);
    add_string(item, "message", finding->message);
    add_string(item, "fingerprint", finding->fingerprint);
    struct writer call = add_object(item, "call");
    add_string(call, "name", finding->call);
    add_spot(call, &finding->call_spot);
    add_errnos(item, "allowed", &finding->allowed);
    add_missing_json(item, finding);
    add_steps(item, finding);
}

static void add_notes(struct writer writer, const char *key, const struct file_note *notes,
                      size_t count)
{
    cJSON *array = cJSON_AddArrayToObject(writer.object, key);
    for (size_t i = 0; i < count; i++) {
        struct writer item = add_item(array, writer.arena);
        add_string(item, "file", notes[i].file);
        add_string(item, "reason", notes[i].reason);
    }
}

static void add_summary(struct writer root, const struct findings *findings)
{
    struct writer summary = add_object(root, "summary");
    add_number(summary, "files", findings->files);
    add_number(summary, "analysed", findings->analysed);
    add_notes(summary, "incomplete", findings->incomplete, findings->incomplete_count);
    add_notes(summary, "failed", findings->failed, findings->failed_count);
    struct site_counts counts = findings_count_sites(findings);
    struct writer sites = add_object(summary, "sites");
    add_number(sites, "found", counts.found);
    add_number(sites, "reported", counts.reported);
    add_number(sites, "silent", counts.silent);
    add_number(sites, "blind", counts.blind);
}

static struct writer create_root(struct text *text)
{
    struct writer root = {cJSON_CreateObject(), text->arena};
    add_number(root, "version", REPORT_VERSION);
    return root;
}

/* Prints the tree and gives it back to cJSON. */
static void print_root(struct text *text, struct writer root)
{
    char *printed = cJSON_Print(root.object);
    if (printed != NULL) {
        text_add(text, printed);
        text_add(text, "\n");
    }
    cJSON_free(printed);
    cJSON_Delete(root.object);
}

void report_json(struct text *text, const struct findings *findings,
                 const struct report_options *options)
{
    struct writer root = create_root(text);
    struct writer tool = add_object(root, "tool");
    add_string(tool, "name", "errno-lint");
    add_string(tool, "version", options->tool_version);
    add_string(tool, "rules", options->rules_version);
    cJSON *array = cJSON_AddArrayToObject(root.object, "findings");
    for (size_t i = 0; i < findings->count; i++)
        add_finding(add_item(array, text->arena), &findings->items[i]);
    add_summary(root, findings);
    print_root(text, root);
}

static void add_residual(struct writer writer, const struct site *site)
{
    cJSON *array = cJSON_AddArrayToObject(writer.object, "residual");
    for (size_t i = 0; i < site->residual_count; i++) {
        struct writer item = add_item(array, writer.arena);
        add_string(item, "errno", errno_name(site->residual[i].error));
        add_string(item, "class", class_word(site->residual[i].class));
        add_string(item, "likelihood", likelihood_word(site->residual[i].likelihood));
    }
}

void report_sites_json(struct text *text, const struct findings *findings,
                       const struct report_options *options)
{
    (void)options;
    struct writer root = create_root(text);
    cJSON *array = cJSON_AddArrayToObject(root.object, "sites");
    for (size_t i = 0; i < findings->site_count; i++) {
        const struct site *site = &findings->sites[i];
        struct writer item = add_item(array, text->arena);
        add_spot(item, &site->spot);
        add_string(item, "function", site->function);
        add_string(item, "assertion", site->assertion);
        add_string(item, "sink", sink_word(site->sink));
        add_string(item, "call", site->call);
        add_errnos(item, "treated", &site->treated);
        add_residual(item, site);
        add_string(item, "status", site_status(site));
        add_string(item, "reason", reason_word(site->reason));
    }
    print_root(text, root);
}
