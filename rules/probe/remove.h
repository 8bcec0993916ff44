/* Removing what the calls left behind. For the files of the probe. */
#ifndef ERRNO_LINT_PROBE_REMOVE_H
#define ERRNO_LINT_PROBE_REMOVE_H

/* Removes the file or the directory with everything below it; follows no link. What cannot be
 * removed stays. */
void remove_tree(const char *path);

#endif
