/* How the text uses names that nothing declares. Only neighbouring words are looked at; a name that
 * looks like several things is counted for each of them. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "frontend/stand_ins.h"
#include "frontend/tokens.h"
#include "frontend/unit.h"

enum { MOST_BYTES = 8 * 1024 * 1024, MOST_MEMBERS = 2000 };

/* A variable that was declared with an unknown type. */
struct typed_name {
    const char *bytes;
    size_t length;
    struct unknown_name *type;
    const struct source_file *file;
    bool is_inside; /* of braces */
};

/* A member of some struct, of whatever type its use asks for. */
struct member {
    struct name name;
    const char *before, *behind; /* of the name, in a declaration */
};

struct survey {
    struct unit *unit;
    const struct source_file *file; /* at work */
    struct tokens tokens;
    size_t depth; /* of braces at the token at work; 0 = outside of functions */
    struct typed_name *typed;
    size_t typed_count, typed_capacity;
    struct member *members;
    size_t member_count, member_capacity;
};

static struct name word_at(const struct survey *survey, size_t index)
{
    if (!token_is_word(&survey->tokens, index))
        return (struct name){NULL, 0};
    const struct token *token = &survey->tokens.items[index];
    return (struct name){survey->tokens.text.bytes + token->offset, token->length};
}

static bool is_name(const struct survey *survey, size_t index)
{
    struct name word = word_at(survey, index);
    return word.length > 0 && !tokens_is_keyword(word.bytes, word.length);
}

static bool is_type_keyword(const struct survey *survey, size_t index)
{
    struct name word = word_at(survey, index);
    return word.length > 0 && tokens_is_type_keyword(word.bytes, word.length);
}

static bool is_qualifier(const struct survey *survey, size_t index)
{
    return token_is(&survey->tokens, index, "const") ||
           token_is(&survey->tokens, index, "volatile") ||
           token_is(&survey->tokens, index, "restrict") ||
           token_is(&survey->tokens, index, "__restrict");
}

static bool is_any(const struct survey *survey, size_t index, const char *const *texts)
{
    for (; *texts != NULL; texts++)
        if (token_is(&survey->tokens, index, *texts))
            return true;
    return false;
}

/* Whether a declaration or statement can begin behind the token. */
static bool is_start(const struct survey *survey, size_t index)
{
    static const char *const STARTS[] = {";", "{", "}", NULL};
    return index >= survey->tokens.count || is_any(survey, index, STARTS);
}

/* Whether a type can stand behind the token. */
static bool is_before_type(const struct survey *survey, size_t index)
{
    static const char *const BEFORE[] = {"(", ",", ")", NULL};
    return is_start(survey, index) || is_any(survey, index, BEFORE) ||
           is_type_keyword(survey, index) || is_qualifier(survey, index);
}

static size_t skip_stars(const struct survey *survey, size_t index)
{
    while (token_is(&survey->tokens, index, "*") || is_qualifier(survey, index))
        index++;
    return index;
}

static void note_typed(struct survey *survey, struct unknown_name *type, size_t index)
{
    struct typed_name *typed =
        arena_append(survey->unit->scratch, &survey->typed, &survey->typed_count,
                     &survey->typed_capacity, sizeof *typed);
    struct name word = word_at(survey, index);
    *typed = (struct typed_name){word.bytes, word.length, type, survey->file, survey->depth > 0};
}

/* NAME v, NAME *v, (NAME), (NAME *): as a type. */
static void count_type(struct survey *survey, struct unknown_name *name, size_t at)
{
    static const char *const CLOSES[] = {")", ",", NULL};
    size_t behind = skip_stars(survey, at + 1);
    bool has_star = behind > at + 1;
    if (is_name(survey, behind) && is_before_type(survey, at - 1)) {
        name->uses[USE_TYPE]++;
        note_typed(survey, name, behind);
    } else if (has_star && is_any(survey, behind, CLOSES) && is_before_type(survey, at - 1)) {
        name->uses[USE_TYPE]++;
    } else if (token_is(&survey->tokens, at - 1, "(") && token_is(&survey->tokens, at + 1, ")") &&
               (is_name(survey, at + 2) || token_is(&survey->tokens, at + 2, "("))) {
        name->uses[USE_TYPE]++;
    }
}

