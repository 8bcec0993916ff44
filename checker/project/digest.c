/* Digests of bytes, strings and files. */
#include "project/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void digest_begin(struct digester *digester)
{
    sha256_init(&digester->state);
}

void digest_add(struct digester *digester, const void *bytes, size_t length)
{
    uint64_t size = length;
    sha256_update(&digester->state, sizeof size, (const uint8_t *)&size);
    sha256_update(&digester->state, length, bytes);
}

void digest_add_string(struct digester *digester, const char *string)
{
    if (string == NULL)
        digest_add(digester, "", 0);
    else
        digest_add(digester, string, strlen(string) + 1);
}

struct digest digest_end(struct digester *digester)
{
    static const char DIGITS[] = "0123456789abcdef";
    uint8_t bytes[SHA256_DIGEST_SIZE];
    sha256_digest(&digester->state, sizeof bytes, bytes);
    struct digest digest;
    for (size_t i = 0; i < sizeof bytes; i++) {
        digest.text[2 * i] = DIGITS[bytes[i] >> 4];
        digest.text[2 * i + 1] = DIGITS[bytes[i] & 15];
    }
    digest.text[2 * sizeof bytes] = '\0';
    return digest;
}

/* Adds what the file holds, as read and not mapped: a mapped file that is cut meanwhile ends the
 * process. */
static bool add_content(struct digester *digester, int descriptor)
{
    char buffer[64 * 1024];
    for (;;) {
        ssize_t part = read(descriptor, buffer, sizeof buffer);
        if (part < 0 && errno == EINTR)
            continue;
        if (part <= 0)
            return part == 0;
        sha256_update(&digester->state, (size_t)part, (const uint8_t *)buffer);
    }
}

bool digest_file(struct digest *digest, const char *path)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return false;
    struct stat status;
    struct digester digester;
    digest_begin(&digester);
    bool ok = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
              add_content(&digester, descriptor);
    close(descriptor);
    if (ok)
        *digest = digest_end(&digester);
    return ok;
}
