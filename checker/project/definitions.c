/* Macros and includes are read by themselves; the words between them are a declaration's, see
 * declarations.c. */
#include "project/definitions.h"

#include <string.h>

#include "base/arena.h"
#include "project/definitions_internal.h"
#include "project/errno_words.h"

void word_list_add(struct word_list *list, struct arena *arena, uint32_t hash)
{
    *(uint32_t *)arena_append(arena, &list->items, &list->count, &list->capacity,
                              sizeof *list->items) = hash;
}

const uint32_t *word_list_copy(struct arena *arena, const struct word_list *list)
{
    uint32_t *copy = arena_alloc(arena, (list->count + 1) * sizeof *copy);
    if (list->count > 0)
        memcpy(copy, list->items, list->count * sizeof *copy);
    return copy;
}

uint32_t reader_hash(struct reader *reader, const struct lexeme *word)
{
    if (!is_errno_word(word->text, word->length))
        return lexeme_hash(word->text, word->length);
    reader->file->names_errno = true;
    return ERRNO_WORD;
}

struct definition *reader_add_definition(struct reader *reader)
{
    struct file_text *file = reader->file;
    return arena_append(reader->arena, &file->definitions, &file->definition_count,
                        &file->definition_capacity, sizeof *file->definitions);
}

void reader_add_call(struct word_list *calls, struct word_list *used, struct reader *reader,
                     const struct lexeme *word)
{
    uint32_t hash = lexeme_hash(word->text, word->length);
    word_list_add(calls, reader->scratch, hash);
    if (used != NULL)
        word_list_add(used, reader->scratch, hash);
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
    else if (!included.is_quoted) /* in <dir//file> no comment begins; the '>' is there */
        reader->lexer.at =
            memchr(reader->lexer.at, '>', (size_t)(reader->lexer.end - reader->lexer.at));
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

static void read_macro(struct reader *reader)
{
    struct lexeme name = lexer_next(&reader->lexer);
    struct word_list words = {0}, calls = {0}, used_calls = {0};
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
            word_list_add(&words, reader->scratch, reader_hash(reader, &lexeme));
        if (lexeme_is(&lexeme, "(") && previous.kind == LEXEME_WORD)
            reader_add_call(&calls, statement.is_begun ? &used_calls : NULL, reader, &previous);
        statement_pass(&statement, &lexeme);
        previous = lexeme;
    }
    if (words.count == 0 || !reader->is_header)
        return;
    struct definition *definition = reader_add_definition(reader);
    uint32_t *names = arena_alloc(reader->arena, sizeof *names);
    names[0] = lexeme_hash(name.text, name.length);
    *definition = (struct definition){.names = names,
                                      .name_count = 1,
                                      .words = word_list_copy(reader->arena, &words),
                                      .word_count = (uint32_t)words.count,
                                      .calls = word_list_copy(reader->arena, &calls),
                                      .call_count = (uint32_t)calls.count,
                                      .used_calls = word_list_copy(reader->arena, &used_calls),
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
            declaration_add_word(reader, &lexeme);
        else if (lexeme.kind == LEXEME_WORD)
            (void)reader_hash(reader, &lexeme);
        else if (lexeme.kind == LEXEME_SIGN && reader->is_header)
            declaration_add_sign(reader, &lexeme);
        statement_pass(&reader->statement, &lexeme);
        reader->declaration.lexemes++;
        reader->previous = lexeme;
    }
    declaration_end(reader);
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
