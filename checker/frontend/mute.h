/* Keeping libclang from writing to standard error. For the frontend alone. */
#ifndef ERRNO_LINT_FRONTEND_MUTE_H
#define ERRNO_LINT_FRONTEND_MUTE_H

/* Standard error goes nowhere until unmute() gets what mute() returned. Not for several threads. */
int mute(void);
void unmute(int kept);

#endif
