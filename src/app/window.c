// The main window: one session, its controls and its figures.
// SPDX-License-Identifier: MIT

#include "app/window.h"

#include <glib/gi18n-lib.h>

#include "app/actions.h"
#include "app/chart-actions.h"
#include "app/data-actions.h"
#include "app/data-page.h"
#include "app/digits-page.h"
#include "app/drop-area.h"
#include "app/export-actions.h"
#include "app/figure-wants.h"
#include "app/file-actions.h"
#include "app/footer.h"
#include "app/frame-turn.h"
#include "app/loading-bar.h"
#include "app/mistakes-page.h"
#include "app/numbers-page.h"
#include "app/parameters-page.h"
#include "app/pixels-actions.h"
#include "app/preferences.h"
#include "app/sample-actions.h"
#include "app/sample-pane.h"
#include "app/session-actions.h"
#include "app/settings-pane.h"
#include "app/toast.h"
#include "app/training-page.h"
#include "app/welcome.h"
#include "training/lecture-page.h"
#include "training/session.h"

/* Numbers that change faster cannot be read. They are written in two turns: first those of the
 * pages, then what stands beside them. A frame that had to lay out all would take too long. */
#define LABELS_USEC 100000
#define N_PAGES 6

struct _DhWindow
{
  AdwApplicationWindow parent_instance;

  DhSession *session;
  const DhSnapshot *labelled; /* whose numbers are written, or NULL */
  gint64 labelled_at;
  DhRunState labelled_state;
  gboolean is_pages_turn;
  guint64 n_told; /* messages of the session when one was told last */
  AdwToast *toast; /* the one about divergence, while it is shown */

  AdwToastOverlay *toasts;
  AdwFlap *flap;
  AdwViewStack *pages;
  GtkButton *train_button;
  AdwButtonContent *train_content;
  GtkLabel *state;
  DhSettingsPane *settings;
  AdwFlap *sample_flap;
  DhPage *training;
  DhPage *digits;
  DhPage *mistakes;
  DhPage *numbers;
  DhPage *parameters;
  DhPage *data;
  DhPage *sample;
  DhLoadingBar *loading;
  DhFooter *footer;
};

G_DEFINE_FINAL_TYPE (DhWindow, dh_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_state (DhWindow *self, DhRunState state, gboolean begun)
{
  static const char *const names[] = { N_("Ready"),  N_("Loading…"), N_("Running"),
                                       N_("Paused"), N_("Finished"), N_("Diverged") };
  static const char *const icons[] = { "dh-train-symbolic", "dh-pause-symbolic" };
  gboolean running = state == DH_RUN_RUNNING;
  gboolean diverged = state == DH_RUN_DIVERGED; /* again, unless the learning rate is changed */
  const char *classes[] = { "pill-label", dh_run_state_get_name (state), NULL };

  if (g_strcmp0 (gtk_label_get_text (self->state), _(names[state])) != 0)
    {
      gtk_label_set_text (self->state, _(names[state]));
      gtk_widget_set_css_classes (GTK_WIDGET (self->state), classes);
    }
  adw_button_content_set_icon_name (self->train_content, icons[running]);
  adw_button_content_set_label (self->train_content, running    ? _("Pause")
                                                     : diverged ? _("Try Again")
                                                     : begun    ? _("Resume")
                                                                : _("Train"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->train_button),
                            state != DH_RUN_LOADING && state != DH_RUN_FINISHED);
  if (running || diverged)
    gtk_widget_remove_css_class (GTK_WIDGET (self->train_button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->train_button), "suggested-action");
}

static void
forget_toast (DhWindow *self, AdwToast *toast)
{
  if (toast == self->toast)
    g_clear_object (&self->toast);
}

/* Tells a message of the session once, however many snapshots carry it. */
static void
tell_message (DhWindow *self, const DhSnapshot *snapshot)
{
  if (self->toast != NULL && (snapshot->message == NULL || snapshot->n_messages != self->n_told))
    {
      dh_toast_dismiss (self->toasts, self->toast);
      g_clear_object (&self->toast);
    }
  if (snapshot->message == NULL || snapshot->n_messages == self->n_told)
    return;
  self->n_told = snapshot->n_messages;
  if (!snapshot->tells_divergence)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", snapshot->message);
      return;
    }
  self->toast = dh_toast_new (snapshot->message);
  adw_toast_set_timeout (self->toast, 0);
  adw_toast_set_button_label (self->toast, _("Halve Learning Rate"));
  adw_toast_set_action_name (self->toast, "win.halve-rate");
  g_signal_connect_object (self->toast, "dismissed", G_CALLBACK (forget_toast), self,
                           G_CONNECT_SWAPPED);
  dh_toast_show (self->toasts, g_object_ref (self->toast));
}

