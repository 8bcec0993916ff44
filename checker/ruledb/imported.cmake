# cmake -DROOT=rules -DOUTPUT=file.c -P imported.cmake: writes the manual's facts in ROOT/imported as constant tables
# for ruledb/imported.h. They are several times as many as the curated rows, and most runs need a handful of them: as
# constants they cost nothing when the program starts.
cmake_minimum_required(VERSION 3.25)

# The class of an errno, and how likely a row of a tier is.
file(READ ${ROOT}/errnos.json errnos)
file(READ ${ROOT}/imported/tiers.json tiers)
string(JSON errnos GET ${errnos} errnos)
string(JSON tiers GET ${tiers} tiers)
string(JSON exotic GET ${tiers} listed exotic)
string(REGEX MATCHALL "E[A-Z0-9]+" exotic "${exotic}")

# ITEMS = the strings of the JSON array, or nothing where the object has no such member.
function(read_array items object)
  string(JSON array ERROR_VARIABLE error GET "${object}" ${ARGN})
  if(error)
    set(array "")
  endif()
  string(REGEX MATCHALL "\"[^\"]+\"" found "${array}")
  string(REPLACE "\"" "" found "${found}")
  set(${items} ${found} PARENT_SCOPE)
endfunction()

# NAME = the constant array of these sources, written once.
function(name_sources name)
  string(JOIN "\", \"" list ${ARGN})
  string(MD5 hash "${list}")
  set(${name} sources_${hash} PARENT_SCOPE)
  if(NOT DEFINED written_${hash})
    set(written_${hash} TRUE PARENT_SCOPE)
    set(sources "${sources}static const char *const sources_${hash}[] = {\"${list}\"};\n" PARENT_SCOPE)
  endif()
endfunction()

# VALUE = the enumerator of the likelihood. A request that is not looked at makes every row unlikely, as does a defect.
function(choose_likelihood value errno class tier has_request)
  string(JSON likelihood GET ${tiers} ${tier} likelihood)
  if(tier STREQUAL "listed" AND (has_request OR class STREQUAL "defect" OR errno IN_LIST exotic))
    set(likelihood exotic)
  endif()
  string(TOUPPER LIKELIHOOD_${likelihood} likelihood)
  set(${value} ${likelihood} PARENT_SCOPE)
endfunction()

# Sets `call` to the initialiser of a call, and adds to `sources` and `rows`.
macro(write_call name object version)
  set(facts "") # "ERRNO,tier,page": the comma sorts before whatever a longer name has there
  foreach(tier doubtful historical listed prose)
    read_array(items "${object}" ${tier})
    list(TRANSFORM items APPEND ",${tier},")
    list(APPEND facts ${items})
  endforeach()
  string(JSON bases ERROR_VARIABLE error LENGTH "${object}" inherited)
  if(NOT error)
    math(EXPR last "${bases} - 1")
    foreach(base RANGE ${last})
      string(JSON page MEMBER "${object}" inherited ${base})
      read_array(items "${object}" inherited ${page})
      list(TRANSFORM items APPEND ",inherited,${page}")
      list(APPEND facts ${items})
    endforeach()
  endif()
  list(SORT facts)
  string(JSON home GET "${object}" page)
  string(JSON has_request ERROR_VARIABLE error GET "${object}" request)
  string(APPEND rows "static const struct rule_row rows_${name}[] = {\n")
  foreach(fact IN LISTS facts)
    string(REGEX MATCH "^([^,]+),([^,]+),(.*)$" fact "${fact}")
    set(errno ${CMAKE_MATCH_1})
    set(tier ${CMAKE_MATCH_2})
    if(tier STREQUAL "inherited")
      name_sources(array "man:${home}@${version}" "man:${CMAKE_MATCH_3}@${version}")
    else()
      name_sources(array "man:${home}@${version}")
    endif()
    string(JSON class GET ${errnos} ${errno} class)
    choose_likelihood(likelihood ${errno} ${class} ${tier} "${has_request}")
    string(TOUPPER ${class} class)
    string(TOUPPER ${tier} tier)
    string(APPEND rows "    ROW(${errno}, CLASS_${class}, ${likelihood}, TIER_${tier}, ${array}),\n")
  endforeach()
  string(APPEND rows "};\n")
  string(JSON fails ERROR_VARIABLE no_failure GET "${object}" fails)
  if(no_failure)
    set(call "CALL(${name}, \"${home}\", false, MINUS_ONE, ERRNO, false)")
  else()
    string(JSON result GET "${fails}" result)
    string(JSON channel GET "${fails}" error)
    string(JSON success ERROR_VARIABLE no_success GET "${fails}" success)
    string(REPLACE "-1" "MINUS_ONE" result "${result}")
    string(TOUPPER "${result}, ${channel}" failure)
    if(no_success)
      set(call "CALL(${name}, \"${home}\", true, ${failure}, false)")
    else()
      set(call "CALL(${name}, \"${home}\", true, ${failure}, true)")
    endif()
  endif()
endmacro()

set(sources "")
set(rows "")
set(names "")
foreach(section 2 3)
  file(READ ${ROOT}/imported/section-${section}.json content)
  string(JSON version GET "${content}" imported man_pages)
  string(JSON objects GET "${content}" imported calls)
  string(JSON count LENGTH "${objects}")
  math(EXPR last "${count} - 1")
  foreach(index RANGE ${last})
    string(JSON name MEMBER "${objects}" ${index})
    string(JSON object GET "${objects}" ${name})
    write_call(${name} "${object}" ${version})
    list(APPEND names ${name})
    set(call_${name} "${call}")
  endforeach()
endforeach()
list(SORT names)
set(calls "")
foreach(name IN LISTS names)
  string(APPEND calls "    ${call_${name}},\n")
endforeach()

file(WRITE ${OUTPUT} "/* Made by imported.cmake from the JSON files in rules/imported. */
#include \"ruledb/imported.h\"

#define ROW(name, of_class, how_likely, of_tier, names) \\
    {.error = id_##name, .class = of_class, .likelihood = how_likely, .tier = of_tier, \\
     .sources = {names, sizeof names / sizeof names[0]}}
#define CALL(called, home, usable, of_result, channel, zero) \\
    {.call = {.name = #called, .fails = {FAILS_##of_result, CHANNEL_##channel, zero}, .rows = rows_##called, \\
              .row_count = sizeof rows_##called / sizeof rows_##called[0], .object = -1, .request_parameter = -1}, \\
     .page = home, .is_usable = usable}

${sources}
${rows}
const struct imported_call imported_calls[] = {
${calls}};
const size_t imported_call_count = sizeof imported_calls / sizeof imported_calls[0];
")
