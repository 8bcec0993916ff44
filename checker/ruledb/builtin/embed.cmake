# cmake -DROOT=rules -DOUTPUT=file.c -P embed.cmake: writes a C file that holds every JSON file below ROOT but the
# schemas and the imported facts, in sorted order, for ruledb/builtin/embedded.h. Bytes are written as numbers, so any content survives.
file(GLOB_RECURSE files LIST_DIRECTORIES false RELATIVE ${ROOT} ${ROOT}/*.json)
list(FILTER files EXCLUDE REGEX "^(schema|import|imported)/")
list(SORT files)

set(arrays "")
set(table "")
set(count 0)
foreach(file IN LISTS files)
  file(READ ${ROOT}/${file} hex HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
  string(REPLACE "0x0a," "0x0a,\n" bytes "${bytes}") # one source line per line
  # The NUL behind the last byte is not counted: parsers want one.
  string(APPEND arrays "static const unsigned char file_${count}[] = {\n${bytes}0x00};\n")
  string(APPEND table "    {\"${file}\", file_${count}, sizeof file_${count} - 1},\n")
  math(EXPR count "${count} + 1")
endforeach()

# The last, empty entry keeps the array from being empty, which C does not allow.
set(content "/* Made by embed.cmake from the JSON files in rules/. */
#include \"ruledb/builtin/embedded.h\"

${arrays}
const struct embedded_file embedded_files[] = {
${table}    {0, 0, 0}};
const size_t embedded_file_count = ${count};
")

set(old "")
if(EXISTS ${OUTPUT})
  file(READ ${OUTPUT} old)
endif()
if(NOT content STREQUAL old)
  file(WRITE ${OUTPUT} "${content}")
endif()
