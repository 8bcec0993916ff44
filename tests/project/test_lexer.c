/* Words of code, told from comments, strings and directives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "project/lexer.h"

/* All lexemes: words as they are, literals as "'", directives as "#name", line ends as "/". */
static const char *lex(struct arena *arena, const char *source)
{
    char *text = arena_strdup(arena, source);
    size_t length = strlen(text);
    lexer_splice(text, &length);
    struct lexer lexer;
    lexer_init(&lexer, text, length);
    struct text out;
    text_init(&out, arena);
    for (;;) {
        struct lexeme lexeme = lexer_next(&lexer);
        switch (lexeme.kind) {
        case LEXEME_END: return text_get(&out);
        case LEXEME_LITERAL: text_add(&out, "' "); break;
        case LEXEME_LINE_END: text_add(&out, "/ "); break;
        case LEXEME_DIRECTIVE: text_printf(&out, "#%.*s ", (int)lexeme.length, lexeme.text); break;
        case LEXEME_WORD:
        case LEXEME_SIGN: text_printf(&out, "%.*s ", (int)lexeme.length, lexeme.text); break;
        }
    }
}

static void test_code(void **state)
{
    (void)state;
    static const struct {
        const char *source, *lexemes;
    } CASES[] = {
        {"if (errno == EINTR)", "if ( errno = = EINTR ) "},
        {"a /* EINTR */ b // EIO\nc", "a b c "},
        {"a // EIO \\\n EINTR\nb", "a b "},
        {"/* open EINTR", ""},
        {"x = \"EINTR \\\" EIO\" + 'E' + '\\'';", "x = ' + ' + ' ; "},
        {"EIN\\\nTR", "EINTR "},
        {"don't // EIO\nEINTR // EIO", "don ' t / / EIO EINTR "},
        {"R\"x(EINTR )\" EIO )x\" y", "' y "},
        {"u8R\"(EINTR)\" LR y", "' LR y "},
        {"1'000'000 0x1p-3 EIO", "' ' - ' EIO "},
        {"a # b", "a # b "},
        {"\n  #  define X \\\n EINTR // c\ny", "#define X EINTR / y "},
        {"#define X \\ \t\n EINTR\ny \\ z", "#define X EINTR / y \\ z "},
        {"#ifdef EIO\n#else\n#endif", "#ifdef EIO / #else / #endif / "},
        {"#include <sys/a.h>\n", "#include < sys / a . h > / "},
        {"/* c */ #if 1\n", "#if ' / "},
        {"$x \xc3\xa9t\xc3\xa9 a1", "$x \xc3\xa9t\xc3\xa9 a1 "},
        {"\"no end", "\" no end "},
        {"'\\", "' \\ "},
        {"R\"delimiter-that-is-too-long(\" x", "' x "},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct arena arena;
        arena_init(&arena);
        assert_string_equal(lex(&arena, CASES[i].source), CASES[i].lexemes);
        arena_release(&arena);
    }
}

static void test_skip_line(void **state)
{
    (void)state;
    const char text[] = "#if a b c\nd";
    struct lexer lexer;
    lexer_init(&lexer, text, strlen(text));
    struct lexeme lexeme = lexer_next(&lexer);
    assert_int_equal(lexeme.kind, LEXEME_DIRECTIVE);
    lexer_skip_line(&lexer);
    lexeme = lexer_next(&lexer);
    assert_true(lexeme_is(&lexeme, "d"));
    assert_false(lexeme_is(&lexeme, "de"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_code),
                                       cmocka_unit_test(test_skip_line)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