/* Whether a declaration begins at the index: int, name name, name *name. */
static bool is_declaration(const struct survey *survey, size_t index)
{
    if (is_type_keyword(survey, index))
        return true;
    size_t behind = skip_stars(survey, index + 1);
    return is_name(survey, index) && is_name(survey, behind);
}

/* Whether the brackets hold one argument. */
static bool has_one_argument(const struct tokens *tokens, size_t open, size_t behind)
{
    size_t depth = 0;
    for (size_t i = open; i < behind; i++) {
        depth += token_is(tokens, i, "(") || token_is(tokens, i, "[");
        depth -= token_is(tokens, i, ")") || token_is(tokens, i, "]");
        if (depth == 1 && token_is(tokens, i, ","))
            return false;
    }
    return behind > open + 2;
}

static void count_statement_call(const struct survey *survey, struct unknown_name *name, size_t at,
                                 size_t behind)
{
    static const char *const COMPARISONS[] = {"==", "!=", "<", ">", "<=", ">=", NULL};
    const struct tokens *tokens = &survey->tokens;
    bool is_statement = is_start(survey, at - 1) || token_is(tokens, at - 1, ")") ||
                        token_is(tokens, at - 1, "else");
    if (survey->depth == 0 || !is_statement || !token_is(tokens, behind, ";") ||
        !has_one_argument(tokens, at + 1, behind))
        return;
    name->uses[USE_STATEMENT_CALL]++;
    for (size_t i = at + 2; i < behind; i++)
        if (is_any(survey, i, COMPARISONS)) {
            name->uses[USE_CONDITION_CALL]++;
            return;
        }
}

static void count_call(struct survey *survey, struct unknown_name *name, size_t at)
{
    const struct tokens *tokens = &survey->tokens;
    size_t behind = tokens_matching(tokens, at + 1);
    bool is_top = survey->depth == 0;
    static const char *const ENDS[] = {"=", ";", ",", NULL};
    count_statement_call(survey, name, at, behind);
    if (is_start(survey, at - 1) && is_name(survey, behind) && behind == at + 4 &&
        is_any(survey, behind + 1, ENDS))
        name->uses[USE_TYPE_CALL]++;
    else if (!is_start(survey, at - 1) && token_is(tokens, at - 1, ")") && is_top)
        name->uses[USE_ATTRIBUTE_CALL]++;
    else if (is_declaration(survey, behind) && !is_top && is_start(survey, at - 1))
        name->uses[USE_ATTRIBUTE_CALL]++;
    else if (is_top && is_start(survey, at - 1) && !token_is(tokens, behind, "{"))
        name->uses[USE_TOP_CALL]++;
    else
        name->uses[USE_CALL]++;
}

/* At the end of a function's declarator, or where a declaration goes on. */
static void count_attribute(struct survey *survey, struct unknown_name *name, size_t at)
{
    static const char *const ENDS[] = {";", "{", NULL};
    bool is_behind = survey->depth == 0 && token_is(&survey->tokens, at - 1, ")") &&
                     is_any(survey, at + 1, ENDS);
    if (is_behind || is_declaration(survey, at + 1))
        name->uses[USE_ATTRIBUTE]++;
}

/* TYPE name, TYPE *name: the name's own declaration is in the text. */
static void count_declared(struct survey *survey, struct unknown_name *name, size_t at)
{
    size_t before = at;
    while (before > 0 && token_is(&survey->tokens, before - 1, "*"))
        before--;
    if (before == 0)
        return;
    bool has_star = before < at;
    bool is_typed = is_type_keyword(survey, before - 1) || is_name(survey, before - 1);
    if (is_typed && (!has_star || is_type_keyword(survey, before - 1) ||
                     (before > 1 && is_before_type(survey, before - 2))))
        name->uses[USE_DECLARED]++;
}

