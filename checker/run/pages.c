/* The manual pages of the checks. A check without a page does not exist for the user: it can be
 * neither selected nor suppressed. */
#include "run/pages.h"

#include <stddef.h>

static const char missing_errno[] =
    "missing-errno: an assertion that an errno the environment can cause still reaches\n"
    "\n"
    "What it reports\n"
    "  A place where the process aborts unless errno is one of a few values, behind a call that "
    "can fail with others.\n"
    "\n"
    "    if (getxattr(path, \"security.capability\", &caps, sizeof caps) == -1)\n"
    "        assert(errno == ENODATA || errno == ENOTSUP);\n"
    "\n"
    "  The path may lead nowhere (ENOENT), a directory on it may be closed to the caller (EACCES), "
    "the value may be larger\n"
    "  than the buffer (ERANGE). The assertion takes each of these for a bug in the program and "
    "ends the process.\n"
    "\n"
    "Why it matters\n"
    "  An assertion states what can only be false if the program itself is wrong. Which errno a "
    "call gives is decided by\n"
    "  the world: the path, the kind of object, the file system, the peer, signals, limits, the "
    "kernel and the sandbox.\n"
    "\n"
    "What it does not report\n"
    "  Errnos that mean a wrong program (class defect: EBADF, EFAULT, most EINVAL) or memory "
    "shortage (class memory), unless\n"
    "  --classes names them; errnos that the rules call exotic, unless a likelier one is missing "
    "too; code that ends the\n"
    "  program in an orderly way; test code, unless --tests is given. --list-sites shows these "
    "places with the reason.\n"
    "\n"
    "How to fix it\n"
    "  Treat the errno: return before the assertion, add it to the condition, retry, or fall back. "
    "Where every failure\n"
    "  has the same consequence, the assertion about errno may not be needed at all.\n"
    "\n"
    "How to suppress it\n"
    "  On the line of the assertion, or alone on the line above, with a reason:\n"
    "    /* errno-lint: ignore[missing-errno] the path was opened above and cannot vanish */\n";

static const char wrong_channel[] =
    "wrong-channel: the error is looked for where this call does not put it\n"
    "\n"
    "What it reports\n"
    "  errno compared after a call that returns its error as a number and leaves errno alone; a "
    "result of -1 compared\n"
    "  with a negated errno; a result compared with an errno that the call returns negated.\n"
    "\n"
    "    if (pthread_mutex_trylock(&lock) != 0 && errno == EBUSY)   /* the result itself is EBUSY "
    "*/\n"
    "    if (close(descriptor) == -EINTR)                           /* the result is -1, errno is "
    "EINTR */\n"
    "\n"
    "Why it matters\n"
    "  The comparison never matches, or matches what an earlier call left behind: the error that "
    "it is for goes untreated.\n"
    "\n"
    "What it does not report\n"
    "  A condition that looks in both places and is right in one of them; test code, unless "
    "--tests is given.\n"
    "\n"
    "How to fix it\n"
    "  Test the result for failure and compare errno, or keep the result and compare that.\n"
    "\n"
    "How to suppress it\n"
    "  On the line of the comparison, or alone on the line above, with a reason:\n"
    "    /* errno-lint: ignore[wrong-channel] the wrapper here returns the negated errno */\n";

static const char dead_handler[] =
    "dead-handler: an errno handled behind the claim that excludes it\n"
    "\n"
    "What it reports\n"
    "  A branch that treats an errno, where an assertion before it has ended the process on every "
    "failure of the call.\n"
    "\n"
    "    assert(result != -1);\n"
    "    if (result == -1 && errno == EINTR)\n"
    "        return again();\n"
    "\n"
    "Why it matters\n"
    "  Somebody knew that the errno happens, and the program aborts on it all the same.\n"
    "\n"
    "What it does not report\n"
    "  Test code, unless --tests is given.\n"
    "\n"
    "How to fix it\n"
    "  Handle the errno before the assertion, or let the assertion allow it.\n"
    "\n"
    "How to suppress it\n"
    "  On the line of the handler's condition, or alone on the line above, with a reason:\n"
    "    /* errno-lint: ignore[dead-handler] the assertion is compiled out in releases on purpose "
    "*/\n";

