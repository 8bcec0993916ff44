/* One function under analysis: its events, sinks and what its conditions decide. Inside analysis/
 * only. The solver (solve.h) fills it; judge.h reads it afterwards. */
#ifndef ERRNO_LINT_ANALYSIS_FLOW_H
#define ERRNO_LINT_ANALYSIS_FLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "analysis/domain.h"
#include "program/program.h"
#include "ruledb/match.h"
#include "ruledb/ruledb.h"

struct deciding;  /* analysis/ways.h */
struct expansion; /* analysis/expand.h */
struct frame;
struct summaries; /* analysis/summary.h */

/* A test that recognised or refused an errno of an event. */
struct errno_test {
    struct origin origin;
    struct errno_set errors;
    unsigned condition;
    bool can_hold;        /* on some way the error can be one of these */
    bool is_contradicted; /* on some way it cannot, because the same condition has named another one
                           */
};

/* The error of a call is looked for where this call does not put it. */
struct channel_error {
    uint32_t event;
    struct origin origin; /* of the comparison */
    enum errno_id error;
    bool is_negative; /* the result is compared with -error */
    bool is_in_errno; /* errno is compared, but the call returns its error */
    bool has_failed;  /* on some way the call is known to have failed */
    unsigned condition;
};

/* A comparison with an errno to which another way brings a value that can be it: what a wrapper
 * returns is a descriptor on one way and the negated error on another. */
struct useful_comparison {
    struct location at;
    enum errno_id error;
};

/* A test that tells whether a result is negative. */
struct sign_test {
    struct origin origin;
    uint32_t event; /* a call that returns its error number; NO_EVENT = none came here so far */
    bool is_useful; /* something else, which can be negative, is tested here too */
};

/* errno is tested where it may not be the call's any more. */
struct stale_test {
    uint32_t event;
    struct origin origin;
    unsigned condition;
    uint32_t lost; /* 1 + number of the op that may have overwritten it; 0 = the call has succeeded
                      here */
    bool is_fresh; /* on another way it is the call's */
};

/* What became of an event on the ways that do not end in one particular sink. */
struct event_end {
    uint32_t sink;          /* index in flow.sinks; NO_SINK = elsewhere */
    bool is_retry;          /* the call was reached again */
    bool has_failed;        /* a failed disjunct came here */
    bool may_succeed;       /* one in which it has not failed did */
    struct errno_set named; /* what was recognised on the way */
    struct errno_set left;  /* what the error could still be where it had failed */
};

enum { NO_SINK = UINT32_MAX };

struct event {
    uint32_t id;
    const struct op *op;          /* NULL: not a call */
    const struct rule_call *call; /* NULL: no rule */
    enum reason blindness;        /* why nothing is known; REASON_NONE with a rule */
    const char *name;             /* of the call; "" when unknown */
    struct rule_failure fails;    /* as the call is made here; without a rule: errno is set */
    struct rule_match *matches; /* rows that apply, over all ways to the call, likeliest reading */
    size_t match_count;
    struct rule_excluded excluded; /* only what every way excludes */
    size_t match_capacity;
    bool is_cut_off;              /* on some way code was lost after it */
    bool is_matched;              /* matches and excluded are set */
    bool is_told_apart;           /* some test of its result tells failures from successes */
    const struct rule_kind *made; /* kind of the object its result refers to; NULL = unknown */
    struct errno_test *tests;
    size_t test_count, test_capacity;
    struct stale_test *stale_tests;
    size_t stale_test_count, stale_test_capacity;
    struct event_end *ends;
    size_t end_count, end_capacity;
};

/* An event in a disjunct that enters a sink. The sets are those of the disjuncts in which it has
 * failed. */
struct sink_entry {
    uint32_t event;
    struct errno_set left, named, refused;
    uint32_t spoiled;
    bool is_assumed;
    bool has_failed; /* in some disjunct; else its result says neither (assert(n == size)) */
};

/* A place where the program gives up: a call that never returns, an assertion that takes its
 * condition, a throw. */
struct sink {
    const struct op *op; /* NULL: the throw at the end of `block` */
    const struct block *block;
    const struct rule_assertion *assertion; /* NULL: found by shape */
    unsigned condition; /* of the argument that it takes; 0 = the branches that lead here decide */
    enum sink_kind kind;
    const char *name; /* as the author calls it: macro or function */
    struct sink_entry *entries;
    size_t entry_count, entry_capacity;
};

/* A full condition and the events it told apart. */
struct condition_note {
    uint32_t *events;
    size_t event_count, event_capacity;
    unsigned *sources; /* conditions whose kept outcome it tests */
    size_t source_count, source_capacity;
    bool names_errno;     /* one of its tests names an errno */
    struct origin origin; /* of the first such test */
    struct location
        name_at; /* where the text has the errno's name; in a macro's body: at the macro's use */
};

/* The conditions under which a place is assigned constants. */
struct kept_conditions {
    unsigned *conditions;
    size_t count, capacity;
};

