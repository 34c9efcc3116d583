// The left pane: what the run is made of.
// SPDX-License-Identifier: MIT

#include "app/settings-pane.h"

#include <glib/gi18n-lib.h>

#include "app/choice-row.h"
#include "app/count-button.h"
#include "app/data-fetch-row.h"
#include "app/data-row.h"
#include "app/formula-row.h"
#include "app/hidden-layers.h"
#include "app/network-card.h"
#include "app/number-row.h"
#include "app/rate-editor.h"
#include "app/setting-row.h"
#include "app/wheel.h"

struct _DhSettingsPane
{
  DhPage parent_instance;

  DhDataRow *data;
  DhDataFetchRow *data_fetch;
  GtkSpinButton *subset;
  DhNetworkCard *network;
  DhHiddenLayers *hidden;
  GtkSwitch *bias;
  DhRateEditor *learning_rate;
  GtkSpinButton *batch;
  AdwExpanderRow *network_more;
  AdwExpanderRow *schedule_more;
  AdwExpanderRow *advanced;
  GtkSpinButton *seed;
  gboolean showing;
};

/* The ids of all that is a DhSettingRow, from top to bottom. */
static const char *const setting_rows[] = {
  "activation",       "activation-formula", "init",           "init-formula",    "optimizer",
  "optimizer-formula", "momentum",           "rho",            "beta1",           "beta2",
  "batches",          "batches-formula",    "schedule",       "schedule-formula", "schedule-steps",
  "schedule-factor",  "weight-decay",       "clip-norm",      "epsilon",
};

G_DEFINE_FINAL_TYPE (DhSettingsPane, dh_settings_pane, DH_TYPE_PAGE)

static void
activate (DhSettingsPane *self, const char *action, GVariant *value)
{
  g_autoptr (GVariant) parameter = g_variant_ref_sink (value);

  if (!self->showing)
    gtk_widget_activate_action_variant (GTK_WIDGET (self), action, parameter);
}

static void
choose_subset (DhSettingsPane *self)
{
  activate (self, "win.subset",
            g_variant_new_uint64 ((guint64) gtk_spin_button_get_value (self->subset)));
}

static void
choose_bias (DhSettingsPane *self)
{
  activate (self, "win.bias", g_variant_new_boolean (gtk_switch_get_active (self->bias)));
}

static void
choose_batch (DhSettingsPane *self)
{
  activate (self, "win.batch",
            g_variant_new_uint64 ((guint64) gtk_spin_button_get_value (self->batch)));
}

static void
choose_seed (DhSettingsPane *self)
{
  activate (self, "win.seed",
            g_variant_new_uint64 ((guint64) gtk_spin_button_get_value (self->seed)));
}

static void
dh_settings_pane_show_snapshot (DhPage *page, const DhSnapshot *snapshot)
{
  dh_network_card_show_snapshot (DH_SETTINGS_PANE (page)->network, snapshot);
}

static void
dh_settings_pane_dispose (GObject *object)
{
  DhSettingsPane *self = DH_SETTINGS_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), DH_TYPE_SETTINGS_PANE);
  G_OBJECT_CLASS (dh_settings_pane_parent_class)->dispose (object);
}

static void
dh_settings_pane_class_init (DhSettingsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DH_TYPE_CHOICE_ROW);
  g_type_ensure (DH_TYPE_DATA_FETCH_ROW);
  g_type_ensure (DH_TYPE_DATA_ROW);
  g_type_ensure (DH_TYPE_FORMULA_ROW);
  g_type_ensure (DH_TYPE_HIDDEN_LAYERS);
  g_type_ensure (DH_TYPE_NETWORK_CARD);
  g_type_ensure (DH_TYPE_NUMBER_ROW);
  g_type_ensure (DH_TYPE_RATE_EDITOR);
  G_OBJECT_CLASS (klass)->dispose = dh_settings_pane_dispose;
  DH_PAGE_CLASS (klass)->show = dh_settings_pane_show_snapshot;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/downhill_app/Downhill/settings-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, DhSettingsPane, data);
  gtk_widget_class_bind_template_child (widget_class, DhSettingsPane, data_fetch);
  gtk_widget_class_bind_template_child (widget_class, DhSettingsPane, subset);
  gtk_widget_class_bind_template_child (widget_class, DhSettingsPane, network);
  gtk_widget_class_bind_template_child (widget_class, DhSettingsPane, hidden);
  gtk_widget_class_bind_template_child (widget_class, DhSettingsPane, bias);
  gtk_widget_class_bind_template_child (widget_class, DhSettingsPane, learning_rate);
  gtk_widget_class_bind_template_child (widget_class, DhSettingsPane, batch);
  gtk_widget_class_bind_template_child (widget_class, DhSettingsPane, network_more);
  gtk_widget_class_bind_template_child (widget_class, DhSettingsPane, schedule_more);
  gtk_widget_class_bind_template_child (widget_class, DhSettingsPane, advanced);
  gtk_widget_class_bind_template_child (widget_class, DhSettingsPane, seed);
  for (gsize i = 0; i < G_N_ELEMENTS (setting_rows); i++)
    gtk_widget_class_bind_template_child_full (widget_class, setting_rows[i], FALSE, 0);
  gtk_widget_class_bind_template_callback (widget_class, choose_subset);
  gtk_widget_class_bind_template_callback (widget_class, choose_bias);
  gtk_widget_class_bind_template_callback (widget_class, choose_batch);
  gtk_widget_class_bind_template_callback (widget_class, choose_seed);
}

