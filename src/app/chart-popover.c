// Chooses how the charts are looked at: axes, range and smoothing.
// SPDX-License-Identifier: MIT

#include "app/chart-popover.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figures/chart-choices.h"
#include "figures/number.h"

struct _DhChartPopover
{
  GtkPopover parent_instance;

  GtkRange *smoothing; /* the steps that count, as a power of ten: 0 … 3 */
  GtkLabel *weight;
  gboolean showing; /* what the action says, not what somebody chooses */
};

G_DEFINE_FINAL_TYPE (DhChartPopover, dh_chart_popover, GTK_TYPE_POPOVER)

/* 0.9 is a mean over about ten steps, 0.99 over a hundred. */
static double
get_weight (DhChartPopover *self)
{
  double weight = 1 - pow (10, -gtk_range_get_value (self->smoothing));

  return CLAMP (round (weight * 1000) / 1000, 0, DH_CHART_MAX_SMOOTHING);
}

static void
change_smoothing (DhChartPopover *self)
{
  double weight = get_weight (self);
  g_autofree char *text = weight > 0 ? dh_number_format_significant (weight, 3)
                                     : g_strdup (C_ ("smoothing", "Off"));

  gtk_label_set_text (self->weight, text);
  if (!self->showing)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.smoothing", "d", weight);
}

static void
show_smoothing (DhChartPopover *self)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GVariant) state = NULL;

  if (G_IS_ACTION_GROUP (window))
    state = g_action_group_get_action_state (G_ACTION_GROUP (window), "smoothing");
  if (state == NULL)
    return;
  self->showing = TRUE;
  gtk_range_set_value (self->smoothing, -log10 (1 - g_variant_get_double (state)));
  self->showing = FALSE;
}

static void
dh_chart_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DH_TYPE_CHART_POPOVER);
  G_OBJECT_CLASS (dh_chart_popover_parent_class)->dispose (object);
}

static void
dh_chart_popover_class_init (DhChartPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dh_chart_popover_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/downhill_app/Downhill/chart-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, DhChartPopover, smoothing);
  gtk_widget_class_bind_template_child (widget_class, DhChartPopover, weight);
  gtk_widget_class_bind_template_callback (widget_class, change_smoothing);
}

static void
dh_chart_popover_init (DhChartPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i <= 3; i++)
    gtk_scale_add_mark (GTK_SCALE (self->smoothing), i, GTK_POS_BOTTOM, NULL);
  change_smoothing (self);
  g_signal_connect (self, "map", G_CALLBACK (show_smoothing), NULL);
}
