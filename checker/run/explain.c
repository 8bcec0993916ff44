/* What can be asked without a source. The word of --explain is tried as a check, then as an errno,
 * then as a call: the three never share a name. */
#include "run/explain.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "analysis/analysis.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "errnos/errnos.h"
#include "frontend/frontend.h"
#include "ruledb/describe.h"
#include "ruledb/ruledb.h"
#include "run/fold.h"
#include "run/options.h"
#include "run/pages.h"
#include "run/session.h"
#include "run/vocabulary.h"

void explain_version(FILE *out, const struct session *session)
{
    fprintf(out, "errno-lint %s (rules %s)\n", ERRNO_LINT_VERSION, ruledb_version(session->rules));
    if (session->options->verbose)
        fprintf(out, "%s\n", frontend_version(session->arena));
}

void explain_checks(FILE *out)
{
    struct analysis_options defaults = analysis_defaults();
    for (enum check check = 0; check < CHECK_COUNT; check++) {
        if (page_of_check(check) != NULL)
            fprintf(out, "%-18s %-4s %s\n", check_word(check),
                    defaults.checks[check] ? "on" : "off", check_text(check));
    }
}

enum { FULL_WIDTH = 100, LEAST_WIDTH = 60 };

/* Columns that a table may take: those of the terminal, where stdout is a narrow one. */
static size_t table_width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 ||
        size.ws_col == 0 || size.ws_col > FULL_WIDTH)
        return FULL_WIDTH;
    return size.ws_col < LEAST_WIDTH ? LEAST_WIDTH : size.ws_col;
}

/* Misspelt words are compared with their like: errnos are in capitals, checks have a hyphen. */
static bool looks_like_errno(const char *word)
{
    return word[0] == 'E' && strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == strlen(word);
}

static bool refuse_check(struct arena *arena, const char *word, struct error *error)
{
    const char *names[CHECK_COUNT];
    size_t count = 0;
    for (enum check check = 0; check < CHECK_COUNT; check++)
        if (page_of_check(check) != NULL)
            names[count++] = check_word(check);
    return vocabulary_unknown(arena, "--explain", word, names, count, error);
}

bool explain_word(FILE *out, const struct session *session, struct error *error)
{
    const char *word = session->options->explain;
    const char *kind = session->options->kind;
    enum check check;
    bool is_check = vocabulary_find_check(&check, word);
    bool is_errno = !is_check && looks_like_errno(word);
    if (!is_check && strchr(word, '-') != NULL)
        return refuse_check(session->arena, word, error);
    if (kind != NULL && (is_check || is_errno))
        return error_set(
            error, "--kind: says nothing about %s: it narrows a call to a kind of object", word);
    struct text text;
    text_init(&text, session->arena);
    bool ok = true;
    if (is_check)
        text_add(&text, page_of_check(check));
    else if (is_errno)
        ok = ruledb_explain_errno(&text, session->rules, word, error);
    else
        ok = ruledb_explain_call(&text, session->rules, word, kind, error);
    if (!ok)
        return error_wrap(error, "--explain");
    return fputs(fold_lines(session->arena, text_get(&text), table_width()), out) >= 0 ||
           error_set(error, "--explain: stdout cannot be written");
}

bool explain_rules(FILE *out, const struct session *session, struct error *error)
{
    struct text text;
    text_init(&text, session->arena);
    ruledb_dump(&text, session->rules, session->arena);
    return fputs(text_get(&text), out) >= 0 ||
           error_set(error, "--dump-rules: stdout cannot be written");
}
