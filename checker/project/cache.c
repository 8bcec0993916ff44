/* The cache's directory and the form of an entry. An entry is text: a first line with a mark, the
 * layout's version and the digest of the key and all that follows; a line "ANSWER QUESTION" for
 * each fact; an empty line; the result. What was cut short, altered or moved has the wrong digest
 * and counts as missing. An entry is written under a name of its own and then renamed, so that a
 * reader sees a whole one or none, whoever else writes. */
#include "project/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "project/cache_prune.h"

#define ENTRY_MARK "errno-lint-cache 2 "

enum { TOUCH_AFTER_SECONDS = 24 * 60 * 60 };

static const size_t ENTRY_LIMIT = (size_t)256 << 20;

struct cache {
    struct arena *arena;
    struct cache_options options;
    const char *directory;
    size_t added; /* bytes */
    const char *problem; /* the first */
};

static const char *find_directory(struct arena *arena)
{
    const char *base = getenv("XDG_CACHE_HOME");
    if (base != NULL && base[0] == '/')
        return arena_printf(arena, "%s/errno-lint", base);
    const char *home = getenv("HOME");
    if (home != NULL && home[0] == '/')
        return arena_printf(arena, "%s/.cache/errno-lint", home);
    return NULL;
}

/* As mkdir -p, for the user alone. */
static bool make_directories(struct arena *arena, const char *path)
{
    if (mkdir(path, 0700) == 0 || (errno == EEXIST && file_is_directory(path)))
        return true;
    if (errno != ENOENT || strcmp(path, "/") == 0 || strcmp(path, ".") == 0)
        return false;
    if (!make_directories(arena, path_directory(arena, path)))
        return false;
    return mkdir(path, 0700) == 0 || (errno == EEXIST && file_is_directory(path));
}

/* Backup programs leave out directories with such a file. */
static void write_tag(struct arena *arena, const char *directory)
{
    static const char TAG[] = "Signature: 8a477f597d28d172789f06886806bc55\n"
                              "# This directory is errno-lint's cache; it can be removed.\n";
    const char *path = arena_printf(arena, "%s/CACHEDIR.TAG", directory);
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return; /* it is there already, or the directory is only readable */
    ssize_t written = write(descriptor, TAG, sizeof TAG - 1);
    close(descriptor);
    if (written != (ssize_t)sizeof TAG - 1)
        unlink(path);
}

bool cache_open(struct cache **cache, struct arena *arena, const struct cache_options *options,
                struct error *error)
{
    const char *directory = options->directory != NULL ? options->directory : find_directory(arena);
    if (directory == NULL)
        return error_set(error, "the cache has no place: set HOME or XDG_CACHE_HOME, or give "
                                "--cache-dir or --no-cache");
    if (!make_directories(arena, directory))
        return error_set_errno(error, errno,
                               "%s: the cache cannot be kept there: give --cache-dir or --no-cache",
                               directory);
    write_tag(arena, directory);
    *cache = arena_alloc(arena, sizeof **cache);
    **cache = (struct cache){.arena = arena, .options = *options, .directory = directory};
    return true;
}

/* DIRECTORY/ab/cdef...: no directory gets too many entries. */
static const char *entry_path(const struct cache *cache, struct arena *arena,
                              const struct digest *key)
{
    return arena_printf(arena, "%s/%.2s/%s", cache->directory, key->text, key->text + 2);
}

static struct digest digest_of(const struct digest *key, const char *bytes, size_t length)
{
    struct digester digester;
    digest_begin(&digester);
    digest_add_string(&digester, key->text);
    digest_add(&digester, bytes, length);
    return digest_end(&digester);
}

/* The part behind the first line where that is right; NULL otherwise. */
static char *check_entry(const struct digest *key, char *bytes, size_t *length)
{
    size_t head = sizeof ENTRY_MARK - 1 + DIGEST_TEXT_SIZE; /* with its line feed */
    if (*length < head || memcmp(bytes, ENTRY_MARK, sizeof ENTRY_MARK - 1) != 0 ||
        bytes[head - 1] != '\n')
        return NULL;
    struct digest digest = digest_of(key, bytes + head, *length - head);
    if (memcmp(bytes + sizeof ENTRY_MARK - 1, digest.text, DIGEST_TEXT_SIZE - 1) != 0)
        return NULL;
    *length -= head;
    return bytes + head;
}

