/* Output: which format writes what, and the one place where it goes out. The formats build text in
 * memory, so that they can be tested as functions and only one write can fail. */
#include "report/report.h"

#include "base/arena.h"
#include "base/text.h"
#include "report/formats.h"

struct format_words {
    const char *word;
    const char *text;
};

#define WORDS(id, word, text) [id] = {word, text},
static const struct format_words FORMAT_WORDS[FORMAT_COUNT] = {REPORT_FORMATS(WORDS)};
#undef WORDS

struct format_writers {
    void (*findings)(struct text *, const struct findings *, const struct report_options *);
    void (*sites)(struct text *, const struct findings *, const struct report_options *);
};

static const struct format_writers FORMAT_WRITERS[FORMAT_COUNT] = {
    [FORMAT_TEXT] = {report_text, report_sites_text},
    [FORMAT_JSON] = {report_json, report_sites_json},
    [FORMAT_GITHUB] = {report_github, report_sites_text},
};

const char *report_format_word(enum report_format format)
{
    return FORMAT_WORDS[format].word;
}

const char *report_format_text(enum report_format format)
{
    return FORMAT_WORDS[format].text;
}

bool report_format_find(enum report_format *format, const char *word)
{
    for (int i = 0; i < FORMAT_COUNT; i++) {
        if (text_equal(FORMAT_WORDS[i].word, word)) {
            *format = (enum report_format)i;
            return true;
        }
    }
    return false;
}

bool report_write(FILE *out, const struct findings *findings, const struct report_options *options,
                  struct arena *arena)
{
    struct text text;
    text_init(&text, arena);
    const struct format_writers *writers = &FORMAT_WRITERS[options->format];
    if (options->list_sites)
        writers->sites(&text, findings, options);
    else
        writers->findings(&text, findings, options);
    fwrite(text_get(&text), 1, text.length, out);
    return fflush(out) == 0 && !ferror(out);
}
