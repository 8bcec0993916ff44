/* A header's declarations are told apart by braces and semicolons: good enough to know what a
 * function or a table of constants is called. Where the text is stranger than that, a declaration
 * becomes larger or nameless, and the prefilter keeps more sources. */
#include "project/definitions.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "errnos/errnos.h"
#include "project/lexer.h"
#include "project/word_set.h"

/* ---- words that name errnos ---- */

static bool is_one_of(const struct lexeme *lexeme, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (lexeme_is(lexeme, words[i]))
            return true;
    return false;
}

bool definitions_is_errno_word(const char *word, size_t length)
{
    static const char *const OTHERS[] = {"TEMP_FAILURE_RETRY", "errc"};
    const struct lexeme lexeme = {LEXEME_WORD, word, length};
    if (is_one_of(&lexeme, OTHERS, sizeof OTHERS / sizeof OTHERS[0]))
        return true;
    for (size_t begin = 0; begin < length; begin++) {
        if (word[begin] != 'E' || (begin > 0 && isupper((unsigned char)word[begin - 1])))
            continue;
        size_t end = begin;
        while (end < length &&
               (isupper((unsigned char)word[end]) || isdigit((unsigned char)word[end])))
            end++;
        if (errno_find_bytes(word + begin, end - begin) != ERRNO_NONE)
            return true;
    }
    return false;
}

/* ---- lists of words ---- */

struct list {
    uint32_t *items;
    size_t count, capacity;
};

static void add_hash(struct list *list, struct arena *arena, uint32_t hash)
{
    *(uint32_t *)arena_append(arena, &list->items, &list->count, &list->capacity,
                              sizeof *list->items) = hash;
}

static const uint32_t *keep(struct arena *arena, const struct list *list)
{
    uint32_t *copy = arena_alloc(arena, (list->count + 1) * sizeof *copy);
    if (list->count > 0)
        memcpy(copy, list->items, list->count * sizeof *copy);
    return copy;
}

/* ---- one text ---- */

/* A declaration as it is read. */
struct declaration {
    struct list names, words, calls, used_calls;
    struct word_set known;    /* the words, each once */
    unsigned braces, parens;  /* open ones */
    unsigned head_calls;      /* words with a parenthesis behind them, outside of bodies */
    unsigned head_words;      /* words before the first parenthesis, without specifiers */
    bool has_call;            /* something is called in a body or an initialiser */
    bool has_body, has_value; /* braces, an equals sign */
    bool has_default;         /* an argument has one */
    bool is_enum, is_aggregate;
    bool has_initialisers; /* a constructor's, behind a colon */
    bool begins_with_call; /* may be a macro's use that makes a declaration */
    size_t lexemes;
};

struct reader {
    struct file_text *file;
    struct arena *arena;   /* for what is kept */
    struct arena *scratch; /* for lists that grow */
    struct lexer lexer;
    struct declaration declaration;
    struct lexeme previous;
    struct statement statement;
    bool is_header;
};

static uint32_t hash_of(struct reader *reader, const struct lexeme *word)
{
    if (!definitions_is_errno_word(word->text, word->length))
        return lexeme_hash(word->text, word->length);
    reader->file->names_errno = true;
    return ERRNO_WORD;
}

static struct definition *add_definition(struct reader *reader)
{
    struct file_text *file = reader->file;
    return arena_append(reader->arena, &file->definitions, &file->definition_count,
                        &file->definition_capacity, sizeof *file->definitions);
}

/* What an #include names, in whatever form; false where it is nothing of the kind. */
static bool read_file_name(struct included_name *included, struct reader *reader,
                           const struct lexeme *first)
{
    if (first->kind == LEXEME_LITERAL && first->length > 2 && first->text[0] == '"') {
        *included = (struct included_name){
            .name = arena_copy(reader->arena, first->text + 1, first->length - 2),
            .is_quoted = true};
        return true;
    }
    if (!lexeme_is(first, "<"))
        return false;
    const char *name = reader->lexer.at;
    size_t rest = (size_t)(reader->lexer.end - name);
    const char *feed = memchr(name, '\n', rest);
    rest = feed == NULL ? rest : (size_t)(feed - name);
    const char *close = memchr(name, '>', rest);
    if (close != NULL)
        *included =
            (struct included_name){.name = arena_copy(reader->arena, name, (size_t)(close - name))};
    return close != NULL;
}

