// Settings from text and back, as the command line and JSON spell them.
// SPDX-License-Identifier: MIT

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "training/settings-field.h"

/* Longer than anything that could have been meant. */
#define MAX_QUOTED 100

char *
dh_settings_field_quote (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *quoted = g_string_new (NULL);
  guint n = 0;

  for (const char *c = valid; *c != '\0' && n <= MAX_QUOTED; c = g_utf8_next_char (c), n++)
    {
      gunichar character = n < MAX_QUOTED ? g_utf8_get_char (c) : 0x2026; /* … */
      gboolean shown = g_unichar_isgraph (character) && !g_unichar_isspace (character);

      g_string_append_unichar (quoted, shown ? character : ' ');
    }
  return g_string_free (quoted, FALSE);
}

static gboolean
fail (const DhSettingsField *field, const char *text, const char *wanted, GError **error)
{
  g_autofree char *quoted = dh_settings_field_quote (text);

  g_set_error (error, DH_SETTINGS_ERROR, DH_SETTINGS_ERROR_VALUE,
               _("%s cannot be “%s”: give %s"), field->key, quoted, wanted);
  return FALSE;
}

static gboolean
fail_whole (const DhSettingsField *field, const char *text, GError **error)
{
  g_autofree char *wanted = NULL;

  if (field->word != NULL)
    wanted = g_strdup_printf (_("a whole number from %.0f to %.0f, or %s"), field->smallest,
                              field->largest, field->word);
  else if (field->kind == DH_FIELD_WIDTHS)
    wanted = g_strdup_printf (_("up to %d widths from %.0f to %.0f as in 128,64, or none"),
                              DH_SETTINGS_MAX_HIDDEN, field->smallest, field->largest);
  else
    wanted = g_strdup_printf (_("a whole number from %.0f to %.0f"), field->smallest,
                              field->largest);
  return fail (field, text, wanted, error);
}

static gboolean
parse_whole (const DhSettingsField *field, const char *text, guint64 *value)
{
  return g_ascii_string_to_unsigned (text, 10, (guint64) field->smallest,
                                     (guint64) field->largest, value, NULL);
}

static gboolean
parse_real (const DhSettingsField *field, const char *text, double *value)
{
  char *end = NULL;

  errno = 0;
  /* −0 is 0, and is written so. */
  *value = g_ascii_strtod (text, &end) + 0.0;
  return end != text && *end == '\0' && !g_ascii_isspace (*text) && isfinite (*value) &&
         *value >= field->smallest && *value <= field->largest;
}

/* From here on a number is written with an exponent. */
#define LARGE 1e6

/* The shortest decimal that reads back as the same double: 0.1, not 0.10000000000000001, and 1000,
 * not 1e+03. */
static char *
real_to_text (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 1; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  /* An exponent so small is that of a whole number. */
  if (strstr (buffer, "e+") != NULL && fabs (value) < LARGE)
    g_ascii_formatd (buffer, sizeof buffer, "%.0f", value);
  return g_strdup (buffer);
}

static gboolean
parse_widths (const DhSettingsField *field, const char *text, DhSettings *self)
{
  guint hidden[DH_SETTINGS_MAX_HIDDEN] = { 0 };
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  guint n = g_strv_length (parts);

  if (g_str_equal (text, "none"))
    n = 0;
  else if (n == 0 || n > DH_SETTINGS_MAX_HIDDEN)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      guint64 width;

      if (!parse_whole (field, g_strstrip (parts[i]), &width))
        return FALSE;
      hidden[i] = (guint) width;
    }
  memcpy (self->hidden, hidden, sizeof hidden);
  self->n_hidden = n;
  return TRUE;
}

static gboolean
set_switch (const DhSettingsField *field, const char *text, gboolean *value, GError **error)
{
  if (!g_str_equal (text, "true") && !g_str_equal (text, "false"))
    return fail (field, text, _("true or false"), error);
  *value = g_str_equal (text, "true");
  return TRUE;
}

static gboolean
fail_real (const DhSettingsField *field, const char *text, GError **error)
{
  g_autofree char *smallest = real_to_text (field->smallest);
  g_autofree char *largest = real_to_text (field->largest);
  g_autofree char *wanted = NULL;

  if (field->word != NULL)
    wanted = g_strdup_printf (_("a number from %s to %s, or %s"), smallest, largest, field->word);
  else
    wanted = g_strdup_printf (_("a number from %s to %s, as in 0.1"), smallest, largest);
  return fail (field, text, wanted, error);
}

