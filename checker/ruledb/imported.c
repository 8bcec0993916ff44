/* Looking up what the manual alone says. A call that has rules never takes rows from here: whoever
 * wrote the rules has read the page, and what they left out has its reason in
 * rules/imported/disagreements.tsv. */
#include "ruledb/imported.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ruledb/database.h"

static int compare_imported(const void *key, const void *entry)
{
    return strcmp(key, ((const struct imported_call *)entry)->call.name);
}

const struct imported_call *imported_find(const struct ruledb *rules, const char *name)
{
    if (name == NULL || rules->imported_count == 0)
        return NULL;
    return bsearch(name, rules->imported, rules->imported_count, sizeof rules->imported[0],
                   compare_imported);
}

const struct rule_call *ruledb_find_imported(const struct ruledb *rules, const char *name,
                                             bool by_number)
{
    const struct imported_call *found = imported_find(rules, name);
    if (found == NULL || !found->is_usable || ruledb_find_call(rules, name) != NULL)
        return NULL;
    return !by_number || text_ends_with(found->page, "(2)") ? &found->call : NULL;
}

bool rule_row_is_hearsay(const struct rule_row *row)
{
    return row->tier == TIER_DOUBTFUL || row->tier == TIER_HISTORICAL ||
           row->tier == TIER_INHERITED;
}

const char *tier_word(enum rule_tier tier)
{
    static const char *const words[] = {"curated",  "listed",     "prose",
                                        "doubtful", "historical", "inherited"};
    return words[tier];
}
