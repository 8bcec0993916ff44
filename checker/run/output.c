/* One analysis, many reports: each --output gets its own file, stdout gets --format. A report on
 * stdout that is made for a machine's log (github) is followed by the readable one on stderr, since
 * the service shows only part of it. */
#include "run/output.h"

#include <errno.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/error.h"
#include "report/report.h"
#include "run/options.h"
#include "run/session.h"

static bool write_to(FILE *out, enum report_format format, bool color,
                     const struct session *session)
{
    struct arena scratch;
    arena_init(&scratch);
    struct report_options options = {
        .format = format,
        .color = color,
        .list_sites = session->options->list_sites,
        .directory = session->directory,
        .tool_version = ERRNO_LINT_VERSION,
        .rules_version = session->rules_version,
        .shard = session->shard,
    };
    bool ok = report_write(out, &session->findings, &options, &scratch) && fflush(out) == 0;
    arena_release(&scratch);
    return ok;
}

static bool write_file(const struct output *output, const struct session *session,
                       struct error *error)
{
    FILE *file = fopen(output->file, "w");
    if (file == NULL)
        return error_set_errno(error, errno, "--output: %s cannot be written", output->file);
    bool ok = write_to(file, output->format, false, session);
    int number = errno;
    if (fclose(file) != 0) {
        number = errno;
        ok = false;
    }
    return ok || error_set_errno(error, number, "--output: %s cannot be written", output->file);
}

bool output_write(const struct session *session, struct error *error)
{
    const struct options *options = session->options;
    for (size_t i = 0; i < options->output_count; i++) {
        if (!write_file(&options->outputs[i], session, error))
            return false;
    }
    if (options->format == FORMAT_GITHUB && !options->quiet)
        write_to(stderr, FORMAT_TEXT, false, session);
    if (!write_to(stdout, options->format, options->color, session))
        return error_set_errno(error, errno, "the report cannot be written to stdout");
    return true;
}
