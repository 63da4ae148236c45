/* transcript.h - prompts, command lines and authors' marks in console captures
 *
 * Knows how a line starts a new command's output, so that every parser can end its block
 * there, and which lines show that the author shortened the output.
 */
#ifndef WBT_TRANSCRIPT_H
#define WBT_TRANSCRIPT_H

#include "parsers/text.h"

/* C:\Windows\system32>sc query cryptsvc
 * PS C:\Users\Admin> icacls C:\x        *Evil-WinRM* PS C:\> ...   DISKSHADOW> list writers
 * ===sc query cryptsvc===               # sc qc cryptsvc            SC sdshow MSLLDP
 * The line starts a command. *command is the command line without prompt and marks; "" for a
 * bare prompt. A line without any prompt counts only if it begins with the name of a known
 * tool followed by one of its verbs. */
bool transcript_command(struct str line, struct str *command);
/* Name of the tool of a command line, lower case, without path and .exe: "icacls". */
struct str transcript_tool(struct arena *a, struct str command);
/* True if that is the tool; needs no memory. */
bool transcript_is(struct str command, const char *tool);
/* The n-th argument (0 is the tool) without its quotes; unknown if there are not so many. */
struct str transcript_arg(struct str command, size_t n);
/* "...", "<snip>", "<... more similar stuff...>", ":" alone: the author left lines out. */
bool transcript_elision(struct str line);
/* A line that only draws: ----, ====, blank. */
bool transcript_rule(struct str line);

#endif
