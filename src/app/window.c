// The main window: one session, its controls and its figures.
// SPDX-License-Identifier: MIT

#include "app/window.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#include "app/data-actions.h"
#include "app/data-page.h"
#include "app/drop-area.h"
#include "app/figure-card.h"
#include "app/figure-rows.h"
#include "app/file-actions.h"
#include "app/footer-text.h"
#include "app/loading-bar.h"
#include "app/parameters-page.h"
#include "app/session-actions.h"
#include "app/settings-pane.h"
#include "app/toast.h"
#include "figures/number.h"
#include "training/lecture-page.h"
#include "training/session.h"

/* Numbers that change faster cannot be read. */
#define LABELS_USEC 100000

struct _DhWindow
{
  AdwApplicationWindow parent_instance;

  DhSession *session;
  gint64 labelled_at;
  DhRunState labelled_state;
  guint64 n_told; /* messages of the session when one was told last */
  AdwToast *toast; /* the one about divergence, while it is shown */

  AdwToastOverlay *toasts;
  AdwFlap *flap;
  AdwViewStack *pages;
  GtkButton *train_button;
  AdwButtonContent *train_content;
  GtkLabel *state;
  DhSettingsPane *settings;
  GtkLabel *train_loss;
  GtkLabel *test_loss;
  GtkLabel *test_loss_caption;
  GtkLabel *test_accuracy;
  GtkLabel *test_accuracy_caption;
  GtkLabel *speed;
  DhFigureCard *loss;
  DhFigureCard *weights;
  DhFigureCard *samples;
  DhParametersPage *parameters;
  DhDataPage *data;
  DhLoadingBar *loading;
  GtkLabel *progress;
  GtkLabel *facts;
  GtkLabel *short_facts; /* where there is no room for all */
};

G_DEFINE_FINAL_TYPE (DhWindow, dh_window, ADW_TYPE_APPLICATION_WINDOW)

static void
set_text (GtkLabel *label, const char *text)
{
  if (!g_str_equal (gtk_label_get_text (label), text))
    gtk_label_set_text (label, text);
}

/* Of a data set that has been loaded. */
static gboolean
lacks_test_set (const DhSnapshot *snapshot)
{
  return snapshot->data_title != NULL && snapshot->n_test == 0;
}

/* @unknown: what stands where there is no number. */
static void
set_loss (GtkLabel *label, double loss, const char *unknown)
{
  g_autofree char *text = isnan (loss) ? g_strdup (unknown) : dh_number_format_loss (loss);

  set_text (label, text);
}

/* While a run trains, the test set is evaluated now and then: of which step its numbers are. */
static void
show_test_step (DhWindow *self, const DhSnapshot *snapshot)
{
  gboolean late = !isnan (snapshot->test_loss) && snapshot->test_step != snapshot->step;
  g_autofree char *step = dh_number_format_count (snapshot->test_step);
  g_autofree char *loss = late ? g_strdup_printf (_("Test loss · %s"), step) : NULL;
  g_autofree char *accuracy = late ? g_strdup_printf (_("Test accuracy · %s"), step) : NULL;

  set_text (self->test_loss_caption, late ? loss : _("Test loss"));
  set_text (self->test_accuracy_caption, late ? accuracy : _("Test accuracy"));
}

static void
show_measurements (DhWindow *self, const DhSnapshot *snapshot)
{
  g_autofree char *percent = dh_number_format_decimals (100 * snapshot->test_accuracy, 2);
  g_autofree char *accuracy = NULL;
  g_autofree char *rate = dh_footer_text_make_speed (snapshot);
  const char *unknown = lacks_test_set (snapshot) ? _("No test set") : "–";

  set_loss (self->train_loss, snapshot->train_loss, "–");
  set_loss (self->test_loss, snapshot->test_loss, unknown);
  accuracy = isnan (snapshot->test_accuracy) ? g_strdup (unknown)
                                             : g_strdup_printf (_("%s %%"), percent);
  set_text (self->test_accuracy, accuracy);
  set_text (self->speed, rate);
  show_test_step (self, snapshot);
}

