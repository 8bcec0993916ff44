/* A worker per user goes through all objects and calls. Each group of calls of one name runs on a
 * fresh object in a child with a directory of its own, so that no group changes the object of
 * another; what it finds comes back through shared memory. An interval timer interrupts calls that
 * wait (they then give EINTR), and a second timer kills a child that cannot be interrupted: the
 * group goes on in a new child behind the call that hung. */
#include "probe/runner.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
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

static bool is_same_name(const char *a, const char *b)
{
    size_t a_length = probe_call_name(a, &a);
    size_t b_length = probe_call_name(b, &b);
    return a_length == b_length && strncmp(a, b, a_length) == 0;
}

/* The first call behind those of the same name. */
static size_t end_of_group(size_t first)
{
    size_t end = first + 1;
    while (end < probe_call_count() &&
           is_same_name(probe_call_at(first)->text, probe_call_at(end)->text))
        end++;
    return end;
}

static bool wants_call(const struct probe_filter *filter, const struct probe_call *call)
{
    const char *name;
    size_t length = probe_call_name(call->text, &name);
    return filter->call == NULL ||
           (strlen(filter->call) == length && strncmp(filter->call, name, length) == 0);
}

static bool wants_object(const struct probe_filter *filter, const struct probe_object *object)
{
    return filter->kind == NULL || strcmp(filter->kind, object->name) == 0 ||
           (object->kind != NULL && strcmp(filter->kind, object->kind) == 0);
}

/* Writes what the child found; false where the object could not be made. Sets *next to the call to
 * go on with. */
static bool collect(const struct probe_child *child, int status, int records, size_t *next)
{
    const struct probe_outcome *outcomes = child->shared->outcomes;
    if (!child->shared->is_made)
        return false;
    *next = child->end;
    for (size_t call = child->first; call < child->end; call++) {
        const struct probe_outcome *outcome = &outcomes[call - child->first];
        struct probe_record record = {child->object, (uint32_t)call, child->user, 0,
                                      outcome->error, outcome->result};
        if (outcome->state == OUTCOME_STARTED) {
            bool has_left = probe_call_at(call)->effect == EFFECT_LEAVES;
            record.killed_by = has_left ? 0 : WIFSIGNALED(status) ? WTERMSIG(status) : SIGKILL;
            *next = call + 1;
        }
        if (outcome->state == OUTCOME_STARTED || outcome->state == OUTCOME_DONE)
            (void)!write(records, &record, sizeof record);
        if (outcome->state == OUTCOME_STARTED)
            break;
    }
    return true;
}

static bool run_group(struct probe_child *child, size_t end, int records)
{
    while (child->first < end) {
        int status;
        size_t count = end - child->first;
        child->end = child->first + (count < OUTCOME_COUNT ? count : OUTCOME_COUNT);
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

/* Everything as one user, in the current directory. */
static void run_user(const struct probe_run *run, enum probe_user user, int records)
{
    struct probe_child child = {.run = run, .user = user};
    child.shared = mmap(NULL, sizeof *child.shared, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (child.shared == MAP_FAILED)
        return;
    for (size_t object = 0; object < probe_object_count(); object++) {
        child.object = (uint32_t)object;
        if (!wants_object(&run->filter, probe_object_at(object)))
            continue;
        for (size_t first = 0, end; first < probe_call_count(); first = end) {
            end = end_of_group(first);
            child.first = first;
            if (wants_call(&run->filter, probe_call_at(first)) &&
                probe_child_has_work(&child, end) && !run_group(&child, end, records))
                break; /* the object cannot be had here */
        }
    }
}

static bool start_user(const struct probe_run *run, enum probe_user user, int records,
                       const char *top, pid_t *worker)
{
    char directory[32];
    snprintf(directory, sizeof directory, "%s", user == USER_ROOT ? "root" : "ordinary");
    *worker = fork();
    if (*worker != 0)
        return *worker > 0;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (chdir(top) == 0 && mkdir(directory, 0755) == 0 && chdir(directory) == 0)
        run_user(run, user, records);
    _exit(0);
}

bool probe_run_all(const struct probe_run *run, int records, struct error *error)
{
    const char *above = getenv("TMPDIR");
    char top[4096];
    snprintf(top, sizeof top, "%s/errno-lint-probe-XXXXXX", above == NULL ? "/tmp" : above);
    if (mkdtemp(top) == NULL || chmod(top, 0711) != 0)
        return error_set_errno(error, errno, "%s", top);
    pid_t ordinary = -1;
    pid_t root = -1;
    bool is_started = start_user(run, USER_ORDINARY, records, top, &ordinary) &&
                      (!run->is_root || start_user(run, USER_ROOT, records, top, &root));
    if (ordinary > 0)
        waitpid(ordinary, NULL, 0);
    if (root > 0)
        waitpid(root, NULL, 0);
    remove_tree(top);
    return is_started || error_set(error, "%s: no process can be started", top);
}