/* Reads the facts off the front, each asked again. NULL where one no longer holds. */
static const char *check_facts(const struct cache *cache, char *at, size_t *length)
{
    const struct cache_options *options = &cache->options;
    for (char *end = at + *length, *feed; at < end; at = feed + 1) {
        feed = memchr(at, '\n', (size_t)(end - at));
        if (feed == NULL)
            return NULL;
        if (feed == at) {
            *length = (size_t)(end - feed - 1);
            return feed + 1;
        }
        *feed = '\0';
        char *blank = strchr(at, ' ');
        if (blank == NULL)
            return NULL;
        *blank = '\0';
        if (!text_equal(options->answer(options->context, blank + 1), at))
            return NULL;
    }
    return NULL;
}

/* Now and then is enough to tell what is still in use. */
static void touch(const char *path)
{
    struct stat status;
    if (stat(path, &status) == 0 && time(NULL) - status.st_mtime > TOUCH_AFTER_SECONDS &&
        utimensat(AT_FDCWD, path, NULL, 0) != 0)
        return; /* somebody removed it, or the cache is only readable: nothing depends on it */
}

const char *cache_get(struct cache *cache, const struct digest *key, struct arena *arena,
                      size_t *length)
{
    const char *path = entry_path(cache, arena, key);
    char *bytes;
    if (!file_read(&bytes, length, arena, path, ENTRY_LIMIT, NULL))
        return NULL;
    char *body = check_entry(key, bytes, length);
    const char *text = body == NULL ? NULL : check_facts(cache, body, length);
    if (text != NULL)
        touch(path);
    return text;
}

/* The facts, an empty line, the result. False where a question has no answer, or is none for a
 * line. */
static bool compose(struct text *body, const struct cache *cache, const char *const *questions,
                    size_t question_count)
{
    for (size_t i = 0; i < question_count; i++) {
        const char *answer = cache->options.answer(cache->options.context, questions[i]);
        if (answer == NULL || strpbrk(answer, " \n") != NULL || strchr(questions[i], '\n') != NULL)
            return false;
        text_printf(body, "%s %s\n", answer, questions[i]);
    }
    text_add(body, "\n");
    return true;
}

static bool write_all(int descriptor, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t part = write(descriptor, bytes, length);
        if (part < 0 && errno == EINTR)
            continue;
        if (part < 0)
            return false;
        bytes += part;
        length -= (size_t)part;
    }
    return true;
}

/* False with errno. */
static bool write_entry(const char *path, const char *temporary_template, const struct text *entry)
{
    char *temporary =
        strcpy(arena_alloc(entry->arena, strlen(temporary_template) + 1), temporary_template);
    int descriptor = mkostemp(temporary, O_CLOEXEC);
    if (descriptor < 0)
        return false;
    bool ok = write_all(descriptor, entry->bytes, entry->length);
    int problem = errno;
    if (close(descriptor) != 0 && ok) { /* a full disk may be heard of here first */
        ok = false;
        problem = errno;
    }
    if (ok && rename(temporary, path) != 0) {
        ok = false;
        problem = errno;
    }
    if (!ok)
        unlink(temporary);
    errno = problem;
    return ok;
}

/* Writes without being interrupted in between: Ctrl-C leaves no half entry behind. */
static void keep(struct cache *cache, const char *path, const struct text *entry)
{
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    const char *directory = path_directory(entry->arena, path);
    const char *temporary = arena_printf(entry->arena, "%s/" CACHE_TEMPORARY "XXXXXX", directory);
    bool ok = write_entry(path, temporary, entry);
    if (!ok && errno == ENOENT && (mkdir(directory, 0700) == 0 || errno == EEXIST))
        ok = write_entry(path, temporary, entry);
    int problem = errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (ok)
        cache->added += entry->length;
    else if (cache->problem == NULL)
        cache->problem = arena_printf(cache->arena, "%s: the cache cannot be written: %s",
                                      cache->directory, strerror(problem));
}

void cache_put(struct cache *cache, const struct digest *key, const char *const *questions,
               size_t question_count, const char *text, size_t length)
{
    struct arena scratch;
    arena_init(&scratch);
    struct text body, entry;
    text_init(&body, &scratch);
    text_init(&entry, &scratch);
    if (compose(&body, cache, questions, question_count)) {
        text_add_bytes(&body, text, length);
        text_printf(&entry, ENTRY_MARK "%s\n", digest_of(key, body.bytes, body.length).text);
        text_add_bytes(&entry, body.bytes, body.length);
        if (entry.length <= ENTRY_LIMIT)
            keep(cache, entry_path(cache, &scratch, key), &entry);
    }
    arena_release(&scratch);
}

void cache_close(struct cache *cache)
{
    if (cache->added > 0)
        cache_prune(cache->directory, cache->options.limit, cache->added);
}

const char *cache_problem(const struct cache *cache)
{
    return cache->problem;
}
