/* rules/facts/pairs.tsv against the rules: what the list says is in them is there, with the source
 * that the list names, and what it says was rejected is not. */
#include "text_rules.h"

#include "base/file.h"
#include "base/text.h"

enum { CALL, ERRNO, SOURCES, VERDICT, REASON, COLUMNS };

/* Cuts a line at its tabs. False where it has not the five columns. */
static bool split(char *columns[COLUMNS], char *line)
{
    size_t count = 0;
    for (char *part = line; part != NULL; count++) {
        char *tab = strchr(part, '\t');
        if (tab != NULL)
            *tab = '\0';
        if (count < COLUMNS)
            columns[count] = part;
        part = tab == NULL ? NULL : tab + 1;
    }
    return count == COLUMNS;
}

/* The manual alone vouches for it: such a row may have come in without a judgement. */
static bool is_manual_alone(const struct rule_row *row)
{
    for (size_t i = 0; i < row->sources.count; i++)
        if (!text_starts_with(row->sources.items[i], "man:"))
            return false;
    return true;
}

static bool names_source(const struct rule_row *row, const char *sources)
{
    for (size_t i = 0; i < row->sources.count; i++)
        if (strstr(sources, row->sources.items[i]) != NULL)
            return true;
    return false;
}

static void check_accepted(const struct rule_call *call, char *const columns[COLUMNS])
{
    bool is_there = false, has_source = false;
    for (size_t i = 0; call != NULL && i < call->row_count; i++) {
        const struct rule_row *row = &call->rows[i];
        if (row->error != errno_find(columns[ERRNO]))
            continue;
        is_there = true;
        has_source = has_source || names_source(row, columns[SOURCES]);
    }
    if (!is_there)
        fail_msg("%s %s is not in the rules", columns[CALL], columns[ERRNO]);
    if (!has_source && strcmp(columns[REASON], "-") == 0)
        fail_msg("%s %s: no row names one of %s", columns[CALL], columns[ERRNO], columns[SOURCES]);
}

static void check_rejected(const struct rule_call *call, char *const columns[COLUMNS])
{
    if (strlen(columns[REASON]) < 10)
        fail_msg("%s %s is rejected without a reason", columns[CALL], columns[ERRNO]);
    for (size_t i = 0; call != NULL && i < call->row_count; i++)
        if (call->rows[i].error == errno_find(columns[ERRNO]) && !is_manual_alone(&call->rows[i]))
            fail_msg("%s %s was rejected, but is in the rules", columns[CALL], columns[ERRNO]);
}

/* Checks one line; adds to the counts of the two verdicts. */
static void check_line(const struct ruledb *rules, char *line, size_t *accepted, size_t *rejected)
{
    char *columns[COLUMNS];
    if (!split(columns, line))
        fail_msg("not five columns: %s", line);
    const struct rule_call *call = ruledb_find_call(rules, columns[CALL]);
    if (errno_find(columns[ERRNO]) == ERRNO_NONE)
        fail_msg("%s is no errno", columns[ERRNO]);
    if (strcmp(columns[VERDICT], "in-rules") == 0) {
        check_accepted(call, columns);
        (*accepted)++;
    } else if (strcmp(columns[VERDICT], "rejected") == 0) {
        check_rejected(call, columns);
        (*rejected)++;
    } else {
        fail_msg("\"%s\" is no verdict", columns[VERDICT]);
    }
}

static void test_pairs(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct ruledb *rules = NULL;
    struct error error = {.text = ""};
    char *text;
    size_t length, accepted = 0, rejected = 0;
    if (!ruledb_load(&rules, &arena, NULL, &error) ||
        !file_read(&text, &length, &arena, RULES_DIR "/facts/pairs.tsv", 1 << 20, &error))
        fail_msg("%s", error.text);
    bool is_header = true;
    for (char *line = text, *next; *line != '\0'; line = next) {
        char *end = strchr(line, '\n');
        next = end == NULL ? line + strlen(line) : end + 1;
        if (end != NULL)
            *end = '\0';
        if (line[0] == '#')
            continue;
        if (!is_header)
            check_line(rules, line, &accepted, &rejected);
        is_header = false;
    }
    assert_true(accepted >= 120 && rejected >= 25);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_pairs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