static void
show_footer (DhWindow *self, const DhSnapshot *snapshot)
{
  const DhSettings *settings = dh_session_get_settings (self->session);
  g_autofree char *progress = dh_footer_text_make_progress (snapshot, settings);
  g_autofree char *facts = dh_footer_text_make_facts (snapshot);
  g_autofree char *short_facts = dh_footer_text_make_short_facts (snapshot);

  set_text (self->progress, progress);
  set_text (self->facts, facts);
  set_text (self->short_facts, short_facts);
}

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
  gtk_widget_set_sensitive (GTK_WIDGET (self->train_button), state != DH_RUN_LOADING);
  if (running || diverged)
    gtk_widget_remove_css_class (GTK_WIDGET (self->train_button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->train_button), "suggested-action");
}

static void
forget_toast (DhWindow *self)
{
  g_clear_object (&self->toast);
}

/* Tells a message of the session once, however many snapshots carry it. */
static void
tell_message (DhWindow *self, const DhSnapshot *snapshot)
{
  if (self->toast != NULL && (snapshot->message == NULL || snapshot->n_messages != self->n_told))
    adw_toast_dismiss (self->toast);
  if (snapshot->message == NULL || snapshot->n_messages == self->n_told)
    return;
  self->n_told = snapshot->n_messages;
  if (snapshot->state != DH_RUN_DIVERGED)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", snapshot->message);
      return;
    }
  self->toast = g_object_ref (adw_toast_new (snapshot->message));
  adw_toast_set_timeout (self->toast, 0);
  adw_toast_set_button_label (self->toast, _("Halve Learning Rate"));
  adw_toast_set_action_name (self->toast, "win.halve-rate");
  g_signal_connect_object (self->toast, "dismissed", G_CALLBACK (forget_toast), self,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, g_object_ref (self->toast));
}

static void
show_figures (DhWindow *self, const DhSnapshot *snapshot)
{
  DhFigureCard *cards[] = { self->loss, self->weights, self->samples };

  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
    dh_figure_view_set_snapshot (dh_figure_card_get_view (cards[i]), snapshot);
  dh_figure_rows_fit (self->loss, self->weights);
  dh_parameters_page_show (self->parameters, snapshot);
  dh_data_page_show (self->data, snapshot);
}

static void
show_snapshot (DhWindow *self)
{
  const DhSnapshot *snapshot = dh_session_get_snapshot (self->session);
  DhRunState state = dh_session_get_state (self->session);
  gint64 now = g_get_monotonic_time ();

  show_figures (self, snapshot);
  if (state == DH_RUN_RUNNING && state == self->labelled_state &&
      now - self->labelled_at < LABELS_USEC)
    return;
  self->labelled_at = now;
  self->labelled_state = state;
  show_state (self, state, snapshot->step > 0);
  show_measurements (self, snapshot);
  show_footer (self, snapshot);
  tell_message (self, snapshot);
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
  g_object_set_data (object, "dh-session-actions", NULL);
  g_object_set_data (object, "dh-file-actions", NULL);
  g_object_set_data (object, "dh-data-actions", NULL);
  g_clear_object (&self->session);
  g_clear_object (&self->toast);
  gtk_widget_dispose_template (GTK_WIDGET (self), DH_TYPE_WINDOW);
  G_OBJECT_CLASS (dh_window_parent_class)->dispose (object);
}

static void
dh_window_class_init (DhWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DH_TYPE_DATA_PAGE);
  g_type_ensure (DH_TYPE_FIGURE_CARD);
  g_type_ensure (DH_TYPE_LOADING_BAR);
  g_type_ensure (DH_TYPE_PARAMETERS_PAGE);
  g_type_ensure (DH_TYPE_SETTINGS_PANE);
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
  gtk_widget_class_bind_template_child (widget_class, DhWindow, train_loss);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, test_loss);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, test_loss_caption);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, test_accuracy);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, test_accuracy_caption);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, speed);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, loss);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, weights);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, samples);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, parameters);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, data);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, loading);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, facts);
  gtk_widget_class_bind_template_child (widget_class, DhWindow, short_facts);
}