static gboolean
set_real (const DhSettingsField *field, const char *text, double *value, GError **error)
{
  double parsed = 0;

  if (g_strcmp0 (text, field->word) == 0)
    *value = (double) field->value;
  else if (parse_real (field, text, &parsed))
    *value = parsed;
  else
    return fail_real (field, text, error);
  return TRUE;
}

static gboolean
set_choice (const DhSettingsField *field, const char *text, guint64 *value, GError **error)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  g_autofree char *wanted = NULL;
  const DhChoice *choice;

  for (guint i = 0; (choice = dh_settings_get_choice (field->key, i)) != NULL; i++)
    {
      if (g_str_equal (choice->id, text))
        {
          *value = i;
          return TRUE;
        }
      g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", choice->id);
    }
  wanted = g_strdup_printf (_("one of %s"), ids->str);
  return fail (field, text, wanted, error);
}

static gboolean
set_whole (const DhSettingsField *field, const char *text, guint64 *value, GError **error)
{
  guint64 parsed = 0;

  if (g_strcmp0 (text, field->word) == 0)
    *value = field->value;
  else if (parse_whole (field, text, &parsed))
    *value = parsed;
  else
    return fail_whole (field, text, error);
  return TRUE;
}

static gboolean
set_text (const DhSettingsField *field, const char *text, char **value, GError **error)
{
  if (*text == '\0' || !g_utf8_validate (text, -1, NULL))
    return fail (field, text, _("a name, a folder or a file"), error);
  g_free (*value);
  *value = field->kind == DH_FIELD_FILE && g_str_equal (text, "none") ? NULL : g_strdup (text);
  return TRUE;
}

gboolean
dh_settings_set (DhSettings *self, const char *key, const char *text, GError **error)
{
  const DhSettingsField *field;
  gpointer value;

  g_return_val_if_fail (self != NULL && key != NULL && text != NULL, FALSE);

  field = dh_settings_field_find (key);
  if (field == NULL)
    {
      g_autofree char *quoted = dh_settings_field_quote (key);

      g_set_error (error, DH_SETTINGS_ERROR, DH_SETTINGS_ERROR_KEY,
                   _("There is no setting “%s”"), quoted);
      return FALSE;
    }
  value = G_STRUCT_MEMBER_P (self, field->offset);
  switch (field->kind)
    {
    case DH_FIELD_TEXT:
    case DH_FIELD_FILE:
      return set_text (field, text, value, error);
    case DH_FIELD_WHOLE:
      return set_whole (field, text, value, error);
    case DH_FIELD_REAL:
      return set_real (field, text, value, error);
    case DH_FIELD_SWITCH:
      return set_switch (field, text, value, error);
    case DH_FIELD_CHOICE:
      return set_choice (field, text, value, error);
    case DH_FIELD_WIDTHS:
    default:
      return parse_widths (field, text, self) || fail_whole (field, text, error);
    }
}

static char *
widths_to_text (const DhSettings *self)
{
  GString *text = g_string_new (self->n_hidden == 0 ? "none" : NULL);

  for (guint i = 0; i < self->n_hidden; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? "," : "", self->hidden[i]);
  return g_string_free (text, FALSE);
}

char *
dh_settings_get (const DhSettings *self, const char *key)
{
  const DhSettingsField *field = dh_settings_field_find (key);
  gconstpointer value;

  if (field == NULL)
    return NULL;
  value = G_STRUCT_MEMBER_P (self, field->offset);
  switch (field->kind)
    {
    case DH_FIELD_TEXT:
    case DH_FIELD_FILE:
      return g_strdup (*(char *const *) value != NULL ? *(char *const *) value : "none");
    case DH_FIELD_WHOLE:
      if (field->word != NULL && *(const guint64 *) value == field->value)
        return g_strdup (field->word);
      return g_strdup_printf ("%" G_GUINT64_FORMAT, *(const guint64 *) value);
    case DH_FIELD_CHOICE:
      return g_strdup (dh_settings_get_choice (key, (guint) *(const guint64 *) value)->id);
    case DH_FIELD_REAL:
      if (field->word != NULL && *(const double *) value == (double) field->value)
        return g_strdup (field->word);
      return real_to_text (*(const double *) value);
    case DH_FIELD_SWITCH:
      return g_strdup (*(const gboolean *) value ? "true" : "false");
    case DH_FIELD_WIDTHS:
    default:
      return widths_to_text (self);
    }
}
