/* Line by line. A hunk says itself how many lines it has, and only these counts tell its lines from
 * what is around them: a removed line "-- x" looks like the name of a file. Outside of hunks only
 * the few forms that matter are looked at, and the rest is text. Nothing is believed: each number
 * is bounded, and a hunk that is shorter or longer than it says is an error. */
#include "project/diff.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

enum { HIGHEST_LINE = 1000000000 };

struct parser {
    struct diff *diff;
    struct arena *arena;
    struct error *error;
    const char *shown;
    const char *next, *end; /* what is not read yet */
    size_t number;          /* of the present line */
    const char *line;       /* the present line, without its feed */
    size_t length;
    struct diff_file *file; /* the one that hunks belong to; NULL = none yet */
    bool is_git;            /* the last header was git's */
    bool is_diff;           /* something of a diff has been seen */
};

/* A hunk in work. */
struct hunk {
    size_t number;               /* of its first line */
    unsigned old_left, new_left; /* lines to come */
    unsigned old_line, new_line; /* the next ones */
    struct diff_run run;         /* no lines yet = none begun */
};

static bool fail(const struct parser *parser, size_t number, const char *what)
{
    return error_set(parser->error, "%s:%zu: %s", parser->shown, number, what);
}

static bool next_line(struct parser *parser)
{
    if (parser->next == parser->end)
        return false;
    parser->line = parser->next;
    const char *feed = memchr(parser->next, '\n', (size_t)(parser->end - parser->next));
    parser->next = feed == NULL ? parser->end : feed + 1;
    parser->length = (size_t)((feed == NULL ? parser->end : feed) - parser->line);
    parser->number++;
    return true;
}

static bool starts_with(const struct parser *parser, const char *prefix)
{
    size_t length = strlen(prefix);
    return parser->length >= length && memcmp(parser->line, prefix, length) == 0;
}

/* ---- names ---- */

/* One character of a quoted name; *at is behind the backslash and moves on. -1 = none. */
static int read_escape(const char **at, const char *end)
{
    static const char letters[] = "abtnvfr\"\\", meant[] = "\a\b\t\n\v\f\r\"\\";
    if (*at == end)
        return -1;
    const char *letter = memchr(letters, **at, sizeof letters - 1);
    if (letter != NULL) {
        ++*at;
        return meant[letter - letters];
    }
    int value = 0;
    for (int i = 0; i < 3; i++, ++*at) {
        if (*at == end || **at < '0' || **at > '7')
            return -1;
        value = value * 8 + (**at - '0');
    }
    return value == 0 || value > 0xff ? -1 : value;
}

static bool read_quoted(const char **name, const struct parser *parser, const char *at,
                        const char *end)
{
    struct text text;
    text_init(&text, parser->arena);
    while (at < end && *at != '"') {
        int byte = (unsigned char)*at++;
        if (byte == '\\')
            byte = read_escape(&at, end);
        if (byte < 0)
            return fail(parser, parser->number, "a quoted name with an unknown escape");
        text_add_bytes(&text, &(char){(char)byte}, 1);
    }
    *name = text_get(&text);
    return at < end || fail(parser, parser->number, "a quoted name without an end");
}

/* The name at this place of the line: quoted, or up to a tab (before a time) or the line's end. */
static bool read_name(const char **name, const struct parser *parser, const char *at)
{
    const char *end = parser->line + parser->length;
    if (end > at && end[-1] == '\r')
        end--;
    if (end <= at)
        return fail(parser, parser->number, "an empty name");
    if (memchr(at, '\0', (size_t)(end - at)) != NULL)
        return fail(parser, parser->number, "a name with a NUL in it");
    if (at < end && *at == '"') {
        if (!read_quoted(name, parser, at + 1, end))
            return false;
    } else {
        const char *tab = memchr(at, '\t', (size_t)(end - at));
        *name = arena_copy(parser->arena, at, (size_t)((tab == NULL ? end : tab) - at));
    }
    if ((*name)[0] == '\0')
        return fail(parser, parser->number, "an empty name");
    if (strcmp(*name, "/dev/null") == 0)
        *name = NULL;
    return true;
}

