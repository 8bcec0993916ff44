/* Calls and their rows as tables in C. Rows have arrays of their own, since an alias and its call
 * share them; all else is written where it is pointed to. */
#include "base/arena.h"
#include "base/text.h"
#include "ruledb/builtin/write.h"

static void add_row(struct writer *writer, const struct rule_row *row)
{
    text_printf(writer->text, "    {%d, %d, %d, %d, ", (int)row->error, (int)row->class,
                (int)row->likelihood, (int)row->remedy);
    write_condition(writer, row->when);
    const char *const strings[] = {row->when_text, row->why, row->note};
    for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++) {
        text_add(writer->text, ", ");
        write_string(writer, strings[i]);
    }
    text_add(writer->text, ", ");
    write_names(writer, &row->only);
    text_add(writer->text, ", ");
    write_names(writer, &row->except);
    text_printf(writer->text, ", {%d, %d}, %d, ", row->kernels.since, row->kernels.before,
                row->is_of_request);
    write_names(writer, &row->sources);
    text_printf(writer->text, ", %d},\n", (int)row->tier);
}

/* The number of the rows' array; that of the next one where they have none yet. */
static size_t find_rows(const struct writer *writer, const struct rule_row *rows)
{
    size_t i = 0;
    while (i < writer->row_count && writer->rows[i] != rows)
        i++;
    return i;
}

/* Defines the arrays of a call's rows, for those that have none yet. Recursion ends with the
 * requests: they have none themselves. */
static void define_rows(struct writer *writer, const struct rule_call *call)
{
    size_t number = find_rows(writer, call->rows);
    if (call->row_count > 0 && number == writer->row_count) {
        const struct rule_row **slot =
            arena_append(writer->text->arena, &writer->rows, &writer->row_count,
                         &writer->row_capacity, sizeof *slot);
        *slot = call->rows;
        text_printf(writer->text, "static const struct rule_row rows_%zu[] = {\n", number);
        for (size_t i = 0; i < call->row_count; i++)
            add_row(writer, &call->rows[i]);
        text_add(writer->text, "};\n");
    }
    for (size_t i = 0; i < call->request_count; i++)
        define_rows(writer, &call->requests[i]);
    if (call->common != NULL)
        define_rows(writer, call->common);
}

static void add_writes(struct writer *writer, const struct rule_writes *writes)
{
    if (writes == NULL) {
        text_add(writer->text, "0");
        return;
    }
    text_printf(writer->text, "&(const struct rule_writes){%d, ", writes->parameter);
    write_condition(writer, writes->when);
    text_add(writer->text, ", ");
    write_string(writer, writes->call);
    text_add(writer->text, "}");
}

static void add_call(struct writer *writer, const struct rule_call *call);

static void add_requests(struct writer *writer, const struct rule_call *call)
{
    if (call->request_count == 0) {
        text_add(writer->text, "0, 0, ");
        return;
    }
    text_add(writer->text, "(const struct rule_call[]){\n");
    for (size_t i = 0; i < call->request_count; i++) {
        add_call(writer, &call->requests[i]);
        text_add(writer->text, ",\n");
    }
    text_printf(writer->text, "}, %zu, ", call->request_count);
}

static void add_call(struct writer *writer, const struct rule_call *call)
{
    text_add(writer->text, "    {");
    write_string(writer, call->name);
    text_add(writer->text, ", ");
    write_string(writer, call->alias_of);
    text_add(writer->text, ", ");
    write_names(writer, &call->parameters);
    text_printf(writer->text, ", {%d, %d, %d, %d}, %d, ", (int)call->fails.result,
                (int)call->fails.channel, call->fails.is_zero_on_success,
                call->fails.is_in_errno_too, call->is_closed);
    if (call->row_count > 0)
        text_printf(writer->text, "rows_%zu, ", find_rows(writer, call->rows));
    else
        text_add(writer->text, "0, ");
    text_printf(writer->text, "%zu, %d, %d, %d, ", call->row_count, call->object, call->opens,
                call->request_parameter);
    add_writes(writer, call->writes);
    text_add(writer->text, ", ");
    add_requests(writer, call);
    if (call->common != NULL) {
        text_add(writer->text, "(const struct rule_call[]){\n");
        add_call(writer, call->common);
        text_add(writer->text, "}}");
    } else {
        text_add(writer->text, "0}");
    }
}

void write_calls(struct writer *writer)
{
    for (size_t i = 0; i < writer->rules->call_count; i++)
        define_rows(writer, writer->rules->calls[i]);
    text_add(writer->text, "static const struct rule_call call_items[] = {\n");
    for (size_t i = 0; i < writer->rules->call_count; i++) {
        add_call(writer, writer->rules->calls[i]);
        text_add(writer->text, ",\n");
    }
    text_add(writer->text, "};\nstatic const struct rule_call *const calls[] = {\n");
    for (size_t i = 0; i < writer->rules->call_count; i++)
        text_printf(writer->text, "    &call_items[%zu],\n", i);
    text_add(writer->text, "};\n");
}