static bool is_beside_string(const struct survey *survey, size_t at)
{
    const struct tokens *tokens = &survey->tokens;
    return (at + 1 < tokens->count && tokens->items[at + 1].kind == TOKEN_STRING) ||
           (at > 0 && tokens->items[at - 1].kind == TOKEN_STRING);
}

static void count_use(struct survey *survey, struct unknown_name *name, size_t at)
{
    static const char *const MEMBERS[] = {"->", ".", NULL};
    const struct tokens *tokens = &survey->tokens;
    if (is_any(survey, at - 1, MEMBERS)) /* somebody's member of the same name */
        return;
    if (token_is(tokens, at + 1, "("))
        count_call(survey, name, at);
    count_type(survey, name, at);
    count_attribute(survey, name, at);
    count_declared(survey, name, at);
    name->uses[USE_STRING] += is_beside_string(survey, at);
    if (token_is(tokens, at + 1, ";") &&
        (is_start(survey, at - 1) || token_is(tokens, at - 1, ")") ||
         token_is(tokens, at - 1, "else")))
        name->uses[USE_STATEMENT]++;
    name->uses[USE_LABEL] += token_is(tokens, at - 1, "case");
    name->uses[USE_ARROW] += token_is(tokens, at + 1, "->");
    name->uses[USE_DOT] += token_is(tokens, at + 1, ".");
    name->uses[USE_INDEX] += token_is(tokens, at + 1, "[");
}

static struct member *find_member(struct survey *survey, struct name name)
{
    for (size_t i = 0; i < survey->member_count; i++)
        if (survey->members[i].name.length == name.length &&
            memcmp(survey->members[i].name.bytes, name.bytes, name.length) == 0)
            return &survey->members[i];
    if (survey->member_count >= MOST_MEMBERS)
        return NULL;
    struct member *added =
        arena_append(survey->unit->scratch, &survey->members, &survey->member_count,
                     &survey->member_capacity, sizeof *added);
    *added = (struct member){name, "int ", ""};
    return added;
}

static void note_member(struct survey *survey, size_t at)
{
    const struct tokens *tokens = &survey->tokens;
    struct member *member = is_name(survey, at) ? find_member(survey, word_at(survey, at)) : NULL;
    if (member == NULL)
        return;
    bool is_array = token_is(tokens, at + 1, "[");
    size_t behind = is_array ? tokens_matching(tokens, at + 1) : at + 1;
    if (token_is(tokens, behind, "->") || (is_array && token_is(tokens, behind, ".")))
        member->before = "struct errno_lint_any *";
    else if (is_array && strcmp(member->before, "int ") == 0)
        member->before = "int *";
    else if (token_is(tokens, behind, "(")) {
        member->before = "int (*";
        member->behind = ")()";
    }
}

static void survey_file(struct survey *survey)
{
    const struct tokens *tokens = &survey->tokens;
    survey->depth = 0;
    for (size_t at = 0; at < tokens->count; at++) {
        bool is_linkage = at > 0 && tokens->items[at - 1].kind == TOKEN_STRING;
        if (token_is(tokens, at, "{") && !is_linkage)
            survey->depth++;
        else if (token_is(tokens, at, "}") && survey->depth > 0)
            survey->depth--;
        if (token_is(tokens, at, "->") || token_is(tokens, at, "."))
            note_member(survey, at + 1);
        struct name word = word_at(survey, at);
        struct unknown_name *name =
            word.length == 0 ? NULL
                             : unknown_names_find(&survey->unit->unknown, word.bytes, word.length);
        if (name != NULL)
            count_use(survey, name, at);
    }
}