static void add_include(struct reader *reader, const struct included_name *included)
{
    struct file_text *file = reader->file;
    *(struct included_name *)arena_append(reader->arena, &file->includes, &file->include_count,
                                          &file->include_capacity, sizeof *file->includes) =
        *included;
}

static void read_include(struct reader *reader)
{
    struct included_name included;
    struct lexeme lexeme = lexer_next(&reader->lexer);
    if (lexeme.kind == LEXEME_WORD)
        included = (struct included_name){.macro = lexeme_hash(lexeme.text, lexeme.length)};
    else if (!read_file_name(&included, reader, &lexeme))
        return;
    add_include(reader, &included);
}

/* The macro may be used in an #include: by its first word, in case. */
static void note_file_macro(struct reader *reader, uint32_t name, const struct lexeme *first)
{
    struct file_text *file = reader->file;
    struct included_name included;
    bool is_file = read_file_name(&included, reader, first);
    if (!is_file && first->kind != LEXEME_WORD)
        return;
    struct included_name *slot =
        arena_append(reader->arena, &file->file_macros, &file->file_macro_count,
                     &file->file_macro_capacity, sizeof *file->file_macros);
    if (is_file)
        *slot = included;
    slot->macro = name;
}

/* used: NULL where nothing looks at the result. */
static void add_call(struct list *calls, struct list *used, struct reader *reader,
                     const struct lexeme *word)
{
    uint32_t hash = lexeme_hash(word->text, word->length);
    add_hash(calls, reader->scratch, hash);
    if (used != NULL)
        add_hash(used, reader->scratch, hash);
}

static void read_macro(struct reader *reader)
{
    struct lexeme name = lexer_next(&reader->lexer);
    struct list words = {0}, calls = {0}, used_calls = {0};
    struct statement statement = {.is_begun = true};
    if (name.kind != LEXEME_WORD)
        return;
    for (struct lexeme previous = {0};;) {
        struct lexeme lexeme = lexer_next(&reader->lexer);
        if (lexeme.kind == LEXEME_LINE_END || lexeme.kind == LEXEME_END)
            break;
        if (previous.text == NULL)
            note_file_macro(reader, lexeme_hash(name.text, name.length), &lexeme);
        if (lexeme.kind == LEXEME_WORD)
            add_hash(&words, reader->scratch, hash_of(reader, &lexeme));
        if (lexeme_is(&lexeme, "(") && previous.kind == LEXEME_WORD)
            add_call(&calls, statement.is_begun ? &used_calls : NULL, reader, &previous);
        statement_pass(&statement, &lexeme);
        previous = lexeme;
    }
    if (words.count == 0 || !reader->is_header)
        return;
    struct definition *definition = add_definition(reader);
    uint32_t *names = arena_alloc(reader->arena, sizeof *names);
    names[0] = lexeme_hash(name.text, name.length);
    *definition = (struct definition){.names = names,
                                      .name_count = 1,
                                      .words = keep(reader->arena, &words),
                                      .word_count = (uint32_t)words.count,
                                      .calls = keep(reader->arena, &calls),
                                      .call_count = (uint32_t)calls.count,
                                      .used_calls = keep(reader->arena, &used_calls),
                                      .used_call_count = (uint32_t)used_calls.count,
                                      .is_macro = true};
}

static void read_directive(struct reader *reader, const struct lexeme *directive)
{
    if (lexeme_is(directive, "define"))
        read_macro(reader);
    else if (lexeme_is(directive, "include") || lexeme_is(directive, "include_next") ||
             lexeme_is(directive, "import"))
        read_include(reader);
    lexer_skip_line(&reader->lexer);
}

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
    return is_one_of(word, KEYWORDS, sizeof KEYWORDS / sizeof KEYWORDS[0]);
}

