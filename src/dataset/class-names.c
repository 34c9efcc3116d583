// What the classes of a data set are called.
// SPDX-License-Identifier: MIT

#include "dataset/class-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dataset/byte-source.h"
#include "dataset/dataset.h"

/* With line ends of two bytes, and some blanks. */
#define MAX_BYTES (DH_DATASET_MAX_CLASSES * (DH_CLASS_NAMES_LONGEST + 8))

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* H. Xiao, K. Rasul, R. Vollgraf (2017): Fashion-MNIST. */
static const char *const fashion[] = { "T-shirt/top", "Trouser", "Pullover", "Dress",
                                       "Coat",        "Sandal",  "Shirt",    "Sneaker",
                                       "Bag",         "Ankle boot", NULL };

/* T. Clanuwat et al. (2018): Kuzushiji-MNIST; with the Latin letters for those who cannot read
 * them. */
static const char *const hiragana[] = { "お o",  "き ki", "す su", "つ tsu", "な na", "は ha",
                                        "ま ma", "や ya", "れ re", "を wo",  NULL };

static const struct
{
  const char *data;
  const char *const *names;
} known[] = { { "fashion-mnist", fashion }, { "kmnist", hiragana } };

G_GNUC_PRINTF (4, 5)
static gboolean
fail_line (const char *origin, guint line, GError **error, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("%s, line %u: %s"), origin, line,
               what);
  return FALSE;
}

static gboolean
has_controls (const char *name)
{
  for (; *name != '\0'; name = g_utf8_next_char (name))
    if (g_unichar_iscntrl (g_utf8_get_char (name)))
      return TRUE;
  return FALSE;
}

static gboolean
check_name (const char *name, guint line, const char *origin, GHashTable *lines, GError **error)
{
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (lines, name));

  if (line > DH_DATASET_MAX_CLASSES)
    return fail_line (origin, line, error, _("a data set has at most %d classes"),
                      DH_DATASET_MAX_CLASSES);
  if (*name == '\0')
    return fail_line (origin, line, error, _("it is empty. Give every class a name."));
  if (strlen (name) > DH_CLASS_NAMES_LONGEST)
    return fail_line (origin, line, error, _("a name of %zu bytes, more than %d. Shorten it."),
                      strlen (name), DH_CLASS_NAMES_LONGEST);
  if (has_controls (name))
    return fail_line (origin, line, error, _("the name has a control character. Remove it."));
  if (before > 0)
    return fail_line (origin, line, error,
                      _("the name stands in line %u already. Give every class its own."), before);
  return TRUE;
}

/* Of the empty lines at the end nothing is said. */
static void
drop_last (char **lines)
{
  for (guint n = g_strv_length (lines); n > 0 && *g_strstrip (lines[n - 1]) == '\0'; n--)
    g_clear_pointer (&lines[n - 1], g_free);
}

static gboolean
check_text (const char *text, gsize length, const char *origin, GError **error)
{
  const char *end = NULL;
  guint line = 1;

  if (g_utf8_validate_len (text, length, &end))
    return TRUE;
  for (const char *c = text; c < end; c++)
    line += *c == '\n';
  return fail_line (origin, line, error, _("byte %zu is not UTF-8. Save the file as UTF-8."),
                    (gsize) (end - text));
}

char **
dh_class_names_parse (const char *text, gsize length, const char *origin, GError **error)
{
  g_autoptr (GHashTable) lines_of_names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *copy = NULL;
  g_auto (GStrv) names = NULL;
  guint n;

  g_return_val_if_fail ((text != NULL || length == 0) && origin != NULL, NULL);

  if (length > 0 && !check_text (text, length, origin, error))
    return NULL;
  copy = g_strndup (text, length);
  names = g_strsplit (g_str_has_prefix (copy, BYTE_ORDER_MARK) ? copy + 3 : copy, "\n", -1);
  drop_last (names);
  n = g_strv_length (names);
  for (guint i = 0; i < n; i++)
    {
      if (!check_name (g_strstrip (names[i]), i + 1, origin, lines_of_names, error))
        return NULL;
      g_hash_table_insert (lines_of_names, names[i], GUINT_TO_POINTER (i + 1));
    }
  if (n >= DH_DATASET_MIN_CLASSES)
    return g_steal_pointer (&names);
  fail_line (origin, n + 1, error, _("it ends here. Give the names of all classes, one a line."));
  return NULL;
}

char **
dh_class_names_read (const char *path,
                     gboolean *is_missing,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GError) own_error = NULL;
  g_autoptr (DhByteSource) source = dh_byte_source_new (path, cancellable, &own_error);
  g_autofree guint8 *text = g_try_malloc (MAX_BYTES + 1);
  g_autofree char *shown = dh_byte_source_display_path (path);
  gsize n = 0;

  *is_missing = g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  if (own_error != NULL && !*is_missing)
    g_propagate_error (error, g_steal_pointer (&own_error));
  else if (source != NULL && text == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("Not enough memory to read %s"), shown);
  if (source == NULL || text == NULL ||
      !dh_byte_source_read (source, text, MAX_BYTES + 1, &n, cancellable, error))
    return NULL;
  if (n > MAX_BYTES)
    dh_byte_source_fail (source, error, MAX_BYTES,
                         _("it is too large for the names of %d classes"), DH_DATASET_MAX_CLASSES);
  else if (dh_byte_source_check_unchanged (source, cancellable, error))
    return dh_class_names_parse ((const char *) text, n, shown, error);
  return NULL;
}

const char *const *
dh_class_names_get_known (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (name, known[i].data))
      return known[i].names;
  return NULL;
}
