/* Gathering the judgements by call and errno. Most records say what an earlier one said of the same
 * call on the same kind, so that each judgement is kept. */
#include "probe/findings.h"

#include <string.h>

#include "base/arena.h"
#include "probe/calls.h"
#include "probe/kernel.h"
#include "probe/objects.h"

struct probe_judgement {
    struct probe_judgement *next;
    struct probe_place place;
    int error;
    struct comparison comparison;
};

void probe_findings_init(struct probe_findings *findings, struct arena *arena,
                         const struct ruledb *rules)
{
    *findings = (struct probe_findings){.arena = arena, .rules = rules};
    findings->calls = arena_alloc(arena, probe_call_count() * sizeof *findings->calls);
    for (size_t i = 0; i < probe_call_count(); i++)
        findings->calls[i].text = call_text_parse(probe_call_at(i)->text, arena);
    findings->kinds = arena_alloc(arena, probe_object_count() * sizeof *findings->kinds);
}

static struct probe_problem *find_problem(struct probe_findings *findings, const char *call,
                                          const struct comparison *comparison)
{
    for (size_t i = 0; i < findings->problem_count; i++) {
        struct probe_problem *problem = &findings->problems[i];
        if (problem->error == comparison->error && problem->verdict == comparison->verdict &&
            strcmp(problem->call, call) == 0)
            return problem;
    }
    struct probe_problem *problem =
        arena_append(findings->arena, &findings->problems, &findings->problem_count,
                     &findings->problem_capacity, sizeof *problem);
    problem->call = call;
    problem->error = comparison->error;
    problem->verdict = comparison->verdict;
    return problem;
}

static void add_object(struct probe_problem *problem, struct arena *arena, const char *name)
{
    for (size_t i = 0; i < problem->object_count; i++)
        if (strcmp(problem->objects[i], name) == 0)
            return;
    const char **slot = arena_append(arena, &problem->objects, &problem->object_count,
                                     &problem->object_capacity, sizeof *slot);
    *slot = name;
}

static void add_problem(struct probe_findings *findings, const struct probe_record *record,
                        const struct comparison *comparison)
{
    const char *text = probe_call_at(record->call)->text;
    const char *name =
        comparison->rule != NULL ? comparison->rule->name : findings->calls[record->call].text.name;
    struct probe_problem *problem = find_problem(findings, name, comparison);
    if (problem->example == NULL)
        problem->example = call_text_plain(text, findings->arena);
    problem->by[record->user] = true;
    add_object(problem, findings->arena, probe_object_at(record->object)->name);
}

static void add_seen(struct probe_findings *findings, const struct rule_row *row)
{
    for (size_t i = 0; i < findings->seen_count; i++)
        if (findings->seen[i] == row)
            return;
    const struct rule_row **slot =
        arena_append(findings->arena, &findings->seen, &findings->seen_count,
                     &findings->seen_capacity, sizeof *slot);
    *slot = row;
}

/* The judgement of this error, from before where there is one. */
static const struct comparison *judge_error(struct probe_findings *findings,
                                            struct probed_call *call,
                                            const struct probe_place *place, int error)
{
    for (struct probe_judgement *known = call->judgements; known != NULL; known = known->next)
        if (known->error == error && known->place.kind == place->kind &&
            known->place.path == place->path)
            return &known->comparison;
    struct probe_judgement *judgement = arena_alloc(findings->arena, sizeof *judgement);
    judgement->place = *place;
    judgement->error = error;
    judgement->comparison =
        compare_error(findings->rules, &call->text, place, error, findings->arena);
    judgement->next = call->judgements;
    call->judgements = judgement;
    for (size_t i = 0; i < judgement->comparison.row_count; i++)
        add_seen(findings, judgement->comparison.rows[i]);
    return &judgement->comparison;
}

static const char *user_word(enum probe_user user)
{
    return user == USER_ROOT ? "root" : "ordinary";
}

static void print_record(const struct probe_record *record, const struct probe_kernel *kernel,
                         const struct call_text *call, int error, struct arena *arena, FILE *list)
{
    const struct probe_object *object = probe_object_at(record->object);
    const char *text = probe_call_at(record->call)->text;
    const char *result = "OK";
    if (record->killed_by != 0)
        result = arena_printf(arena, "SIG%s", sigabbrev_np(record->killed_by));
    else if (error != 0)
        result = strerrorname_np(error) == NULL ? "?" : strerrorname_np(error);
    fprintf(list, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", kernel->release, user_word(record->user),
            object->kind == NULL ? "-" : object->kind, object->name, call->name,
            call_text_plain(text, arena), result);
}

void probe_findings_add(struct probe_findings *findings, const struct probe_record *record,
                        const struct probe_kernel *kernel, FILE *list)
{
    const struct probe_object *object = probe_object_at(record->object);
    struct probed_call *call = &findings->calls[record->call];
    struct probe_answer answer = {record->result, record->error};
    struct probe_place place = {
        .kind = object->kind == NULL ? NULL : ruledb_find_kind(findings->rules, object->kind),
        .path = (object->traits & OBJECT_NULL_PATH) != 0   ? PATH_NULL
                : (object->traits & OBJECT_WILD_PATH) != 0 ? PATH_WILD
                                                           : PATH_STRING};
    int error = 0;
    findings->records++;
    call->is_run = findings->kinds[record->object] = true;
    if (record->killed_by != 0)
        findings->killed++;
    else
        error = answer_error(findings->rules, &call->text, &answer);
    if (error != 0) {
        const struct comparison *comparison = judge_error(findings, call, &place, error);
        if (comparison->verdict != VERDICT_AGREES)
            add_problem(findings, record, comparison);
    }
    if (list != NULL)
        print_record(record, kernel, &call->text, error, findings->arena, list);
}
