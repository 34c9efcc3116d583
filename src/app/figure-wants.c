// What the figures in view want of a run, told to its session.
// SPDX-License-Identifier: MIT

#include "app/figure-wants.h"

#include "app/page.h"

static void
collect (DhFigureView *view, gpointer wants)
{
  *(guint *) wants |= dh_figure_view_get_wants (view);
}

void
dh_figure_wants_tell (GtkWidget *root, DhSession *session)
{
  guint wants = 0;

  g_return_if_fail (GTK_IS_WIDGET (root) && DH_IS_SESSION (session));

  dh_page_foreach_figure (root, collect, &wants);
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
watch (DhFigureView *view, gpointer session)
{
  g_signal_connect_object (view, "wants-changed", G_CALLBACK (tell), session, 0);
}

void
dh_figure_wants_watch (GtkWidget *root, DhSession *session)
{
  g_return_if_fail (GTK_IS_WIDGET (root) && DH_IS_SESSION (session));

  dh_page_foreach_figure (root, watch, session);
}
