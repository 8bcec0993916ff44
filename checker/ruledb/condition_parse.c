/* Reading a condition: predicates joined by " and ", each with "not " before it or not. A
 * hand-written reader of one cursor over the text; the vocabulary is the table in rules/README.md
 * and nothing else. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "ruledb/condition.h"
#include "ruledb/database.h"
#include "ruledb/nearest.h"

struct cursor {
    const char *text; /* the whole condition */
    const char *rest; /* what is not read yet, without leading spaces */
    struct arena *arena;
    const struct rule_names *parameters;
    const struct ruledb *rules;
    struct error *error;
};

static void skip_spaces(struct cursor *cursor)
{
    while (*cursor->rest == ' ')
        cursor->rest++;
}

static bool fail_expected(struct cursor *cursor, const char *what)
{
    if (*cursor->rest == '\0')
        return error_set(cursor->error, "\"%s\" ends where %s is expected", cursor->text, what);
    return error_set(cursor->error, "\"%s\": %s is expected before \"%s\"", cursor->text, what,
                     cursor->rest);
}

static bool is_word_byte(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_';
}

/* A name of letters, digits and '_', for kinds also '-'. NULL where none stands here. */
static const char *take_word(struct cursor *cursor, bool has_hyphens)
{
    const char *end = cursor->rest;
    if (isdigit((unsigned char)*end))
        return NULL;
    while (is_word_byte(*end) || (has_hyphens && *end == '-'))
        end++;
    if (end == cursor->rest)
        return NULL;
    const char *word = arena_copy(cursor->arena, cursor->rest, (size_t)(end - cursor->rest));
    cursor->rest = end;
    skip_spaces(cursor);
    return word;
}

/* Reads the keyword or punctuation where it stands here. */
static bool take(struct cursor *cursor, const char *token)
{
    size_t length = strlen(token);
    if (strncmp(cursor->rest, token, length) != 0 ||
        (is_word_byte(*token) && is_word_byte(cursor->rest[length])))
        return false;
    cursor->rest += length;
    skip_spaces(cursor);
    return true;
}

static bool expect(struct cursor *cursor, const char *token)
{
    if (take(cursor, token))
        return true;
    return fail_expected(cursor, arena_printf(cursor->arena, "\"%s\"", token));
}

static int find_parameter(const struct rule_names *parameters, const char *name)
{
    for (size_t i = 0; i < parameters->count; i++)
        if (strcmp(parameters->items[i], name) == 0)
            return (int)i;
    return -1;
}

static bool set_parameter(struct cursor *cursor, struct predicate *predicate, const char *name)
{
    predicate->parameter = find_parameter(cursor->parameters, name);
    if (predicate->parameter >= 0)
        return true;
    return error_set(
        cursor->error, "\"%s\": there is no parameter \"%s\"; one of: %s", cursor->text, name,
        names_text(cursor->parameters->items, cursor->parameters->count, cursor->arena));
}

static bool take_parameter(struct cursor *cursor, struct predicate *predicate)
{
    const char *name = take_word(cursor, false);
    return name == NULL ? fail_expected(cursor, "a parameter")
                        : set_parameter(cursor, predicate, name);
}

static bool take_relation(struct cursor *cursor, struct predicate *predicate)
{
    /* Longer ones come first in the enum, so that "<" does not take half of "<=". */
    for (int i = RELATION_EQ; i <= RELATION_GT; i++) {
        if (take(cursor, relation_word((enum relation)i))) {
            predicate->relation = (enum relation)i;
            return true;
        }
    }
    return fail_expected(cursor, "==, !=, <, <=, > or >=");
}

/* Reads an integer where one stands here. */
static bool take_number(struct cursor *cursor, struct predicate *predicate)
{
    const char *digits = cursor->rest + (*cursor->rest == '-');
    if (!isdigit((unsigned char)*digits))
        return false;
    char *end;
    errno = 0;
    long long number = strtoll(cursor->rest, &end, 0);
    if (errno != 0 || is_word_byte(*end))
        return false;
    predicate->is_number = true;
    predicate->number = number;
    predicate->operand = arena_copy(cursor->arena, cursor->rest, (size_t)(end - cursor->rest));
    cursor->rest = end;
    skip_spaces(cursor);
    return true;
}

