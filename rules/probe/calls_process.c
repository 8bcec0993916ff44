/* Processes: signals, waiting, limits, scheduling, identities, namespaces. Nothing here reaches
 * another process than children of one's own: foreign ones are only asked with signal 0. */
#include <grp.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "probe/subject.h"
#include "probe/tools.h"

enum { NO_PROCESS = 0x7ffffff0 };

/* A child that stands still under ptrace. */
static pid_t traced_child(struct subject *s)
{
    if (s->child != 0)
        return s->child;
    pid_t child = start_waiting_child(s);
    if (ptrace(PTRACE_ATTACH, child, NULL, NULL) == 0)
        waitpid(child, NULL, __WALL);
    return child;
}

/* A child that has ended and was not waited for. */
static pid_t ended_child(void)
{
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    siginfo_t info;
    waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT);
    return child;
}

static sigset_t set_of(int signal)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    return set;
}

#define CALLS_FILE "probe/calls_process.def"
#define CALLS_TABLE process_calls
#include "probe/calls_table.h"
