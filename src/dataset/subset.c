// Which images a run learns from, chosen as NumPy chooses.
// SPDX-License-Identifier: MIT

#include "dataset/subset.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

/* More images than this no run takes; so many bytes no list of them needs. */
#define MAX_IMAGES 1000000
#define MAX_BYTES (16 * MAX_IMAGES)

static guint32 *
list_all (guint32 n)
{
  guint32 *indices = g_try_new (guint32, n);

  if (indices != NULL)
    for (guint32 i = 0; i < n; i++)
      indices[i] = i;
  return indices;
}

static guint32 *
choose_with_replacement (DhRandom *random, guint32 n, guint32 k)
{
  guint32 *indices = g_try_new (guint32, k);

  if (indices != NULL)
    dh_random_numpy_choice (random, n, indices, k);
  return indices;
}

static guint32 *
choose_without_replacement (DhRandom *random, guint32 n, guint32 k)
{
  guint32 *order = g_try_new (guint32, n);

  if (order == NULL)
    return NULL;
  dh_random_numpy_permutation (random, order, n);
  return g_realloc_n (order, k, sizeof *order);
}

guint32 *
dh_subset_choose (guint32 n, guint32 k, gboolean replacement, DhRandom *random)
{
  if (n == 0 || (!replacement && k > n))
    return NULL;
  if (k == 0)
    return list_all (n);
  return replacement ? choose_with_replacement (random, n, k)
                     : choose_without_replacement (random, n, k);
}

static gboolean
parse_index (const char **text, guint32 n, guint64 *index)
{
  char *end = NULL;

  if (!g_ascii_isdigit (**text))
    return FALSE;
  *index = g_ascii_strtoull (*text, &end, 10);
  *text = end;
  return *index < n && (*end == '\0' || g_ascii_isspace (*end));
}

guint32 *
dh_subset_parse (const char *text, const char *origin, guint32 n, guint *k, GError **error)
{
  g_autoptr (GArray) indices = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint line = 1;

  for (; *text != '\0'; text += *text != '\0')
    {
      guint64 index;
      guint32 value;

      line += *text == '\n';
      if (g_ascii_isspace (*text))
        continue;
      if (!parse_index (&text, n, &index) || indices->len == MAX_IMAGES)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _("%s, line %u: give up to %u numbers from 0 to %u, separated by blanks"),
                       origin, line, MAX_IMAGES, n - 1);
          return NULL;
        }
      value = (guint32) index;
      g_array_append_val (indices, value);
      line += *text == '\n';
    }
  if (indices->len == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _("%s holds no image numbers: give some from 0 to %u"), origin, n - 1);
      return NULL;
    }
  *k = indices->len;
  return (guint32 *) (void *) g_array_free (g_steal_pointer (&indices), FALSE);
}

/* Not mapped: a file that shrinks meanwhile would end the program, and a pipe has no size. */
static gboolean
read_text (FILE *file, const char *path, char *text, GError **error)
{
  gsize n = fread (text, 1, MAX_BYTES + 1, file);
  char *zero;

  if (ferror (file))
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("Cannot read %s: %s"), path,
                   g_strerror (code));
      return FALSE;
    }
  if (n > MAX_BYTES)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _("%s is too large for a list of image numbers"), path);
      return FALSE;
    }
  text[n] = '\0';
  /* A zero byte is no blank, and must not end the list before the file does. */
  while ((zero = memchr (text, '\0', n)) != NULL)
    *zero = '?';
  return TRUE;
}

guint32 *
dh_subset_read (const char *path, guint32 n, guint *k, GError **error)
{
  FILE *file = g_fopen (path, "rbe");
  int code = errno;
  g_autofree char *text = g_try_malloc (MAX_BYTES + 1);
  gboolean is_read = FALSE;

  if (file == NULL)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("Cannot read %s: %s"), path,
                   g_strerror (code));
      return NULL;
    }
  if (text != NULL)
    is_read = read_text (file, path, text, error);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _("Not enough memory to read %s"), path);
  fclose (file);
  return is_read ? dh_subset_parse (text, path, n, k, error) : NULL;
}
