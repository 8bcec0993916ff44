/* Lowering of one function: the state that its parts share, and what each part offers the others.
 * For the files lower_*.c and unit.c alone.
 *
 * There is always a current block. Behind a return or a jump it is a fresh block that nothing leads
 * to; a label may make it reachable again, and function_finish() drops it otherwise. */
#ifndef ERRNO_LINT_FRONTEND_LOWER_H
#define ERRNO_LINT_FRONTEND_LOWER_H

#include <clang-c/Index.h>
#include <stdbool.h>
#include <stddef.h>

#include "frontend/cursor.h"
#include "frontend/unit.h"
#include "program/build.h"

/* Statements and expressions may nest this deep; what lies deeper is a hole. stack.c gives the
 * lowering a stack for it. */
enum { DEEPEST_NESTING = 12000 };

/* A place by what the source calls it: a variable's declaration, or a member of another place. */
struct named_place {
    CXCursor declaration; /* of variables */
    unsigned hash;
    struct place *base; /* of members; NULL = this */
    const char *member; /* NULL for variables */
    struct place *place;
};

/* Assignments of unknown values that go in behind another op once the function is complete. */
struct clobber {
    struct block *block;
    const struct op *behind; /* NULL = at the block's start */
    struct place
        *place;    /* its members change; of a blind write, the place that is known to be meant */
    bool is_blind; /* a write through a pointer: whatever has its address kept may change */
    bool is_zero;  /* its members become zero */
};

/* Something that runs when a scope is left: a destructor or a cleanup function. */
struct cleanup {
    struct callee callee;
    struct place *object;
    struct origin origin; /* of the variable */
};

struct scope {
    struct scope *outer;
    struct cleanup *cleanups;
    size_t count, capacity;
    struct extent extent; /* of the compound statement, to tell whether a label lies in it */
};

/* A temporary object whose destructor runs at the end of the full-expression. */
struct temporary {
    const struct callee *destructor;
    const struct op *made_by; /* NULL: nobody wrote the constructor */
    const struct expr *value; /* what stands for the object then */
    struct origin origin;
};

/* A variable that is errno under another name: `int &e = errno`, or a pointer that is never
 * anything but `&errno` and only ever followed. */
struct errno_name {
    CXCursor declaration;
    bool is_pointer;
};

/* What `case` belongs to. */
struct switch_frame {
    struct switch_frame *outer;
    struct block *head;
    struct block *otherwise; /* NULL until a default label is seen */
};

/* What `break` and `continue` leave. */
struct jump_frame {
    struct jump_frame *outer;
    struct block *break_to, *continue_to; /* continue_to is NULL for switch */
    struct scope *scope;                  /* scopes inside of it are left */
};

struct try_frame {
    struct try_frame *outer;
    struct block **handlers;
    size_t count;
    struct scope *scope;
};

struct label {
    CXSourceLocation location;
    struct block *block;
    bool has_address;
};

struct lowering {
    struct unit *unit;
    struct program *program;
    struct function *function;
    const char *name;
    struct block *block;
    struct source_file *file; /* of the body; errors elsewhere are not looked at */
    struct named_place *places;
    size_t place_count, place_capacity;
    struct clobber *clobbers;
    size_t clobber_count, clobber_capacity;
    struct temporary *temporaries;
    size_t temporary_count, temporary_capacity;
    struct scope *scope;
    struct switch_frame *switches;
    struct jump_frame *jumps;
    struct try_frame *tries;
    struct label *labels;
    size_t label_count, label_capacity;
    struct block **computed_jumps, **assembly_jumps;
    size_t computed_count, computed_capacity, assembly_count, assembly_capacity;
    CXCursor cursor; /* the function */
    struct errno_name *errno_names;
    size_t errno_name_count, errno_name_capacity;
    bool keeps_errno_address;
    struct place *errno_place; /* errno as the destination of assignments */
    unsigned depth, name_count;
};

/* lower_function.c: where a function's name stands, and the last line of its body. */
struct function_span {
    struct location at;
    uint32_t last_line;
};
struct function_span lower_function_span(struct unit *unit, CXCursor cursor);

/* lower_function.c: a function definition, or a lambda. `outer` names what it stands in, NULL at
 * the top. */
void lower_function(struct unit *unit, CXCursor cursor, const char *outer);
/* The initialiser of a variable outside of functions: only the lambdas in it are of interest. */
void lower_find_lambdas(struct unit *unit, CXCursor cursor, const char *outer);

/* lower_block.c: blocks and ops at the current place. */
struct block *lower_new_block(struct lowering *lower);
void lower_jump(struct lowering *lower, struct block *target); /* goes on in an unreachable block */
void lower_enter(struct lowering *lower, struct block *target); /* jumps there and goes on there */
void lower_hole(struct lowering *lower, enum hole_reason reason, CXCursor cursor);
struct op *lower_add_call(struct lowering *lower, const struct callee *callee,
                          struct expr **arguments, size_t count, struct origin origin);
void lower_assign(struct lowering *lower, struct place *place, struct expr *value,
                  struct origin origin);
