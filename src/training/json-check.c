// Whether a text is JSON to the letter, before a lenient parser sees it.
// SPDX-License-Identifier: MIT

#include "training/json-check.h"

#include <string.h>

typedef struct
{
  const char *at; /* a zero byte stands at the end, and nowhere else */
  guint nested;   /* more brackets may follow */
} Reader;

static void
skip_blanks (Reader *self)
{
  self->at += strspn (self->at, " \t\n\r");
}

static gboolean
take (Reader *self, const char *word)
{
  if (!g_str_has_prefix (self->at, word))
    return FALSE;
  self->at += strlen (word);
  return TRUE;
}

static gboolean
take_digits (Reader *self)
{
  gsize n = strspn (self->at, "0123456789");

  self->at += n;
  return n > 0;
}

static gboolean
take_number (Reader *self)
{
  take (self, "-");
  if (!take (self, "0") && !take_digits (self))
    return FALSE;
  if (take (self, ".") && !take_digits (self))
    return FALSE;
  if (!take (self, "e") && !take (self, "E"))
    return TRUE;
  if (!take (self, "+"))
    take (self, "-");
  return take_digits (self);
}

static gboolean
take_escape (Reader *self)
{
  if (!take (self, "u"))
    return *self->at != '\0' && strchr ("\"\\/bfnrt", *self->at++) != NULL;
  for (guint i = 0; i < 4; i++)
    if (!g_ascii_isxdigit (*self->at++))
      return FALSE;
  return TRUE;
}

static gboolean
take_string (Reader *self)
{
  if (!take (self, "\""))
    return FALSE;
  while (!take (self, "\""))
    if (take (self, "\\") ? !take_escape (self) : (guchar) *self->at++ < ' ')
      return FALSE;
  return TRUE;
}

static gboolean take_value (Reader *self);

static gboolean
take_member (Reader *self)
{
  skip_blanks (self);
  if (!take_string (self))
    return FALSE;
  skip_blanks (self);
  return take (self, ":") && take_value (self);
}

static gboolean
take_nested (Reader *self, const char *end, gboolean (*take_element) (Reader *))
{
  if (self->nested == 0)
    return FALSE;
  skip_blanks (self);
  if (take (self, end))
    return TRUE;
  self->nested--;
  do
    if (!take_element (self))
      return FALSE;
  while (take (self, ","));
  self->nested++;
  return take (self, end);
}

/* And the blanks around it. */
static gboolean
take_value (Reader *self)
{
  gboolean taken;

  skip_blanks (self);
  if (take (self, "{"))
    taken = take_nested (self, "}", take_member);
  else if (take (self, "["))
    taken = take_nested (self, "]", take_value);
  else if (*self->at == '"')
    taken = take_string (self);
  else
    taken = take (self, "true") || take (self, "false") || take (self, "null") ||
            take_number (self);
  /* A failure may stand behind the end. */
  if (taken)
    skip_blanks (self);
  return taken;
}

gboolean
dh_json_check (const char *text, gsize length, guint most_nested)
{
  g_autofree char *copy = NULL;
  Reader self = { NULL, most_nested };

  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  /* Refuses zero bytes, too. */
  if (length == 0 || !g_utf8_validate_len (text, length, NULL))
    return FALSE;
  copy = g_strndup (text, length);
  self.at = copy;
  return take_value (&self) && *self.at == '\0';
}
