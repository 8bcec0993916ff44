/* Operands: what the analysis can know of a value. Part of program/program.h. */
#ifndef ERRNO_LINT_PROGRAM_EXPR_H
#define ERRNO_LINT_PROGRAM_EXPR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "errnos/errnos.h"
#include "program/location.h"

struct op;

enum value_type { TYPE_UNKNOWN, TYPE_VOID, TYPE_BOOL, TYPE_INTEGER, TYPE_POINTER, TYPE_OTHER };

enum place_kind {
    PLACE_LOCAL,     /* automatic or static local, scalar or not */
    PLACE_PARAMETER, /* its value at entry is unknown */
    PLACE_FIELD,     /* a field path of a local or parameter object: "status.error" */
    PLACE_SHARED,    /* a global, or a field behind a pointer or this: any unknown call may change it */
    PLACE_TEMPORARY  /* made by the lowering; assigned on each path to its only reads */
};

/* Something that holds a value and has a name. One struct place per place of a function: compare by pointer. */
struct place {
    enum place_kind kind;
    const char *name; /* "ret", "st.err", "this->fd"; of temporaries "%3" */
    enum value_type type;
    bool escapes;    /* its address is kept somewhere: unknown calls may change it. (f(&x) alone is no escape: the call
                        that gets EXPR_ADDRESS of it may change it, later calls may not) */
    struct place *array; /* of an element with a constant index ("ends[0]"): all of them; else NULL */
    unsigned number; /* index in function.places */
};

enum comparison { COMPARE_EQ, COMPARE_NE, COMPARE_LT, COMPARE_LE, COMPARE_GT, COMPARE_GE };

enum expr_kind {
    EXPR_UNKNOWN, /* nothing is known; text may help a reader */
    EXPR_INT,     /* an integer constant, also NULL, MAP_FAILED and enumerators */
    EXPR_STRING,  /* a string literal's decayed address */
    EXPR_ERRNO,   /* errno is read here */
    EXPR_PLACE,   /* a place is read here */
    EXPR_ADDRESS, /* address of a place, an object or errno; never NULL as a value */
    EXPR_CALL,    /* the result of an op that stands before */
    EXPR_NEGATE,  /* -operand */
    EXPR_NOT,     /* !operand, where it is not control flow */
    EXPR_COMPARE, /* left comparison right */
    EXPR_MASK     /* left & right */
};

struct expr {
    enum expr_kind kind;
    enum value_type type;
    struct origin origin;
    const char *text; /* as written, cut to one line; NULL when not at hand */
    union {
        struct {
            int64_t value;
            bool has_value;           /* false: only names are known */
            const char *const *names; /* macros and enumerators it is made of: O_RDONLY, O_CLOEXEC; in text order */
            size_t name_count;
            bool is_all_named;        /* nothing but names (and zeros) went into it */
            enum errno_id error;      /* it is this errno's constant, spelled through its name; else ERRNO_NONE */
            bool is_negative_error;   /* it is -error */
            const char *spelling;     /* the errno as the author wrote it ("EWOULDBLOCK") */
        } constant;                   /* EXPR_INT */
        struct {
            const char *bytes; /* without escapes resolved beyond the common ones, NUL at the end */
            size_t length;
        } string;
        struct place *place; /* EXPR_PLACE; EXPR_ADDRESS: NULL = some object that is not tracked */
        struct op *call;     /* EXPR_CALL */
        struct {
            enum comparison comparison; /* EXPR_COMPARE */
            struct expr *left, *right;  /* also of EXPR_MASK */
        } pair;
        struct expr *operand; /* EXPR_NEGATE, EXPR_NOT */
    } u;
    bool is_errno_address; /* EXPR_ADDRESS of errno itself */
};

#endif
