// Python from pieces with @names@ in them.
// SPDX-License-Identifier: MIT

#include "training/python-text.h"

#include <string.h>

#define MAX_COLUMNS 100

void
dh_python_fill (GString *script, const char *piece, GHashTable *values)
{
  g_auto (GStrv) parts = g_strsplit (piece, "@", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *text = i % 2 == 0 ? parts[i] : g_hash_table_lookup (values, parts[i]);

      g_assert (text != NULL);
      g_string_append (script, text);
    }
}

/* Takes the arguments out of @call whose value is NULL. */
static void
leave_out (GString *call, GHashTable *values)
{
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      g_autofree char *mark = g_strdup_printf ("=@%s@", (const char *) name);
      char *found = value == NULL ? strstr (call->str, mark) : NULL;
      char *comma = found != NULL ? g_strrstr_len (call->str, found - call->str, ", ") : NULL;

      if (comma != NULL)
        g_string_erase (call, comma - call->str, found + strlen (mark) - comma);
    }
}

void
dh_python_fill_call (GString *script, const char *variable, const char *call, GHashTable *values)
{
  g_autoptr (GString) template = g_string_new (call);
  g_autoptr (GString) line = g_string_new (variable);
  char *arguments;

  leave_out (template, values);
  g_string_append (line, " = ");
  dh_python_fill (line, template->str, values);
  arguments = strchr (line->str, '(');
  if (line->len > MAX_COLUMNS && arguments != NULL)
    {
      g_string_insert (line, arguments + 1 - line->str, "\n    ");
      g_string_insert (line, line->len - 1, "\n");
    }
  g_string_append_printf (script, "%s\n", line->str);
}

char *
dh_python_quote (const char *text)
{
  GString *quoted = g_string_new ("\"");

  while (*text != '\0')
    {
      guint byte = (guchar) *text;
      gunichar character = g_utf8_get_char_validated (text, -1);
      gboolean valid = character < (gunichar) -2;

      if (!valid)
        g_string_append_printf (quoted, "\\udc%02x", byte);
      else if (g_unichar_iscntrl (character))
        g_string_append_printf (quoted, "\\u%04x", character);
      else if (byte == '"' || byte == '\\')
        g_string_append_printf (quoted, "\\%c", byte);
      else
        g_string_append_unichar (quoted, character);
      text = valid ? g_utf8_next_char (text) : text + 1;
    }
  g_string_append_c (quoted, '"');
  return g_string_free (quoted, FALSE);
}
