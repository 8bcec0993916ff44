/* A worker goes through all objects and calls. A child with a directory of its own runs
 * calls on a fresh object until one of them may have changed it; the next child goes on from there.
 * What it finds comes back through shared memory. An interval timer interrupts calls that wait
 * (they then give EINTR), and a second timer kills a child that cannot be interrupted: the next
 * child goes on behind the call that hung. */
#include "probe/runner.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe/calls.h"
#include "probe/child.h"
#include "probe/objects.h"
#include "probe/remove.h"

size_t probe_call_name(const char *text, const char **start)
{
    static const char SYSTEM_CALL[] = "syscall(SYS_";
    if (strncmp(text, SYSTEM_CALL, sizeof SYSTEM_CALL - 1) == 0)
        text += sizeof SYSTEM_CALL - 1;
    *start = text;
    return strcspn(text, "(,");
}

bool probe_is_same_call(const char *a, const char *b)
{
    size_t a_length = probe_call_name(a, &a);
    size_t b_length = probe_call_name(b, &b);
    return a_length == b_length && strncmp(a, b, a_length) == 0;
}

bool probe_filter_has_object(const struct probe_filter *filter, const struct probe_object *object)
{
    return filter->kind == NULL || strcmp(filter->kind, object->name) == 0 ||
           (object->kind != NULL && strcmp(filter->kind, object->kind) == 0);
}

/* Writes what the child found; false where the object could not be made. Sets *next to the call to
 * go on with. */
static bool collect(const struct probe_child *child, int status, int records, size_t *next)
{
    const struct probe_shared *shared = child->shared;
    *next = shared->next;
    for (size_t call = child->first; call < child->end && call <= shared->next; call++) {
        const struct probe_outcome *outcome = &shared->outcomes[call - child->first];
        struct probe_record record = {child->object,  (uint32_t)call, child->user, 0,
                                      outcome->error, outcome->result};
        if (outcome->state == OUTCOME_NONE)
            continue;
        if (outcome->state == OUTCOME_STARTED) {
            bool has_left = probe_call_at(call)->effect == EFFECT_LEAVES;
            record.killed_by = has_left ? 0 : WIFSIGNALED(status) ? WTERMSIG(status) : SIGKILL;
            *next = call + 1;
        }
        (void)!write(records, &record, sizeof record);
    }
    return shared->is_made && *next > child->first;
}

/* The calls from child->first on, in as many children as it takes. */
static bool run_object(struct probe_child *child, int records)
{
    while (child->first < probe_call_count()) {
        int status;
        size_t left = probe_call_count() - child->first;
        child->end = child->first + (left < OUTCOME_COUNT ? left : OUTCOME_COUNT);
        if (!probe_child_has_work(child)) {
            child->first = child->end;
            continue;
        }
        memset(child->shared, 0, sizeof *child->shared);
        pid_t pid = fork();
        if (pid < 0)
            return false;
        if (pid == 0)
            probe_child_main(child);
        while (waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status))
            kill(pid, SIGKILL);
        remove_tree(CHILD_DIRECTORY);
        size_t next;
        if (!collect(child, status, records, &next))
            return false;
        child->first = next;
    }
    return true;
}

void probe_run_user(const struct probe_run *run, enum probe_user user, bool is_files_alone,
                    int records)
{
    struct probe_child child = {.run = run, .user = user};
    child.shared =
        mmap(NULL, sizeof *child.shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (child.shared == MAP_FAILED)
        return;
    for (size_t object = 0; object < probe_object_count(); object++) {
        child.object = (uint32_t)object;
        child.first = 0;
        if (probe_filter_has_object(&run->filter, probe_object_at(object)) &&
            (!is_files_alone || probe_object_is_in_files(object)))
            (void)run_object(&child, records); /* false: it cannot be had here */
    }
}
