// A part of the window that shows a run: a page of it, or a pane at its side.
// SPDX-License-Identifier: MIT

#include "app/page.h"

/* What has no letters in it is read from left to right, all else as it is written. */
#define FIRST_STRONG_ISOLATE "\u2068"
#define POP_ISOLATE "\u2069"

typedef struct
{
  GPtrArray *figures; /* of DhFigureView, owned by their parents; NULL until they are looked for */
} DhPagePrivate;

G_DEFINE_TYPE_WITH_PRIVATE (DhPage, dh_page, ADW_TYPE_BIN)

static void
add_figure (DhFigureView *view, gpointer figures)
{
  g_ptr_array_add (figures, view);
}

static void
dh_page_real_show (DhPage *self, const DhSnapshot *snapshot)
{
  DhPagePrivate *page = dh_page_get_instance_private (self);

  if (page->figures == NULL)
    {
      page->figures = g_ptr_array_new ();
      dh_page_foreach_figure (GTK_WIDGET (self), add_figure, page->figures);
    }
  for (guint i = 0; i < page->figures->len; i++)
    dh_figure_view_set_snapshot (g_ptr_array_index (page->figures, i), snapshot);
}

static void
dh_page_finalize (GObject *object)
{
  DhPagePrivate *page = dh_page_get_instance_private (DH_PAGE (object));

  g_clear_pointer (&page->figures, g_ptr_array_unref);
  G_OBJECT_CLASS (dh_page_parent_class)->finalize (object);
}

static void
dh_page_real_show_numbers (DhPage *self, const DhSnapshot *snapshot)
{
}

static void
dh_page_class_init (DhPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dh_page_finalize;
  klass->show = dh_page_real_show;
  klass->show_numbers = dh_page_real_show_numbers;
}

static void
dh_page_init (DhPage *self)
{
}

void
dh_page_show (DhPage *self, const DhSnapshot *snapshot)
{
  g_return_if_fail (DH_IS_PAGE (self) && snapshot != NULL);

  DH_PAGE_GET_CLASS (self)->show (self, snapshot);
}

void
dh_page_show_numbers (DhPage *self, const DhSnapshot *snapshot)
{
  g_return_if_fail (DH_IS_PAGE (self) && snapshot != NULL);

  DH_PAGE_GET_CLASS (self)->show_numbers (self, snapshot);
}

void
dh_page_foreach_figure (GtkWidget *root, DhPageFunc func, gpointer data)
{
  g_return_if_fail (GTK_IS_WIDGET (root));

  if (DH_IS_FIGURE_VIEW (root))
    {
      func (DH_FIGURE_VIEW (root), data);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    dh_page_foreach_figure (child, func, data);
}

typedef struct
{
  const char *id;
  DhFigureView *view;
} Search;

static void
compare_figure (DhFigureView *view, gpointer data)
{
  Search *search = data;

  if (g_str_equal (dh_figure_view_get_figure (view)->id, search->id) &&
      (search->view == NULL || (gtk_widget_get_mapped (GTK_WIDGET (view)) &&
                                !gtk_widget_get_mapped (GTK_WIDGET (search->view)))))
    search->view = view;
}

DhFigureView *
dh_page_find_figure (GtkWidget *root, const char *id)
{
  Search search = { id, NULL };

  g_return_val_if_fail (id != NULL, NULL);

  dh_page_foreach_figure (root, compare_figure, &search);
  return search.view;
}

/* Among words written from right to left, the parts of "85.83 %" or "1 630" would change places. */
static char *
isolate (GtkLabel *label, const char *text)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (label)) == GTK_TEXT_DIR_RTL;

  return mirrored ? g_strconcat (FIRST_STRONG_ISOLATE, text, POP_ISOLATE, NULL)
                  : g_strdup (text);
}

void
dh_page_set_text (GtkLabel *label, const char *text)
{
  g_autofree char *isolated = NULL;

  g_return_if_fail (GTK_IS_LABEL (label) && text != NULL);

  isolated = isolate (label, text);
  if (!g_str_equal (gtk_label_get_text (label), isolated))
    gtk_label_set_text (label, isolated);
}

void
dh_page_set_tooltip (GtkWidget *widget, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) != 0)
    gtk_widget_set_tooltip_text (widget, text);
}
