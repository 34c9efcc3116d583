// What a run is made of: everything that decides its numbers.
// SPDX-License-Identifier: MIT

#include "training/settings.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

G_DEFINE_QUARK (dh-settings-error-quark, dh_settings_error)

typedef enum
{
  FIELD_TEXT,
  FIELD_FILE, /* NULL is written "none" */
  FIELD_WHOLE,
  FIELD_REAL,
  FIELD_SWITCH,
  FIELD_WIDTHS,
  FIELD_CHOICE
} FieldKind;

typedef struct
{
  const char *key;
  FieldKind kind;
  gsize offset;
  double smallest;
  double largest;
  const char *word; /* for the value below, or NULL */
  guint64 value;
  gboolean live; /* can change while a run goes on */
} Field;

#define AT(member) G_STRUCT_OFFSET (DhSettings, member)

/* Names, kinds and limits, once for all who ask. */
static const Field fields[] = {
  { "data", FIELD_TEXT, AT (data) },
  { "subset", FIELD_WHOLE, AT (subset), 1, 1000000, "all", 0 },
  { "replacement", FIELD_SWITCH, AT (replacement) },
  { "subset-file", FIELD_FILE, AT (subset_file) },
  { "hidden", FIELD_WIDTHS, AT (hidden), 1, 65536 },
  { "bias", FIELD_SWITCH, AT (bias) },
  { "activation", FIELD_CHOICE, AT (activation) },
  { "optimizer", FIELD_CHOICE, AT (optimizer) },
  { "learning-rate", FIELD_REAL, AT (learning_rate), 1e-12, 1e12, .live = TRUE },
  { "momentum", FIELD_REAL, AT (momentum), 0, 1, .live = TRUE },
  { "rho", FIELD_REAL, AT (rho), 0, 1, .live = TRUE },
  { "beta1", FIELD_REAL, AT (beta1), 0, 0.999999, .live = TRUE },
  { "beta2", FIELD_REAL, AT (beta2), 0, 0.999999, .live = TRUE },
  { "epsilon", FIELD_REAL, AT (epsilon), 1e-30, 1e12, .live = TRUE },
  { "weight-decay", FIELD_REAL, AT (weight_decay), 0, 1e12, .live = TRUE },
  { "clip-norm", FIELD_REAL, AT (clip_norm), 1e-12, 1e12, "none", 0, TRUE },
  { "schedule", FIELD_CHOICE, AT (schedule) },
  { "schedule-steps", FIELD_WHOLE, AT (schedule_steps), 1, 1e15, .live = TRUE },
  { "schedule-factor", FIELD_REAL, AT (schedule_factor), 0, 1, .live = TRUE },
  { "batch", FIELD_WHOLE, AT (batch), 1, 1000000, "all", 0 },
  { "batches", FIELD_CHOICE, AT (batches) },
  { "steps", FIELD_WHOLE, AT (steps), 0, 1e15 },
  { "epochs", FIELD_WHOLE, AT (epochs), 0, 1e15 },
  { "seed", FIELD_WHOLE, AT (seed), 0, G_MAXUINT32 },
  { "subset-seed", FIELD_WHOLE, AT (subset_seed), 0, G_MAXUINT32, "seed", DH_SETTINGS_AS_SEED },
  { "init-seed", FIELD_WHOLE, AT (init_seed), 0, G_MAXUINT32, "seed", DH_SETTINGS_AS_SEED },
  { "init", FIELD_CHOICE, AT (init) },
  { "models-before", FIELD_WHOLE, AT (models_before), 0, 1000 },
  { "init-from", FIELD_FILE, AT (init_from) },
};

static const Field *
find_field (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].key, key))
      return &fields[i];
  return NULL;
}

DhSettings *
dh_settings_new (void)
{
  DhSettings *self = g_new0 (DhSettings, 1);

  self->data = g_strdup ("handwriting");
  self->subset = 500;
  self->replacement = TRUE;
  self->bias = TRUE;
  self->learning_rate = 0.1;
  self->momentum = 0.9;
  self->rho = 0.99;
  self->beta1 = 0.9;
  self->beta2 = 0.999;
  self->epsilon = 1e-8;
  self->schedule_steps = 1000;
  self->schedule_factor = 1;
  self->seed = 2021;
  self->subset_seed = self->init_seed = DH_SETTINGS_AS_SEED;
  return self;
}