void lower_decide(struct lowering *lower, struct place *place, bool value, unsigned condition,
                  struct origin origin);
bool lower_descend(struct lowering *lower, CXCursor cursor); /* false: too deep, it is a hole now */
void lower_ascend(struct lowering *lower);
/* Whether there are parse errors in [from, to) that no hole stands for yet; from now on the
 * caller's does. */
bool lower_take_errors(struct lowering *lower, size_t from, size_t to);
/* Makes those between the start of a statement and the start of its body a hole, before anything of
 * its head. */
void lower_head_errors(struct lowering *lower, CXCursor cursor, CXCursor body);
struct block *lower_label(struct lowering *lower, CXCursor declaration, bool takes_address);
/* After the last statement: computed jumps, clobbered members, empty blocks. */
void lower_complete(struct lowering *lower);

/* The member of a pointer that stands for what it points to: p[0], which *p is too. */
#define POINTER_TARGET "[0]"

/* lower_place.c */
struct place *lower_add_variable(struct lowering *lower, CXCursor declaration,
                                 enum place_kind kind);
struct place *lower_temporary(struct lowering *lower, enum value_type type);
/* The place an lvalue names; NULL for p[i], *p and the like. No ops. */
struct place *lower_place(struct lowering *lower, CXCursor lvalue);
/* The operands of p[i] without the element: the array of a[i] where it is a place, else NULL. */
struct place *lower_subscript(struct lowering *lower, CXCursor cursor);
bool lower_is_array(CXCursor cursor);
/* The innermost place that an lvalue without a place of its own is a part of: the array of a[i]. */
struct place *lower_container(struct lowering *lower, CXCursor lvalue);
/* A member of an object, NULL = `this`. `member` comes with what connects it: ".x", "->x". */
struct place *lower_member(struct lowering *lower, struct place *object, const char *member,
                           CXType type);
struct place *lower_element(struct lowering *lower, struct place *array, int64_t index,
                            CXType type);
/* Whether the part is the whole itself, or lies inside of it or behind it. */
bool lower_is_part(const struct lowering *lower, const struct place *part,
                   const struct place *whole);
/* The place's address is kept; an element's leads to all of its array. */
void lower_escape(struct place *place);
/* Members of the place become unknown, or zero, behind the last op. */
void lower_clobber_members(struct lowering *lower, struct place *base);
void lower_zero_members(struct lowering *lower, struct place *base);
/* Everything that has its address kept becomes unknown, but the place (NULL = none). */
void lower_clobber_kept(struct lowering *lower, struct place *place);
/* The lambda's captures by reference escape. */
void lower_captures(struct lowering *lower, CXCursor lambda);

/* lower_errno.c */
struct place *lower_errno_place(struct lowering *lower);
bool lower_is_errno(struct lowering *lower, CXCursor stripped);
/* Whether the variable is another name of errno; from now on it is known as one. */
bool lower_takes_errno_name(struct lowering *lower, CXCursor variable, CXCursor initialiser);

/* lower_expression.c */
struct expr *lower_expression(struct lowering *lower, CXCursor cursor);
void lower_effect(struct lowering *lower, CXCursor cursor);   /* the value is not used */
void lower_operands(struct lowering *lower, CXCursor cursor); /* the effects of all operands */
struct expr *lower_unknown(struct lowering *lower, CXCursor cursor);
/* An initialiser or argument: an object made in it is not a temporary of the full-expression. */
struct expr *lower_initialiser(struct lowering *lower, CXCursor cursor);
/* The value goes into the place, on each path where it is made by control flow. */
void lower_into(struct lowering *lower, struct place *place, CXCursor cursor, struct origin origin);

/* lower_list.c: { 1, 2 } and (struct s){ .x = 1 }. False where it is no list of an object's parts.
 */
bool lower_find_list(struct lowering *lower, CXCursor stripped, CXCursor *list);
void lower_list_into(struct lowering *lower, struct place *place, CXCursor stripped, CXCursor list,
                     struct origin origin);

/* lower_operator.c */
struct expr *lower_unary(struct lowering *lower, CXCursor cursor);
struct expr *lower_binary(struct lowering *lower, CXCursor cursor);
struct expr *lower_compound_assignment(struct lowering *lower, CXCursor cursor);

/* lower_condition.c: each ends the current block; returns the condition's number. */
unsigned lower_condition(struct lowering *lower, CXCursor cursor, struct block *yes,
                         struct block *no);
void lower_test(struct lowering *lower, struct expr *value, struct block *yes, struct block *no,
                struct origin origin);
/* It may go either way; the cursor is what would say which. */
void lower_either(struct lowering *lower, struct block *yes, struct block *no, CXCursor cursor);
/* Whether the value is decided by control flow: && and ||, comparisons about errno or calls. */
bool lower_is_kept_condition(struct lowering *lower, CXCursor stripped);
/* Whether the value is 1 or 0: a comparison, !x, a bool, or such values joined by | and &. */
bool lower_is_truth(struct lowering *lower, CXCursor cursor);
bool lower_comparison(CXCursor cursor, enum comparison *comparison);
bool lower_unwrap_expect(CXCursor *stripped); /* __builtin_expect(x, 1) */

