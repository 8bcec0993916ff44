/* Calls of the C library that do more than one call of the kernel: temporary names,
 * pseudoterminals, programs, threads, semaphores, interfaces. */
#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <net/if.h>
#include <netdb.h>
#include <pthread.h>
#include <pwd.h>
#include <semaphore.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "probe/subject.h"
#include "probe/tools.h"

static int use_up_descriptors(void)
{
    struct rlimit limit = {0, 0};
    return setrlimit(RLIMIT_NOFILE, &limit);
}

/* A name of its own for mkstemp and its relatives, in the buffer. */
static char *name_of(struct subject *s, const char *text)
{
    snprintf(s->buffer, 256, "%s", text);
    return s->buffer;
}

static sem_t *semaphore(struct subject *s, unsigned value)
{
    sem_t *semaphore = (sem_t *)(void *)s->buffer;
    sem_init(semaphore, 0, value);
    return semaphore;
}

static pthread_mutex_t *mutex(struct subject *s, int kind, bool is_locked)
{
    pthread_mutexattr_t attributes;
    pthread_mutex_t *mutex = (pthread_mutex_t *)(void *)s->buffer;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, kind);
    pthread_mutex_init(mutex, &attributes);
    if (is_locked)
        pthread_mutex_lock(mutex);
    return mutex;
}

static pthread_rwlock_t *lock(struct subject *s, bool is_written)
{
    pthread_rwlock_t *lock = (pthread_rwlock_t *)(void *)s->buffer;
    pthread_rwlock_init(lock, NULL);
    if (is_written)
        pthread_rwlock_wrlock(lock);
    return lock;
}

static void *wait_for_ever(void *unused)
{
    (void)unused;
    for (;;)
        pause();
    return NULL;
}

static pthread_t thread(bool is_detached)
{
    pthread_t thread;
    pthread_create(&thread, NULL, wait_for_ever, NULL);
    if (is_detached)
        pthread_detach(thread);
    return thread;
}

#define CALLS_FILE "probe/calls_library.def"
#define CALLS_TABLE library_calls
#include "probe/calls_table.h"
