/* The child: becomes the user, makes the object, runs the calls one by one and notes how each ends.
 * A call that was refused changed nothing, so that the next may run on the same object; calls of
 * one name always do, since some build on each other. */
#include "probe/child.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "probe/calls.h"
#include "probe/objects.h"
#include "probe/subject.h"
#include "probe/tools.h"

enum {
    INTERRUPT_EVERY = 5000, /* microseconds */
    KILL_AFTER = 3,         /* seconds, for one call */
    SEARCHED = 64,          /* descriptors that a maker may have opened lie below */
    SCRATCH = 1 << 15       /* bytes of the buffer that calls and their preparations write to */
};

static bool fits(const struct probe_object *object, const struct probe_call *call)
{
    bool is_nothing = object == probe_object_at(0);
    switch (call->scope) {
    case SCOPE_ONCE: return is_nothing;
    case SCOPE_DESCRIPTOR: return !is_nothing && (object->traits & OBJECT_PATH_ONLY) == 0;
    case SCOPE_PATH: return !is_nothing;
    }
    return false;
}

/* What belongs to the system is changed by nobody who could, and never executed: it may be this
 * very program. */
static bool may_run(const struct probe_child *child, const struct probe_object *object,
                    const struct probe_call *call)
{
    if (!fits(object, call))
        return false;
    switch (call->effect) {
    case EFFECT_NONE:
    case EFFECT_OWN:
    case EFFECT_PREPARED: return true;
    case EFFECT_CHANGES:
        return (object->traits & OBJECT_SHARED) == 0 || child->user == USER_ORDINARY;
    case EFFECT_LEAVES: return (object->traits & OBJECT_SHARED) == 0;
    }
    return false;
}

static bool wants_call(const struct probe_filter *filter, const struct probe_call *call)
{
    const char *name;
    size_t length = probe_call_name(call->text, &name);
    return filter->call == NULL ||
           (strlen(filter->call) == length && strncmp(filter->call, name, length) == 0);
}

bool probe_child_has_work(const struct probe_child *child)
{
    const struct probe_object *object = probe_object_at(child->object);
    if ((object->traits & OBJECT_OF_ROOT) != 0 && !child->run->is_root)
        return false;
    for (size_t index = child->first; index < child->end; index++) {
        const struct probe_call *call = probe_call_at(index);
        if (may_run(child, object, call) && wants_call(&child->run->filter, call))
            return true;
    }
    return false;
}

static void be_interrupted(int signal)
{
    (void)signal;
}

/* The program's streams are not the calls' business, and no signal but the timer's is. */
static void settle(void)
{
    static const int IGNORED[] = {SIGPIPE, SIGXFSZ, SIGIO, SIGHUP, SIGTTIN, SIGTTOU, SIGURG};
    int null = open("/dev/null", O_RDWR);
    for (int fd = 0; fd <= 2; fd++)
        (void)dup2(null, fd);
    if (null > 2)
        close(null);
    for (size_t i = 0; i < sizeof IGNORED / sizeof IGNORED[0]; i++)
        (void)signal(IGNORED[i], SIG_IGN);
    struct rlimit none = {0, 0};
    (void)setrlimit(RLIMIT_CORE, &none);
    umask(022);
}

/* Returns the timer that kills. */
static timer_t start_timers(void)
{
    struct sigaction action = {.sa_handler = be_interrupted};
    struct itimerval often = {{0, INTERRUPT_EVERY}, {0, INTERRUPT_EVERY}};
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL};
    timer_t timer = NULL;
    (void)sigaction(SIGALRM, &action, NULL);
    (void)timer_create(CLOCK_MONOTONIC, &event, &timer);
    (void)setitimer(ITIMER_REAL, &often, NULL);
    return timer;
}

static bool become(const struct probe_run *run)
{
    bool is_done = setgroups(0, NULL) == 0 &&
                   setresgid(run->ordinary_group, run->ordinary_group, run->ordinary_group) == 0 &&
                   setresuid(run->ordinary_user, run->ordinary_user, run->ordinary_user) == 0;
    /* Without this, /proc/self would be root's. */
    return is_done && prctl(PR_SET_DUMPABLE, 1) == 0;
}

/* For a while; the object is root's. */
static bool init_as_ordinary(struct subject *s, const struct probe_run *run)
{
    bool is_made =
        setegid(run->ordinary_group) == 0 && seteuid(run->ordinary_user) == 0 && subject_init(s);
    return seteuid(0) == 0 && setegid(0) == 0 && is_made;
}

