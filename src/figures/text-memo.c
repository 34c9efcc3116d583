// Words that were laid out before.
// SPDX-License-Identifier: MIT

#include "figures/text-memo.h"

#define MOST 400

static GPrivate of_thread = G_PRIVATE_INIT ((GDestroyNotify) g_hash_table_unref);
static GPrivate serial_of_thread;

/* Empty when fonts were added to the system, or taken away. */
static GHashTable *
get_table (void)
{
  GHashTable *table = g_private_get (&of_thread);
  guint serial = pango_font_map_get_serial (pango_cairo_font_map_get_default ());

  if (table == NULL)
    {
      table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      g_private_set (&of_thread, table);
    }
  if (serial != GPOINTER_TO_UINT (g_private_get (&serial_of_thread)))
    g_hash_table_remove_all (table);
  g_private_set (&serial_of_thread, GUINT_TO_POINTER (serial));
  return table;
}

PangoLayout *
dh_text_memo_find (const char *key)
{
  g_return_val_if_fail (key != NULL, NULL);

  return g_hash_table_lookup (get_table (), key);
}

void
dh_text_memo_add (const char *key, PangoLayout *layout)
{
  GHashTable *table = get_table ();

  g_return_if_fail (key != NULL && PANGO_IS_LAYOUT (layout));

  if (g_hash_table_size (table) >= MOST)
    g_hash_table_remove_all (table);
  g_hash_table_replace (table, g_strdup (key), layout);
}