static double
largest (const char *key)
{
  double smallest_value = 0;
  double largest_value = 0;

  dh_settings_get_limits (key, &smallest_value, &largest_value);
  return largest_value;
}

static void
dh_settings_pane_init (DhSettingsPane *self)
{
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  dh_count_button_set_up (self->subset, C_("images", "all"), 0, largest ("subset"), 100);
  dh_count_button_set_up (self->batch, C_("images", "all"), 0, largest ("batch"), 1);
  gtk_spin_button_set_range (self->seed, 0, largest ("seed"));
  dh_wheel_pass_through (GTK_WIDGET (self->seed));
  self->showing = FALSE;
}

/* A row that is closed tells what is in it where that is not the usual: the first of the table. */
static const char *
get_title (const DhSettings *settings, const char *key)
{
  guint i;
  const DhChoice *choice = dh_setting_row_get_choice (settings, key, &i);

  return i > 0 ? _(choice->title) : NULL;
}

static void
show_network_more (DhSettingsPane *self, const DhSettings *settings)
{
  const char *init = get_title (settings, "init");
  g_autofree char *text =
      g_strdup_printf ("%s%s%s", settings->bias ? "" : _("No bias"),
                       init != NULL && !settings->bias ? ", " : "", init != NULL ? init : "");

  adw_expander_row_set_subtitle (self->network_more, text);
}

static void
show_schedule_more (DhSettingsPane *self, const DhSettings *settings)
{
  const char *schedule = get_title (settings, "schedule");

  adw_expander_row_set_subtitle (self->schedule_more, schedule != NULL ? schedule : "");
}

static void
show_advanced (DhSettingsPane *self, const DhSettings *settings)
{
  g_autofree char *decay = dh_settings_get (settings, "weight-decay");
  g_autofree char *norm = dh_settings_get (settings, "clip-norm");
  g_autoptr (GString) text = g_string_new (NULL);

  if (settings->weight_decay > 0)
    g_string_append_printf (text, "λ = %s", decay);
  if (settings->clip_norm > 0)
    g_string_append_printf (text, "%s|g| ≤ %s", text->len > 0 ? ", " : "", norm);
  adw_expander_row_set_subtitle (self->advanced, text->str);
}

static void
show_rows (DhSettingsPane *self, const DhSettings *settings)
{
  for (gsize i = 0; i < G_N_ELEMENTS (setting_rows); i++)
    {
      GObject *row = gtk_widget_get_template_child (GTK_WIDGET (self), DH_TYPE_SETTINGS_PANE,
                                                    setting_rows[i]);

      dh_setting_row_show (DH_SETTING_ROW (row), settings);
    }
  show_network_more (self, settings);
  show_schedule_more (self, settings);
  show_advanced (self, settings);
}

void
dh_settings_pane_show (DhSettingsPane *self, const DhSettings *settings)
{
  g_return_if_fail (DH_IS_SETTINGS_PANE (self));

  self->showing = TRUE;
  dh_data_row_show (self->data, settings->data);
  gtk_spin_button_set_value (self->subset, (double) settings->subset);
  dh_network_card_show (self->network, settings);
  dh_hidden_layers_show (self->hidden, settings);
  gtk_switch_set_active (self->bias, settings->bias);
  dh_rate_editor_show (self->learning_rate, settings);
  gtk_spin_button_set_value (self->batch, (double) settings->batch);
  show_rows (self, settings);
  gtk_spin_button_set_value (self->seed, (double) settings->seed);
  self->showing = FALSE;
}

void
dh_settings_pane_set_fetch (DhSettingsPane *self, DhDataFetch *fetch)
{
  g_return_if_fail (DH_IS_SETTINGS_PANE (self));

  dh_data_row_set_fetch (self->data, fetch);
  dh_data_fetch_row_set_fetch (self->data_fetch, fetch);
}
