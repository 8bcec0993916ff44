/* The small values of rules as initialisers in C. What they point to is a compound literal, which
 * at file scope lives as long as the program. */
#include <inttypes.h>

#include "base/text.h"
#include "ruledb/builtin/write.h"

void write_string(struct writer *writer, const char *string)
{
    if (string == NULL) {
        text_add(writer->text, "0");
        return;
    }
    text_add(writer->text, "\"");
    for (const char *byte = string; *byte != '\0'; byte++) {
        bool is_plain = *byte >= ' ' && *byte <= '~' && *byte != '"' && *byte != '\\' &&
                        *byte != '?'; /* two of which begin a trigraph */
        if (is_plain)
            text_add_bytes(writer->text, byte, 1);
        else
            text_printf(writer->text, "\\%03o", (unsigned)(unsigned char)*byte);
    }
    text_add(writer->text, "\"");
}

void write_names(struct writer *writer, const struct rule_names *names)
{
    if (names->count == 0) {
        text_add(writer->text, "{0, 0}");
        return;
    }
    text_add(writer->text, "{(const char *const[]){");
    for (size_t i = 0; i < names->count; i++) {
        text_add(writer->text, i > 0 ? ", " : "");
        write_string(writer, names->items[i]);
    }
    text_printf(writer->text, "}, %zu}", names->count);
}

void write_kind(struct writer *writer, const struct rule_kind *kind)
{
    if (kind == NULL)
        text_add(writer->text, "0");
    else
        text_printf(writer->text, "&kinds[%td]", kind - writer->rules->kinds);
}

void write_condition(struct writer *writer, const struct rule_condition *condition)
{
    if (condition == NULL) {
        text_add(writer->text, "0");
        return;
    }
    text_add(writer->text, "&(const struct rule_condition){(const struct predicate[]){");
    for (size_t i = 0; i < condition->count; i++) {
        const struct predicate *one = &condition->items[i];
        text_printf(writer->text, "%s{%d, %d, %d, %d, ", i > 0 ? ", " : "", (int)one->kind,
                    one->is_negated, one->parameter, (int)one->relation);
        write_string(writer, one->operand);
        /* The smallest number cannot be written in decimal. */
        text_printf(writer->text, ", %d, (int64_t)UINT64_C(0x%" PRIx64 "), ", one->is_number,
                    (uint64_t)one->number);
        write_kind(writer, one->named);
        text_add(writer->text, "}");
    }
    text_printf(writer->text, "}, %zu}", condition->count);
}
