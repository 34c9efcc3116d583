// Toasts that show the whole of a message, one after the other.
// SPDX-License-Identifier: MIT

#include "app/toast.h"

#define LINE_CHARS 70
#define LONG_SECONDS 20 /* there is a path and a list of names to read */
#define REST_MSEC 350   /* longer than a toast takes to fade */

/* libadwaita's own queue lets the next one come while the last one goes, which takes longer than
 * usual. Where that next one is sent away before it has come, with Escape pressed twice, libadwaita
 * uses it after it has freed it. Here the next one waits until the last one has gone. */
typedef struct
{
  AdwToastOverlay *overlay; /* owns this */
  AdwToast *shown;          /* the overlay's */
  GQueue waiting;           /* of AdwToast, ours */
  guint rest_id;
} Toasts;

/* A toast cuts its title off at one line, and what to do stands at the end of an error. */
static GtkWidget *
make_long_title (const char *message)
{
  GtkWidget *label = gtk_label_new (message);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LINE_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

AdwToast *
dh_toast_new (const char *message)
{
  AdwToast *toast = adw_toast_new (message);

  if (g_utf8_strlen (message, -1) > LINE_CHARS)
    {
      adw_toast_set_custom_title (toast, make_long_title (message));
      adw_toast_set_timeout (toast, LONG_SECONDS);
    }
  return toast;
}

static void
show_next (Toasts *self)
{
  self->shown = g_queue_pop_head (&self->waiting);
  if (self->shown != NULL)
    adw_toast_overlay_add_toast (self->overlay, self->shown);
}

static gboolean
end_rest (gpointer data)
{
  Toasts *self = data;

  self->rest_id = 0;
  show_next (self);
  return G_SOURCE_REMOVE;
}

static void
dismiss (AdwToast *toast, Toasts *self)
{
  g_signal_handlers_disconnect_by_data (toast, self);
  if (toast == self->shown)
    {
      self->shown = NULL;
      self->rest_id = g_timeout_add (REST_MSEC, end_rest, self);
    }
  else if (g_queue_remove (&self->waiting, toast))
    g_object_unref (toast);
}

static void
toasts_free (Toasts *self)
{
  AdwToast *toast;

  g_clear_handle_id (&self->rest_id, g_source_remove);
  while ((toast = g_queue_pop_head (&self->waiting)) != NULL)
    {
      g_signal_handlers_disconnect_by_data (toast, self);
      g_object_unref (toast);
    }
  g_free (self);
}

static Toasts *
get_toasts (AdwToastOverlay *overlay)
{
  Toasts *self = g_object_get_data (G_OBJECT (overlay), "dh-toasts");

  if (self == NULL)
    {
      self = g_new0 (Toasts, 1);
      self->overlay = overlay;
      g_object_set_data_full (G_OBJECT (overlay), "dh-toasts", self,
                              (GDestroyNotify) toasts_free);
    }
  return self;
}

void
dh_toast_show (AdwToastOverlay *overlay, AdwToast *toast)
{
  Toasts *self;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay) && ADW_IS_TOAST (toast));

  self = get_toasts (overlay);
  g_signal_connect (toast, "dismissed", G_CALLBACK (dismiss), self);
  g_queue_push_tail (&self->waiting, toast);
  if (self->shown == NULL && self->rest_id == 0)
    show_next (self);
}
