/* Claims that the benchmark leaves alone: a form that it does not understand, and claims that are not over errnos. */
#include <assert.h>
#include <errno.h>
#include <sys/wait.h>

#define IS_USUAL(error) ((error) == EINTR || (error) == ECHILD)

void in_a_macro(pid_t child)
{
    pid_t result = waitpid(child, NULL, 0);
    assert(result >= 0 || IS_USUAL(errno));
}

#define CHECK_WAIT(result) assert((result) >= 0 || errno == EINTR || errno == ECHILD)

void claim_in_a_macro(pid_t child)
{
    CHECK_WAIT(waitpid(child, NULL, 0));
}
