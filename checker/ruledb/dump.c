/* --dump-rules: the rules as the analysis sees them. Written by hand and not through a JSON tree:
 * the layout is part of the interface, one row per line. */
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
    text_printf(text, "{\"class\": \"%s\", \"likelihood\": \"%s\"", class_word(row->class),
                likelihood_word(row->likelihood));
    add_member(text, "remedy", remedy_word(row->remedy));
    add_member(text, "when", row->when_text);
    add_names(text, "only", &row->only);
    add_names(text, "except", &row->except);
    add_member(text, "why", row->why);
    add_member(text, "note", row->note);
    add_names(text, "sources", &row->sources);
    text_add(text, "}");
}

static void add_call(struct text *text, const struct rule_call *call)
{
    const char *error = FAILURE_CHANNEL_WORDS[call->fails.channel];
    add_string(text, call->name);
    text_printf(
        text,
        ": {\"fails\": {\"result\": \"%s\", \"error\": \"%s\"%s}, \"closed\": %s, \"errnos\": {",
        FAILURE_RESULT_WORDS[call->fails.result], error,
        call->fails.is_zero_on_success ? ", \"success\": \"zero\"" : "",
        call->is_closed ? "true" : "false");
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

void ruledb_dump(struct text *text, const struct ruledb *rules, struct arena *arena)
{
    struct text body;
    text_init(&body, arena);
    const char *separator = "\n  ";
    for (size_t i = 0; i < rules->call_count; i++) {
        const struct rule_call *call = rules->calls[i];
        text_add(&body, separator);
        add_call(&body, call);
        separator = ",\n  ";
        for (size_t k = 0; k < call->request_count; k++) {
            text_add(&body, separator);
            add_call(&body, &call->requests[k]);
        }
    }
    text_printf(text, "{\"version\": 1, \"calls\": {%s}}\n", text_get(&body));
}
