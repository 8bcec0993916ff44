/* An #include outside of every #if is surely obeyed, unless an #error stops the parse before it.
 * The names that begin with an underscore and a capital, or two underscores, are the system's: who
 * defines one talks to its headers. */
#include "project/sure_includes.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "project/inclusion_graph.h"
#include "project/lexer.h"
#include "project/path_map.h"
#include "project/project.h"

static bool is_reserved(const struct lexeme *word)
{
    return word->kind == LEXEME_WORD && word->length > 1 && word->text[0] == '_' &&
           (word->text[1] == '_' || isupper((unsigned char)word->text[1]));
}

/* What the rest of the directive says, without blanks at its ends; a comment ends it. */
static struct lexeme read_value(struct lexer *lexer)
{
    struct lexeme first = lexer_next(lexer), last = first;
    struct lexeme value = {.kind = first.kind, .text = first.text};
    while (last.kind != LEXEME_LINE_END && last.kind != LEXEME_END) {
        value.length = (size_t)(last.text + last.length - value.text);
        last = lexer_next(lexer);
    }
    return value;
}

/* Whether a flag gives the name the same meaning already, so that the source changes nothing. That
 * of -DNAME is 1; who writes nothing there asks no more than that it is defined. */
static bool is_on_command_line(const struct project_source *source, const struct lexeme *word,
                               const struct lexeme *value)
{
    for (size_t i = 0; i < source->flag_count; i++) {
        const char *flag = source->flags[i];
        if (!text_starts_with(flag, "-D") || strncmp(flag + 2, word->text, word->length) != 0)
            continue;
        const char *rest = flag + 2 + word->length;
        const char *given = *rest == '=' ? rest + 1 : "1";
        if (*rest != '=' && *rest != '\0')
            continue;
        return (value->length == 0 && strcmp(given, "1") == 0) ||
               (strlen(given) == value->length && memcmp(given, value->text, value->length) == 0);
    }
    return false;
}

static void add(struct sure_includes *includes, struct arena *arena, const char *name,
                size_t length, bool is_quoted)
{
    struct sure_include *include = arena_append(arena, &includes->items, &includes->count,
                                                &includes->capacity, sizeof *include);
    *include = (struct sure_include){arena_copy(arena, name, length), is_quoted};
}

static void read_include(struct sure_includes *includes, struct arena *arena, struct lexer *lexer)
{
    struct lexeme first = lexer_next(lexer);
    if (first.kind == LEXEME_LITERAL && first.length > 2 && first.text[0] == '"') {
        add(includes, arena, first.text + 1, first.length - 2, true);
    } else if (lexeme_is(&first, "<")) {
        const char *close = memchr(lexer->at, '>', (size_t)(lexer->end - lexer->at));
        if (close == NULL || memchr(lexer->at, '\n', (size_t)(close - lexer->at)) != NULL)
            return;
        add(includes, arena, lexer->at, (size_t)(close - lexer->at), false);
        lexer->at = close; /* in <dir//file> no comment begins */
    }
}

static bool has_forced_include(const struct project_source *source)
{
    for (size_t i = 0; i < source->flag_count; i++)
        if (text_starts_with(source->flags[i], "-include") ||
            text_starts_with(source->flags[i], "-imacros"))
            return true;
    return false;
}

bool sure_includes_read(struct sure_includes *includes, struct arena *arena,
                        const struct project_source *source)
{
    static const char *const IFS[] = {"if", "ifdef", "ifndef"};
    size_t length, depth = 0;
    char *text = inclusion_graph_text(arena, source->path, &length);
    *includes = (struct sure_includes){.has_own_ways = has_forced_include(source)};
    if (text == NULL)
        return false;
    struct lexer lexer;
    lexer_init(&lexer, text, length);
    for (struct lexeme lexeme; (lexeme = lexer_next(&lexer)).kind != LEXEME_END;) {
        if (lexeme.kind != LEXEME_DIRECTIVE)
            continue;
        if (lexeme_is_one_of(&lexeme, IFS, sizeof IFS / sizeof *IFS)) {
            depth++;
        } else if (lexeme_is(&lexeme, "endif")) {
            depth -= depth > 0;
        } else if (lexeme_is(&lexeme, "include") && depth == 0) {
            read_include(includes, arena, &lexer);
        } else if (lexeme_is(&lexeme, "undef")) {
            lexeme = lexer_next(&lexer);
            includes->has_own_ways |= is_reserved(&lexeme);
        } else if (lexeme_is(&lexeme, "define")) {
            lexeme = lexer_next(&lexer);
            if (!is_reserved(&lexeme))
                continue;
            struct lexeme value = read_value(&lexer);
            includes->has_own_ways |= !is_on_command_line(source, &lexeme, &value);
        }
    }
    return true;
}

void sure_includes_add_tested(struct path_map *names, struct arena *arena, const char *path)
{
    static const char *const TESTS[] = {"if", "ifdef", "ifndef", "elif"};
    struct arena scratch;
    arena_init(&scratch);
    struct lexer lexer;
    size_t length, known;
    char *text = inclusion_graph_text(&scratch, path, &length);
    lexer_init(&lexer, text == NULL ? "" : text, text == NULL ? 0 : length);
    for (struct lexeme lexeme; (lexeme = lexer_next(&lexer)).kind != LEXEME_END;) {
        if (lexeme.kind != LEXEME_DIRECTIVE ||
            !lexeme_is_one_of(&lexeme, TESTS, sizeof TESTS / sizeof *TESTS))
            continue;
        for (lexeme = lexer_next(&lexer);
             lexeme.kind != LEXEME_LINE_END && lexeme.kind != LEXEME_END;
             lexeme = lexer_next(&lexer)) {
            if (!is_reserved(&lexeme))
                continue;
            const char *name = arena_copy(&scratch, lexeme.text, lexeme.length);
            if (!path_map_get(names, name, &known))
                path_map_set(names, arena, arena_strdup(arena, name), 0);
        }
    }
    arena_release(&scratch);
}

bool sure_includes_defines(const struct path_map *names, const char *path,
                           const struct project_source *source)
{
    struct arena scratch;
    arena_init(&scratch);
    struct lexer lexer;
    size_t length, known;
    bool defines = false;
    char *text = inclusion_graph_text(&scratch, path, &length);
    lexer_init(&lexer, text == NULL ? "" : text, text == NULL ? 0 : length);
    for (struct lexeme lexeme; !defines && (lexeme = lexer_next(&lexer)).kind != LEXEME_END;) {
        bool is_undef = lexeme_is(&lexeme, "undef");
        if (lexeme.kind != LEXEME_DIRECTIVE || (!is_undef && !lexeme_is(&lexeme, "define")))
            continue;
        lexeme = lexer_next(&lexer);
        if (!is_reserved(&lexeme) ||
            !path_map_get(names, arena_copy(&scratch, lexeme.text, lexeme.length), &known))
            continue;
        struct lexeme value = read_value(&lexer);
        defines = is_undef || !is_on_command_line(source, &lexeme, &value);
    }
    arena_release(&scratch);
    return defines;
}
