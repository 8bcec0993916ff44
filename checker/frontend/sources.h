/* The files of a translation unit and places in them. For the frontend alone. */
#ifndef ERRNO_LINT_FRONTEND_SOURCES_H
#define ERRNO_LINT_FRONTEND_SOURCES_H

#include <clang-c/Index.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "frontend/scan.h"
#include "program/location.h"

struct unit;

/* Where a diagnostic of severity error lies. */
struct error_mark {
    size_t offset;
    bool is_used; /* a hole stands for it already (in the function at work) */
};

struct source_file {
    CXFile handle;
    const char *path; /* absolute, clean */
    bool is_of_interest;
    bool is_of_project; /* or of interest */
    bool is_numbered;   /* `number` is valid: the program knows the file */
    uint32_t number;    /* index in program.files */
    bool is_read;
    struct source_text text;
    size_t *lines; /* offset of each line's start; NULL until a line is asked for */
    size_t line_count, line_capacity;
    struct error_mark *errors; /* by offset */
    size_t error_count, error_capacity;
};

/* A point of the text; file is NULL when it lies in no file (pasted tokens, the command line). */
struct position {
    struct source_file *file;
    size_t offset;
};

/* The three places a location stands for; all the same outside of macros. */
struct positions {
    struct position at;      /* in the user's text */
    struct position spelled; /* where the token is written, maybe in a #define */
    struct position outer;   /* the outermost macro use */
};

/* Many nodes of the tree start at the same location, and origins take some text reading. */
struct known_location {
    bool is_valid, has_origin;
    CXSourceLocation location;
    struct positions positions;
    struct origin origin;
};

enum { SOURCE_CACHE = 256, LOCATION_CACHE = 512 };

struct sources {
    struct source_file **files;
    size_t count, capacity;
    struct {
        CXFile handle;
        struct source_file *file;
    } cache[SOURCE_CACHE];                           /* by the handle's address */
    struct known_location locations[LOCATION_CACHE]; /* by libclang's number of the location */
};

/* The file behind a handle; NULL for a null handle. */
struct source_file *sources_find(struct unit *unit, CXFile handle);

/* The file's text, read on the first call. */
struct source_text source_text(struct unit *unit, struct source_file *file);

struct positions positions_of(struct unit *unit, CXSourceLocation location);

/* The entry with the location's positions; valid until the next location is looked up. */
struct known_location *sources_locate(struct unit *unit, CXSourceLocation location);

/* One of the three; for locations that are asked for once. */
struct position position_of_file(struct unit *unit, CXSourceLocation location);
struct position position_of_expansion(struct unit *unit, CXSourceLocation location);

/* The model's form of a position; the file gets its number in the program. */
struct location position_location(struct unit *unit, struct position position);

/* Line and column from 1; 0 where the text is not at hand. */
unsigned position_line(struct unit *unit, struct position position, unsigned *column);

bool position_equal(struct position a, struct position b);

/* The identifier that stands at the position. */
struct name position_identifier(struct unit *unit, struct position position);

/* The macro in whose #define the position lies. */
struct define position_define(struct unit *unit, struct position position);

/* Where what starts at the location comes from. */
struct origin origin_of_location(struct unit *unit, CXSourceLocation location);
struct origin origin_of(struct unit *unit, CXCursor cursor);

/* Position of the cursor's first token as it is spelled: inside a #define where a macro made it. */
struct position position_of_keyword(struct unit *unit, CXCursor cursor);

/* Offsets of the cursor's text in the file of its start, by file location. The end is not exact
 * inside of macros. */
struct extent {
    struct source_file *file;
    size_t start, end;
};
struct extent extent_of(struct unit *unit, CXCursor cursor);

/* The cursor's text, on a short line; NULL when macros take part in it. */
const char *text_of(struct unit *unit, CXCursor cursor);

#endif
