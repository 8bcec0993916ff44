/* A header's declarations are told apart by braces and semicolons: good enough to know what a
 * function or a table of constants is called. Where the text is stranger than that, a declaration
 * becomes larger or nameless, and the prefilter keeps more sources. */
#include <string.h>

#include "base/arena.h"
#include "project/definitions_internal.h"

static bool is_keyword(const struct lexeme *word)
{
    static const char *const KEYWORDS[] = {
        "if",      "while",         "for",         "switch",        "return",
        "sizeof",  "catch",         "alignof",     "decltype",      "_Alignof",
        "typeof",  "__typeof__",    "defined",     "noexcept",      "explicit",
        "public",  "private",       "protected",   "signals",       "default",
        "case",    "operator",      "int",         "void",          "const",
        "auto",    "override",      "final",       "static_assert", "_Static_assert",
        "alignas", "__attribute__", "__declspec",  "else",          "do",
        "enum",    "struct",        "class",       "union",         "namespace",
        "typedef", "extern",        "static",      "inline",        "unsigned",
        "signed",  "long",          "short",       "char",          "bool",
        "double",  "float",         "template",    "typename",      "using",
        "new",     "delete",        "throw",       "try",           "goto",
        "this",    "register",      "volatile",    "constexpr",     "mutable",
        "virtual", "friend",        "static_cast", "const_cast",    "reinterpret_cast"};
    return lexeme_is_one_of(word, KEYWORDS, sizeof KEYWORDS / sizeof KEYWORDS[0]);
}

void declaration_end(struct reader *reader)
{
    struct declaration *declaration = &reader->declaration;
    bool is_definition = declaration->has_body || declaration->has_value ||
                         declaration->has_default || declaration->begins_with_call;
    if (declaration->begins_with_call && !declaration->has_body)
        declaration->names.count = 0; /* a macro's use: what it declares is not known */
    if (declaration->words.count > 0 && is_definition) {
        struct definition *definition = reader_add_definition(reader);
        *definition = (struct definition){
            .names = word_list_copy(reader->arena, &declaration->names),
            .name_count = (uint32_t)declaration->names.count,
            .words = word_list_copy(reader->arena, &declaration->words),
            .word_count = (uint32_t)declaration->words.count,
            .calls = word_list_copy(reader->arena, &declaration->calls),
            .call_count = (uint32_t)declaration->calls.count,
            .used_calls = word_list_copy(reader->arena, &declaration->used_calls),
            .used_call_count = (uint32_t)declaration->used_calls.count,
            .has_call = declaration->has_call || declaration->head_calls > 1,
            .is_assignment = declaration->is_assignment,
            .is_called = declaration->head_calls > 0 && !declaration->has_value &&
                         !declaration->is_enum && declaration->head_words > 1,
        };
    }
    *declaration = (struct declaration){0};
}

/* What can stand before the name of a constructor, which has no type before it. */
static bool is_specifier(const struct lexeme *word)
{
    static const char *const SPECIFIERS[] = {"explicit", "inline", "constexpr", "virtual",
                                             "static"};
    return lexeme_is_one_of(word, SPECIFIERS, sizeof SPECIFIERS / sizeof SPECIFIERS[0]);
}

/* "X &operator=(const X &", or without const: what is assigned is another X, and no result of a
 * call. It is called what its class is, as constructors and destructors are. */
static void follow_assignment(struct reader *reader, const struct lexeme *lexeme)
{
    static const char *const PARTS[] = {"&", "operator", "=", "(", NULL /* X */, "&"};
    enum { PART_COUNT = sizeof PARTS / sizeof *PARTS };
    struct declaration *declaration = &reader->declaration;
    bool is_word = lexeme->kind == LEXEME_WORD;
    if (declaration->braces > 0 || declaration->is_assignment)
        return;
    if (declaration->matched == 0 && reader->previous.kind == LEXEME_WORD)
        declaration->class_name = lexeme_hash(reader->previous.text, reader->previous.length);
    if (declaration->matched == PART_COUNT)
        return; /* another name for the class */
    const char *expected = PARTS[declaration->matched];
    if (expected == NULL && lexeme_is(lexeme, "const"))
        return;
    bool is_expected = expected == NULL ? is_word && lexeme_hash(lexeme->text, lexeme->length) ==
                                                         declaration->class_name
                                        : lexeme_is(lexeme, expected);
    bool is_first = declaration->matched == 0;
    if (!is_expected ||
        (is_first && (reader->previous.kind != LEXEME_WORD || is_keyword(&reader->previous)))) {
        declaration->matched = 0;
    } else if (++declaration->matched == PART_COUNT &&
               word_set_has(&reader->containers, declaration->class_name)) {
        declaration->is_assignment = true;
        word_list_add(&declaration->names, reader->scratch, declaration->class_name);
    }
}

