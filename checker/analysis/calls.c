/* From a callee to its rule. Rules are for the C library's and the kernel's functions: a function
 * whose body is in this program, a member function or one in a namespace is not meant, whatever its
 * name. */
#include "analysis/calls.h"

#include <string.h>

#include "analysis/flow.h"
#include "analysis/mentions.h"
#include "analysis/refine.h"
#include "analysis/summary.h"
#include "base/arena.h"
#include "base/text.h"
#include "program/build.h"

static bool is_library_function(const struct summaries *summaries, const struct callee *callee)
{
    if (callee->kind != CALLEE_FUNCTION || summaries_has_body(summaries, callee))
        return false;
    return callee->is_system || callee->key == NULL ||
           strstr(callee->key, "@N@") == NULL; /* USR of a namespace */
}

/* The name of the system call that a number's macro stands for; NULL when it is none. */
static const char *system_call_name(const struct expr *number)
{
    if (number->kind != EXPR_INT)
        return NULL;
    for (size_t i = 0; i < number->u.constant.name_count; i++) {
        const char *name = number->u.constant.names[i];
        if (text_starts_with(name, "SYS_"))
            return name + strlen("SYS_");
        if (text_starts_with(name, "__NR_"))
            return name + strlen("__NR_");
    }
    return NULL;
}

/* The rule under this name; syscall(SYS_x, ...) is x with the arguments behind the number. What the
 * manual alone says counts only where it is sure that its function is meant: a system header
 * declares it, or it is called by its number. */
static bool find_rule_by_name(struct known_call *known, const struct ruledb *rules,
                              const struct op *op, const char *name)
{
    *known = (struct known_call){.arguments = op->u.call.arguments,
                                 .argument_count = op->u.call.argument_count};
    bool by_number = text_equal(name, "syscall") && known->argument_count > 0;
    if (by_number) {
        name = system_call_name(known->arguments[0]);
        known->arguments++;
        known->argument_count--;
    }
    known->call = name == NULL ? NULL : ruledb_find_call(rules, name);
    if (known->call == NULL && (by_number || op->u.call.callee.is_system))
        known->call = ruledb_find_imported(rules, name, by_number);
    if (known->call == NULL)
        return false;
    known->fails = by_number ? ruledb_failure_by_number(known->call) : known->call->fails;
    return true;
}

static bool find_rule(struct known_call *known, const struct ruledb *rules,
                      const struct summaries *summaries, const struct op *op)
{
    const char *name = op->u.call.callee.name;
    if (!is_library_function(summaries, &op->u.call.callee))
        return false;
    if (find_rule_by_name(known, rules, op, name))
        return true;
    const char *real = ruledb_without_prefix(rules, name);
    return real != NULL && find_rule_by_name(known, rules, op, real);
}

bool calls_can_fail(const struct ruledb *rules, const struct summaries *summaries,
                    const struct op *op)
{
    struct known_call known;
    return find_rule(&known, rules, summaries, op) && known.fails.result != FAILS_NEVER;
}

/* sys_futex() is the program's own way into the kernel, if what it returns is taken that way. */
static bool find_raw_rule(struct known_call *known, const struct flow *flow, const struct op *op)
{
    const char *name = ruledb_without_raw_prefix(flow->rules, op->u.call.callee.name);
    if (name == NULL || !is_library_function(flow->summaries, &op->u.call.callee) ||
        !mentions_negated_result(flow->function, op))
        return false;
    if (!find_rule_by_name(known, flow->rules, op, name) || known->fails.result == FAILS_NEVER)
        return false;
    known->fails.result = FAILS_NEGATIVE;
    known->fails.channel = CHANNEL_NEGATIVE_RESULT;
    return true;
}

enum call_kind calls_classify(struct known_call *known, const struct flow *flow,
                              const struct op *op)
{
    const struct callee *callee = &op->u.call.callee;
    if (find_rule(known, flow->rules, flow->summaries, op))
        return known->fails.result == FAILS_NEVER ? CALL_PRESERVES_ERRNO : CALL_KNOWN;
    if (find_raw_rule(known, flow, op))
        return CALL_KNOWN;
    if (summaries_preserve_errno(flow->summaries, callee))
        return CALL_PRESERVES_ERRNO;
    return callee->is_system && callee->kind == CALLEE_FUNCTION ? CALL_WITHOUT_RULE : CALL_UNKNOWN;
}

/* The names of what the program put into the members of the object (lock.l_type = F_UNLCK). */
static void describe_object(struct rule_argument *argument, const struct flow *flow,
                            const struct disjunct *disjunct, const struct place *object,
                            struct arena *arena)
{
    size_t capacity = 0;
    const char **names = NULL;
    for (unsigned i = 0; object != NULL && i < disjunct->binding_count; i++) {
        const struct value *value = &disjunct->bindings[i].value;
        const struct place *member = flow->function->places[disjunct->bindings[i].place];
        bool is_constant = value->kind == VALUE_CONSTANT && value->expr->kind == EXPR_INT;
        if (!is_constant || !place_is_part(member, object))
            continue;
        for (size_t j = 0; j < value->expr->u.constant.name_count; j++)
            *(const char **)arena_append(arena, &names, &argument->name_count, &capacity,
                                         sizeof *names) = value->expr->u.constant.names[j];
    }
    argument->names = names;
    argument->is_all_named = argument->name_count > 0;
}

