/* --explain for what the manual alone says, kept apart from the rules: the reader must see at once
 * that nobody has judged it. */
#include "ruledb/describe_imported.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "ruledb/database.h"
#include "ruledb/failure.h"
#include "ruledb/nearest.h"

enum { LINE_WIDTH = 100 };

/* Adds the name to a list that breaks its lines; *column is where the line ends so far. */
static void add_name(struct text *text, size_t *column, const char *name)
{
    size_t length = strlen(name) + 1;
    if (*column + length > LINE_WIDTH) {
        text_add(text, "\n");
        *column = 0;
    }
    text_printf(text, "%s%s", *column == 0 ? "  " : " ", name);
    *column += *column == 0 ? length + 1 : length;
}

void describe_imported_call(struct text *text, const struct imported_call *imported)
{
    const struct rule_call *call = &imported->call;
    text_printf(text, "%s(): no rules of its own. By the manual alone, read by machine from %s,\n",
                call->name, imported->page);
    if (imported->is_usable)
        text_printf(text, "on failure it returns %s, %s:\n\n",
                    failure_result_text(call->fails.result),
                    failure_channel_text(call->fails.channel));
    else
        text_add(text, "which does not make clear how it fails: it takes no part in the "
                       "analysis:\n\n");
    text_printf(text, "  %-15s  %-10s  %-10s  %-10s  %s\n", "ERRNO", "CLASS", "LIKELIHOOD", "TIER",
                "SOURCE");
    for (size_t i = 0; i < call->row_count; i++) {
        const struct rule_row *row = &call->rows[i];
        text_printf(text, "  %-15s  %-10s  %-10s  %-10s  %s\n", errno_name(row->error),
                    class_word(row->class), likelihood_word(row->likelihood), tier_word(row->tier),
                    names_text(row->sources.items, row->sources.count, text->arena));
    }
}

static bool gives(const struct rule_call *call, enum errno_id error)
{
    for (size_t i = 0; i < call->row_count; i++)
        if (call->rows[i].error == error)
            return true;
    return false;
}

void describe_left_out(struct text *text, const struct ruledb *rules, const struct rule_call *call)
{
    const struct imported_call *imported = imported_find(rules, call->name);
    struct errno_set extra = errno_set_empty();
    for (size_t i = 0; imported != NULL && i < imported->call.row_count; i++) {
        const struct rule_row *row = &imported->call.rows[i];
        if (!rule_row_is_hearsay(row) && !gives(call, row->error))
            errno_set_add(&extra, row->error);
    }
    if (!errno_set_is_empty(&extra))
        text_printf(text,
                    "\nThe manual, read by machine, also has %s.\nThe rules leave that out; "
                    "rules/imported/disagreements.tsv has the reasons.\n",
                    errno_set_text(&extra, text->arena));
}

void describe_imported_givers(struct text *text, const struct ruledb *rules, enum errno_id error)
{
    size_t column = 0;
    bool has_heading = false;
    for (size_t i = 0; i < rules->imported_count; i++) {
        const struct rule_call *call = &rules->imported[i].call;
        if (ruledb_find_call(rules, call->name) != NULL || !gives(call, error))
            continue;
        text_add(text, has_heading ? "" : "\nBy the manual alone, judged by nobody:\n");
        has_heading = true;
        add_name(text, &column, call->name);
    }
    text_add(text, has_heading ? "\n" : "");
}
