// Figures out of the window, as actions: one of them or a whole page, to a file or the clipboard.
// SPDX-License-Identifier: MIT

#include "app/export-actions.h"

#include <glib/gi18n-lib.h>

#include "app/export-chooser.h"
#include "app/export-look.h"
#include "app/figure-content.h"
#include "app/page.h"
#include "app/tell.h"

#define PAGE_MARGIN 12 /* around the figures of a page */

typedef struct
{
  GtkApplicationWindow *window; /* owns this */
  AdwViewStack *pages;
} ExportActions;

static void
write_sheet (ExportActions *self, const DhSheet *sheet, double scale, GFile *file)
{
  g_autoptr (GError) error = NULL;

  dh_export_sheet (sheet, scale, file, &error);
  dh_tell_written (GTK_WIDGET (self->window), file, error);
}

static DhFigureView *
find_figure (ExportActions *self, const char *id)
{
  DhFigureView *view = dh_page_find_figure (GTK_WIDGET (self->window), id);

  if (view == NULL)
    dh_tell (GTK_WIDGET (self->window), _("There is no figure “%s”"), id);
  return view;
}

static void
do_export_figure (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ExportActions *self = data;
  DhExportLook look = dh_export_look_get (GTK_WIDGET (self->window));
  g_autoptr (GFile) file = NULL;
  DhPlacedFigure placed;
  DhFigureView *view;
  DhSheet sheet;
  const char *id;
  const char *path;
  double scale;

  g_variant_get (parameter, "(&s&sd)", &id, &path, &scale);
  view = find_figure (self, id);
  if (view == NULL)
    return;
  file = g_file_new_for_commandline_arg (path);
  placed = dh_export_look_place (&look, view, 0, 0);
  sheet = dh_sheet_make (&placed, look.transparent);
  write_sheet (self, &sheet, scale, file);
}

static void
do_copy_figure (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DhFigureView *view = find_figure (data, g_variant_get_string (parameter, NULL));

  if (view != NULL)
    dh_figure_content_copy (view);
}

typedef struct
{
  const DhExportLook *look;
  GtkWidget *page;
  GArray *figures; /* of DhPlacedFigure */
} Collection;

/* Where it stands on the page, also where that is scrolled out of sight. */
static void
collect (DhFigureView *view, gpointer data)
{
  Collection *self = data;
  DhPlacedFigure placed;
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (GTK_WIDGET (view)) ||
      !gtk_widget_compute_bounds (GTK_WIDGET (view), self->page, &bounds) ||
      bounds.size.width < 1 || bounds.size.height < 1)
    return;
  placed = dh_export_look_place (self->look, view, (int) bounds.size.width,
                                 (int) bounds.size.height);
  placed.x = (int) bounds.origin.x;
  placed.y = (int) bounds.origin.y;
  g_array_append_val (self->figures, placed);
}

/* Moves all so that a margin is left at each side. */
static DhSheet
make_page_sheet (GArray *figures, const char *title, gboolean transparent)
{
  double left = G_MAXDOUBLE;
  double top = G_MAXDOUBLE;
  DhSheet sheet = { title, (const DhPlacedFigure *) figures->data, figures->len, 0, 0,
                    transparent };

  for (guint i = 0; i < figures->len; i++)
    {
      left = MIN (left, g_array_index (figures, DhPlacedFigure, i).x);
      top = MIN (top, g_array_index (figures, DhPlacedFigure, i).y);
    }
  for (guint i = 0; i < figures->len; i++)
    {
      DhPlacedFigure *placed = &g_array_index (figures, DhPlacedFigure, i);

      placed->x += PAGE_MARGIN - left;
      placed->y += PAGE_MARGIN - top;
      sheet.width = MAX (sheet.width, placed->x + placed->width + PAGE_MARGIN);
      sheet.height = MAX (sheet.height, placed->y + placed->height + PAGE_MARGIN);
    }
  return sheet;
}

static void
export_page (ExportActions *self, GFile *file, double scale)
{
  DhExportLook look = dh_export_look_get (GTK_WIDGET (self->window));
  GtkWidget *page = adw_view_stack_get_visible_child (self->pages);
  const char *title =
      adw_view_stack_page_get_title (adw_view_stack_get_page (self->pages, page));
  g_autoptr (GArray) figures = g_array_new (FALSE, FALSE, sizeof (DhPlacedFigure));
  Collection collection = { &look, page, figures };
  DhSheet sheet;

  dh_page_foreach_figure (page, collect, &collection);
  if (figures->len == 0)
    {
      dh_tell (GTK_WIDGET (self->window), _("There is no figure on this page"));
      return;
    }
  sheet = make_page_sheet (figures, title, look.transparent);
  write_sheet (self, &sheet, scale, file);
}

static void
do_export_page (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GFile) file = NULL;
  const char *path;
  double scale;

  g_variant_get (parameter, "(&sd)", &path, &scale);
  file = g_file_new_for_commandline_arg (path);
  export_page (data, file, scale);
}

static void
take_file (GFile *file, gpointer window)
{
  ExportActions *self = g_object_get_data (window, "dh-export-actions");

  export_page (self, file, dh_export_look_get (window).scale);
}

static void
take_model (DhFigureView *view, gpointer model)
{
  *(DhFigureModel *) model = dh_figure_view_get_model (view);
}

static void
do_export_page_as (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ExportActions *self = data;
  DhExportLook look = dh_export_look_get (GTK_WIDGET (self->window));
  DhFigureModel model = { 0 };
  g_autofree char *name = NULL;

  dh_page_foreach_figure (GTK_WIDGET (self->window), take_model, &model);
  name = dh_export_look_suggest_name (
      &look, adw_view_stack_get_visible_child_name (self->pages), &model);
  dh_export_chooser_show (GTK_WIDGET (self->window), _("Export This Page"), name, TRUE, take_file,
                          self->window);
}

static const GActionEntry actions[] = {
  { "export-figure", do_export_figure, "(ssd)" },
  { "copy-figure", do_copy_figure, "s" },
  { "export-page", do_export_page, "(sd)" },
  { "export-page-as", do_export_page_as },
};

void
dh_export_actions_install (GtkApplicationWindow *window, AdwViewStack *pages)
{
  ExportActions *self = g_new0 (ExportActions, 1);

  g_return_if_fail (GTK_IS_APPLICATION_WINDOW (window) && ADW_IS_VIEW_STACK (pages));

  self->window = window;
  self->pages = pages;
  g_object_set_data_full (G_OBJECT (window), "dh-export-actions", self, g_free);
  dh_export_look_install (G_ACTION_MAP (window));
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
}