struct flow {
    const struct program *program;
    const struct function *function;
    const struct ruledb *rules;
    const struct summaries *summaries;
    const struct expansion *expansion; /* NULL: the function stands as it was written */
    struct arena *arena;               /* lives as long as the function's analysis */
    struct event **events;             /* by event id; NULL where there is none (yet) */
    uint32_t event_limit;
    struct sink *sinks;
    size_t sink_count, sink_capacity;
    uint32_t *sink_slots; /* 1 + index of the sink by op number, then by block number */
    struct condition_note
        *conditions;   /* by condition number, then by flow_condition_of_op; [0] is unused */
    bool *is_decisive; /* by place number, for the join */
    struct channel_error *channel_errors;
    size_t channel_error_count, channel_error_capacity;
    struct useful_comparison *useful_comparisons;
    size_t useful_comparison_count, useful_comparison_capacity;
    struct sign_test *sign_tests;
    size_t sign_test_count, sign_test_capacity;
    struct kept_conditions *kept_by; /* by place number */
    const struct deciding *deciding; /* by block number: see ways.h */
    bool *is_visited;                /* by block number */
    unsigned fact_overflows;         /* how often MAX_FACTS was not enough */
    unsigned binding_overflows;      /* how often MAX_BINDINGS was not enough */
    const unsigned *controls; /* by block number: the condition that alone decides whether it is
                                 reached; 0 = none */
};

void flow_init(struct flow *flow, struct arena *arena, const struct program *program,
               const struct function *function, const struct ruledb *rules,
               const struct summaries *summaries);

/* Makes the flow that of the expanded function. Before anything is added to it. */
void flow_init_expanded(struct flow *flow, struct arena *arena, const struct program *program,
                        const struct expansion *expansion, const struct ruledb *rules,
                        const struct summaries *summaries);

/* The body in the place of one of the function's own calls that an op or condition comes from;
 * NULL: it is the function's own. */
const struct frame *flow_body_of_op(const struct flow *flow, const struct op *op);
const struct frame *flow_body_of_condition(const struct flow *flow, unsigned condition);
const struct frame *flow_body_of_event(const struct flow *flow, const struct event *event);

/* The innermost body that the op comes from, inside that one or it itself. */
const struct frame *flow_frame_of_op(const struct flow *flow, const struct op *op);

/* The condition is a wrapper's that sees the error of a call inside it: what it handles is handled,
 * but says nothing of what the function that calls the wrapper has in mind. */
bool flow_is_inside_wrapper(const struct flow *flow, const struct event *event, unsigned condition);

/* Op and event are in the same body: what one says about the other is judged where that function
 * is.
 */
bool flow_is_elsewhere(const struct flow *flow, const struct op *op, const struct event *event);

/* Stand-ins for origins that are no call: a value of a place that nothing is known of, errno for a
 * reason. */
uint32_t flow_event_of_place(struct flow *flow, const struct place *place);
uint32_t flow_event_of_reason(struct flow *flow, enum reason reason);

/* The event of a call; made on the first visit. */
struct event *flow_event_of_call(struct flow *flow, const struct op *op,
                                 const struct rule_call *call, enum reason blindness,
                                 const char *name);

/* The event of an error that the call stores through a pointer. */
struct event *flow_event_of_written(struct flow *flow, const struct op *op,
                                    const struct rule_call *written);

/* A way to the call chooses this request of it. Ways that choose different ones: the union of all
 * requests counts. */
void event_choose_request(struct event *event, const struct rule_call *whole,
                          const struct rule_call *request);

/* Adds the rows that apply on one way to the call to those of other ways. */
void event_add_matches(struct flow *flow, struct event *event, const struct rule_match *matches,
                       size_t count, const struct rule_excluded *excluded);

/* The event's record of this test; made where it is new. */
struct errno_test *event_add_test(struct flow *flow, uint32_t event, const struct origin *origin,
                                  unsigned condition, const struct errno_set *errors);

/* errno was tested for this event: stale (for a success, or an op that may have overwritten it) or
 * fresh. */
void flow_add_stale_test(struct flow *flow, const struct stale_test *test);

void flow_add_channel_error(struct flow *flow, const struct channel_error *error);

/* What is compared there with the error can be it. */
void flow_add_useful_comparison(struct flow *flow, const struct origin *origin,
                                enum errno_id error);
bool flow_is_useful_comparison(const struct flow *flow, const struct origin *origin,
                               enum errno_id error);

/* It is tested there whether this event's result is negative; NO_EVENT: whether something is that
 * can be. */
void flow_add_sign_test(struct flow *flow, const struct origin *origin, uint32_t event);

/* The fact's event ends here: at a sink, at a retry, or (NO_SINK, false) elsewhere. */
void flow_add_end(struct flow *flow, const struct fact *fact, uint32_t sink, bool is_retry);

/* Ends every fact of the disjunct, as at a return. */
void flow_end_all(struct flow *flow, const struct disjunct *disjunct, uint32_t sink);

/* The op with this number, NULL where it was left out as unreachable. */
const struct op *flow_find_op(const struct flow *flow, uint32_t number);

/* The place is assigned a constant under this condition. */
void flow_keep_condition(struct flow *flow, const struct place *place, unsigned condition);

/* The place is assigned what another one holds: it holds the outcome of the same conditions. */
void flow_keep_conditions_of(struct flow *flow, const struct place *place,
                             const struct place *from);

/* The number under which an assertion that takes its condition as an argument is noted. */
unsigned flow_condition_of_op(const struct flow *flow, const struct op *op);

/* The condition tells states of this event apart. */
void flow_note_condition(struct flow *flow, unsigned condition, uint32_t event);
/* `condition` tests what `source` left in a place; whether it does, itself included. */
void flow_add_source(struct flow *flow, unsigned condition, unsigned source);
bool flow_comes_from(const struct flow *flow, unsigned condition, unsigned source);

bool flow_condition_decides(const struct flow *flow, unsigned condition, uint32_t event);

#endif
