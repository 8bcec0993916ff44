/* Declarations that stand in for those of headers that were not found. For the frontend alone. */
#ifndef ERRNO_LINT_FRONTEND_STAND_INS_H
#define ERRNO_LINT_FRONTEND_STAND_INS_H

#include <stdbool.h>
#include <stddef.h>

struct source_file;
struct text;
struct unit;

/* What the parser said about a name that nothing declares. */
enum complaint {
    COMPLAINT_TYPE = 1,       /* unknown type name */
    COMPLAINT_VALUE = 2,      /* use of undeclared identifier */
    COMPLAINT_FUNCTION = 4,   /* call to undeclared function */
    COMPLAINT_INCOMPLETE = 8, /* of a struct without members */
    COMPLAINT_SYNTAX = 16,    /* the parser expected something else where the name stands */
};

/* How a name is used in the text, for each of these how often. */
enum use {
    USE_CALL,           /* NAME( */
    USE_STATEMENT_CALL, /* of these: NAME(argument); */
    USE_CONDITION_CALL, /* of these: NAME(a == b); */
    USE_TYPE,           /* NAME word, NAME *word, (NAME *) */
    USE_ATTRIBUTE,      /* static NAME int f(); int f() NAME; NAME char *p; */
    USE_ATTRIBUTE_CALL, /* the same with arguments: int f() NAME(1, 2); */
    USE_TYPE_CALL,      /* NAME(type) variable = ... */
    USE_TOP_CALL,       /* NAME(...) outside of functions, no definition */
    USE_STRING,         /* beside a string literal */
    USE_STATEMENT,      /* NAME; */
    USE_LABEL,          /* case NAME: */
    USE_DECLARED,       /* type NAME, type *NAME */
    USE_ARROW,          /* NAME-> */
    USE_DOT,            /* NAME. */
    USE_INDEX,          /* NAME[ */
    USE_POINTER_MEMBER, /* of a type: a variable declared NAME *v is used as v-> */
    USE_VALUE_MEMBER,   /* of a type: a variable declared NAME v is used as v. */
    USE_COUNT
};

struct unknown_name {
    const char *name;
    unsigned complaints; /* enum complaint */
    unsigned uses[USE_COUNT];
};

struct unknown_names {
    struct unknown_name **slots; /* hash table by name */
    size_t count, capacity;
};

/* Takes an error message about a place in a file into account. */
void stand_ins_note(struct unit *unit, const char *message, const struct source_file *file,
                    size_t offset);

/* Whether the message is about an undeclared function whose call can stand as it is, as that of a
 * function of which nothing is known: not what may be a macro that decides where control goes. */
bool stand_ins_is_plain_call(struct unit *unit, const char *message, const struct source_file *file,
                             size_t offset);

/* Writes a prelude that declares what can be stood in for without stating anything about it: a
 * stand-in is an unknown value, a type of no meaning, or nothing; but NORETURN says
 * that a function does not. Returns the number of names. */
size_t stand_ins_write(struct text *prelude, struct unit *unit);

/* stand_in_uses.c: counts the uses of the unknown names in the project's files with errors, and
 * collects the names of members into `members` ("int a; int b; "). */
void stand_ins_count_uses(struct unit *unit, struct text *members);

/* The entry of a name; NULL where there is none. */
struct unknown_name *unknown_names_find(const struct unknown_names *names, const char *name,
                                        size_t length);

#endif
