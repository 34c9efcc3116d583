// The header of a safetensors file, which may be damaged, or somebody else's.
// SPDX-License-Identifier: MIT

#include "training/safetensors-header.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "training/json-check.h"

/* That of the largest network takes a few kilobytes, an experiment with it some hundred. */
#define MAX_HEADER (1 << 20)
#define MAX_NESTING 8

typedef struct
{
  guint n_members; /* that the text has, and those left of them */
  guint n_kept;
} Count;

static gpointer G_GNUC_PRINTF (2, 3)
fail (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, format, arguments);
  va_end (arguments);
  return NULL;
}

static gpointer
fail_read (FILE *file, int code, GError **error)
{
  if (ferror (file))
    return fail (error, "%s", g_strerror (code));
  return fail (error, _("it ends too early: the file is cut off"));
}

static void
count_member (JsonParser *parser, JsonObject *object, const char *name, Count *count)
{
  count->n_members++;
}

static void
count_object (JsonParser *parser, JsonObject *object, Count *count)
{
  count->n_kept += json_object_get_size (object);
}

/* The parser keeps the last of two members with one name: then it has met more than it kept. */
static JsonNode *
parse (const char *json, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (JsonNode) header = NULL;
  Count count = { 0 };

  if (*json != '{' || !dh_json_check (json, length, MAX_NESTING))
    return NULL;
  g_signal_connect (parser, "object-member", G_CALLBACK (count_member), &count);
  g_signal_connect (parser, "object-end", G_CALLBACK (count_object), &count);
  if (!json_parser_load_from_data (parser, json, (gssize) length, NULL))
    return NULL;
  header = json_parser_steal_root (parser);
  return JSON_NODE_HOLDS_OBJECT (header) && count.n_members == count.n_kept
             ? g_steal_pointer (&header)
             : NULL;
}

JsonNode *
dh_safetensors_read_header (FILE *file, GError **error)
{
  g_autofree char *json = NULL;
  JsonNode *header;
  guint64 length;

  if (fread (&length, sizeof length, 1, file) != 1)
    return fail_read (file, errno, error);
  length = GUINT64_FROM_LE (length);
  if (length == 0 || length > MAX_HEADER)
    return fail (error,
                 _("the header would be %" PRIu64
                   " bytes long: this is no safetensors file"),
                 length);
  json = g_malloc (length);
  if (fread (json, length, 1, file) != 1)
    return fail_read (file, errno, error);
  header = parse (json, length);
  if (header != NULL)
    return header;
  return fail (error,
               _("the header is no JSON object, or names a tensor twice: the file is damaged"));
}
