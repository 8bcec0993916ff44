/* --dump-rules: the rules as the analysis sees them. Written by hand and not through a JSON tree:
 * the layout is part of the interface, one row per line. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "ruledb/database.h"
#include "ruledb/describe.h"
#include "ruledb/failure.h"

static void add_string(struct text *text, const char *string)
{
    text_add(text, "\"");
    for (const char *byte = string; *byte != '\0'; byte++) {
        if (*byte == '"' || *byte == '\\')
            text_printf(text, "\\%c", *byte);
        else if ((unsigned char)*byte < 0x20)
            text_printf(text, "\\u%04x", (unsigned)*byte);
        else
            text_add_bytes(text, byte, 1);
    }
    text_add(text, "\"");
}

static void add_member(struct text *text, const char *key, const char *value)
{
    if (value == NULL || *value == '\0')
        return;
    text_printf(text, ", \"%s\": ", key);
    add_string(text, value);
}

static void add_version(struct text *text, const char *key, int version)
{
    if (version != 0)
        add_member(text, key, kernel_version_text(version, text->arena));
}

static void add_names(struct text *text, const char *key, const struct rule_names *names)
{
    if (names->count == 0)
        return;
    text_printf(text, ", \"%s\": [", key);
    for (size_t i = 0; i < names->count; i++) {
        text_add(text, i > 0 ? ", " : "");
        add_string(text, names->items[i]);
    }
    text_add(text, "]");
}

static void add_row(struct text *text, const struct rule_row *row)
{
    text_printf(text, "{\"tier\": \"%s\", \"class\": \"%s\", \"likelihood\": \"%s\"",
                tier_word(row->tier), class_word(row->class), likelihood_word(row->likelihood));
    add_member(text, "remedy", remedy_word(row->remedy));
    add_member(text, "when", row->when_text);
    add_names(text, "only", &row->only);
    add_names(text, "except", &row->except);
    add_version(text, "since", row->kernels.since);
    add_version(text, "before", row->kernels.before);
    add_member(text, "why", row->why);
    add_member(text, "note", row->note);
    add_names(text, "sources", &row->sources);
    text_add(text, "}");
}

/* `is_usable`: how the call fails is known. */
static void add_call(struct text *text, const struct rule_call *call, bool is_usable)
{
    add_string(text, call->name);
    if (is_usable)
        text_printf(text, ": {\"fails\": {\"result\": \"%s\", \"error\": \"%s\"%s%s}",
                    FAILURE_RESULT_WORDS[call->fails.result],
                    FAILURE_CHANNEL_WORDS[call->fails.channel],
                    call->fails.is_in_errno_too ? ", \"also\": \"errno\"" : "",
                    call->fails.is_zero_on_success ? ", \"success\": \"zero\"" : "");
    else
        text_add(text, ": {\"fails\": {\"result\": \"unknown\", \"error\": \"unknown\"}");
    text_printf(text, ", \"closed\": %s, \"errnos\": {", call->is_closed ? "true" : "false");
    for (size_t i = 0; i < call->row_count; i++) {
        const struct rule_row *row = &call->rows[i];
        if (i > 0 && row[-1].error == row->error)
            text_add(text, ",\n      ");
        else
            text_printf(text, "%s\n    \"%s\": [", i > 0 ? "]," : "", errno_name(row->error));
        add_row(text, row);
    }
    text_add(text, call->row_count > 0 ? "]}}" : "}}");
}

/* A call with rules, and its requests behind it. */
static void add_ruled(struct text *text, const struct rule_call *call)
{
    add_call(text, call, true);
    for (size_t i = 0; i < call->request_count; i++) {
        text_add(text, ",\n  ");
        add_call(text, &call->requests[i], true);
    }
}

/* Both lists are sorted by name; of a call that stands in both its rules count. */
void ruledb_dump(struct text *text, const struct ruledb *rules, struct arena *arena)
{
    struct text body;
    text_init(&body, arena);
    size_t next = 0, imported = 0;
    while (next < rules->call_count || imported < rules->imported_count) {
        const struct rule_call *call = next < rules->call_count ? rules->calls[next] : NULL;
        const struct imported_call *other =
            imported < rules->imported_count ? &rules->imported[imported] : NULL;
        int order = call == NULL ? 1 : other == NULL ? -1 : strcmp(call->name, other->call.name);
        text_add(&body, next + imported == 0 ? "\n  " : ",\n  ");
        if (order <= 0)
            add_ruled(&body, call);
        else
            add_call(&body, &other->call, other->is_usable);
        next += order <= 0;
        imported += order >= 0;
    }
    text_printf(text, "{\"version\": 1, \"calls\": {%s}}\n", text_get(&body));
}