/* lower_disabled.c: assertions that this build leaves out. */
/* `(void)sizeof(condition)` and the like as a whole statement; false where it is none, and has to
 * be lowered as what it is. */
bool lower_disabled_assertion(struct lowering *lower, CXCursor statement);
/* The condition of a loop that is never taken: while (0 && (condition)). */
bool lower_disabled_condition(struct lowering *lower, CXCursor condition);
/* Whether a macro gave a condition this constant value to cut off a part of its own that names
 * errnos. */
bool lower_is_cut_off(struct lowering *lower, CXCursor constant, bool value, CXCursor cut_off);

/* lower_choice.c */
bool lower_is_choice(struct lowering *lower, CXCursor stripped); /* a ? b : c, a ?: c */
/* Its operands: condition, middle, last; or the GNU form's four, the condition first. */
bool lower_read_choice(struct lowering *lower, CXCursor stripped, struct cursors *operands);
void lower_choice_into(struct lowering *lower, struct place *place, CXCursor stripped,
                       struct origin origin);
void lower_choice_effect(struct lowering *lower, CXCursor stripped);

/* lower_callee.c: who is called. */
struct call {
    CXCursor cursor;
    const struct callee_entry *entry; /* NULL when it is not resolved */
    struct callee callee;
    CXCursor expression; /* what is called, in `expression(...)`; null in constructor and operator
                            calls */
    struct expr **arguments;
    size_t count;
};
void lower_find_callee(struct lowering *lower, struct call *call, CXCursor cursor);
void lower_callee(struct lowering *lower,
                  const struct call *call); /* the effects of the expression */

/* lower_error_code.c: what a call makes, asks or compares of the library's error objects, as a
 * number; NULL for all other calls. */
struct expr *lower_error_code(struct lowering *lower, const struct call *call);
bool lower_is_error_comparison(struct lowering *lower, CXCursor call);

/* lower_decomposed.c: the condition that an assertion takes apart by overloaded operators; NULL for
 * all other calls. */
struct expr *lower_decomposed(struct lowering *lower, const struct call *call);
/* Whether it is the comparison of such a condition. */
bool lower_is_decomposed(struct lowering *lower, CXCursor stripped);

/* lower_call.c */
struct expr *lower_call(struct lowering *lower, CXCursor cursor, bool is_used);
struct expr *lower_new(struct lowering *lower, CXCursor cursor);
struct expr *lower_delete(struct lowering *lower, CXCursor cursor);

/* lower_scope.c */
void lower_open_scope(struct lowering *lower, struct scope *scope, CXCursor cursor);
void lower_close_scope(struct lowering *lower);
void lower_leave_scopes(struct lowering *lower, const struct scope *until);
bool lower_has_cleanups(const struct lowering *lower, const struct scope *until);
void lower_add_cleanups(struct lowering *lower, CXCursor variable, struct place *place);
/* The destructors of temporaries beyond the first `mark` ones. */
void lower_end_temporaries(struct lowering *lower, size_t mark);
void lower_forget_temporaries(struct lowering *lower, size_t mark);
void lower_emit_temporaries(struct lowering *lower, size_t first, size_t last);

/* lower_statement.c */
void lower_statement(struct lowering *lower, CXCursor cursor);
void lower_statements(struct lowering *lower, CXCursor compound); /* without a scope */
void lower_full_expression(struct lowering *lower, CXCursor cursor);
/* Lowers the body of a statement expression and returns the value of its last statement. */
struct expr *lower_statement_expression(struct lowering *lower, CXCursor cursor);

/* lower_declaration.c */
void lower_declaration(struct lowering *lower, CXCursor cursor);
void lower_variable(struct lowering *lower, CXCursor variable);

/* lower_if.c */
void lower_if(struct lowering *lower, CXCursor cursor);
/* The head of the statement in the source text, and whether a child is there and of the kind. */
struct head lower_read_head(struct lowering *lower, CXCursor cursor);
bool lower_is_child(struct cursors children, size_t index, enum CXCursorKind kind);

/* lower_loop.c, lower_switch.c, lower_jump.c */
void lower_for(struct lowering *lower, CXCursor cursor);
void lower_while(struct lowering *lower, CXCursor cursor);
void lower_do(struct lowering *lower, CXCursor cursor);
void lower_range_for(struct lowering *lower, CXCursor cursor);
void lower_switch(struct lowering *lower, CXCursor cursor);
void lower_case(struct lowering *lower, CXCursor cursor);
void lower_lost_case(struct lowering *lower); /* a case label is missing here */
void lower_goto(struct lowering *lower, CXCursor cursor);
void lower_computed_goto(struct lowering *lower, CXCursor cursor);
void lower_labelled(struct lowering *lower, CXCursor cursor);
void lower_return(struct lowering *lower, CXCursor cursor);
void lower_throw(struct lowering *lower, CXCursor cursor);
void lower_try(struct lowering *lower, CXCursor cursor);
void lower_assembly(struct lowering *lower, CXCursor cursor);

#endif