static bool take_comparison(struct cursor *cursor, struct predicate *predicate,
                            const char *parameter)
{
    predicate->kind = PREDICATE_COMPARE;
    if (!set_parameter(cursor, predicate, parameter) || !take_relation(cursor, predicate))
        return false;
    if (take_number(cursor, predicate))
        return true;
    if (predicate->relation != RELATION_EQ && predicate->relation != RELATION_NE)
        return fail_expected(cursor, "an integer (names go with == and != alone)");
    predicate->operand = take_word(cursor, false);
    if (predicate->operand == NULL)
        return fail_expected(cursor, "an integer or a name");
    if (find_parameter(cursor->parameters, predicate->operand) >= 0)
        return error_set(cursor->error,
                         "\"%s\": \"%s\" is a parameter; an integer or a macro's name is expected",
                         cursor->text, predicate->operand);
    return true;
}

static bool take_string(struct cursor *cursor, struct predicate *predicate)
{
    const char *end = *cursor->rest == '"' ? strchr(cursor->rest + 1, '"') : NULL;
    if (end == NULL)
        return fail_expected(cursor, "a text in double quotes");
    predicate->operand =
        arena_copy(cursor->arena, cursor->rest + 1, (size_t)(end - cursor->rest - 1));
    cursor->rest = end + 1;
    skip_spaces(cursor);
    return true;
}

static bool take_kind(struct cursor *cursor, struct predicate *predicate)
{
    predicate->operand = take_word(cursor, true);
    if (predicate->operand == NULL)
        return fail_expected(cursor, "a kind of object");
    predicate->named = ruledb_find_kind(cursor->rules, predicate->operand);
    if (predicate->named != NULL)
        return true;
    return error_set(cursor->error, "\"%s\": there is no kind \"%s\"%s", cursor->text,
                     predicate->operand,
                     nearest_kind_hint(cursor->rules, predicate->operand, cursor->arena));
}

/* What stands after the parameter, up to the closing parenthesis and beyond it. */
static bool take_operands(struct cursor *cursor, struct predicate *predicate)
{
    switch (predicate->kind) {
    case PREDICATE_FLAG:
        if (!expect(cursor, ","))
            return false;
        predicate->operand = take_word(cursor, false);
        if (predicate->operand == NULL)
            return fail_expected(cursor, "the name of a flag");
        return expect(cursor, ")");
    case PREDICATE_LENGTH:
        if (!expect(cursor, ")") || !take_relation(cursor, predicate))
            return false;
        return take_number(cursor, predicate) || fail_expected(cursor, "an integer");
    case PREDICATE_PREFIX:
        return expect(cursor, ",") && take_string(cursor, predicate) && expect(cursor, ")");
    case PREDICATE_KIND:
        return expect(cursor, ",") && take_kind(cursor, predicate) && expect(cursor, ")");
    case PREDICATE_NULL:
    case PREDICATE_OBJECT_ADDRESS:
    case PREDICATE_COMPARE: return expect(cursor, ")");
    }
    return false;
}

static bool take_predicate(struct cursor *cursor, struct predicate *predicate)
{
    static const struct {
        const char *word;
        enum predicate_kind kind;
    } functions[] = {{"flag", PREDICATE_FLAG},     {"length", PREDICATE_LENGTH},
                     {"prefix", PREDICATE_PREFIX}, {"null", PREDICATE_NULL},
                     {"kind", PREDICATE_KIND},     {"object_address", PREDICATE_OBJECT_ADDRESS}};
    predicate->is_negated = take(cursor, "not");
    const char *word = take_word(cursor, false);
    if (word == NULL)
        return fail_expected(cursor, "a predicate");
    if (!take(cursor, "("))
        return take_comparison(cursor, predicate, word);
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        if (strcmp(functions[i].word, word) == 0) {
            predicate->kind = functions[i].kind;
            return take_parameter(cursor, predicate) && take_operands(cursor, predicate);
        }
    }
    return error_set(cursor->error,
                     "\"%s\": there is no predicate \"%s\"; one of: flag, length, prefix, null, "
                     "object_address, kind, "
                     "or a comparison",
                     cursor->text, word);
}

bool condition_parse(const struct rule_condition **condition, struct arena *arena, const char *text,
                     const struct rule_names *parameters, const struct ruledb *rules,
                     struct error *error)
{
    struct cursor cursor = {text, text, arena, parameters, rules, error};
    struct predicate *items = NULL;
    size_t count = 0, capacity = 0;
    skip_spaces(&cursor);
    do {
        struct predicate *predicate = arena_append(arena, &items, &count, &capacity, sizeof *items);
        if (!take_predicate(&cursor, predicate))
            return false;
    } while (take(&cursor, "and"));
    if (*cursor.rest != '\0')
        return fail_expected(&cursor, "\"and\"");
    struct rule_condition *result = arena_alloc(arena, sizeof *result);
    *result = (struct rule_condition){items, count};
    *condition = result;
    return true;
}
