/* Answers are digests, so that whatever a file holds or a path is called, an answer is one word. A
 * file that changed since this run began may be parsed before and read here after the change, or
 * the other way round; it has no answer, and nothing that depends on it is kept or found. */
#include "project/world.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/arena.h"
#include "base/text.h"
#include "project/digest.h"
#include "project/project.h"

#define FILE_QUESTION "file "
#define HEADER_QUESTION "header "
#define WORDS_QUESTION "words"

/* The kernel stamps files with the time of its last tick, which may be that much ago. */
enum { TICK_NANOSECONDS = 20 * 1000 * 1000 };

static long long nanoseconds(struct timespec time)
{
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

void world_init(struct world *world, struct arena *arena, struct project *project)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    *world = (struct world){.arena = arena, .project = project, .start = nanoseconds(now)};
}

const char *world_ask_file(struct arena *arena, const char *path)
{
    return arena_printf(arena, FILE_QUESTION "%s", path);
}

const char *world_ask_header(struct arena *arena, const char *name, const char *from)
{
    return arena_printf(arena, HEADER_QUESTION "%s\t%s", name, from);
}

const char *world_ask_words(void)
{
    return WORDS_QUESTION;
}

static const char *answer_file(struct world *world, const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return "none";
    if (nanoseconds(status.st_ctim) >= world->start - TICK_NANOSECONDS)
        return NULL;
    struct digest digest;
    if (!digest_file(&digest, path))
        return "none";
    const char *wanted = project_has(world->project, path) ? "+" : "";
    if (!project_owns(world->project, path))
        return arena_printf(world->arena, "%s%s", digest.text, wanted);
    size_t place = strlen(project_place(world->project, path)); /* the end of the path */
    return arena_printf(world->arena, "%s%s!%zu", digest.text, wanted, place);
}

static const char *answer_header(struct world *world, const char *question)
{
    const char *tab = strchr(question, '\t');
    if (tab == NULL)
        return NULL;
    const char *name = arena_copy(world->arena, question, (size_t)(tab - question));
    const char *found = project_find_header(world->project, world->arena, name, tab + 1);
    if (found == NULL)
        return "none";
    struct digester digester;
    digest_begin(&digester);
    digest_add_string(&digester, found);
    return arena_strdup(world->arena, digest_end(&digester).text);
}

static const char *find_answer(struct world *world, const char *question)
{
    if (text_starts_with(question, FILE_QUESTION))
        return answer_file(world, question + strlen(FILE_QUESTION));
    if (text_starts_with(question, HEADER_QUESTION))
        return answer_header(world, question + strlen(HEADER_QUESTION));
    if (text_equal(question, WORDS_QUESTION))
        return world->words;
    return NULL;
}

const char *world_answer(void *context, const char *question)
{
    struct world *world = context;
    size_t index;
    if (path_map_get(&world->known, question, &index))
        return world->answers.items[index];
    const char *answer = find_answer(world, question);
    path_map_set(&world->known, world->arena, arena_strdup(world->arena, question),
                 world->answers.count);
    path_list_add(&world->answers, world->arena, answer);
    return answer;
}
