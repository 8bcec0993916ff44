/* Gathering the judgements by call and errno, and printing them. */
#include "probe/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "errnos/classes.h"
#include "probe/calls.h"
#include "probe/kernel.h"
#include "probe/objects.h"

void probe_findings_init(struct probe_findings *findings, struct arena *arena,
                         const struct ruledb *rules)
{
    *findings = (struct probe_findings){.arena = arena, .rules = rules};
    findings->calls = arena_alloc(arena, probe_call_count() * sizeof *findings->calls);
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
    const char *name = comparison->rule != NULL ? comparison->rule->name
                                                : call_text_parse(text, findings->arena).name;
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

static const char *user_word(enum probe_user user)
{
    return user == USER_ROOT ? "root" : "ordinary";
}

static void print_record(const struct probe_record *record, const struct probe_kernel *kernel,
                         const struct comparison *comparison, struct arena *arena, FILE *list)
{
    const struct probe_object *object = probe_object_at(record->object);
    const char *text = probe_call_at(record->call)->text;
    const char *result = "OK";
    if (record->killed_by != 0)
        result = arena_printf(arena, "SIG%s", sigabbrev_np(record->killed_by));
    else if (comparison->verdict != VERDICT_SUCCESS)
        result = errno_name(comparison->error);
    fprintf(list, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", kernel->release, user_word(record->user),
            object->kind == NULL ? "-" : object->kind, object->name,
            call_text_parse(text, arena).name, call_text_plain(text, arena), result);
}

void probe_findings_add(struct probe_findings *findings, const struct probe_record *record,
                        const struct probe_kernel *kernel, FILE *list)
{
    struct arena scratch;
    const struct probe_object *object = probe_object_at(record->object);
    struct probe_answer answer = {record->result, record->error};
    struct probe_place place = {
        .kind = object->kind == NULL ? NULL : ruledb_find_kind(findings->rules, object->kind),
        .is_bad_path = (object->traits & OBJECT_BAD_PATH) != 0};
    struct comparison comparison = {0};
    arena_init(&scratch);
    findings->records++;
    findings->calls[record->call] = findings->kinds[record->object] = true;
    if (record->killed_by != 0)
        findings->killed++;
    else
        comparison = compare_answer(findings->rules, probe_call_at(record->call)->text, &place,
                                    &answer, &scratch);
    for (size_t i = 0; i < comparison.row_count; i++)
        add_seen(findings, comparison.rows[i]);
    if (comparison.verdict != VERDICT_SUCCESS && comparison.verdict != VERDICT_AGREES)
        add_problem(findings, record, &comparison);
    if (list != NULL)
        print_record(record, kernel, &comparison, &scratch, list);
    arena_release(&scratch);
}

static int compare_problems(const void *a, const void *b)
{
    const struct probe_problem *one = a;
    const struct probe_problem *other = b;
    int order = strcmp(one->call, other->call);
    if (order == 0)
        order = strcmp(errno_name(one->error), errno_name(other->error));
    return order == 0 ? (int)one->verdict - (int)other->verdict : order;
}

static void print_problem(const struct probe_problem *problem)
{
    printf("%s: %s is %s, as %s\n    %s\n    on", problem->call, errno_name(problem->error),
           verdict_word(problem->verdict),
           problem->by[USER_ROOT] && problem->by[USER_ORDINARY] ? "both users"
           : problem->by[USER_ROOT]                             ? "root"
                                                                : "an ordinary user",
           problem->example);
    for (size_t i = 0; i < problem->object_count; i++)
        printf("%s %s", i == 0 ? "" : ",", problem->objects[i]);
    printf("\n");
}

/* How many different calls and kinds something was run with. */
static void count_both(const struct probe_findings *findings, size_t *calls, size_t *kinds)
{
    const char *last = "";
    *calls = *kinds = 0;
    for (size_t i = 0; i < probe_call_count(); i++) {
        const char *name = call_text_parse(probe_call_at(i)->text, findings->arena).name;
        if (findings->calls[i] && strcmp(name, last) != 0) {
            ++*calls;
            last = name;
        }
    }
    for (size_t i = 0; i < probe_object_count(); i++) {
        bool is_new = findings->kinds[i] && probe_object_at(i)->kind != NULL;
        for (size_t j = 0; is_new && j < i; j++)
            if (findings->kinds[j] &&
                text_equal(probe_object_at(i)->kind, probe_object_at(j)->kind))
                is_new = false;
        *kinds += is_new ? 1 : 0;
    }
}

size_t probe_report(struct probe_findings *findings, const struct probe_kernel *kernel)
{
    size_t calls;
    size_t kinds;
    size_t problems = 0;
    size_t without = 0;
    if (findings->problem_count > 0)
        qsort(findings->problems, findings->problem_count, sizeof *findings->problems,
              compare_problems);
    for (size_t i = 0; i < findings->problem_count; i++) {
        if (findings->problems[i].verdict == VERDICT_NO_RULE) {
            without++;
            continue;
        }
        problems++;
        print_problem(&findings->problems[i]);
    }
    count_both(findings, &calls, &kinds);
    printf("Linux %s (%s)%s%s\n", kernel->release, kernel->is_pinned ? "pinned" : "not pinned",
           kernel->sandbox == NULL ? "" : ": ", kernel->sandbox == NULL ? "" : kernel->sandbox);
    printf("%zu observations of %zu calls on %zu kinds; %zu calls did not end\n",
           findings->records, calls, kinds, findings->killed);
    printf("%zu errnos that the rules do not foresee; %zu of calls without rules\n", problems,
           without);
    return problems;
}

static bool is_seen(const struct probe_findings *findings, const struct rule_row *row)
{
    for (size_t i = 0; i < findings->seen_count; i++)
        if (findings->seen[i] == row)
            return true;
    return false;
}

/* Prints the unseen rows of a call or request; returns their number. */
static size_t cover(const struct probe_findings *findings, const struct rule_call *rule,
                    size_t *total)
{
    size_t unseen = 0;
    for (size_t i = 0; i < rule->row_count; i++) {
        const struct rule_row *row = &rule->rows[i];
        if (row->likelihood == LIKELIHOOD_NEVER)
            continue;
        ++*total;
        if (is_seen(findings, row))
            continue;
        unseen++;
        printf("%s: %s (%s, %s)%s%s\n", rule->name, errno_name(row->error),
               class_word(row->class), likelihood_word(row->likelihood),
               row->when_text == NULL ? "" : " when ",
               row->when_text == NULL ? "" : row->when_text);
    }
    return unseen;
}

void probe_report_coverage(const struct probe_findings *findings)
{
    const struct rule_call *last = NULL;
    size_t total = 0;
    size_t unseen = 0;
    for (size_t i = 0; i < probe_call_count(); i++) {
        const char *name = call_text_parse(probe_call_at(i)->text, findings->arena).name;
        const struct rule_call *rule = ruledb_find_call(findings->rules, name);
        if (!findings->calls[i] || rule == NULL || rule == last)
            continue;
        last = rule;
        size_t before = unseen;
        size_t all = total;
        if (rule->request_count == 0)
            unseen += cover(findings, rule, &total);
        for (size_t j = 0; j < rule->request_count; j++)
            unseen += cover(findings, &rule->requests[j], &total);
        printf("%s: %zu of %zu rows seen\n", rule->name, total - all - (unseen - before),
               total - all);
    }
    printf("%zu of %zu rows of the calls that were run were seen\n", total - unseen, total);
}

void probe_list(void)
{
    static const char *const SCOPES[] = {"once", "descriptor", "path"};
    for (size_t i = 1; i < probe_object_count(); i++)
        printf("object\t%s\t%s\n",
               probe_object_at(i)->kind == NULL ? "-" : probe_object_at(i)->kind,
               probe_object_at(i)->name);
    for (size_t i = 0; i < probe_call_count(); i++)
        printf("call\t%s\t%s\n", SCOPES[probe_call_at(i)->scope], probe_call_at(i)->text);
}
