/* Our own model of a function: a small control flow graph over calls, assignments and conditions.
 * The frontend builds it (program/build.h), the analysis reads it; it knows nothing of libclang and nothing of rules.
 *
 * What the lowering promises, and program/verify.h checks:
 * - Operands are evaluated before their use: a call inside an expression is an OP_CALL before it, and the expression
 *   holds EXPR_CALL pointing to that op. So expressions themselves have no side effects.
 * - `&&`, `||`, `!` and `?:` around conditions are control flow. A BRANCH tests one leaf. All branches of one full
 *   condition share its number (`condition`). A condition whose value is kept (bool ok = errno == A || errno == B;
 *   f(errno == A)) is control flow too: each side assigns EXPR_INT 1 or 0 to the place, with op.condition set.
 * - Code that was lost (parse error, inline assembly) is an OP_HOLE where it stood.
 * - A call that never returns is the last op of its block, and the block ends in END_NO_RETURN. */
#ifndef ERRNO_LINT_PROGRAM_PROGRAM_H
#define ERRNO_LINT_PROGRAM_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "program/expr.h"
#include "program/location.h"

enum callee_kind {
    CALLEE_FUNCTION,    /* plain or namespace-scope function, also builtins */
    CALLEE_METHOD,      /* member function, static or not; operators as members too */
    CALLEE_CONSTRUCTOR, /* name = class_name */
    CALLEE_DESTRUCTOR,  /* of a local at its scope's end, or of a temporary at the end of its full-expression */
    CALLEE_POINTER,     /* through a pointer, reference or object that is called; name = the variable's or "" */
    CALLEE_UNKNOWN      /* dependent in a template, or unresolved; name as far as it is known */
};

struct callee {
    enum callee_kind kind;
    const char *name;       /* unqualified: "getxattr", "close"; never NULL, may be "" */
    const char *class_name; /* of methods, constructors, destructors: the class's unqualified name; else NULL */
    const char *key;        /* the same for all declarations of one function in the tree (USR); NULL when unknown */
    bool is_no_return;      /* by its declaration */
    bool is_undeclared;     /* nothing says what it takes: its header was not found, or it is declared without parameters */
    bool is_virtual_call;   /* the object decides at run time which method it is */
    bool is_system;         /* declared in a system header, or a builtin */
    enum value_type result; /* type of its value */
};

enum op_kind { OP_CALL, OP_ASSIGN, OP_HOLE };

enum hole_reason {
    HOLE_PARSE_ERROR, /* a diagnostic of severity error lies here */
    HOLE_NO_CHILDREN, /* an expression that libclang shows without its operands */
    HOLE_ASSEMBLY,    /* inline assembly */
    HOLE_UNSUPPORTED  /* a form the lowering does not know, nesting too deep, coroutines */
};

struct op {
    enum op_kind kind;
    struct origin origin;
    unsigned number; /* unique in the function, from 0, in order of creation */
    union {
        struct {
            struct callee callee;
            struct expr **arguments; /* without the object of a member call */
            size_t argument_count;
            bool is_result_used; /* false: an expression statement, or cast to void */
            bool is_implicit;    /* no call in the text: destructors, cleanup attributes */
        } call;
        struct {
            struct place *place;
            struct expr *value;
            unsigned condition; /* the condition that decided this 1 or 0; 0 = a plain assignment */
        } assign;
        enum hole_reason hole;
    } u;
};

enum end_kind {
    END_OPEN,      /* under construction; no finished block has it */
    END_JUMP,      /* to targets[0]; with several targets: to any of them (computed goto, exception handlers) */
    END_BRANCH,    /* subject decides: targets[0] when true (non-zero), targets[1] when false */
    END_SWITCH,    /* on subject: cases, else targets[0] (the default, or what follows the switch) */
    END_RETURN,    /* subject = value returned or NULL */
    END_THROW,     /* a throw that no handler of this function takes; subject = NULL */
    END_NO_RETURN, /* the last op is a call that never returns */
};

struct switch_case {
    int64_t low, high; /* inclusive; equal but for GNU ranges */
    bool is_known;     /* false: the label's value could not be evaluated; low and high mean nothing */
    struct expr *label; /* EXPR_INT with its names (ENOENT), or EXPR_UNKNOWN */
    struct block *target;
};

struct block {
    unsigned number; /* index in function.blocks */
    struct op **ops;
    size_t op_count, op_capacity;
    enum end_kind end;
    struct origin end_origin; /* of the condition's leaf, the switch, return or throw */
    struct expr *subject;
    unsigned condition; /* END_BRANCH and END_SWITCH: number of the full condition, from 1 */
    struct block **targets;
    size_t target_count, target_capacity;
    struct switch_case *cases;
    size_t case_count, case_capacity;
};

struct function {
    const char *name;           /* as a reader would say it: "is_privileged_executable", "ScopedFd::close" */
    const char *key;            /* as callee.key; not NULL */
    struct location at;         /* of its name */
    uint32_t last_line;         /* of its body, in the file of `at` */
    enum value_type result;
    struct place **parameters;  /* unnamed ones too */
    size_t parameter_count, parameter_capacity;
    struct block **blocks;      /* blocks[0] is the entry; unreachable ones are left out */
    size_t block_count, block_capacity;
    struct place **places;
    size_t place_count, place_capacity;
    unsigned op_count;          /* ops have numbers below this */
    unsigned condition_count;   /* conditions have numbers 1 .. condition_count */
    unsigned hole_count;
    bool is_no_return;          /* by its declaration */
};

/* A named file of the program. Location.file is an index into program.files. */
struct program_file {
    const char *path;   /* as shown to the user: relative to where the tool was started */
    const char *place;  /* relative to the root of the project: tells what is test code; NULL = as `path` */
    bool is_of_interest; /* its functions are to be judged; those of other files only answer for their callers */
    bool is_system;
};

/* One translation unit. */
struct program {
    struct arena *arena;
    struct program_file *files;
    size_t file_count, file_capacity;
    struct function **functions;
    size_t function_count, function_capacity;
};

#endif