static void add_file(struct parser *parser, const char *old_name, const char *new_name)
{
    struct diff *diff = parser->diff;
    parser->file = arena_append(parser->arena, &diff->files, &diff->count, &diff->capacity,
                                sizeof *diff->files);
    parser->file->old_name = old_name;
    parser->file->new_name = new_name;
    parser->file->is_git = parser->is_git;
}

/* "--- NAME" is the head of a file only with "+++ NAME" below it. */
static bool read_names(struct parser *parser)
{
    struct parser old = *parser;
    if (!next_line(parser) || !starts_with(parser, "+++ ")) {
        *parser = old;
        return true;
    }
    const char *old_name, *new_name;
    if (!read_name(&old_name, &old, old.line + 4) ||
        !read_name(&new_name, parser, parser->line + 4))
        return false;
    add_file(parser, old_name, new_name);
    return true;
}

/* "Binary files OLD and NEW differ": all that git says of files without a text. */
static bool read_binary(struct parser *parser)
{
    static const char between[] = " and ";
    size_t length = parser->length;
    if (length > 0 && parser->line[length - 1] == '\r')
        length--;
    static const char tail[] = " differ";
    const size_t tail_length = sizeof tail - 1;
    if (length < tail_length || memcmp(parser->line + length - tail_length, tail, tail_length) != 0)
        return true;
    const char *name = NULL, *end = parser->line + length - tail_length;
    for (const char *at = parser->line; at + sizeof between - 1 <= end; at++)
        if (memcmp(at, between, sizeof between - 1) == 0)
            name = at + sizeof between - 1;
    if (name == NULL || name == end)
        return true;
    struct parser cut = *parser;
    cut.length = (size_t)(end - cut.line);
    const char *new_name;
    if (!read_name(&new_name, &cut, name))
        return false;
    add_file(parser, NULL, new_name);
    parser->file->is_binary = true;
    parser->file = NULL;
    return true;
}

/* ---- hunks ---- */

static bool read_number(unsigned *number, const char **at, const char *end)
{
    unsigned value = 0;
    const char *start = *at;
    for (; *at < end && isdigit((unsigned char)**at) && value <= HIGHEST_LINE / 10; ++*at)
        value = value * 10 + (unsigned)(**at - '0');
    *number = value;
    return *at > start && value <= HIGHEST_LINE;
}

/* "-12,3": the count may be left out and is 1 then. */
static bool read_span(unsigned *first, unsigned *count, const char **at, const char *end, char sign)
{
    if (*at == end || **at != sign)
        return false;
    ++*at;
    *count = 1;
    if (!read_number(first, at, end))
        return false;
    if (*at < end && **at == ',') {
        ++*at;
        if (!read_number(count, at, end))
            return false;
    }
    if (*count == 0)
        ++*first; /* what is written then is the line before */
    return *first > 0;
}

static bool read_head(struct hunk *hunk, const struct parser *parser)
{
    const char *at = parser->line + 3, *end = parser->line + parser->length;
    *hunk = (struct hunk){.number = parser->number};
    bool ok = read_span(&hunk->old_line, &hunk->old_left, &at, end, '-');
    ok = ok && at < end && *at++ == ' ';
    ok = ok && read_span(&hunk->new_line, &hunk->new_left, &at, end, '+');
    ok = ok && end - at >= 3 && memcmp(at, " @@", 3) == 0;
    return ok ||
           fail(parser, parser->number, "this is no head of a hunk, such as \"@@ -10,2 +10,3 @@\"");
}

static void end_run(struct parser *parser, struct hunk *hunk)
{
    struct diff_file *file = parser->file;
    if (hunk->run.old_count + hunk->run.new_count > 0)
        *(struct diff_run *)arena_append(parser->arena, &file->runs, &file->run_count,
                                         &file->run_capacity, sizeof *file->runs) = hunk->run;
    hunk->run = (struct diff_run){0};
}

