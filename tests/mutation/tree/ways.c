/* Claims behind other ways of treating an errno: an early return, a switch, a loop. */
#include <assert.h>
#include <errno.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/wait.h>

int early_return(pid_t child)
{
    int status = 0;
    if (waitpid(child, &status, 0) == -1) {
        if (errno == EINTR)
            return -1;
        assert(errno == ECHILD);
    }
    return status;
}

void labels(pid_t child, int *gone)
{
    if (waitpid(child, NULL, 0) >= 0)
        return;
    switch (errno) {
    case ECHILD:
        *gone = 1;
        break;
    case EINTR:
        break;
    default:
        abort();
    }
}

void loop(pid_t child)
{
    pid_t result;
    do {
        result = waitpid(child, NULL, 0);
    } while (result == -1 && errno == EINTR);
    assert(result >= 0 || errno == ECHILD);
}

/* Two names of one number are one errno. */
int two_names(sem_t *semaphore)
{
    int result = sem_trywait(semaphore);
    if (result == 0)
        return 1;
    assert(errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
    return 0;
}
