/* Where libclang survives a crash of its own it prints the source's path and the flags as they are,
 * with whatever a file's name holds for a terminal. The failure is named by the caller anyway. */
#include "frontend/mute.h"

#include <fcntl.h>
#include <unistd.h>

int mute(void)
{
    int kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (kept >= 0 && nowhere >= 0)
        (void)dup2(nowhere, STDERR_FILENO);
    if (nowhere >= 0)
        close(nowhere);
    return kept;
}

void unmute(int kept)
{
    if (kept < 0)
        return;
    (void)dup2(kept, STDERR_FILENO);
    close(kept);
}
