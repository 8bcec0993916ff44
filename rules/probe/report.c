/* Printing problems, counts and what was never seen. */
#include "probe/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "errnos/classes.h"
#include "probe/calls.h"
#include "probe/kernel.h"
#include "probe/objects.h"

/* Of the objects that a problem was seen on. */
enum { OBJECTS_SHOWN = 6 };

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
    size_t shown =
        problem->object_count <= OBJECTS_SHOWN + 1 ? problem->object_count : OBJECTS_SHOWN;
    for (size_t i = 0; i < shown; i++)
        printf("%s %s", i == 0 ? "" : ",", problem->objects[i]);
    if (shown < problem->object_count)
        printf(" and %zu others", problem->object_count - shown);
    printf("\n");
}

/* How many different calls and kinds something was run with. */
static void count_both(const struct probe_findings *findings, size_t *calls, size_t *kinds)
{
    const char *last = "";
    *calls = *kinds = 0;
    for (size_t i = 0; i < probe_call_count(); i++) {
        const char *name = findings->calls[i].text.name;
        if (findings->calls[i].is_run && strcmp(name, last) != 0) {
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

/* What nothing was run on, though it was asked for. */
static void print_missing(const struct probe_findings *findings, const struct probe_run *run)
{
    size_t count = 0;
    if (!run->is_root)
        printf("Not root: only what this user may do was run.\n");
    for (size_t i = 0; i < probe_object_count(); i++) {
        const struct probe_object *object = probe_object_at(i);
        if (!findings->kinds[i] && probe_filter_has_object(&run->filter, object))
            printf("%s%s", count++ == 0 ? "Nothing was run on: " : ", ", object->name);
    }
    if (count > 0)
        printf("\n");
}

size_t probe_report(struct probe_findings *findings, const struct probe_kernel *kernel,
                    const struct probe_run *run, bool is_coverage)
{
    size_t calls;
    size_t kinds;
    size_t problems = 0;
    size_t without = 0;
    if (findings->problem_count > 0)
        qsort(findings->problems, findings->problem_count, sizeof *findings->problems,
              compare_problems);
    for (size_t i = 0; i < findings->problem_count; i++) {
        const struct probe_problem *problem = &findings->problems[i];
        if (problem->verdict == VERDICT_NO_RULE) {
            without++;
            if (is_coverage)
                printf("%s: %s of a call without rules\n", problem->call,
                       errno_name(problem->error));
            continue;
        }
        problems++;
        print_problem(problem);
    }
    print_missing(findings, run);
    count_both(findings, &calls, &kinds);
    printf("Linux %s (%s)%s%s\n", kernel->release, kernel->is_pinned ? "pinned" : "not pinned",
           kernel->sandbox == NULL ? "" : ": ", kernel->sandbox == NULL ? "" : kernel->sandbox);
    printf("%zu observations of %zu calls on %zu kinds; %zu calls did not end\n", findings->records,
           calls, kinds, findings->killed);
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
        printf("%s: %s (%s, %s)%s%s\n", rule->name, errno_name(row->error), class_word(row->class),
               likelihood_word(row->likelihood), row->when_text == NULL ? "" : " when ",
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
        const char *name = findings->calls[i].text.name;
        const struct rule_call *rule = ruledb_find_call(findings->rules, name);
        if (!findings->calls[i].is_run || rule == NULL || rule == last)
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