static void begin_run(struct hunk *hunk)
{
    if (hunk->run.old_count + hunk->run.new_count == 0)
        hunk->run = (struct diff_run){.old_first = hunk->old_line, .new_first = hunk->new_line};
}

/* Takes one line of the hunk. */
static bool take_line(struct parser *parser, struct hunk *hunk)
{
    char sign = parser->length == 0 ? ' ' : parser->line[0];
    bool is_context = sign == ' ' || sign == '\t' || sign == '\r';
    if (sign == '\\') /* "\ No newline at end of file" */
        return true;
    if (!is_context && sign != '-' && sign != '+')
        return fail(parser, parser->number, "this is no line of a hunk, and the hunk has more");
    if ((sign != '+' && hunk->old_left == 0) || (sign != '-' && hunk->new_left == 0))
        return fail(parser, hunk->number, "the hunk has other lines than its head says");
    if (is_context)
        end_run(parser, hunk);
    else
        begin_run(hunk);
    hunk->run.old_count += sign == '-';
    hunk->run.new_count += sign == '+';
    if (sign != '+') {
        hunk->old_left--;
        hunk->old_line++;
    }
    if (sign != '-') {
        hunk->new_left--;
        hunk->new_line++;
    }
    return true;
}

/* What follows a hunk must not look like more of it. "-- " begins the signature of a mail. */
static bool check_end(struct parser *parser, const struct hunk *hunk)
{
    struct parser after = *parser;
    while (next_line(&after) && starts_with(&after, "\\"))
        *parser = after;
    bool is_more =
        parser->next != parser->end &&
        (starts_with(&after, "+") || starts_with(&after, " ") ||
         (starts_with(&after, "-") && !starts_with(&after, "-- ") && !starts_with(&after, "--- ")));
    return !is_more || fail(parser, hunk->number, "the hunk has more lines than its head says");
}

static bool read_hunk(struct parser *parser)
{
    struct hunk hunk;
    if (parser->file == NULL)
        return fail(parser, parser->number, "a hunk before the name of any file");
    if (!read_head(&hunk, parser))
        return false;
    while (hunk.old_left > 0 || hunk.new_left > 0) {
        if (!next_line(parser))
            return fail(parser, hunk.number, "the diff ends within this hunk");
        if (!take_line(parser, &hunk))
            return false;
    }
    end_run(parser, &hunk);
    return check_end(parser, &hunk);
}

/* ---- */

static bool read_line(struct parser *parser)
{
    if (starts_with(parser, "diff --cc ") || starts_with(parser, "diff --combined ") ||
        starts_with(parser, "@@@ "))
        return fail(parser, parser->number,
                    "a combined diff, as of a merge, tells no lines: compare two commits");
    if (starts_with(parser, "diff ") || starts_with(parser, "Index: ")) {
        parser->is_git = starts_with(parser, "diff --git ");
        parser->is_diff |= parser->is_git;
        parser->file = NULL;
        return true;
    }
    if (starts_with(parser, "--- "))
        return read_names(parser);
    if (starts_with(parser, "Binary files "))
        return read_binary(parser);
    return !starts_with(parser, "@@ -") || read_hunk(parser);
}

static bool is_blank(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!isspace((unsigned char)text[i]))
            return false;
    return true;
}

bool diff_parse(struct diff *diff, struct arena *arena, const char *text, size_t length,
                const char *shown, struct error *error)
{
    *diff = (struct diff){0};
    struct parser parser = {.diff = diff,
                            .arena = arena,
                            .error = error,
                            .shown = shown,
                            .next = text,
                            .end = text + length};
    while (next_line(&parser))
        if (!read_line(&parser))
            return false;
    return diff->count > 0 || parser.is_diff || is_blank(text, length) ||
           error_set(error, "%s: there is no unified diff in it, as git diff and diff -u make them",
                     shown);
}
