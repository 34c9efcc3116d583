// The welcome of the first start: three doors into the program.
// SPDX-License-Identifier: MIT

#include "app/welcome.h"

#include <glib/gi18n-lib.h>

#include "app/data-item.h"
#include "app/preferences.h"

struct _DhWelcome
{
  AdwBin parent_instance;

  GtkWindow *window;    /* has this in it */
  GtkWidget *focus;     /* where it was before; weak */
  GCancellable *search; /* for MNIST */
  gboolean is_missing;  /* MNIST, as far as is known */
  gboolean wants_page;  /* the lecture's page, when MNIST has come */
  gboolean running;

  GtkWidget *built_in;
  GtkWidget *mnist;
  GtkWidget *page;
  GtkLabel *mnist_note;
  GtkLabel *page_note;
};

G_DEFINE_FINAL_TYPE (DhWelcome, dh_welcome, ADW_TYPE_BIN)

static void
activate (DhWelcome *self, const char *action, GVariant *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), action, parameter);
}

static void
dismiss (DhWelcome *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (self->focus != NULL)
    gtk_widget_grab_focus (self->focus);
  g_clear_weak_pointer (&self->focus);
}

/* The pane shows how far the download is; what is shown meanwhile can be trained. */
static void
fetch (DhWelcome *self)
{
  dismiss (self);
  g_action_group_change_action_state (G_ACTION_GROUP (self->window), "show-settings",
                                      g_variant_new_boolean (TRUE));
  activate (self, "fetch", g_variant_new_string ("mnist"));
}

static void
train_on (DhWelcome *self, const char *data)
{
  dismiss (self);
  activate (self, "page", g_variant_new_string ("training"));
  activate (self, "data", g_variant_new_string (data));
  activate (self, "train", NULL);
}

static void
open_built_in (DhWelcome *self)
{
  train_on (self, "handwriting");
}

static void
open_mnist (DhWelcome *self)
{
  if (self->is_missing)
    fetch (self);
  else
    train_on (self, "mnist");
}

static void
open_page (DhWelcome *self)
{
  self->wants_page = self->is_missing;
  if (self->is_missing)
    fetch (self);
  else
    {
      dismiss (self);
      activate (self, "lecture-page", NULL);
    }
}

/* From door to door; from elsewhere to the first. */
static void
move_focus (DhWelcome *self, int by)
{
  GtkWidget *doors[] = { self->built_in, self->mnist, self->page };
  int now = -1;

  for (int i = 0; i < (int) G_N_ELEMENTS (doors); i++)
    if (gtk_widget_has_focus (doors[i]))
      now = i;
  if (now >= 0)
    now = CLAMP (now + by, 0, (int) G_N_ELEMENTS (doors) - 1);
  gtk_widget_grab_focus (doors[MAX (now, 0)]);
}

