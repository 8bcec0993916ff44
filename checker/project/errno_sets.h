/* Words that mean an errno though they are none: what a definition that names one defines. For the
 * prefilter, and for whoever asks it about a piece of text. */
#ifndef ERRNO_LINT_PROJECT_ERRNO_SETS_H
#define ERRNO_LINT_PROJECT_ERRNO_SETS_H

#include <stdbool.h>
#include <stddef.h>

#include "project/word_set.h"

struct arena;
struct definition;

/* Starts as {0}. */
struct errno_sets {
    const struct errno_sets *outer; /* what they mean too; NULL = nothing more */
    struct word_set hot;            /* words that name an errno wherever they stand */
    struct word_set hot_calls;      /* functions: where they are called */
    struct word_set namers;         /* those of them that name an errno themselves */
    struct word_set numbers;        /* functions that return an error number; wrong tests of it need
                                       no errno's name */
};

/* Whether an errno, or one of the words, stands in the definition. */
bool errno_sets_name_one(const struct errno_sets *sets, const struct definition *definition);

/* Whether one stands in it itself, and not only in what it calls; the class of an assignment does
 * not count. */
bool errno_sets_name_one_directly(const struct errno_sets *sets,
                                  const struct definition *definition);

/* Whether it may look at the number that one of the functions returns. */
bool errno_sets_use_number(const struct errno_sets *sets, const struct definition *definition);

/* Gives the definition's names the meaning; `is_number`: that of a function that returns one. */
void errno_sets_add(struct errno_sets *sets, struct arena *arena,
                    const struct definition *definition, bool is_number);

/* Once all is added: notes whether the definition is a function that names an errno itself. */
void errno_sets_note_namer(struct errno_sets *sets, struct arena *arena,
                           const struct definition *definition);

/* Whether such a word stands in the text (spliced). */
bool errno_sets_stand_in(const struct errno_sets *sets, const char *text, size_t length);

/* Whether a function, as it was written, can name an errno, call one that does, or look at an error
 * number: by such a word, by an errno's own name, by what a directive in it includes. In doubt it
 * can. */
bool errno_sets_matter_in(const struct errno_sets *sets, const char *text, size_t length);

#endif
