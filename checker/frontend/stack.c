/* The parser and the lowering recurse as deep as the source nests: a condition of 100,000 terms, an
 * else-if chain of 10,000 links. A thread is the portable way to a stack of one's own size. */
#include "frontend/stack.h"

#include <pthread.h>

enum { STACK_SIZE = 512 * 1024 * 1024 }; /* address space; pages are used as needed */

struct work {
    void (*run)(void *context);
    void *context;
};

static void *start(void *argument)
{
    const struct work *work = argument;
    work->run(work->context);
    return NULL;
}

bool stack_run(void (*work)(void *context), void *context)
{
    struct work one = {work, context};
    pthread_attr_t attributes;
    pthread_t thread;
    if (pthread_attr_init(&attributes) != 0)
        return false;
    bool is_started = pthread_attr_setstacksize(&attributes, STACK_SIZE) == 0 &&
                      pthread_create(&thread, &attributes, start, &one) == 0;
    pthread_attr_destroy(&attributes);
    return is_started && pthread_join(thread, NULL) == 0;
}
