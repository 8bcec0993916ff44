/* A stack that generated code cannot exhaust. For the frontend alone. */
#ifndef ERRNO_LINT_FRONTEND_STACK_H
#define ERRNO_LINT_FRONTEND_STACK_H

#include <stdbool.h>

/* Runs work(context) to its end on a large stack. False when the system gives no thread for it. */
bool stack_run(void (*work)(void *context), void *context);

#endif
