// Experiments out of files: of pictures, of saved parameters, of plain JSON.
// SPDX-License-Identifier: MIT

#include "training/experiment-file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "dataset/byte-source.h"
#include "training/png-text.h"
#include "training/safetensors-header.h"

/* As figures/picture.c writes it. */
#define KEYWORD "Downhill experiment"
#define MAX_JSON (4 << 20)

typedef enum
{
  KIND_OTHER,
  KIND_PNG,
  KIND_SAFETENSORS,
  KIND_JSON
} Kind;

static Kind
tell_kind (const guint8 *start, gsize n)
{
  if (n >= 4 && memcmp (start, "\x89PNG", 4) == 0)
    return KIND_PNG;
  /* Behind the length of the header, which is under 2^32. */
  if (n >= 9 && memcmp (start + 4, "\0\0\0\0{", 5) == 0)
    return KIND_SAFETENSORS;
  return n > 0 && *start == '{' ? KIND_JSON : KIND_OTHER;
}

/* Not a device or a pipe, which may never end. */
static FILE *
open_file (const char *path)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      errno = ENOENT;
      return NULL;
    }
  errno = EISDIR;
  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_fopen (path, "rbe") : NULL;
}

static Kind
look_at (FILE *file)
{
  guint8 start[9];
  gsize n = fread (start, 1, sizeof start, file);

  rewind (file);
  return tell_kind (start, n);
}

gboolean
dh_experiment_file_is_one (const char *path)
{
  static const char *const endings[] = { ".png", ".safetensors", ".json" };
  g_autofree char *folded = g_ascii_strdown (path, -1);
  FILE *file = open_file (path);
  Kind kind;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (folded, endings[i]) && !g_file_test (path, G_FILE_TEST_IS_DIR))
      {
        if (file != NULL)
          fclose (file);
        return TRUE;
      }
  if (file == NULL)
    return FALSE;
  kind = look_at (file);
  fclose (file);
  return kind != KIND_OTHER;
}

static void
fail (GError **error, const char *message)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, message);
}

static char *
read_png (FILE *file, GError **error)
{
  g_autoptr (GError) problem = NULL;
  char *text = dh_png_text_find (file, KEYWORD, &problem);

  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (text == NULL)
    fail (error, _("this picture was not exported by Downhill: it holds no run"));
  return text;
}

static char *
read_safetensors (FILE *file, GError **error)
{
  g_autoptr (JsonNode) header = dh_safetensors_read_header (file, error);
  JsonNode *texts;
  JsonNode *text = NULL;

  if (header == NULL)
    return NULL;
  texts = json_object_get_member (json_node_get_object (header), DH_SAFETENSORS_TEXTS);
  if (texts != NULL && JSON_NODE_HOLDS_OBJECT (texts))
    text = json_object_get_member (json_node_get_object (texts), DH_SAFETENSORS_EXPERIMENT);
  if (text != NULL && JSON_NODE_HOLDS_VALUE (text) &&
      json_node_get_value_type (text) == G_TYPE_STRING)
    return json_node_dup_string (text);
  fail (error, _("these parameters do not say how they were made: start a run from them with "
                 "“downhill train --init-from”"));
  return NULL;
}

static char *
read_json (FILE *file, GError **error)
{
  g_autofree char *text = g_malloc (MAX_JSON + 1);
  gsize n = fread (text, 1, MAX_JSON, file);

  if (n == MAX_JSON || memchr (text, '\0', n) != NULL)
    {
      fail (error, _("it is too long for a run, or is not text"));
      return NULL;
    }
  text[n] = '\0';
  return g_strdup (text);
}

static char *
read_text (FILE *file, GError **error)
{
  switch (look_at (file))
    {
    case KIND_PNG:
      return read_png (file, error);
    case KIND_SAFETENSORS:
      return read_safetensors (file, error);
    case KIND_JSON:
      return read_json (file, error);
    case KIND_OTHER:
    default:
      fail (error, _("it is neither a picture that Downhill has exported nor a run that it has "
                     "saved"));
      return NULL;
    }
}

static DhExperiment *
read_file (FILE *file, GError **error)
{
  g_autofree char *text = read_text (file, error);

  return text != NULL ? dh_experiment_from_json (text, strlen (text), error) : NULL;
}

DhExperiment *
dh_experiment_file_load (const char *path, GError **error)
{
  g_autofree char *name = dh_byte_source_display_path (path);
  g_autoptr (GError) problem = NULL;
  DhExperiment *self = NULL;
  FILE *file = open_file (path);

  if (file == NULL)
    {
      int code = errno;

      g_set_error_literal (&problem, G_IO_ERROR, (gint) g_io_error_from_errno (code),
                           g_strerror (code));
    }
  else
    {
      self = read_file (file, &problem);
      fclose (file);
    }
  if (problem != NULL)
    g_propagate_prefixed_error (error, g_steal_pointer (&problem), "%s: ", name);
  return self;
}