static gboolean
press_key (DhWelcome *self, guint key)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  switch (key)
    {
    case GDK_KEY_Escape:
      dismiss (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      move_focus (self, (key == GDK_KEY_Left) == mirrored ? 1 : -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      move_focus (self, key == GDK_KEY_Down ? 1 : -1);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
show_notes (DhWelcome *self, const DhPublished *missing)
{
  g_autofree char *size = missing != NULL ? g_format_size (dh_published_get_size (missing)) : NULL;
  /* Translators: %s is a size: 11.6 MB */
  g_autofree char *note = missing != NULL ? g_strdup_printf (_("Downloads %s once"), size)
                                          : g_strdup (_("On this computer"));
  g_autofree char *page = missing != NULL ? g_strdup_printf (_("Downloads MNIST once: %s"), size)
                                          : g_strdup (_("On this computer"));

  self->is_missing = missing != NULL;
  gtk_label_set_text (self->mnist_note, note);
  gtk_label_set_text (self->page_note, page);
}

static void
finish_search (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DhWelcome) self = data;
  g_autoptr (GPtrArray) items = dh_data_item_list_finish (result, NULL);

  for (guint i = 0; items != NULL && i < items->len; i++)
    if (g_str_equal (dh_data_item_get_name (items->pdata[i]), "mnist"))
      show_notes (self, dh_data_item_get_missing (items->pdata[i]));
}

static void
show (DhWelcome *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  g_set_weak_pointer (&self->focus, gtk_window_get_focus (self->window));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (self->built_in);
  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  self->search = g_cancellable_new ();
  dh_data_item_list_async (FALSE, self->search, finish_search, g_object_ref (self));
}

static char *
get_state (GVariant *status)
{
  char *state = NULL;

  g_variant_lookup (status, "state", "s", &state);
  return state;
}

static void
change_status (DhWelcome *self, const char *name, GVariant *status)
{
  g_autofree char *state = get_state (status);
  gboolean running = g_strcmp0 (state, "running") == 0;

  if (running && !self->running)
    dismiss (self);
  self->running = running;
}

static gboolean
show_page (gpointer data)
{
  DhWelcome *self = data;

  if (self->window != NULL && !self->running)
    activate (self, "lecture-page", NULL);
  return G_SOURCE_REMOVE;
}

/* What has come is loaded by itself, as soon as this has been told: the page comes after that. */
static void
change_fetch_status (DhWelcome *self, const char *name, GVariant *status)
{
  g_autofree char *state = get_state (status);
  const char *set = "";

  /* Another set may be on its way, which the page has no use for. */
  g_variant_lookup (status, "name", "&s", &set);
  if (!g_str_equal (set, "mnist"))
    self->wants_page = FALSE;
  if (self->wants_page && g_strcmp0 (state, "done") == 0)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_page, g_object_ref (self), g_object_unref);
  if (g_strcmp0 (state, "downloading") != 0)
    self->wants_page = FALSE;
}

static void
do_welcome (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show (data);
}

static void
dh_welcome_dispose (GObject *object)
{
  DhWelcome *self = DH_WELCOME (object);

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_weak_pointer (&self->focus);
  g_clear_weak_pointer (&self->window);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DH_TYPE_WELCOME);
  G_OBJECT_CLASS (dh_welcome_parent_class)->dispose (object);
}

static void
dh_welcome_class_init (DhWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dh_welcome_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/downhill_app/Downhill/welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, DhWelcome, built_in);
  gtk_widget_class_bind_template_child (widget_class, DhWelcome, mnist);
  gtk_widget_class_bind_template_child (widget_class, DhWelcome, page);
  gtk_widget_class_bind_template_child (widget_class, DhWelcome, mnist_note);
  gtk_widget_class_bind_template_child (widget_class, DhWelcome, page_note);
  gtk_widget_class_bind_template_callback (widget_class, open_built_in);
  gtk_widget_class_bind_template_callback (widget_class, open_mnist);
  gtk_widget_class_bind_template_callback (widget_class, open_page);
  gtk_widget_class_bind_template_callback (widget_class, dismiss);
  gtk_widget_class_bind_template_callback (widget_class, press_key);
}

static void
dh_welcome_init (DhWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_notes (self, dh_published_find ("mnist"));
}

static void
watch (DhWelcome *self)
{
  static const char *const others[] = { "page", "show-settings", "show-sample" };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *detailed = g_strconcat ("action-state-changed::", others[i], NULL);

      g_signal_connect_object (self->window, detailed, G_CALLBACK (dismiss), self,
                               G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (self->window, "action-state-changed::status",
                           G_CALLBACK (change_status), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->window, "action-state-changed::fetch-status",
                           G_CALLBACK (change_fetch_status), self, G_CONNECT_SWAPPED);
}

void
dh_welcome_install (GtkApplicationWindow *window, GtkWidget *content)
{
  static const GActionEntry actions[] = { { "welcome", do_welcome } };
  DhWelcome *self;

  g_return_if_fail (GTK_IS_APPLICATION_WINDOW (window) && GTK_IS_WIDGET (content));

  self = g_object_new (DH_TYPE_WELCOME, "visible", FALSE, "vexpand", TRUE, NULL);
  g_set_weak_pointer (&self->window, GTK_WINDOW (window));
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (content)), GTK_WIDGET (self),
                              content);
  g_object_bind_property (self, "visible", content, "visible", G_BINDING_INVERT_BOOLEAN);
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  watch (self);
}

void
dh_welcome_greet (GtkApplicationWindow *window)
{
  GSettings *settings = dh_preferences_get ();

  g_return_if_fail (GTK_IS_APPLICATION_WINDOW (window));

  if (settings == NULL || g_settings_get_boolean (settings, "welcomed"))
    return;
  g_settings_set_boolean (settings, "welcomed", TRUE);
  g_action_group_activate_action (G_ACTION_GROUP (window), "welcome", NULL);
}