typedef void (*PageFunc) (DhPage *page, const DhSnapshot *snapshot);

static void
show_numbers (DhPage *page, const DhSnapshot *snapshot)
{
  /* While they change all the time, those of a page that nobody sees wait until it is opened. */
  if (snapshot->state != DH_RUN_RUNNING || gtk_widget_get_mapped (GTK_WIDGET (page)))
    dh_page_show_numbers (page, snapshot);
}

/* The pages, and the panes beside them. */
static void
tell_pages (DhWindow *self, PageFunc func, const DhSnapshot *snapshot, gboolean to_pages,
            gboolean to_panes)
{
  DhPage *pages[] = { self->training,   self->digits, self->mistakes, self->numbers,
                      self->parameters, self->data,   self->sample, DH_PAGE (self->settings) };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (i < N_PAGES ? to_pages : to_panes)
      func (pages[i], snapshot);
}

/* Both turns are of the same step. */
static void
label (DhWindow *self, const DhSnapshot *snapshot)
{
  g_clear_pointer (&self->labelled, dh_snapshot_unref);
  self->labelled = dh_snapshot_ref (snapshot);
}

static void
show_snapshot (DhWindow *self)
{
  const DhSnapshot *snapshot = dh_session_get_snapshot (self->session);
  DhRunState state = dh_session_get_state (self->session);
  gint64 now = g_get_monotonic_time ();
  gboolean takes_turns = state == DH_RUN_RUNNING && state == self->labelled_state;
  gboolean labels = !takes_turns || now - self->labelled_at >= LABELS_USEC / 2;

  if (labels)
    dh_frame_turn_take (GTK_WIDGET (self));
  tell_pages (self, dh_page_show, snapshot, TRUE, TRUE);
  if (!labels)
    return;
  self->labelled_at = now;
  self->labelled_state = state;
  self->is_pages_turn = !self->is_pages_turn;
  if (!takes_turns || self->is_pages_turn)
    label (self, snapshot);
  tell_pages (self, show_numbers, self->labelled, !takes_turns || self->is_pages_turn,
              !takes_turns || !self->is_pages_turn);
  tell_message (self, snapshot);
  if (takes_turns && self->is_pages_turn)
    return;
  show_state (self, state, snapshot->step > 0);
  dh_figure_wants_tell (GTK_WIDGET (self), self->session);
  dh_footer_show (self->footer, self->labelled, dh_session_get_settings (self->session));
}

static void
show_settings (DhWindow *self)
{
  dh_settings_pane_show (self->settings, dh_session_get_settings (self->session));
}

static void
dh_window_dispose (GObject *object)
{
  DhWindow *self = DH_WINDOW (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_object_set_data (object, "dh-preferences", NULL);
  g_object_set_data (object, "dh-session-actions", NULL);
  g_object_set_data (object, "dh-file-actions", NULL);
  g_object_set_data (object, "dh-data-actions", NULL);
  g_object_set_data (object, "dh-sample-actions", NULL);
  g_clear_object (&self->session);
  g_clear_pointer (&self->labelled, dh_snapshot_unref);
  g_clear_object (&self->toast);
  gtk_widget_dispose_template (GTK_WIDGET (self), DH_TYPE_WINDOW);
  G_OBJECT_CLASS (dh_window_parent_class)->dispose (object);
}

static void
dh_window_class_init (DhWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DH_TYPE_DATA_PAGE);
  g_type_ensure (DH_TYPE_DIGITS_PAGE);
  g_type_ensure (DH_TYPE_FOOTER);
  g_type_ensure (DH_TYPE_LOADING_BAR);
  g_type_ensure (DH_TYPE_MISTAKES_PAGE);
  g_type_ensure (DH_TYPE_NUMBERS_PAGE);
  g_type_ensure (DH_TYPE_PARAMETERS_PAGE);
  g_type_ensure (DH_TYPE_SAMPLE_PANE);
  g_type_ensure (DH_TYPE_SETTINGS_PANE);
  g_type_ensure (DH_TYPE_TRAINING_PAGE);
  G_OBJECT_CLASS (klass)->dispose = dh_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/downhill_app/Downhill/window.ui");
  gtk_widget_class_bind_template_child (widget_class, DhWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, train_button);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, train_content);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, state);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, settings);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, sample_flap);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, training);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, digits);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, mistakes);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, numbers);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, parameters);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, data);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, sample);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, loading);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, footer);
}

static void
do_tell (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DhWindow *self = data;

  dh_toast_show (self->toasts, dh_toast_new (g_variant_get_string (parameter, NULL)));
}

