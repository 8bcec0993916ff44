/* Which sources can contain a site or a finding: either needs a condition that names an errno, and
 * the name has to be written somewhere, or the result of a call that returns an error number. The
 * text of the sources and of the files they may include is read without a preprocessor; what hides
 * either behind another name (a macro, a function or a table in a header, whatever these are used
 * in) is followed to every place where that name is used. In doubt a source is wanted. For the
 * project layer and the run layer. */
#ifndef ERRNO_LINT_PROJECT_PREFILTER_H
#define ERRNO_LINT_PROJECT_PREFILTER_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct digest;
struct errno_sets;
struct headers;
struct inclusion_graph;
struct prefilter;
struct project_source;
struct ruledb;

/* Reads the sources and what they may include; `headers` knows the tree's files by name. */
struct prefilter *prefilter_make(struct arena *arena, const struct project_source *sources,
                                 size_t count, const struct headers *headers,
                                 const struct ruledb *rules);

/* The files that it has read. */
const struct inclusion_graph *prefilter_graph(const struct prefilter *prefilter);

/* Whether the source with this index can contain a site. */
bool prefilter_wants(const struct prefilter *prefilter, size_t source);

/* What in a unit of the source can name an errno (see errno_sets_matter_in), for one that is
 * wanted; in the arena. NULL where the words do not tell. */
const struct errno_sets *prefilter_words(const struct prefilter *prefilter, struct arena *arena,
                                         const char *source);

/* What these rest on besides the source's own text. Left out is which of the source's own macros
 * stand in headers: nearly every change of a header changes something of that kind. */
void prefilter_digest_words(struct digest *digest, const struct prefilter *prefilter);

/* Headers with functions that can contain one. Each should be seen through some source that
 * includes it: where none of those wanted does (an #include may be switched off), others are to be
 * tried. The path is absolute. */
size_t prefilter_header_count(const struct prefilter *prefilter);
const char *prefilter_header(const struct prefilter *prefilter, size_t header);

/* The source to try for such a header, the most promising first; false when there are no
 * more. */
bool prefilter_candidate(const struct prefilter *prefilter, size_t header, size_t attempt,
                         size_t *source);

#endif