DhSettings *
dh_settings_copy (const DhSettings *self)
{
  DhSettings *copy = g_new (DhSettings, 1);

  g_return_val_if_fail (self != NULL, NULL);

  *copy = *self;
  copy->data = g_strdup (self->data);
  copy->subset_file = g_strdup (self->subset_file);
  copy->init_from = g_strdup (self->init_from);
  return copy;
}

void
dh_settings_free (DhSettings *self)
{
  if (self == NULL)
    return;
  g_free (self->data);
  g_free (self->subset_file);
  g_free (self->init_from);
  g_free (self);
}

gboolean
dh_settings_equal (const DhSettings *a, const DhSettings *b)
{
  g_autofree char *a_text = dh_settings_to_json (a);
  g_autofree char *b_text = dh_settings_to_json (b);

  return g_str_equal (a_text, b_text);
}

static gboolean
fail (const Field *field, const char *text, const char *wanted, GError **error)
{
  g_set_error (error, DH_SETTINGS_ERROR, DH_SETTINGS_ERROR_VALUE,
               _("%s cannot be “%s”: give %s"), field->key, text, wanted);
  return FALSE;
}

static gboolean
fail_whole (const Field *field, const char *text, GError **error)
{
  g_autofree char *wanted = NULL;

  if (field->word != NULL)
    wanted = g_strdup_printf (_("a whole number from %.0f to %.0f, or %s"), field->smallest,
                              field->largest, field->word);
  else if (field->kind == FIELD_WIDTHS)
    wanted = g_strdup_printf (_("up to %d widths from %.0f to %.0f as in 128,64, or none"),
                              DH_SETTINGS_MAX_HIDDEN, field->smallest, field->largest);
  else
    wanted = g_strdup_printf (_("a whole number from %.0f to %.0f"), field->smallest,
                              field->largest);
  return fail (field, text, wanted, error);
}

static gboolean
parse_whole (const Field *field, const char *text, guint64 *value)
{
  return g_ascii_string_to_unsigned (text, 10, (guint64) field->smallest,
                                     (guint64) field->largest, value, NULL);
}

static gboolean
parse_real (const Field *field, const char *text, double *value)
{
  char *end = NULL;

  errno = 0;
  *value = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && !g_ascii_isspace (*text) && isfinite (*value) &&
         *value >= field->smallest && *value <= field->largest;
}

static gboolean
parse_widths (const Field *field, const char *text, DhSettings *self)
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
set_switch (const Field *field, const char *text, gboolean *value, GError **error)
{
  if (!g_str_equal (text, "true") && !g_str_equal (text, "false"))
    return fail (field, text, _("true or false"), error);
  *value = g_str_equal (text, "true");
  return TRUE;
}

static gboolean
set_real (const Field *field, const char *text, double *value, GError **error)
{
  g_autofree char *wanted = NULL;
  double parsed;

  if (g_strcmp0 (text, field->word) == 0)
    parsed = (double) field->value;
  else if (!parse_real (field, text, &parsed))
    {
      if (field->word != NULL)
        wanted = g_strdup_printf (_("a number from %g to %g, or %s"), field->smallest,
                                  field->largest, field->word);
      else
        wanted = g_strdup_printf (_("a number from %g to %g, as in 0.1"), field->smallest,
                                  field->largest);
      return fail (field, text, wanted, error);
    }
  *value = parsed;
  return TRUE;
}

static gboolean
set_choice (const Field *field, const char *text, guint64 *value, GError **error)
{
  g_autoptr (GString) wanted = g_string_new (NULL);
  const DhChoice *choice;

  for (guint i = 0; (choice = dh_settings_get_choice (field->key, i)) != NULL; i++)
    {
      if (g_str_equal (choice->id, text))
        {
          *value = i;
          return TRUE;
        }
      g_string_append_printf (wanted, "%s%s", i > 0 ? ", " : "", choice->id);
    }
  g_string_prepend (wanted, _("one of "));
  return fail (field, text, wanted->str, error);
}

