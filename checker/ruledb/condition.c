/* Evaluating a condition over what is known of a call's arguments. The answer is three-valued, and
 * every doubt ends in "unknown". One known imprecision: two macros are taken to differ in value
 * where their names differ, so AF_LOCAL is not AF_UNIX here. */
#include "ruledb/condition.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "ruledb/database.h"

static enum truth truth_of(bool value)
{
    return value ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum truth truth_not(enum truth truth)
{
    return truth == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : truth_of(truth == TRUTH_FALSE);
}

static enum truth relation_holds(enum relation relation, int64_t left, int64_t right)
{
    switch (relation) {
    case RELATION_EQ: return truth_of(left == right);
    case RELATION_NE: return truth_of(left != right);
    case RELATION_LE: return truth_of(left <= right);
    case RELATION_GE: return truth_of(left >= right);
    case RELATION_LT: return truth_of(left < right);
    case RELATION_GT: return truth_of(left > right);
    }
    return TRUTH_UNKNOWN;
}

const char *relation_word(enum relation relation)
{
    switch (relation) {
    case RELATION_EQ: return "==";
    case RELATION_NE: return "!=";
    case RELATION_LE: return "<=";
    case RELATION_GE: return ">=";
    case RELATION_LT: return "<";
    case RELATION_GT: return ">";
    }
    return "";
}

static bool has_name(const struct rule_argument *argument, const char *name)
{
    for (size_t i = 0; i < argument->name_count; i++)
        if (strcmp(argument->names[i], name) == 0)
            return true;
    return false;
}

static enum truth is_null(const struct rule_argument *argument)
{
    if (argument->is_object_address || argument->string != NULL)
        return TRUTH_FALSE;
    return argument->has_value ? truth_of(argument->value == 0) : TRUTH_UNKNOWN;
}

static enum truth is_object_address(const struct rule_argument *argument)
{
    if (argument->is_object_address || argument->string != NULL)
        return TRUTH_TRUE;
    return argument->has_value ? TRUTH_FALSE : TRUTH_UNKNOWN; /* a constant is NULL or wild */
}

static enum truth has_flag(const struct rule_argument *argument, const char *name)
{
    if (has_name(argument, name))
        return TRUTH_TRUE;
    bool is_zero = argument->has_value && argument->value == 0;
    return argument->is_all_named || is_zero ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

static enum truth compare(const struct predicate *predicate, const struct rule_argument *argument)
{
    bool is_equality = predicate->relation == RELATION_EQ || predicate->relation == RELATION_NE;
    enum truth equal = TRUTH_UNKNOWN;
    if (predicate->is_number) {
        if (argument->has_value)
            return relation_holds(predicate->relation, argument->value, predicate->number);
        if (predicate->number == 0)
            equal = is_null(argument);
    } else if (has_name(argument, predicate->operand)) {
        equal =
            TRUTH_TRUE; /* other names are its aliases (PF_LOCAL of AF_UNIX) or flags beside it */
    } else if (argument->is_all_named) {
        equal = TRUTH_FALSE;
    }
    if (!is_equality)
        return TRUTH_UNKNOWN;
    return predicate->relation == RELATION_EQ ? equal : truth_not(equal);
}

static enum truth evaluate_one(const struct predicate *predicate, const struct ruledb *rules,
                               const struct rule_argument *argument)
{
    const char *string = argument->string;
    switch (predicate->kind) {
    case PREDICATE_FLAG: return has_flag(argument, predicate->operand);
    case PREDICATE_COMPARE: return compare(predicate, argument);
    case PREDICATE_LENGTH:
        return string == NULL ? TRUTH_UNKNOWN
                              : relation_holds(predicate->relation, (int64_t)strlen(string),
                                               predicate->number);
    case PREDICATE_PREFIX:
        return string == NULL ? TRUTH_UNKNOWN
                              : truth_of(text_starts_with(string, predicate->operand));
    case PREDICATE_NULL: return is_null(argument);
    case PREDICATE_OBJECT_ADDRESS: return is_object_address(argument);
    case PREDICATE_KIND: return kind_truth(argument_kind(rules, argument), predicate->named);
    }
    return TRUTH_UNKNOWN;
}

enum truth condition_evaluate(const struct rule_condition *condition, const struct ruledb *rules,
                              const struct rule_argument *arguments, size_t argument_count)
{
    static const struct rule_argument nothing;
    enum truth all = TRUTH_TRUE;
    for (size_t i = 0; condition != NULL && i < condition->count; i++) {
        const struct predicate *predicate = &condition->items[i];
        size_t index = (size_t)predicate->parameter;
        enum truth one =
            evaluate_one(predicate, rules, index < argument_count ? &arguments[index] : &nothing);
        if (predicate->is_negated)
            one = truth_not(one);
        if (one == TRUTH_FALSE)
            return TRUTH_FALSE;
        if (one == TRUTH_UNKNOWN)
            all = TRUTH_UNKNOWN;
    }
    return all;
}

const struct rule_condition *condition_map(const struct rule_condition *condition, const int *map,
                                           int *unmapped, struct arena *arena)
{
    struct rule_condition *mapped = arena_alloc(arena, sizeof *mapped);
    struct predicate *items = arena_alloc(arena, condition->count * sizeof *items);
    for (size_t i = 0; i < condition->count; i++) {
        items[i] = condition->items[i];
        items[i].parameter = map[condition->items[i].parameter];
        if (items[i].parameter < 0) {
            *unmapped = condition->items[i].parameter;
            return NULL;
        }
    }
    *mapped = (struct rule_condition){items, condition->count};
    return mapped;
}

static void print_predicate(struct text *text, const struct predicate *predicate,
                            const char *parameter)
{
    const char *operand = predicate->operand;
    const char *relation = relation_word(predicate->relation);
    if (predicate->is_negated)
        text_add(text, "not ");
    switch (predicate->kind) {
    case PREDICATE_FLAG: text_printf(text, "flag(%s, %s)", parameter, operand); break;
    case PREDICATE_COMPARE: text_printf(text, "%s %s %s", parameter, relation, operand); break;
    case PREDICATE_LENGTH:
        text_printf(text, "length(%s) %s %s", parameter, relation, operand);
        break;
    case PREDICATE_PREFIX: text_printf(text, "prefix(%s, \"%s\")", parameter, operand); break;
    case PREDICATE_NULL: text_printf(text, "null(%s)", parameter); break;
    case PREDICATE_OBJECT_ADDRESS: text_printf(text, "object_address(%s)", parameter); break;
    case PREDICATE_KIND: text_printf(text, "kind(%s, %s)", parameter, operand); break;
    }
}

const char *condition_text(const struct rule_condition *condition,
                           const struct rule_names *parameters, struct arena *arena)
{
    struct text text;
    text_init(&text, arena);
    for (size_t i = 0; i < condition->count; i++) {
        if (i > 0)
            text_add(&text, " and ");
        print_predicate(&text, &condition->items[i],
                        parameters->items[condition->items[i].parameter]);
    }
    return text_get(&text);
}
