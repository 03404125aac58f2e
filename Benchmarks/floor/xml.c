// Reads rows as COPY writes them, in its text format with a header, and writes them as XML: an element for each row and
// for each column that is not NULL. A writer that does no more than that is the floor for XML.
//
// Usage: xml REPORT ATTRIBUTES <rows >document
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void escaped(const char *text, FILE *out) {
  for (; *text; text++) {
    char c = *text;
    if (c == '\\') {
      c = *++text;
      if (c == 'n') c = '\n';
      else if (c == 't') c = '\t';
      else if (c == 'r') { fputs("&#13;", out); continue; }
    }
    switch (c) {
    case '&': fputs("&amp;", out); break;
    case '<': fputs("&lt;", out); break;
    case '>': fputs("&gt;", out); break;
    case '"': fputs("&quot;", out); break;
    default: putc_unlocked(c, out);
    }
  }
}

int main(int count, char **arguments) {
  if (count != 3) return 64;
  char *names = NULL, *line = NULL, *columns[100];
  size_t room = 0, more = 0;
  int number = 0;
  if (getline(&names, &room, stdin) < 0) return 1;
  names[strcspn(names, "\n")] = 0;
  for (char *rest = names, *name; (name = strsep(&rest, "\t")) && number < 100;) columns[number++] = name;
  printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%s xmlns=\"urn:dyno-reports:%s:1\" %s>\n", arguments[1],
         arguments[1], arguments[2]);
  while (getline(&line, &more, stdin) >= 0) {
    line[strcspn(line, "\n")] = 0;
    fputs("<row>", stdout);
    char *rest = line, *value;
    for (int i = 0; i < number && (value = strsep(&rest, "\t")); i++) {
      if (strcmp(value, "\\N") == 0) continue;
      printf("<%s>", columns[i]);
      escaped(value, stdout);
      printf("</%s>", columns[i]);
    }
    fputs("</row>\n", stdout);
  }
  printf("</%s>\n", arguments[1]);
  return fflush(stdout) || ferror(stdin);
}
