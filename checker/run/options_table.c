/* The rows of options_table.h as getopt's tables, as --help, and as the names that a misspelt
 * option is compared with. */
#include "run/options_table.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "run/options.h"
#include "run/vocabulary.h"

struct row {
    enum option_id id;
    const char *name;
    int letter;
    const char *argument, *help;
};

#define ROW(id, name, letter, argument, help) {id, name, letter, argument, help},
static const struct row rows[] = {OPTIONS(ROW)};
#undef ROW

void options_help(FILE *out)
{
    fprintf(out, "Usage: errno-lint [OPTIONS] [PATH...] [-- FLAGS]\n"
                 "Finds assertions over errno in C and C++ that the environment can make fail.\n"
                 "Directories are searched for sources; no PATH is the current directory. FLAGS "
                 "are compiler flags to use for\n"
                 "every source instead of a compile database.\n");
    for (size_t i = 0; i < OPTION_ROWS; i++) {
        const struct row *row = &rows[i];
        if (row->name == NULL) {
            fprintf(out, "\n%s:\n", row->help);
            continue;
        }
        char left[64];
        snprintf(left, sizeof left, "--%s%s%s", row->name, row->argument == NULL ? "" : " ",
                 row->argument == NULL ? "" : row->argument);
        if (row->letter != 0)
            fprintf(out, "  -%c, %-23s  %s\n", row->letter, left, row->help);
        else
            fprintf(out, "      %-23s  %s\n", left, row->help);
    }
    fprintf(out, "\nExit status: 0 clean, 1 findings at or above --fail-on, 2 wrong usage or "
                 "configuration, or a source that\n"
                 "could not be analysed at all.\n");
}

void options_fill_getopt(struct option *longs, char *letters)
{
    size_t count = 0;
    letters += sprintf(letters, "-:");
    for (size_t i = 0; i < OPTION_ROWS; i++) {
        if (rows[i].name == NULL)
            continue;
        int has_argument = rows[i].argument == NULL ? no_argument : required_argument;
        longs[count++] = (struct option){rows[i].name, has_argument, NULL, (int)rows[i].id};
        if (rows[i].letter != 0)
            letters +=
                sprintf(letters, "%c%s", rows[i].letter, rows[i].argument == NULL ? "" : ":");
    }
    longs[count] = (struct option){0};
}

enum option_id options_of_letter(int letter)
{
    for (size_t i = 0; i < OPTION_ROWS; i++) {
        if (rows[i].letter != 0 && rows[i].letter == letter)
            return rows[i].id;
    }
    return OPTIONS_END;
}

bool options_refuse(const char *word, bool lacks_argument, struct error *error)
{
    if (lacks_argument)
        return error_set(error, "%s: an argument is missing; see errno-lint --help", word);
    const char *names[OPTION_ROWS];
    size_t count = 0;
    for (size_t i = 0; i < OPTION_ROWS; i++) {
        if (rows[i].name != NULL)
            names[count++] = rows[i].name;
    }
    const char *nearest =
        text_starts_with(word, "--") ? vocabulary_nearest(word + 2, names, count) : NULL;
    if (nearest != NULL && strcmp(nearest, word + 2) != 0)
        return error_set(error, "%s: unknown option: did you mean --%s? See errno-lint --help",
                         word, nearest);
    return error_set(error, "%s: unknown option; see errno-lint --help", word);
}