void declaration_add_word(struct reader *reader, const struct lexeme *word)
{
    static const char *const AGGREGATES[] = {"class", "struct", "union", "namespace", "extern"};
    struct declaration *declaration = &reader->declaration;
    uint32_t hash = reader_hash(reader, word);
    follow_assignment(reader, word);
    if (word_set_add(&declaration->known, reader->scratch, hash))
        word_list_add(&declaration->words, reader->scratch, hash);
    if (declaration->braces == 0) {
        declaration->head_words += declaration->head_calls == 0 && !is_specifier(word);
        declaration->is_enum |= lexeme_is(word, "enum");
        declaration->is_aggregate |=
            lexeme_is_one_of(word, AGGREGATES, sizeof AGGREGATES / sizeof AGGREGATES[0]);
    }
}

/* The word before the sign may be what the declaration is called. */
static void name_by(struct reader *reader, const struct lexeme *sign)
{
    struct declaration *declaration = &reader->declaration;
    bool is_word = reader->previous.kind == LEXEME_WORD && !is_keyword(&reader->previous);
    bool is_head = declaration->braces == 0 && !declaration->has_value;
    declaration->has_initialisers |=
        is_head && *sign->text == ':' && lexeme_is(&reader->previous, ")");
    is_head = is_head && !declaration->has_initialisers;
    bool is_call = is_word && *sign->text == '(';
    if (is_call) {
        declaration->begins_with_call |= declaration->lexemes == 1;
        declaration->head_calls += is_head;
        declaration->has_call |= !is_head;
        reader_add_call(&declaration->calls,
                        reader->statement.is_begun ? &declaration->used_calls : NULL, reader,
                        &reader->previous);
    }
    bool names = is_call ? is_head
                         : (is_head || declaration->is_enum) && declaration->parens == 0 &&
                               strchr("=[{,}", *sign->text) != NULL;
    if (is_word && names)
        word_list_add(&declaration->names, reader->scratch,
                      lexeme_hash(reader->previous.text, reader->previous.length));
}

/* "class X {", "namespace {": what is inside declares for itself. */
static bool opens_container(const struct reader *reader)
{
    static const char *const QUALIFIERS[] = {"const",    "noexcept", "override",
                                             "volatile", "final",    "try"};
    const struct declaration *declaration = &reader->declaration;
    bool ends_head =
        lexeme_is(&reader->previous, ")") ||
        (declaration->head_calls > 0 &&
         lexeme_is_one_of(&reader->previous, QUALIFIERS, sizeof QUALIFIERS / sizeof QUALIFIERS[0]));
    return declaration->braces == 0 && declaration->is_aggregate && !declaration->is_enum &&
           !declaration->has_value && !ends_head;
}

static void note_container(struct reader *reader)
{
    const struct word_list *words = &reader->declaration.words;
    for (size_t i = 0; i < words->count; i++)
        (void)word_set_add(&reader->containers, reader->scratch, words->items[i]);
}

/* An equals sign that is no operator's name; in parentheses it is a default argument's. */
static bool begins_value(struct reader *reader)
{
    struct declaration *declaration = &reader->declaration;
    const struct lexeme *previous = &reader->previous;
    if (declaration->braces > 0)
        return false;
    declaration->has_default |= declaration->parens > 0;
    return declaration->parens == 0 &&
           ((previous->kind == LEXEME_WORD && !is_keyword(previous)) || lexeme_is(previous, "]") ||
            lexeme_is(previous, ")") || lexeme_is(previous, ">"));
}

static void close_brace(struct reader *reader)
{
    struct declaration *declaration = &reader->declaration;
    if (declaration->braces > 0)
        declaration->braces--;
    if (declaration->braces == 0 && !declaration->is_enum && !declaration->has_value)
        declaration_end(reader);
}

/* An enumerator ends: the next one is a definition of its own. */
static void end_enumerator(struct reader *reader)
{
    declaration_end(reader);
    reader->declaration.is_enum = true;
    reader->declaration.has_body = true;
    reader->declaration.braces = 1;
}

void declaration_add_sign(struct reader *reader, const struct lexeme *sign)
{
    struct declaration *declaration = &reader->declaration;
    name_by(reader, sign);
    follow_assignment(reader, sign);
    switch (*sign->text) {
    case '(': declaration->parens++; break;
    case ')': declaration->parens -= declaration->parens > 0; break;
    case '=': declaration->has_value |= begins_value(reader); break;
    case '{':
        if (opens_container(reader)) {
            note_container(reader);
            declaration_end(reader);
            break;
        }
        if (declaration->braces++ == 0 && declaration->head_calls > 0)
            declaration->is_enum = false; /* a function that returns one */
        declaration->has_body = true;
        break;
    case ',':
        if (declaration->is_enum && declaration->braces == 1 && declaration->parens == 0)
            end_enumerator(reader);
        break;
    case '}': close_brace(reader); break;
    case ';':
        if (declaration->braces == 0)
            declaration_end(reader);
        break;
    default: break;
    }
}
