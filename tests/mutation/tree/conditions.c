/* Claims over errno whose errnos are all in the condition, each in another form. */
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/wait.h>

int chain(pid_t child)
{
    int status = 0;
    pid_t result = waitpid(child, &status, 0);
    assert(result >= 0 || errno == EINTR || errno == ECHILD);
    return status;
}

void deny_list(pid_t child)
{
    int status;
    pid_t result = waitpid(child, &status, 0);
    if (result == -1 && errno != EINTR &&
        errno != ECHILD)
        abort();
}

void call_in_the_condition(int descriptor, struct epoll_event *event)
{
    if (epoll_wait(descriptor, event, 1, -1) == -1 && errno != EINTR)
        abort();
}

void with_else(pid_t child, int *gone)
{
    if (waitpid(child, NULL, 0) >= 0)
        return;
    if (EINTR == errno || errno == ECHILD)
        *gone = 1;
    else
        abort();
}

void saved(pid_t child)
{
    pid_t result = waitpid(child, NULL, 0);
    int error = errno;
    if (result == -1)
        assert(error == EINTR || error == ECHILD);
}