static struct rule_argument describe(struct flow *flow, struct disjunct *disjunct,
                                     const struct expr *expr, struct arena *arena)
{
    struct rule_argument argument = {0};
    struct value value = refine_evaluate(flow, disjunct, expr);
    argument.kind = value.object;
    if (value.kind != VALUE_CONSTANT)
        return argument;
    const struct expr *constant = value.expr;
    if (constant->kind == EXPR_INT) {
        argument.has_value = constant->u.constant.has_value;
        argument.value = constant->u.constant.value;
        argument.names = constant->u.constant.names;
        argument.name_count = constant->u.constant.name_count;
        argument.is_all_named = constant->u.constant.is_all_named;
    } else {
        argument.is_object_address = true;
        if (constant->kind == EXPR_ADDRESS)
            describe_object(&argument, flow, disjunct, constant->u.place, arena);
    }
    if (constant->kind == EXPR_STRING) {
        argument.string = constant->u.string.bytes;
        argument.kind = rule_path_kind(flow->rules, argument.string);
    }
    return argument;
}

static struct rule_argument *describe_all(struct flow *flow, struct disjunct *disjunct,
                                          const struct known_call *known, struct arena *arena)
{
    struct rule_argument *arguments =
        arena_alloc(arena, (known->argument_count + 1) * sizeof *arguments);
    for (size_t i = 0; i < known->argument_count; i++)
        /* errno as an argument is no test of it: reading it must not make a stand-in */
        if (known->arguments[i]->kind != EXPR_ERRNO)
            arguments[i] = describe(flow, disjunct, known->arguments[i], arena);
    return arguments;
}

/* A descriptor that is -1 on purpose: the call cannot come as far as the world. */
static bool is_bad_descriptor(const struct rule_call *call, const struct rule_argument *arguments,
                              size_t count)
{
    bool is_negative = call->object >= 0 && (size_t)call->object < count &&
                       arguments[call->object].has_value && arguments[call->object].value < 0;
    for (size_t i = 0; is_negative && i < call->row_count; i++)
        if (call->rows[i].error == id_EBADF && call->rows[i].when == NULL)
            return true; /* not mmap(), to which -1 may mean no descriptor */
    return false;
}

static size_t keep_defects(struct rule_match *matches, size_t count, struct rule_excluded *excluded)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (matches[i].row->class == CLASS_DEFECT)
            matches[kept++] = matches[i];
        else
            errno_set_add(&excluded->by_argument, matches[i].row->error);
    }
    return kept;
}

/* Adds the rows of the event's rule that apply to these arguments. */
static void add_rows(struct flow *flow, struct event *event, const struct rule_argument *arguments,
                     size_t count, struct arena *scratch)
{
    struct rule_match *matches =
        arena_alloc(scratch, (event->call->row_count + 1) * sizeof *matches);
    struct rule_excluded excluded = {0};
    size_t found = rule_match(flow->rules, event->call, arguments, count, matches, &excluded);
    if (is_bad_descriptor(event->call, arguments, count))
        found = keep_defects(matches, found, &excluded);
    event_add_matches(flow, event, matches, found, &excluded);
}

void calls_match(struct flow *flow, struct disjunct *disjunct, struct event *event,
                 const struct known_call *known)
{
    struct arena scratch;
    arena_init(&scratch);
    struct rule_argument *arguments = describe_all(flow, disjunct, known, &scratch);
    event_choose_request(event, known->call,
                         rule_select_request(known->call, arguments, known->argument_count));
    const struct rule_kind *made =
        rule_made_kind(flow->rules, known->call->name, arguments, known->argument_count);
    event->made = event->is_matched && event->made != made ? NULL : made;
    add_rows(flow, event, arguments, known->argument_count, &scratch);
    arena_release(&scratch);
}

struct event *calls_find_written(struct place **place, struct flow *flow, struct disjunct *disjunct,
                                 const struct op *op, const struct known_call *known)
{
    struct arena scratch;
    arena_init(&scratch);
    struct rule_argument *arguments = describe_all(flow, disjunct, known, &scratch);
    size_t index;
    const struct rule_call *written =
        rule_written_error(flow->rules, known->call, arguments, known->argument_count, &index);
    const struct expr *pointer =
        written != NULL && index < known->argument_count ? known->arguments[index] : NULL;
    struct event *event = NULL;
    if (pointer != NULL && pointer->kind == EXPR_ADDRESS && pointer->u.place != NULL) {
        *place = pointer->u.place;
        event = flow_event_of_written(flow, op, written);
        add_rows(flow, event, arguments, known->argument_count < 1 ? 0 : 1, &scratch);
    }
    arena_release(&scratch);
    return event;
}

void calls_mark_arrays(struct flow *flow, struct disjunct *disjunct, const struct known_call *known)
{
    struct arena scratch;
    arena_init(&scratch);
    struct rule_argument *arguments = describe_all(flow, disjunct, known, &scratch);
    for (size_t i = 0; i < known->argument_count; i++) {
        const struct place *place =
            known->arguments[i]->kind == EXPR_ADDRESS ? known->arguments[i]->u.place : NULL;
        if (place == NULL)
            continue;
        struct value value = {.kind = VALUE_UNKNOWN};
        value.object =
            rule_written_kind(flow->rules, known->call->name, arguments, known->argument_count, i);
        const struct place *array = place->array != NULL ? place->array : place;
        if (value.object != NULL)
            flow->binding_overflows += !disjunct_bind(disjunct, flow->arena, array->number, &value);
    }
    arena_release(&scratch);
}
