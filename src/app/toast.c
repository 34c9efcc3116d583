// Toasts that show the whole of a message, one after the other.
// SPDX-License-Identifier: MIT

#include "app/toast.h"

#define LINE_CHARS 70
#define WRAP_CHARS 55      /* a page beside a pane may be narrow */
#define LONG_SECONDS 20    /* there is a path and a list of names to read */
#define COMING_USEC 300000 /* how long libadwaita slides a toast in */

/* libadwaita 1.2 uses a toast after it has freed it where one is sent away while it comes. So here
 * each comes after the last has gone, and goes after it has come. */
typedef struct
{
  AdwToastOverlay *overlay; /* owns this */
  GQueue waiting;           /* of AdwToast, ours */
  AdwToast *shown;          /* the overlay's, until it is dismissed */
  GtkWidget *widget;        /* what shows it, until that has faded */
  gboolean is_coming;
  gboolean is_unwanted; /* and goes as soon as it has come */
  gint64 coming_since;  /* of the frame clock; 0 before the first frame */
  guint next_id;
} Toasts;

/* A toast cuts its title off at one line, and what to do stands at the end of an error. */
static GtkWidget *
make_long_title (const char *message)
{
  GtkWidget *label = gtk_label_new (message);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WRAP_CHARS);
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
set_coming (Toasts *self, gboolean is_coming)
{
  self->is_coming = is_coming;
  gtk_widget_set_can_target (self->widget, !is_coming);
  gtk_widget_set_can_focus (self->widget, !is_coming);
}

static gboolean
come (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Toasts *self = data;
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (self->coming_since == 0)
    self->coming_since = now;
  if (now - self->coming_since < COMING_USEC)
    return G_SOURCE_CONTINUE;
  set_coming (self, FALSE);
  if (self->is_unwanted)
    adw_toast_dismiss (self->shown);
  return G_SOURCE_REMOVE;
}

static gboolean show_next (gpointer data);

/* Once what showed the last one has left the overlay, and libadwaita is done with it. */
static void
plan_next (Toasts *self)
{
  self->widget = NULL;
  self->next_id = g_idle_add_full (G_PRIORITY_DEFAULT, show_next, self, NULL);
}

static void
forget_shown (Toasts *self)
{
  self->shown = NULL;
}

static gboolean
show_next (gpointer data)
{
  Toasts *self = data;

  self->next_id = 0;
  self->shown = g_queue_pop_head (&self->waiting);
  if (self->shown == NULL)
    return G_SOURCE_REMOVE;
  self->is_unwanted = FALSE;
  self->coming_since = 0;
  g_signal_connect_swapped (self->shown, "dismissed", G_CALLBACK (forget_shown), self);
  adw_toast_overlay_add_toast (self->overlay, self->shown);
  self->widget = gtk_widget_get_last_child (GTK_WIDGET (self->overlay));
  g_signal_connect_swapped (self->widget, "destroy", G_CALLBACK (plan_next), self);
  set_coming (self, adw_get_enable_animations (self->widget));
  if (self->is_coming)
    gtk_widget_add_tick_callback (self->widget, come, self, NULL);
  return G_SOURCE_REMOVE;
}

static void
dismiss_shown (Toasts *self)
{
  if (self->is_coming)
    self->is_unwanted = TRUE;
  else
    adw_toast_dismiss (self->shown);
}

/* In place of the overlay's own Escape, and wherever the focus is in the window. */
static gboolean
press_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
           GObject *overlay)
{
  Toasts *self = g_object_get_data (overlay, "dh-toasts");

  if (key != GDK_KEY_Escape || self == NULL || self->shown == NULL)
    return GDK_EVENT_PROPAGATE;
  dismiss_shown (self);
  return GDK_EVENT_STOP;
}

static void
toasts_free (Toasts *self)
{
  g_clear_handle_id (&self->next_id, g_source_remove);
  g_queue_clear_full (&self->waiting, g_object_unref);
  g_free (self);
}

static Toasts *
get_toasts (AdwToastOverlay *overlay)
{
  Toasts *self = g_object_get_data (G_OBJECT (overlay), "dh-toasts");
  GtkEventController *keys;

  if (self != NULL)
    return self;
  self = g_new0 (Toasts, 1);
  self->overlay = overlay;
  g_object_set_data_full (G_OBJECT (overlay), "dh-toasts", self, (GDestroyNotify) toasts_free);
  keys = gtk_event_controller_key_new ();
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (press_key), overlay, 0);
  gtk_widget_add_controller (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (overlay))), keys);
  return self;
}

void
dh_toast_show (AdwToastOverlay *overlay, AdwToast *toast)
{
  Toasts *self;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay) && ADW_IS_TOAST (toast));

  self = get_toasts (overlay);
  g_queue_push_tail (&self->waiting, toast);
  if (self->widget == NULL && self->next_id == 0)
    show_next (self);
}

void
dh_toast_dismiss (AdwToastOverlay *overlay, AdwToast *toast)
{
  Toasts *self;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay) && ADW_IS_TOAST (toast));

  self = get_toasts (overlay);
  if (toast == self->shown)
    dismiss_shown (self);
  else if (g_queue_remove (&self->waiting, toast))
    g_object_unref (toast);
}
