/* Words and explanations of the X-tables in classes.h. */
#include "errnos/classes.h"

#include <stddef.h>

#include "base/text.h"

struct word {
    const char *word;
    const char *text;
};

#define WORD(id, name, explanation) {name, explanation},
static const struct word CLASS_WORDS[] = {ERRNO_CLASSES(WORD)};
static const struct word LIKELIHOOD_WORDS[] = {LIKELIHOODS(WORD)};
static const struct word REMEDY_WORDS[] = {REMEDIES(WORD)};
static const struct word LEVEL_WORDS[] = {LEVELS(WORD)};
static const struct word CHECK_WORDS[] = {CHECKS(WORD)};
static const struct word SINK_WORDS[] = {SINK_KINDS(WORD)};
static const struct word REASON_WORDS[] = {REASONS(WORD)};
#undef WORD

/* Index of the word in a table, -1 where it is not there. */
static int find(const struct word *words, int count, const char *word)
{
    for (int i = 0; i < count; i++)
        if (text_equal(words[i].word, word))
            return i;
    return -1;
}

const char *class_word(enum errno_class value)
{
    return CLASS_WORDS[value].word;
}

const char *class_text(enum errno_class value)
{
    return CLASS_WORDS[value].text;
}

bool class_find(enum errno_class *value, const char *word)
{
    int index = find(CLASS_WORDS, CLASS_COUNT, word);
    if (index >= 0)
        *value = (enum errno_class)index;
    return index >= 0;
}

const char *likelihood_word(enum likelihood value)
{
    return LIKELIHOOD_WORDS[value].word;
}

const char *likelihood_text(enum likelihood value)
{
    return LIKELIHOOD_WORDS[value].text;
}

bool likelihood_find(enum likelihood *value, const char *word)
{
    int index = find(LIKELIHOOD_WORDS, LIKELIHOOD_COUNT, word);
    if (index >= 0)
        *value = (enum likelihood)index;
    return index >= 0;
}

const char *remedy_word(enum remedy value)
{
    return REMEDY_WORDS[value].word;
}

const char *remedy_text(enum remedy value)
{
    return REMEDY_WORDS[value].text;
}

bool remedy_find(enum remedy *value, const char *word)
{
    int index = find(REMEDY_WORDS, REMEDY_COUNT, word);
    if (index >= 0)
        *value = (enum remedy)index;
    return index >= 0;
}

const char *level_word(enum level value)
{
    return LEVEL_WORDS[value].word;
}

bool level_find(enum level *value, const char *word)
{
    int index = find(LEVEL_WORDS, LEVEL_COUNT, word);
    if (index >= 0)
        *value = (enum level)index;
    return index >= 0;
}

const char *check_word(enum check value)
{
    return CHECK_WORDS[value].word;
}

const char *check_text(enum check value)
{
    return CHECK_WORDS[value].text;
}

bool check_find(enum check *value, const char *word)
{
    int index = find(CHECK_WORDS, CHECK_COUNT, word);
    if (index >= 0)
        *value = (enum check)index;
    return index >= 0;
}

const char *sink_word(enum sink_kind value)
{
    return SINK_WORDS[value].word;
}

bool sink_find(enum sink_kind *value, const char *word)
{
    int index = find(SINK_WORDS, SINK_COUNT, word);
    if (index >= 0)
        *value = (enum sink_kind)index;
    return index >= 0;
}

const char *reason_word(enum reason value)
{
    return REASON_WORDS[value].word;
}

const char *reason_text(enum reason value)
{
    return REASON_WORDS[value].text;
}

bool reason_find(enum reason *value, const char *word)
{
    int index = find(REASON_WORDS, REASON_COUNT, word);
    if (index >= 0)
        *value = (enum reason)index;
    return index >= 0;
}

bool reason_is_blind(enum reason value)
{
    return value >= REASON_UNKNOWN_CALLEE;
}