static void
change_figure_scale (GSimpleAction *action, GVariant *value, gpointer data)
{
  DhFigureView *view = dh_page_find_figure (data, "loss");
  DhFigureModel model = dh_figure_view_get_model (view);
  const char *scale = g_variant_get_string (value, NULL);

  if (!g_str_equal (scale, "linear") && !g_str_equal (scale, "log"))
    return;
  g_simple_action_set_state (action, value);
  model.log_scale = g_str_equal (scale, "log");
  dh_figure_view_set_choices (view, &model);
}

static void
do_show_image (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DhWindow *self = data;

  adw_view_stack_set_visible_child_name (self->pages, "data");
  dh_data_page_show_image (DH_DATA_PAGE (self->data), g_variant_get_uint64 (parameter));
}

static void
do_lecture_page (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DhWindow *self = data;
  g_autoptr (DhSettings) settings = dh_lecture_page_make_settings ();

  adw_view_stack_set_visible_child_name (self->pages, "parameters");
  g_action_group_change_action_state (G_ACTION_GROUP (self), "pixel-values",
                                      g_variant_new_string ("standardised"));
  dh_session_reset (self->session, settings);
}

static void
change_page (GSimpleAction *action, GVariant *value, gpointer data)
{
  DhWindow *self = data;
  const char *page = g_variant_get_string (value, NULL);

  if (adw_view_stack_get_child_by_name (self->pages, page) != NULL)
    adw_view_stack_set_visible_child_name (self->pages, page);
}

static void
update_page (DhWindow *self)
{
  dh_actions_set_state (
      G_ACTION_MAP (self), "page",
      g_variant_new_string (adw_view_stack_get_visible_child_name (self->pages)));
  label (self, dh_session_get_snapshot (self->session));
  tell_pages (self, dh_page_show, self->labelled, TRUE, TRUE);
  tell_pages (self, show_numbers, self->labelled, TRUE, TRUE);
  dh_figure_wants_tell (GTK_WIDGET (self), self->session);
}

static const GActionEntry actions[] = {
  { "lecture-page", do_lecture_page },
  { "show-image", do_show_image, "t" },
  { "tell", do_tell, "s" },
  { "page", NULL, "s", "'training'", change_page },
  { "figure-scale", NULL, "s", "'log'", change_figure_scale },
};

static void
add_flap_action (DhWindow *self, const char *name, AdwFlap *flap)
{
  g_autoptr (GPropertyAction) action = g_property_action_new (name, flap, "reveal-flap");

  g_object_set_data (G_OBJECT (action), "flap", flap);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
}

static void
dh_window_init (DhWindow *self)
{
  self->session = dh_session_new ();
  dh_session_actions_install (G_ACTION_MAP (self), self->session);
  dh_file_actions_install (GTK_APPLICATION_WINDOW (self), self->session);
  dh_sample_actions_install (G_ACTION_MAP (self), self->session);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  dh_chart_actions_install (GTK_APPLICATION_WINDOW (self));
  dh_settings_pane_set_fetch (self->settings,
                              dh_data_actions_install (G_ACTION_MAP (self), self->session));
  g_action_group_change_action_state (G_ACTION_GROUP (self), "figure-scale",
                                      g_variant_new_string ("log"));
  dh_export_actions_install (GTK_APPLICATION_WINDOW (self), self->pages);
  dh_training_page_add_actions (DH_TRAINING_PAGE (self->training), G_ACTION_MAP (self));
  dh_figure_wants_watch (GTK_WIDGET (self), self->session);
  add_flap_action (self, "show-settings", self->flap);
  add_flap_action (self, "show-sample", self->sample_flap);
  dh_pixels_actions_install (GTK_APPLICATION_WINDOW (self), DH_DIGITS_PAGE (self->digits));
  dh_loading_bar_watch (self->loading, self->session);
  dh_drop_area_install (adw_application_window_get_content (ADW_APPLICATION_WINDOW (self)));
  dh_welcome_install (GTK_APPLICATION_WINDOW (self), GTK_WIDGET (self->flap));
  g_signal_connect_swapped (self->pages, "notify::visible-child-name", G_CALLBACK (update_page),
                            self);
  g_signal_connect_swapped (self->session, "notify::snapshot", G_CALLBACK (show_snapshot), self);
  g_signal_connect_swapped (self->session, "notify::settings", G_CALLBACK (show_settings), self);
}

DhWindow *
dh_window_new (GtkApplication *application)
{
  DhWindow *self = g_object_new (DH_TYPE_WINDOW, "application", application, NULL);

  dh_preferences_install (GTK_WINDOW (self), self->session);
  return self;
}
