// The texts that a PNG picture carries beside its pixels.
// SPDX-License-Identifier: MIT

#include "training/png-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zlib.h>

#define MAX_TEXT (4 << 20)
#define MAX_KEYWORD 79

static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

typedef struct
{
  char type[5];
  guint32 length;
  guint8 *data; /* [length] and a zero behind, of a chunk with a text; else NULL */
} Chunk;

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("the picture is damaged"));
  return FALSE;
}

static gboolean
read_number (FILE *file, guint32 *number)
{
  guint32 bytes;

  if (fread (&bytes, sizeof bytes, 1, file) != 1)
    return FALSE;
  *number = GUINT32_FROM_BE (bytes);
  return TRUE;
}

static gboolean
is_text (const Chunk *chunk)
{
  return g_str_equal (chunk->type, "tEXt") || g_str_equal (chunk->type, "zTXt") ||
         g_str_equal (chunk->type, "iTXt");
}

/* The data of a text as it is read, with its checksum; those of any other chunk are passed over. */
static gboolean
read_chunk (FILE *file, Chunk *chunk, GError **error)
{
  guint32 checksum;
  uLong computed;

  g_clear_pointer (&chunk->data, g_free);
  if (!read_number (file, &chunk->length) || chunk->length > G_MAXINT32 ||
      fread (chunk->type, 4, 1, file) != 1)
    return fail (error);
  if (!is_text (chunk))
    return fseek (file, (long) chunk->length + 4, SEEK_CUR) == 0 || fail (error);
  if (chunk->length > MAX_TEXT)
    return fail (error);
  chunk->data = g_malloc0 (chunk->length + 1);
  if ((chunk->length > 0 && fread (chunk->data, chunk->length, 1, file) != 1) ||
      !read_number (file, &checksum))
    return fail (error);
  computed = crc32 (crc32 (0, (const Bytef *) chunk->type, 4), chunk->data, chunk->length);
  return computed == checksum || fail (error);
}

/* What stands behind the first @skipped bytes, unpacked where it is packed; NULL where that
 * fails. */
static char *
take_bytes (const Chunk *chunk, gsize skipped, gboolean packed, gsize *length)
{
  g_autofree char *bytes = NULL;
  uLongf n = MAX_TEXT;

  if (skipped > chunk->length)
    return NULL;
  *length = chunk->length - skipped;
  if (!packed)
    return g_memdup2 (chunk->data + skipped, *length + 1);
  bytes = g_malloc (n + 1);
  if (uncompress ((Bytef *) bytes, &n, chunk->data + skipped, *length) != Z_OK)
    return NULL;
  *length = n;
  bytes[n] = '\0';
  return g_steal_pointer (&bytes);
}

/* Behind the keyword stand two bytes, then a language, then the keyword in it. */
static char *
take_international (const Chunk *chunk, gsize at)
{
  gboolean packed = at < chunk->length && chunk->data[at] != 0;
  gsize length;
  char *text;

  at += 2;
  for (guint i = 0; i < 2 && at < chunk->length; i++)
    at += strlen ((const char *) chunk->data + at) + 1;
  text = take_bytes (chunk, at, packed, &length);
  if (text != NULL && !g_utf8_validate_len (text, length, NULL))
    g_clear_pointer (&text, g_free);
  return text;
}

static char *
take_text (const Chunk *chunk)
{
  gsize at = strlen ((const char *) chunk->data) + 1;
  g_autofree char *bytes = NULL;
  gsize length;

  if (g_str_equal (chunk->type, "iTXt"))
    return take_international (chunk, at);
  if (g_str_equal (chunk->type, "zTXt"))
    bytes = take_bytes (chunk, at + 1, TRUE, &length);
  else
    bytes = take_bytes (chunk, at, FALSE, &length);
  return bytes != NULL ? g_convert (bytes, (gssize) length, "UTF-8", "ISO-8859-1", NULL, NULL, NULL)
                       : NULL;
}

static gboolean
has_keyword (const Chunk *chunk, const char *keyword)
{
  return chunk->data != NULL && strlen ((const char *) chunk->data) <= MAX_KEYWORD &&
         g_str_equal ((const char *) chunk->data, keyword);
}

static char *
find (FILE *file, const char *keyword, Chunk *chunk, GError **error)
{
  char *text = NULL;

  while (read_chunk (file, chunk, error))
    {
      if (g_str_equal (chunk->type, "IEND"))
        return NULL;
      if (!has_keyword (chunk, keyword))
        continue;
      text = take_text (chunk);
      if (text == NULL)
        fail (error);
      break;
    }
  return text;
}

char *
dh_png_text_find (FILE *file, const char *keyword, GError **error)
{
  guint8 start[sizeof signature];
  Chunk chunk = { "" };
  char *text;

  g_return_val_if_fail (file != NULL && keyword != NULL, NULL);

  if (fread (start, sizeof start, 1, file) != 1 || memcmp (start, signature, sizeof start) != 0)
    {
      fail (error);
      return NULL;
    }
  text = find (file, keyword, &chunk, error);
  g_free (chunk.data);
  return text;
}