static bool make_subject(struct subject *s, const struct probe_child *child,
                         const struct probe_object *object)
{
    const struct probe_run *run = child->run;
    bool drops = run->is_root && child->user == USER_ORDINARY;
    if (mkdir(CHILD_DIRECTORY, 0755) != 0 ||
        (drops && chown(CHILD_DIRECTORY, run->ordinary_user, run->ordinary_group) != 0) ||
        chdir(CHILD_DIRECTORY) != 0)
        return false;
    if (!drops)
        return subject_init(s) && object->make(s);
    if ((object->traits & OBJECT_OF_ROOT) != 0)
        return init_as_ordinary(s, run) && object->make(s) && become(run);
    return become(run) && subject_init(s) && object->make(s);
}

/* An ordinary user may write to some things that all share. */
static bool is_writable(const struct subject *s)
{
    return s->path != NULL && faccessat(AT_FDCWD, s->path, W_OK, AT_EACCESS) == 0;
}

/* The first number behind all open descriptors. */
static unsigned behind_descriptors(void)
{
    unsigned behind = 0;
    for (int fd = 0; fd < SEARCHED; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            behind = (unsigned)fd + 1;
    return behind;
}

/* Whether a call with this outcome left everything as it was. What a socket has to tell is told
 * only once, and what was interrupted may have begun: only a plain refusal counts. */
static bool was_refused(const struct probe_outcome *outcome)
{
    static const int REFUSALS[] = {EACCES,     EBADF,  EBUSY,        EEXIST,   EFAULT, EINVAL,
                                   EISDIR,     ELOOP,  ENAMETOOLONG, ENODATA,  ENODEV, ENOENT,
                                   ENOEXEC,    ENOSYS, ENOTDIR,      ENOTSOCK, ENOTTY, ENXIO,
                                   EOPNOTSUPP, EPERM,  ERANGE,       EROFS,    ESPIPE, EXDEV};
    bool is_failed = outcome->result == -1 || outcome->result == 0;
    for (size_t i = 0; i < sizeof REFUSALS / sizeof REFUSALS[0]; i++)
        if (is_failed && outcome->error == REFUSALS[i])
            return true;
    return false;
}

static void run_call(const struct probe_call *call, struct subject *s, timer_t timer,
                     struct probe_outcome *outcome)
{
    struct itimerspec late = {.it_value = {KILL_AFTER, 0}};
    (void)timer_settime(timer, 0, &late, NULL);
    outcome->state = OUTCOME_STARTED;
    outcome->result = call->run(s);
    outcome->error = errno;
    outcome->state = OUTCOME_DONE;
}

/* Runs calls until one may have changed the object, and then to the end of those of its name. */
static void run_calls(const struct probe_child *child, const struct probe_object *object,
                      struct subject *s)
{
    const char *last = "";
    bool is_changed = false;
    bool spares = (object->traits & OBJECT_SHARED) != 0 && is_writable(s);
    unsigned behind = behind_descriptors();
    timer_t timer = start_timers();
    for (size_t index = child->first; index < child->end; index++) {
        const struct probe_call *call = probe_call_at(index);
        struct probe_outcome *outcome = &child->shared->outcomes[index - child->first];
        child->shared->next = index;
        if (!wants_call(&child->run->filter, call) || !may_run(child, object, call) ||
            (spares && call->effect > EFFECT_PREPARED))
            continue;
        bool is_new = !probe_is_same_call(last, call->text);
        if (is_changed && is_new)
            return;
        if (is_new)
            memset(s->buffer, 0, SCRATCH);
        run_call(call, s, timer, outcome);
        (void)close_range(behind, (unsigned)s->closed - 1, 0);
        is_changed |= call->effect == EFFECT_PREPARED ||
                      (call->effect != EFFECT_NONE && !was_refused(outcome));
        last = call->text;
    }
    child->shared->next = child->end;
}

void probe_child_main(const struct probe_child *child)
{
    struct subject s;
    const struct probe_object *object = probe_object_at(child->object);
    settle();
    if (!make_subject(&s, child, object))
        _exit(1);
    child->shared->next = child->first;
    child->shared->is_made = true;
    run_calls(child, object, &s);
    _exit(0);
}
