/* Adding up what single functions cost. A function that reaches a bound is counted once for it,
 * however often it does. */
#include "analysis/statistics.h"

#include "analysis/solve.h"
#include "base/arena.h"
#include "program/program.h"

static void count(struct limit_count *limit, unsigned times)
{
    limit->times += times;
    limit->functions += times > 0;
}

static void remember(struct costly_function *costly, struct arena *arena,
                     const struct program *program, const struct function *function, double seconds,
                     size_t bytes)
{
    *costly = (struct costly_function){
        .name = arena_strdup(arena, function->name),
        .file = arena_strdup(arena, program->files[function->at.file].path),
        .line = function->at.line,
        .seconds = seconds,
        .bytes = bytes,
    };
}

void statistics_add(struct analysis_statistics *statistics, struct arena *arena,
                    const struct program *program, const struct function *function,
                    const struct solve_statistics *solved, double seconds, size_t bytes)
{
    statistics->analysed++;
    count(&statistics->disjuncts, solved->overflows);
    count(&statistics->facts, solved->fact_overflows);
    count(&statistics->bindings, solved->binding_overflows);
    count(&statistics->loops, solved->given_up);
    count(&statistics->paths, solved->unknown_blocks);
    if (statistics->slowest.name == NULL || seconds > statistics->slowest.seconds)
        remember(&statistics->slowest, arena, program, function, seconds, bytes);
    if (statistics->largest.name == NULL || bytes > statistics->largest.bytes)
        remember(&statistics->largest, arena, program, function, seconds, bytes);
}
