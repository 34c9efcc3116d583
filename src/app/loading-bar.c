// What is being loaded, how far it has come, and a button to cancel it.
// SPDX-License-Identifier: MIT

#include "app/loading-bar.h"

#include <glib/gi18n-lib.h>

#include "dataset/catalog.h"

#define PATIENCE_USEC 250000 /* without a word */
#define LOOK_MSEC 50

struct _DhLoadingBar
{
  AdwBin parent_instance;

  DhSession *session; /* weak: the window says when it ends */
  guint timer;
  gint64 since;

  GtkLabel *name;
  GtkProgressBar *bar;
};

G_DEFINE_FINAL_TYPE (DhLoadingBar, dh_loading_bar, ADW_TYPE_BIN)

/* A title, or the last part of a path. */
static char *
make_name (const char *data)
{
  guint n;
  const DhCatalogEntry *entries = dh_catalog_get_all (&n);
  g_autofree char *base = NULL;

  for (guint i = 0; i < n; i++)
    if (g_str_equal (entries[i].name, data))
      return g_strdup (_(entries[i].title));
  base = g_path_get_basename (data);
  return g_filename_display_name (base);
}

static void
reveal (DhLoadingBar *self)
{
  g_autofree char *name = make_name (dh_session_get_settings (self->session)->data);
  g_autofree char *text = g_strdup_printf (_("Loading %s…"), name);

  if (!g_str_equal (gtk_label_get_text (self->name), text))
    gtk_label_set_text (self->name, text);
  gtk_progress_bar_set_fraction (self->bar, dh_session_get_progress (self->session));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static gboolean
look (gpointer data)
{
  DhLoadingBar *self = data;

  if (self->session != NULL && g_get_monotonic_time () - self->since >= PATIENCE_USEC)
    reveal (self);
  return G_SOURCE_CONTINUE;
}

static void
update (DhLoadingBar *self)
{
  gboolean loading = dh_session_get_state (self->session) == DH_RUN_LOADING;

  if (loading == (self->timer != 0))
    return;
  if (loading)
    {
      self->since = g_get_monotonic_time ();
      self->timer = g_timeout_add (LOOK_MSEC, look, self);
      return;
    }
  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
dh_loading_bar_dispose (GObject *object)
{
  DhLoadingBar *self = DH_LOADING_BAR (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_weak_pointer (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), DH_TYPE_LOADING_BAR);
  G_OBJECT_CLASS (dh_loading_bar_parent_class)->dispose (object);
}

static void
dh_loading_bar_class_init (DhLoadingBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dh_loading_bar_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/downhill_app/Downhill/loading-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, DhLoadingBar, name);
  gtk_widget_class_bind_template_child (widget_class, DhLoadingBar, bar);
}

static void
dh_loading_bar_init (DhLoadingBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
dh_loading_bar_watch (DhLoadingBar *self, DhSession *session)
{
  g_return_if_fail (DH_IS_LOADING_BAR (self) && DH_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  g_set_weak_pointer (&self->session, session);
  g_signal_connect_object (session, "notify::snapshot", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
