// A figure for other programs: on the clipboard, or dragged out of the window.
// SPDX-License-Identifier: MIT

#include "app/figure-content.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "app/export-look.h"
#include "app/tell.h"

#define ICON_WIDTH 240

/* Where the files lie until the end of the program, or NULL. */
static char *folder;

GdkContentProvider *
dh_figure_content_make (DhFigureView *view, GFile *file, GError **error)
{
  static const char *const types[][2] = { { "image/png", ".png" },
                                          { "image/svg+xml", ".svg" },
                                          { "text/csv", ".csv" } };
  DhExportLook look = dh_export_look_get (GTK_WIDGET (view));
  DhPlacedFigure placed = dh_export_look_place (&look, view, 0, 0);
  DhSheet sheet = dh_sheet_make (&placed, look.transparent);
  GdkContentProvider *all[G_N_ELEMENTS (types) + 1];
  guint n = 0;

  if (file != NULL)
    {
      GdkFileList *files = gdk_file_list_new_from_array (&file, 1);

      all[n++] = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, files);
      g_boxed_free (GDK_TYPE_FILE_LIST, files);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) bytes = dh_export_make_bytes (&sheet, look.scale, types[i][1], error);

      if (bytes == NULL)
        {
          while (n > 0)
            g_object_unref (all[--n]);
          return NULL;
        }
      all[n++] = gdk_content_provider_new_for_bytes (types[i][0], bytes);
    }
  return gdk_content_provider_new_union (all, n);
}

void
dh_figure_content_copy (DhFigureView *view)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkContentProvider) content = dh_figure_content_make (view, NULL, &error);

  if (content == NULL)
    {
      dh_tell (GTK_WIDGET (view), "%s", error->message);
      return;
    }
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (view)), content);
  dh_tell (GTK_WIDGET (view), _("Copied “%s”"), _(dh_figure_view_get_figure (view)->title));
}

static gboolean
make_folder (GError **error)
{
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "downhill", NULL);
  g_autofree char *template = g_build_filename (cache, "drag-XXXXXX", NULL);

  if (folder != NULL)
    return TRUE;
  if (g_mkdir_with_parents (cache, 0700) == 0 && g_mkdtemp (template) != NULL)
    {
      folder = g_steal_pointer (&template);
      return TRUE;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("Cannot write to %s: is the disk full?"),
               cache);
  return FALSE;
}

/* Whoever takes the file may read it at any time later: the content is that of now. */
static GFile *
write_file (DhFigureView *view, GError **error)
{
  DhExportLook look = dh_export_look_get (GTK_WIDGET (view));
  DhPlacedFigure placed;
  DhSheet sheet;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;

  g_strlcpy (look.ending, ".png", sizeof look.ending);
  placed = dh_export_look_place (&look, view, 0, 0);
  sheet = dh_sheet_make (&placed, look.transparent);
  if (!make_folder (error))
    return NULL;
  name = dh_export_look_suggest_name (&look, placed.figure->id, &placed.model);
  path = g_build_filename (folder, name, NULL);
  file = g_file_new_for_path (path);
  return dh_export_sheet (&sheet, look.scale, file, error) ? g_steal_pointer (&file) : NULL;
}

static GdkContentProvider *
prepare (GtkDragSource *source, double x, double y, DhFigureView *view)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = write_file (view, &error);
  GdkContentProvider *content = NULL;

  if (file != NULL)
    content = dh_figure_content_make (view, file, &error);
  if (content == NULL)
    dh_tell (GTK_WIDGET (view), "%s", error->message);
  return content;
}

/* A small picture of what is on the screen. */
static void
begin (GtkDragSource *source, GdkDrag *drag, DhFigureView *view)
{
  g_autoptr (GdkPaintable) shown = gtk_widget_paintable_new (GTK_WIDGET (view));
  g_autoptr (GdkPaintable) icon = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  DhFigureModel model = dh_figure_view_get_model (view);
  const DhColor *color = &model.theme->background;
  double height = ICON_WIDTH * (double) gtk_widget_get_height (GTK_WIDGET (view)) /
                  MAX (1, gtk_widget_get_width (GTK_WIDGET (view)));
  GdkRGBA background = { (float) color->red, (float) color->green, (float) color->blue, 1 };

  gtk_snapshot_append_color (snapshot, &background,
                             &GRAPHENE_RECT_INIT (0, 0, ICON_WIDTH, (float) height));
  gdk_paintable_snapshot (shown, snapshot, ICON_WIDTH, height);
  icon = gtk_snapshot_free_to_paintable (snapshot,
                                         &GRAPHENE_SIZE_INIT (ICON_WIDTH, (float) height));
  gtk_drag_source_set_icon (source, icon, 0, 0);
}

void
dh_figure_content_drag_from (GtkWidget *handle, DhFigureView *view)
{
  GtkDragSource *source = gtk_drag_source_new ();

  /* Before the button, which would keep every press for itself. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (source), GTK_PHASE_CAPTURE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare), view);
  g_signal_connect (source, "drag-begin", G_CALLBACK (begin), view);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (source));
}

void
dh_figure_content_remove_files (void)
{
  g_autoptr (GDir) files = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  if (folder != NULL)
    g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
}