static void
do_tell (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DhWindow *self = data;

  adw_toast_overlay_add_toast (self->toasts,
                               dh_toast_new (g_variant_get_string (parameter, NULL)));
}

static void
change_figure_scale (GSimpleAction *action, GVariant *value, gpointer data)
{
  DhWindow *self = data;
  const char *scale = g_variant_get_string (value, NULL);

  if (!g_str_equal (scale, "linear") && !g_str_equal (scale, "log"))
    return;
  g_simple_action_set_state (action, value);
  dh_figure_view_set_log_scale (dh_figure_card_get_view (self->loss), g_str_equal (scale, "log"));
}

static void
change_digit (GSimpleAction *action, GVariant *value, gpointer data)
{
  static const char *const digits[] = { "all", "1", "2", "3", NULL };
  DhWindow *self = data;
  const char *digit = g_variant_get_string (value, NULL);

  if (!g_strv_contains (digits, digit))
    return;
  g_simple_action_set_state (action, value);
  /* "all" reads as 0, which is just what the figure calls it. */
  dh_figure_view_set_focus (dh_figure_card_get_view (self->samples), atoi (digit));
}

static void
do_show_image (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DhWindow *self = data;

  adw_view_stack_set_visible_child_name (self->pages, "data");
  dh_data_page_show_image (self->data, g_variant_get_uint64 (parameter));
}

static void
do_lecture_page (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DhWindow *self = data;
  g_autoptr (DhSettings) settings = dh_lecture_page_make_settings ();

  adw_view_stack_set_visible_child_name (self->pages, "parameters");
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
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "page");

  g_simple_action_set_state (
      G_SIMPLE_ACTION (action),
      g_variant_new_string (adw_view_stack_get_visible_child_name (self->pages)));
  show_figures (self, dh_session_get_snapshot (self->session));
}

static const GActionEntry actions[] = {
  { "lecture-page", do_lecture_page },
  { "show-image", do_show_image, "t" },
  { "tell", do_tell, "s" },
  { "page", NULL, "s", "'training'", change_page },
  { "figure-scale", NULL, "s", "'log'", change_figure_scale },
  { "digit", NULL, "s", "'all'", change_digit },
};

static void
add_show_settings (DhWindow *self)
{
  g_autoptr (GPropertyAction) action =
      g_property_action_new ("show-settings", self->flap, "reveal-flap");

  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
}

static void
dh_window_init (DhWindow *self)
{
  self->session = dh_session_new ();
  dh_session_actions_install (G_ACTION_MAP (self), self->session);
  dh_file_actions_install (GTK_APPLICATION_WINDOW (self), self->session);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  dh_settings_pane_set_fetch (self->settings,
                              dh_data_actions_install (G_ACTION_MAP (self), self->session));
  dh_figure_view_set_log_scale (dh_figure_card_get_view (self->loss), TRUE);
  add_show_settings (self);
  dh_loading_bar_watch (self->loading, self->session);
  dh_drop_area_install (GTK_WIDGET (self->toasts));
  g_signal_connect_swapped (self->pages, "notify::visible-child-name", G_CALLBACK (update_page),
                            self);
  g_signal_connect_swapped (self->session, "notify::snapshot", G_CALLBACK (show_snapshot), self);
  g_signal_connect_swapped (self->session, "notify::settings", G_CALLBACK (show_settings), self);
}

DhWindow *
dh_window_new (GtkApplication *application)
{
  DhWindow *self = g_object_new (DH_TYPE_WINDOW, "application", application, NULL);
  g_autoptr (DhSettings) settings = dh_settings_new ();

  dh_session_reset (self->session, settings);
  return self;
}
