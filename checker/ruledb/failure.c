/* Projections of the two lists in failure.h. */
#include "ruledb/failure.h"

#include <stddef.h>

#define WORD(id, word, text) word,
#define TEXT(id, word, text) text,

const char *const FAILURE_RESULT_WORDS[] = {FAILURE_RESULTS(WORD) NULL};
const char *const FAILURE_CHANNEL_WORDS[] = {FAILURE_CHANNELS(WORD) NULL};
static const char *const RESULT_TEXTS[] = {FAILURE_RESULTS(TEXT)};
static const char *const CHANNEL_TEXTS[] = {FAILURE_CHANNELS(TEXT)};

#undef WORD
#undef TEXT

const char *failure_result_text(enum failure_result result)
{
    return RESULT_TEXTS[result];
}

const char *failure_channel_text(enum failure_channel channel)
{
    return CHANNEL_TEXTS[channel];
}
