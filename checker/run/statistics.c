/* Times differ from run to run, so they stand here and nowhere else: not in a report, and not on
 * stdout. */
#include "run/statistics.h"

#include "analysis/bounds.h"
#include "analysis/statistics.h"
#include "frontend/frontend.h"
#include "run/session.h"

static void print_costly(FILE *out, const char *what, const struct costly_function *costly)
{
    if (costly->name == NULL)
        return;
    fprintf(out, "statistics: %s function: %s (%s:%u), %.1f ms, %.2f MiB\n", what, costly->name,
            costly->file, costly->line, costly->seconds * 1e3, (double)costly->bytes / 0x1p20);
}

static void print_limit(FILE *out, int bound, const char *what, const struct limit_count *limit)
{
    fprintf(out, "statistics: more than %d %s: %zu times in %zu functions\n", bound, what,
            limit->times, limit->functions);
}

void statistics_print(FILE *out, const struct session *session)
{
    const struct analysis_statistics *statistics = &session->statistics;
    struct frontend_cost cost = frontend_cost(session->frontend);
    fprintf(out, "statistics: %zu sources, parsed %zu times\n", session->findings.files,
            cost.parses);
    fprintf(out, "statistics: %zu functions lowered, %zu analysed\n", statistics->lowered,
            statistics->analysed);
    fprintf(out, "statistics: processor time: parsing %.2f s, lowering %.2f s, analysis %.2f s\n",
            cost.parsing, cost.lowering, statistics->seconds);
    print_costly(out, "slowest", &statistics->slowest);
    print_costly(out, "largest", &statistics->largest);
    print_limit(out, MAX_DISJUNCTS, "disjuncts", &statistics->disjuncts);
    print_limit(out, MAX_FACTS, "facts", &statistics->facts);
    print_limit(out, MAX_BINDINGS, "bindings", &statistics->bindings);
    print_limit(out, MAX_VISITS, "visits of a block", &statistics->loops);
    fprintf(out, "statistics: too-many-paths: %zu blocks in %zu functions\n",
            statistics->paths.times, statistics->paths.functions);
}