static void end_declaration(struct reader *reader)
{
    struct declaration *declaration = &reader->declaration;
    bool is_definition = declaration->has_body || declaration->has_value ||
                         declaration->has_default || declaration->begins_with_call;
    if (declaration->begins_with_call && !declaration->has_body)
        declaration->names.count = 0; /* a macro's use: what it declares is not known */
    if (declaration->words.count > 0 && is_definition) {
        struct definition *definition = add_definition(reader);
        *definition = (struct definition){
            .names = keep(reader->arena, &declaration->names),
            .name_count = (uint32_t)declaration->names.count,
            .words = keep(reader->arena, &declaration->words),
            .word_count = (uint32_t)declaration->words.count,
            .calls = keep(reader->arena, &declaration->calls),
            .call_count = (uint32_t)declaration->calls.count,
            .used_calls = keep(reader->arena, &declaration->used_calls),
            .used_call_count = (uint32_t)declaration->used_calls.count,
            .has_call = declaration->has_call || declaration->head_calls > 1,
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
    return is_one_of(word, SPECIFIERS, sizeof SPECIFIERS / sizeof SPECIFIERS[0]);
}

static void add_word(struct reader *reader, const struct lexeme *word)
{
    static const char *const AGGREGATES[] = {"class", "struct", "union", "namespace", "extern"};
    struct declaration *declaration = &reader->declaration;
    uint32_t hash = hash_of(reader, word);
    if (word_set_add(&declaration->known, reader->scratch, hash))
        add_hash(&declaration->words, reader->scratch, hash);
    if (declaration->braces == 0) {
        declaration->head_words += declaration->head_calls == 0 && !is_specifier(word);
        declaration->is_enum |= lexeme_is(word, "enum");
        declaration->is_aggregate |=
            is_one_of(word, AGGREGATES, sizeof AGGREGATES / sizeof AGGREGATES[0]);
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
        add_call(&declaration->calls, reader->statement.is_begun ? &declaration->used_calls : NULL,
                 reader, &reader->previous);
    }
    bool names = is_call ? is_head
                         : (is_head || declaration->is_enum) && declaration->parens == 0 &&
                               strchr("=[{,}", *sign->text) != NULL;
    if (is_word && names)
        add_hash(&declaration->names, reader->scratch,
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
         is_one_of(&reader->previous, QUALIFIERS, sizeof QUALIFIERS / sizeof QUALIFIERS[0]));
    return declaration->braces == 0 && declaration->is_aggregate && !declaration->is_enum &&
           !declaration->has_value && !ends_head;
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
        end_declaration(reader);
}

/* An enumerator ends: the next one is a definition of its own. */
static void end_enumerator(struct reader *reader)
{
    end_declaration(reader);
    reader->declaration.is_enum = true;
    reader->declaration.has_body = true;
    reader->declaration.braces = 1;
}

static void read_sign(struct reader *reader, const struct lexeme *sign)
{
    struct declaration *declaration = &reader->declaration;
    name_by(reader, sign);
    switch (*sign->text) {
    case '(': declaration->parens++; break;
    case ')': declaration->parens -= declaration->parens > 0; break;
    case '=': declaration->has_value |= begins_value(reader); break;
    case '{':
        if (opens_container(reader)) {
            end_declaration(reader);
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
            end_declaration(reader);
        break;
    default: break;
    }
}

static void read_text(struct reader *reader)
{
    for (;;) {
        struct lexeme lexeme = lexer_next(&reader->lexer);
        if (lexeme.kind == LEXEME_END)
            break;
        if (lexeme.kind == LEXEME_DIRECTIVE) {
            read_directive(reader, &lexeme);
            continue;
        }
        if (lexeme.kind == LEXEME_WORD && reader->is_header)
            add_word(reader, &lexeme);
        else if (lexeme.kind == LEXEME_WORD)
            (void)hash_of(reader, &lexeme);
        else if (lexeme.kind == LEXEME_SIGN && reader->is_header)
            read_sign(reader, &lexeme);
        statement_pass(&reader->statement, &lexeme);
        reader->declaration.lexemes++;
        reader->previous = lexeme;
    }
    end_declaration(reader);
}

void definitions_read(struct file_text *file, struct arena *arena, const char *text, size_t length,
                      bool is_header)
{
    struct arena scratch;
    arena_init(&scratch);
    struct reader reader = {
        .file = file, .arena = arena, .scratch = &scratch, .is_header = is_header};
    lexer_init(&reader.lexer, text, length);
    read_text(&reader);
    arena_release(&scratch);
}

void definitions_read_flag(struct file_text *file, struct arena *arena, const char *flag)
{
    struct arena scratch;
    arena_init(&scratch);
    char *text = arena_printf(&scratch, "#define %s", flag);
    char *equals = strchr(text, '=');
    if (equals != NULL)
        *equals = ' ';
    definitions_read(file, arena, text, strlen(text), true);
    arena_release(&scratch);
}
