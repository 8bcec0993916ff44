/* Records come from workers, the cache and the reports of shards; all go through here, in the order
 * of the sources, so that where they came from makes no difference. */
#include "run/collect.h"

#include "report/record.h"
#include "run/session.h"

static void add_names(struct tally *tally, struct arena *arena, const struct record_list *names)
{
    for (size_t i = 0; i < names->count; i++)
        tally_add(tally, arena, names->items[i]);
}

void collect_record(struct session *session, const struct record *record)
{
    const struct findings *findings = &record->findings;
    for (size_t i = 0; i < findings->count; i++)
        findings_add(&session->findings, &findings->items[i]);
    for (size_t i = 0; i < findings->site_count; i++)
        findings_add_site(&session->findings, &findings->sites[i]);
    for (size_t i = 0; i < findings->incomplete_count; i++)
        findings_add_incomplete(&session->findings, findings->incomplete[i].file,
                                findings->incomplete[i].reason);
    for (size_t i = 0; i < findings->failed_count; i++)
        findings_add_failed(&session->findings, findings->failed[i].file,
                            findings->failed[i].reason);
    session->findings.analysed += findings->analysed;
    add_names(&session->files, session->arena, &record->files);
    add_names(&session->hints.headers, session->arena, &record->headers);
    session->hints.sources += record->lacking;
    session->hints.hidden_statements += record->hidden_statements;
}
