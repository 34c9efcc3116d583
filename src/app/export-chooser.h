// Asks for the file to export to.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @file ends in one of the four endings that can be written. */
typedef void (*DhExportChooserFunc) (GFile *file, gpointer data);

/* Asks over the window of @parent for a file, and offers @name; calls @func with the one that was
 * chosen, unless @data, a GObject, is gone by then. With @with_look it also asks for what
 * export-look.h has beside the format, and keeps the answer. A name without an ending gets that of
 * @name; what would replace a file unasked is told and not done. */
void dh_export_chooser_show (GtkWidget          *parent,
                             const char         *title,
                             const char         *name,
                             gboolean            with_look,
                             DhExportChooserFunc func,
                             gpointer            data);

G_END_DECLS
