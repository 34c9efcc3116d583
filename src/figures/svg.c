// What an SVG drawing needs beyond what Cairo writes.
// SPDX-License-Identifier: MIT

#include "figures/svg.h"

#include <string.h>

/* Cairo numbers surfaces and images through all that a program draws: here from 0, as they come. */
static gboolean
renumber (const GMatchInfo *match, GString *result, gpointer numbers)
{
  g_autofree char *before = g_match_info_fetch (match, 1);
  g_autofree char *number = g_match_info_fetch (match, 2);
  gpointer found;

  if (!g_hash_table_lookup_extended (numbers, number, NULL, &found))
    {
      found = GUINT_TO_POINTER (g_hash_table_size (numbers));
      g_hash_table_insert (numbers, g_steal_pointer (&number), found);
    }
  g_string_append_printf (result, "%s%u", before, GPOINTER_TO_UINT (found));
  return FALSE;
}

/* NULL where there is not enough memory for it. */
static char *
settle_ids (const GByteArray *svg)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRegex) ids =
      g_regex_new ("((?:id=\"|#)(?:surface|image))([0-9]+)", G_REGEX_RAW, 0, NULL);

  return g_regex_replace_eval (ids, (const char *) svg->data, (gssize) svg->len, 0, 0, renumber,
                               numbers, NULL);
}

static char *
make_texts (const DhSheet *sheet)
{
  g_autofree char *description = dh_sheet_describe (sheet);
  const char *experiment = dh_sheet_get_experiment (sheet);

  return g_markup_printf_escaped (
      "\n<title>%s</title>\n<desc>%s</desc>\n<metadata>%s</metadata>", sheet->title, description,
      experiment != NULL ? experiment : "");
}

/* The texts stand behind the tag that begins the document. */
GBytes *
dh_svg_finish (const DhSheet *sheet, const GByteArray *svg)
{
  g_autofree char *settled = settle_ids (svg);
  gsize length = settled != NULL ? strlen (settled) : svg->len;
  const char *drawing = settled != NULL ? settled : (const char *) svg->data;
  const char *start = g_strstr_len (drawing, (gssize) length, "<svg");
  const char *end = start != NULL ? memchr (start, '>', length - (gsize) (start - drawing)) : NULL;
  gsize head = end != NULL ? (gsize) (end + 1 - drawing) : 0;
  g_autofree char *texts = make_texts (sheet);
  GByteArray *whole = g_byte_array_new ();

  g_byte_array_append (whole, (const guint8 *) drawing, (guint) head);
  g_byte_array_append (whole, (const guint8 *) texts, (guint) strlen (texts));
  g_byte_array_append (whole, (const guint8 *) drawing + head, (guint) (length - head));
  return g_byte_array_free_to_bytes (whole);
}