static gboolean
set_whole (const Field *field, const char *text, guint64 *value, GError **error)
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
set_text (const Field *field, const char *text, char **value, GError **error)
{
  if (*text == '\0' || !g_utf8_validate (text, -1, NULL))
    return fail (field, text, _("a name, a folder or a file"), error);
  g_free (*value);
  *value = field->kind == FIELD_FILE && g_str_equal (text, "none") ? NULL : g_strdup (text);
  return TRUE;
}

gboolean
dh_settings_set (DhSettings *self, const char *key, const char *text, GError **error)
{
  const Field *field;
  gpointer value;

  g_return_val_if_fail (self != NULL && key != NULL && text != NULL, FALSE);

  field = find_field (key);
  if (field == NULL)
    {
      g_set_error (error, DH_SETTINGS_ERROR, DH_SETTINGS_ERROR_KEY,
                   _("There is no setting “%s”"), key);
      return FALSE;
    }
  value = G_STRUCT_MEMBER_P (self, field->offset);
  switch (field->kind)
    {
    case FIELD_TEXT:
    case FIELD_FILE:
      return set_text (field, text, value, error);
    case FIELD_WHOLE:
      return set_whole (field, text, value, error);
    case FIELD_REAL:
      return set_real (field, text, value, error);
    case FIELD_SWITCH:
      return set_switch (field, text, value, error);
    case FIELD_CHOICE:
      return set_choice (field, text, value, error);
    case FIELD_WIDTHS:
    default:
      return parse_widths (field, text, self) || fail_whole (field, text, error);
    }
}

guint32
dh_settings_get_subset_seed (const DhSettings *self)
{
  return (guint32) (self->subset_seed == DH_SETTINGS_AS_SEED ? self->seed : self->subset_seed);
}

guint32
dh_settings_get_init_seed (const DhSettings *self)
{
  return (guint32) (self->init_seed == DH_SETTINGS_AS_SEED ? self->seed : self->init_seed);
}

static char *
widths_to_text (const DhSettings *self)
{
  GString *text = g_string_new (self->n_hidden == 0 ? "none" : NULL);

  for (guint i = 0; i < self->n_hidden; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? "," : "", self->hidden[i]);
  return g_string_free (text, FALSE);
}

/* The shortest decimal that reads back as the same double: 0.1, not 0.10000000000000001. */
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
  return g_strdup (buffer);
}

char *
dh_settings_get (const DhSettings *self, const char *key)
{
  const Field *field = find_field (key);
  gconstpointer value;

  if (field == NULL)
    return NULL;
  value = G_STRUCT_MEMBER_P (self, field->offset);
  switch (field->kind)
    {
    case FIELD_TEXT:
    case FIELD_FILE:
      return g_strdup (*(char *const *) value != NULL ? *(char *const *) value : "none");
    case FIELD_WHOLE:
      if (field->word != NULL && *(const guint64 *) value == field->value)
        return g_strdup (field->word);
      return g_strdup_printf ("%" G_GUINT64_FORMAT, *(const guint64 *) value);
    case FIELD_CHOICE:
      return g_strdup (dh_settings_get_choice (key, (guint) *(const guint64 *) value)->id);
    case FIELD_REAL:
      if (field->word != NULL && *(const double *) value == (double) field->value)
        return g_strdup (field->word);
      return real_to_text (*(const double *) value);
    case FIELD_SWITCH:
      return g_strdup (*(const gboolean *) value ? "true" : "false");
    case FIELD_WIDTHS:
    default:
      return widths_to_text (self);
    }
}

const char *
dh_settings_get_key (guint i)
{
  return i < G_N_ELEMENTS (fields) ? fields[i].key : NULL;
}

gboolean
dh_settings_get_limits (const char *key, double *smallest, double *largest)
{
  const Field *field = find_field (key);

  if (field == NULL || field->largest <= field->smallest)
    return FALSE;
  *smallest = field->smallest;
  *largest = field->largest;
  return TRUE;
}

gboolean
dh_settings_is_live (const char *key)
{
  const Field *field = find_field (key);

  return field != NULL && field->live;
}
