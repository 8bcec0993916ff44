/* Reading files and naming paths. For every layer. */
#ifndef ERRNO_LINT_BASE_FILE_H
#define ERRNO_LINT_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"

struct arena;
struct error;

/* Reads a whole regular file into the arena, with a NUL after its last byte. `limit` is the largest size in bytes that
 * is accepted. False with an error that names the path: missing, unreadable, no regular file, too large. */
MUST_CHECK bool file_read(char **bytes, size_t *length, struct arena *arena, const char *path, size_t limit,
                          struct error *error);

/* As file_read, for what somebody has asked to be read, of whatever kind: waits for the other end of a pipe. */
MUST_CHECK bool file_read_stream(char **bytes, size_t *length, struct arena *arena, const char *path, size_t limit,
                                 struct error *error);

/* True where the path names a regular file, a directory (symbolic links are followed). */
bool file_is_regular(const char *path);
bool file_is_directory(const char *path);

/* DIRECTORY/NAME, or NAME alone where it is absolute or the directory is "" or ".". */
char *path_join(struct arena *arena, const char *directory, const char *name);

/* The part before the last '/', "." where there is none, "/" for files in the root. */
char *path_directory(struct arena *arena, const char *path);

/* The part after the last '/'. Points into `path`. */
const char *path_base(const char *path);

/* The part after the last '.' of the base name, "" where there is none. Points into `path`. */
const char *path_extension(const char *path);

/* The path made absolute against `directory` (itself absolute) and cleaned of ".", ".." and double slashes by text
 * alone: symbolic links are not looked at. */
char *path_absolute(struct arena *arena, const char *directory, const char *path);

/* An absolute clean path as seen from an absolute clean directory: without the directory where it lies below it,
 * unchanged otherwise. Points into `path` or is ".". */
const char *path_relative(const char *directory, const char *path);

#endif
