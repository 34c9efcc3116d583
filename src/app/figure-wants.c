// What the figures in view want of a run, told to its session.
// SPDX-License-Identifier: MIT

#include "app/figure-wants.h"

#include "app/page.h"

#define FIGURES "dh-figures-that-want"

void
dh_figure_wants_tell (GtkWidget *root, DhSession *session)
{
  const GPtrArray *figures;
  guint wants = 0;

  g_return_if_fail (GTK_IS_WIDGET (root) && DH_IS_SESSION (session));

  figures = g_object_get_data (G_OBJECT (root), FIGURES);
  for (guint i = 0; figures != NULL && i < figures->len; i++)
    wants |= dh_figure_view_get_wants (g_ptr_array_index (figures, i));
  dh_session_set_wants (session, wants);
}

static void
tell (DhFigureView *view, DhSession *session)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (view));

  if (root != NULL)
    dh_figure_wants_tell (GTK_WIDGET (root), session);
}

static void
add (DhFigureView *view, gpointer figures)
{
  if (dh_figure_view_get_figure (view)->wants != NULL)
    g_ptr_array_add (figures, view);
}

void
dh_figure_wants_watch (GtkWidget *root, DhSession *session)
{
  GPtrArray *figures; /* owned by their parents, which live with the root */

  g_return_if_fail (GTK_IS_WIDGET (root) && DH_IS_SESSION (session));

  figures = g_ptr_array_new ();
  dh_page_foreach_figure (root, add, figures);
  for (guint i = 0; i < figures->len; i++)
    g_signal_connect_object (g_ptr_array_index (figures, i), "wants-changed", G_CALLBACK (tell),
                             session, 0);
  g_object_set_data_full (G_OBJECT (root), FIGURES, figures, (GDestroyNotify) g_ptr_array_unref);
}
