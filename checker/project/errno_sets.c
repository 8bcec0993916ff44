/* One set can stand on another: the words of a single source on those of all headers. */
#include "project/errno_sets.h"

#include "base/arena.h"
#include "project/definitions.h"
#include "project/errno_words.h"
#include "project/lexer.h"

static bool is_hot(const struct errno_sets *sets, uint32_t word)
{
    for (; sets != NULL; sets = sets->outer)
        if (word_set_has(&sets->hot, word))
            return true;
    return false;
}

static bool is_hot_call(const struct errno_sets *sets, uint32_t word)
{
    for (; sets != NULL; sets = sets->outer)
        if (word_set_has(&sets->hot_calls, word))
            return true;
    return false;
}

static bool is_namer(const struct errno_sets *sets, uint32_t word)
{
    for (; sets != NULL; sets = sets->outer)
        if (word_set_has(&sets->namers, word))
            return true;
    return false;
}

static bool is_number(const struct errno_sets *sets, uint32_t word)
{
    for (; sets != NULL; sets = sets->outer)
        if (word_set_has(&sets->numbers, word))
            return true;
    return false;
}

/* Brings in no other file. */
static bool is_harmless(const struct lexeme *directive)
{
    static const char *const NAMES[] = {"if",   "ifdef", "ifndef", "elif",  "elifdef", "elifndef",
                                        "else", "endif", "define", "undef", "error",   "pragma"};
    return lexeme_is_one_of(directive, NAMES, sizeof NAMES / sizeof *NAMES);
}

bool errno_sets_name_one_directly(const struct errno_sets *sets,
                                  const struct definition *definition)
{
    for (size_t i = 0; i < definition->word_count; i++) {
        uint32_t word = definition->words[i];
        bool is_own = definition->is_assignment && word == definition->names[0];
        if (word == ERRNO_WORD || (is_hot(sets, word) && !is_own))
            return true;
    }
    return false;
}

bool errno_sets_name_one(const struct errno_sets *sets, const struct definition *definition)
{
    if (errno_sets_name_one_directly(sets, definition))
        return true;
    for (size_t i = 0; i < definition->call_count; i++)
        if (is_hot_call(sets, definition->calls[i]))
            return true;
    return false;
}

bool errno_sets_use_number(const struct errno_sets *sets, const struct definition *definition)
{
    for (size_t i = 0; i < definition->used_call_count; i++)
        if (is_number(sets, definition->used_calls[i]))
            return true;
    return false;
}

void errno_sets_add(struct errno_sets *sets, struct arena *arena,
                    const struct definition *definition, bool is_number)
{
    struct word_set *set = is_number               ? &sets->numbers
                           : definition->is_called ? &sets->hot_calls
                                                   : &sets->hot;
    for (size_t i = 0; i < definition->name_count; i++)
        (void)word_set_add(set, arena, definition->names[i]);
}

void errno_sets_note_namer(struct errno_sets *sets, struct arena *arena,
                           const struct definition *definition)
{
    if (!definition->is_called || !errno_sets_name_one_directly(sets, definition))
        return;
    for (size_t i = 0; i < definition->name_count; i++)
        (void)word_set_add(&sets->namers, arena, definition->names[i]);
}

/* `is_part`: errnos' own names and #include count too, and of the functions only those that name
 * one themselves. */
static bool find_word(const struct errno_sets *sets, const char *text, size_t length, bool is_part)
{
    struct lexer lexer;
    lexer_init(&lexer, text, length);
    struct statement statement = {0};
    uint32_t previous = 0; /* the word before; 0 = none */
    for (;;) {
        struct lexeme lexeme = lexer_next(&lexer);
        if (lexeme.kind == LEXEME_END)
            return false;
        if (is_part && lexeme.kind == LEXEME_DIRECTIVE && !is_harmless(&lexeme))
            return true;
        if (previous != 0 && lexeme_is(&lexeme, "(") &&
            ((is_part ? is_namer(sets, previous) : is_hot_call(sets, previous)) ||
             (statement.is_begun && is_number(sets, previous))))
            return true;
        statement_pass(&statement, &lexeme);
        previous = 0;
        if (lexeme.kind != LEXEME_WORD)
            continue;
        previous = lexeme_hash(lexeme.text, lexeme.length);
        if (is_hot(sets, previous) || (is_part && is_errno_word(lexeme.text, lexeme.length)))
            return true;
    }
}

bool errno_sets_stand_in(const struct errno_sets *sets, const char *text, size_t length)
{
    return find_word(sets, text, length, false);
}

bool errno_sets_matter_in(const struct errno_sets *sets, const char *text, size_t length)
{
    struct arena scratch;
    arena_init(&scratch);
    char *spliced = arena_copy(&scratch, text, length);
    lexer_splice(spliced, &length);
    bool matters = find_word(sets, spliced, length, true);
    arena_release(&scratch);
    return matters;
}