static const char impossible_errno[] =
    "impossible-errno: an errno is tested that this call cannot set\n"
    "\n"
    "What it reports\n"
    "  A comparison with an errno that is not among those of the call. Only calls whose rules are "
    "complete (\"closed\" in\n"
    "  --explain CALL) are looked at. Off unless it is selected.\n"
    "\n"
    "    if (epoll_create1(0) == -1 && errno == EAGAIN)             /* EMFILE, ENFILE and ENOMEM "
    "it can be */\n"
    "\n"
    "Why it matters\n"
    "  The handler never runs; often it is meant for another call, or for another errno.\n"
    "\n"
    "How to fix it\n"
    "  Look up what the call can fail with (errno-lint --explain CALL), and remove or correct the "
    "test.\n"
    "\n"
    "How to suppress it\n"
    "  On the line of the comparison, or alone on the line above, with a reason:\n"
    "    /* errno-lint: ignore[impossible-errno] other systems return it */\n";

static const char stale_errno[] =
    "stale-errno: errno is read after something may have overwritten it\n"
    "\n"
    "What it reports\n"
    "  A test of errno on whose every way another call came between the failure and the test, or "
    "the call has succeeded.\n"
    "  Off unless it is selected: many of the calls in between leave errno alone without our "
    "knowing.\n"
    "\n"
    "    if (read(descriptor, buffer, size) < 0) {\n"
    "        log_message(\"read failed\");\n"
    "        if (errno == EINTR)                                    /* or what log_message() left "
    "there */\n"
    "\n"
    "Why it matters\n"
    "  The test sees the error of another call, and only when that one fails: the rarest of "
    "bugs.\n"
    "\n"
    "How to fix it\n"
    "  Save errno right after the call and test the copy.\n"
    "\n"
    "How to suppress it\n"
    "  On the line of the test, or alone on the line above, with a reason:\n"
    "    /* errno-lint: ignore[stale-errno] log_message() restores errno */\n";

static const char assert_success[] =
    "assert-success: an assertion that a call succeeds although it can fail\n"
    "\n"
    "What it reports\n"
    "  An assertion over the result of a call that names no errno at all, where the environment can "
    "make the call fail.\n"
    "  Off unless it is selected: many programs mean it.\n"
    "\n"
    "    int descriptor = open(path, O_RDONLY);\n"
    "    assert(descriptor >= 0);                                   /* ENOENT, EACCES, EMFILE ... "
    "*/\n"
    "\n"
    "Why it matters\n"
    "  The program ends on what the world does, and not on a mistake of its own.\n"
    "\n"
    "How to fix it\n"
    "  Return the error, or report it and end in good order.\n"
    "\n"
    "How to suppress it\n"
    "  On the line of the assertion, or alone on the line above, with a reason:\n"
    "    /* errno-lint: ignore[assert-success] nothing can be done without this file */\n";

static const char contradiction[] =
    "contradiction: a condition over errno that is always true or always false\n"
    "\n"
    "What it reports\n"
    "  One condition that asks for two different errnos at once.\n"
    "\n"
    "    if (errno == EAGAIN && errno == EINTR)   /* never */\n"
    "    if (errno != EAGAIN || errno != EINTR)   /* always */\n"
    "\n"
    "Why it matters\n"
    "  && and || are the wrong way round, so the errnos are treated like all others.\n"
    "\n"
    "What it does not report\n"
    "  Names that share a value, such as EAGAIN and EWOULDBLOCK on Linux; test code, unless "
    "--tests is given.\n"
    "\n"
    "How to fix it\n"
    "  Exchange && and ||, or remove the superfluous test.\n"
    "\n"
    "How to suppress it\n"
    "  On the line of the condition, or alone on the line above, with a reason:\n"
    "    /* errno-lint: ignore[contradiction] these are equal on the systems this is for */\n";

const char *page_of_check(enum check check)
{
    switch (check) {
    case CHECK_MISSING_ERRNO: return missing_errno;
    case CHECK_WRONG_CHANNEL: return wrong_channel;
    case CHECK_DEAD_HANDLER: return dead_handler;
    case CHECK_CONTRADICTION: return contradiction;
    case CHECK_IMPOSSIBLE_ERRNO: return impossible_errno;
    case CHECK_STALE_ERRNO: return stale_errno;
    case CHECK_ASSERT_SUCCESS: return assert_success;
    case CHECK_COUNT: return NULL;
    }
    return NULL;
}
