/* Which kernel answers, and whether it is all there. For the files of the probe. */
#ifndef ERRNO_LINT_PROBE_KERNEL_H
#define ERRNO_LINT_PROBE_KERNEL_H

#include <stdbool.h>

#include "base/attributes.h"

struct arena;
struct error;

struct probe_kernel {
    int version;         /* as kernel_version() counts it; 0 = its name says none */
    const char *release; /* "6.18.44-1-amd64" */
    bool is_pinned;      /* its first two numbers stand in the list of pinned kernels */
    const char *sandbox; /* why its answers may not be the kernel's own; NULL = nothing seen */
};

/* In the arena. `pinned` is the path of the list. */
MUST_CHECK bool probe_kernel_read(struct probe_kernel *kernel, struct arena *arena,
                                  const char *pinned, struct error *error);

/* Whether a list like kernels.txt ("6.18", a number a line, '#' starts a comment) has the release.
 */
bool probe_kernel_is_listed(const char *list, const char *release);

#endif