/* Of what another file declares, members of structs alone are meant: S->name.m */
static bool can_mean(const struct survey *survey, const struct typed_name *typed, size_t at)
{
    const struct tokens *tokens = &survey->tokens;
    bool is_member = at > 0 && (token_is(tokens, at - 1, "->") || token_is(tokens, at - 1, "."));
    return typed->file == survey->file || (typed->is_inside && is_member);
}

/* Variables are looked up by name alone, whatever their scope: it is a matter of the type. */
static void count_members(struct survey *survey)
{
    const struct tokens *tokens = &survey->tokens;
    for (size_t at = 0; at + 1 < tokens->count; at++) {
        bool is_arrow = token_is(tokens, at + 1, "->");
        if (!is_name(survey, at) || (!is_arrow && !token_is(tokens, at + 1, ".")))
            continue;
        struct name word = word_at(survey, at);
        for (size_t i = 0; i < survey->typed_count; i++) {
            const struct typed_name *typed = &survey->typed[i];
            if (typed->length == word.length &&
                memcmp(typed->bytes, word.bytes, word.length) == 0 && can_mean(survey, typed, at))
                typed->type->uses[is_arrow ? USE_POINTER_MEMBER : USE_VALUE_MEMBER]++;
        }
    }
}

static void survey_macro(struct survey *survey, struct source_text body)
{
    struct survey inner = {.unit = survey->unit};
    inner.tokens = tokens_read(survey->unit->scratch, body);
    for (size_t i = 0; i < inner.tokens.count; i++) {
        struct name word = word_at(&inner, i);
        struct unknown_name *name =
            word.length == 0 ? NULL
                             : unknown_names_find(&survey->unit->unknown, word.bytes, word.length);
        if (name != NULL && is_beside_string(&inner, i))
            name->uses[USE_STRING]++;
    }
}

/* Bodies of macros, which the tokens leave out: only what stands beside a string is certain there.
 */
static void survey_macros(struct survey *survey, struct source_text text)
{
    static const char DEFINE[] = "define";
    for (size_t at = 0; at < text.length; at++) {
        if (text.bytes[at] != '#')
            continue;
        size_t word = at + 1;
        while (word < text.length && (text.bytes[word] == ' ' || text.bytes[word] == '\t'))
            word++;
        if (text.length - word < sizeof DEFINE - 1 ||
            memcmp(text.bytes + word, DEFINE, sizeof DEFINE - 1) != 0)
            continue;
        size_t start = word + sizeof DEFINE - 1;
        for (at = word; at < text.length; at++)
            if (text.bytes[at] == '\n' && !scan_is_joined(text, at))
                break;
        survey_macro(survey, (struct source_text){text.bytes + start, at - start});
    }
}

/* Goes through the project's files that have errors: `look` sees each with its tokens. */
static void go_through(struct survey *survey, bool is_first, void (*look)(struct survey *survey))
{
    struct unit *unit = survey->unit;
    size_t bytes = 0;
    for (size_t i = 0; i < unit->sources.count && bytes < MOST_BYTES; i++) {
        struct source_file *file = unit->sources.files[i];
        if (!file->is_of_project)
            continue;
        struct source_text text = source_text(unit, file);
        bytes += text.length;
        if (is_first)
            survey_macros(survey, text);
        if (file->error_count == 0)
            continue;
        survey->file = file;
        survey->tokens = tokens_read(unit->scratch, text);
        look(survey);
    }
}

void stand_ins_count_uses(struct unit *unit, struct text *members)
{
    struct survey survey = {.unit = unit};
    go_through(&survey, true, survey_file);
    if (survey.typed_count > 0)
        go_through(&survey, false, count_members);
    for (size_t i = 0; i < survey.member_count; i++) {
        const struct member *member = &survey.members[i];
        text_printf(members, "%s%.*s%s; ", member->before, (int)member->name.length,
                    member->name.bytes, member->behind);
    }
}
