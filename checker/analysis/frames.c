/* Which body an op, a condition or an event of an expanded function comes from. Only the outermost
 * body counts: its call is what the author of the function wrote. */
#include "analysis/expand.h"
#include "analysis/flow.h"

static const struct frame *outermost(const struct frame *frame)
{
    while (frame != NULL && frame->outer != NULL)
        frame = frame->outer;
    return frame;
}

void flow_init_expanded(struct flow *flow, struct arena *arena, const struct program *program,
                        const struct expansion *expansion, const struct ruledb *rules,
                        const struct summaries *summaries)
{
    flow_init(flow, arena, program, expansion->function, rules, summaries);
    flow->expansion = expansion;
}

const struct frame *flow_frame_of_op(const struct flow *flow, const struct op *op)
{
    return flow->expansion == NULL || op == NULL ? NULL : flow->expansion->ops[op->number];
}

const struct frame *flow_body_of_op(const struct flow *flow, const struct op *op)
{
    return outermost(flow_frame_of_op(flow, op));
}

const struct frame *flow_body_of_condition(const struct flow *flow, unsigned condition)
{
    const struct expansion *expansion = flow->expansion;
    if (expansion == NULL)
        return NULL;
    if (condition > flow->function->condition_count)
        return outermost(expansion->ops[condition - flow->function->condition_count - 1]);
    return condition < expansion->condition_count ? outermost(expansion->conditions[condition])
                                                  : NULL;
}

const struct frame *flow_body_of_event(const struct flow *flow, const struct event *event)
{
    return flow_body_of_op(flow, event->op);
}

bool flow_is_inside_wrapper(const struct flow *flow, const struct event *event, unsigned condition)
{
    const struct frame *body = flow_body_of_condition(flow, condition);
    return body != NULL && body == flow_body_of_event(flow, event);
}

bool flow_is_elsewhere(const struct flow *flow, const struct op *op, const struct event *event)
{
    const struct frame *body = flow_body_of_op(flow, op);
    return body != NULL && body == flow_body_of_event(flow, event);
}
