/* SHA-256 (libnettle): what a cache entry is known by. A checksum would do against accidents, but
 * the sources of a pull request may be written so as to collide. For the project and run layers. */
#ifndef ERRNO_LINT_PROJECT_DIGEST_H
#define ERRNO_LINT_PROJECT_DIGEST_H

#include <nettle/sha2.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"

enum { DIGEST_TEXT_SIZE = 2 * SHA256_DIGEST_SIZE + 1 };

/* In hexadecimal. */
struct digest {
    char text[DIGEST_TEXT_SIZE];
};

struct digester {
    struct sha256_ctx state;
};

void digest_begin(struct digester *digester);

/* The bytes and how many they are, so that "ab" + "c" and "a" + "bc" differ. */
void digest_add(struct digester *digester, const void *bytes, size_t length);

/* A string; NULL and "" differ. */
void digest_add_string(struct digester *digester, const char *string);

struct digest digest_end(struct digester *digester);

/* Of the file's content. False where it is no regular file or cannot be read. */
MUST_CHECK bool digest_file(struct digest *digest, const char *path);

#endif
