// What can be changed about a layer of the network: its units, whether it is there, what is beside.
// SPDX-License-Identifier: MIT

#include "app/layer-popover.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/wheel.h"
#include "figures/number.h"

#define NEW_UNITS 32

struct _DhLayerPopover
{
  GtkPopover parent_instance;

  GtkLabel *heading;
  GtkLabel *explanation;
  GtkWidget *units_row;
  GtkSpinButton *units;
  GtkWidget *add; /* at the input, at the output, and between two layers */
  GtkWidget *add_before;
  GtkWidget *add_after;
  GtkWidget *remove;

  DhSettings *settings; /* NULL before they are shown */
  guint layer;
  gboolean after;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (DhLayerPopover, dh_layer_popover, GTK_TYPE_POPOVER)

static gboolean
is_hidden (DhLayerPopover *self)
{
  return !self->after && self->layer > 0 && self->layer <= self->settings->n_hidden;
}

static void
choose (DhLayerPopover *self, const DhSettings *settings)
{
  g_autofree char *hidden = dh_settings_get (settings, "hidden");

  gtk_widget_activate_action (GTK_WIDGET (self), "win.hidden", "s", hidden);
}

static void
resize (DhLayerPopover *self)
{
  g_autoptr (DhSettings) settings = NULL;

  if (self->showing || self->settings == NULL || !is_hidden (self))
    return;
  settings = dh_settings_copy (self->settings);
  settings->hidden[self->layer - 1] = (guint) gtk_spin_button_get_value_as_int (self->units);
  choose (self, settings);
}

/* The new layer becomes hidden layer @place, from 1. */
static void
insert (DhLayerPopover *self, guint place)
{
  g_autoptr (DhSettings) settings = dh_settings_copy (self->settings);
  guint *hidden = settings->hidden;

  g_assert (place >= 1 && place <= settings->n_hidden + 1 &&
            settings->n_hidden < DH_SETTINGS_MAX_HIDDEN);

  memmove (hidden + place, hidden + place - 1,
           (settings->n_hidden - (place - 1)) * sizeof hidden[0]);
  hidden[place - 1] =
      self->after ? (guint) gtk_spin_button_get_value_as_int (self->units) : NEW_UNITS;
  settings->n_hidden++;
  gtk_popover_popdown (GTK_POPOVER (self));
  choose (self, settings);
}

static void
add_before (DhLayerPopover *self)
{
  insert (self, self->layer);
}

static void
add_after (DhLayerPopover *self)
{
  insert (self, self->layer + 1);
}

/* There is one place beside the input and the output each. */
static void
add (DhLayerPopover *self)
{
  if (self->after || self->layer == 0)
    add_after (self);
  else
    add_before (self);
}

static void
remove_layer (DhLayerPopover *self)
{
  g_autoptr (DhSettings) settings = dh_settings_copy (self->settings);
  guint *hidden = settings->hidden;

  g_assert (is_hidden (self));

  memmove (hidden + self->layer - 1, hidden + self->layer,
           (settings->n_hidden - self->layer) * sizeof hidden[0]);
  settings->n_hidden--;
  gtk_popover_popdown (GTK_POPOVER (self));
  choose (self, settings);
}

static char *
make_heading (DhLayerPopover *self)
{
  if (self->after)
    return g_strdup (_("New Layer"));
  if (self->layer == 0)
    return g_strdup (_("Input"));
  return is_hidden (self) ? g_strdup_printf (_("Hidden Layer %u"), self->layer)
                          : g_strdup (_("Output"));
}

static char *
explain_input (const DhSnapshot *run)
{
  g_autofree char *n = NULL;

  if (run == NULL || run->data_title == NULL)
    return g_strdup (_("One number for each pixel of an image: the data set decides how many."));
  n = dh_number_format_count ((guint64) run->width * run->height);
  return g_strdup_printf (_("%s numbers, one for each pixel: the images of “%s” are %u × %u. The "
                            "data set decides."),
                          n, run->data_title, run->width, run->height);
}

static char *
explain_output (const DhSnapshot *run)
{
  if (run == NULL || run->data_title == NULL)
    return g_strdup (_("One unit for each class: the data set decides how many."));
  return g_strdup_printf (ngettext ("%u unit, one for each class of “%s”: the class with the "
                                    "largest output is the answer. The data set decides.",
                                    "%u units, one for each class of “%s”: the class with the "
                                    "largest output is the answer. The data set decides.",
                                    run->n_classes),
                          run->n_classes, run->data_title);
}

static char *
make_explanation (DhLayerPopover *self, const DhSnapshot *run)
{
  if (self->after)
    return g_strdup (_("A hidden layer more lets the network combine what the one before found. "
                       "The run begins anew."));
  if (self->layer == 0)
    return explain_input (run);
  if (!is_hidden (self))
    return explain_output (run);
  return g_strdup (_("Each unit weighs all that the layer before gives, and its activation decides "
                     "what it passes on. The run begins anew with every change."));
}

static void
show_units (DhLayerPopover *self)
{
  self->showing = TRUE;
  gtk_spin_button_set_value (self->units, is_hidden (self)
                                              ? self->settings->hidden[self->layer - 1]
                                              : NEW_UNITS);
  self->showing = FALSE;
}

static void
show_buttons (DhLayerPopover *self)
{
  gboolean hidden = is_hidden (self);
  gboolean full = self->settings->n_hidden == DH_SETTINGS_MAX_HIDDEN;

  gtk_widget_set_visible (self->units_row, hidden || (self->after && !full));
  gtk_widget_set_visible (self->add, !hidden && !full);
  gtk_widget_set_visible (self->add_before, hidden && !full);
  gtk_widget_set_visible (self->add_after, hidden && !full);
  gtk_widget_set_visible (self->remove, hidden);
}

static void
dh_layer_popover_dispose (GObject *object)
{
  g_clear_pointer (&DH_LAYER_POPOVER (object)->settings, dh_settings_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), DH_TYPE_LAYER_POPOVER);
  G_OBJECT_CLASS (dh_layer_popover_parent_class)->dispose (object);
}

static void
dh_layer_popover_class_init (DhLayerPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dh_layer_popover_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/downhill_app/Downhill/layer-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, DhLayerPopover, heading);
  gtk_widget_class_bind_template_child (widget_class, DhLayerPopover, explanation);
  gtk_widget_class_bind_template_child (widget_class, DhLayerPopover, units_row);
  gtk_widget_class_bind_template_child (widget_class, DhLayerPopover, units);
  gtk_widget_class_bind_template_child (widget_class, DhLayerPopover, add);
  gtk_widget_class_bind_template_child (widget_class, DhLayerPopover, add_before);
  gtk_widget_class_bind_template_child (widget_class, DhLayerPopover, add_after);
  gtk_widget_class_bind_template_child (widget_class, DhLayerPopover, remove);
  gtk_widget_class_bind_template_callback (widget_class, resize);
  gtk_widget_class_bind_template_callback (widget_class, add);
  gtk_widget_class_bind_template_callback (widget_class, add_before);
  gtk_widget_class_bind_template_callback (widget_class, add_after);
  gtk_widget_class_bind_template_callback (widget_class, remove_layer);
}

static void
dh_layer_popover_init (DhLayerPopover *self)
{
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  dh_wheel_pass_through (GTK_WIDGET (self->units));
  self->showing = FALSE;
}

GtkWidget *
dh_layer_popover_new (void)
{
  return g_object_new (DH_TYPE_LAYER_POPOVER, NULL);
}

void
dh_layer_popover_show (DhLayerPopover *self, const DhSettings *settings)
{
  gboolean same;

  g_return_if_fail (DH_IS_LAYER_POPOVER (self) && settings != NULL);

  same = self->settings != NULL && self->settings->n_hidden == settings->n_hidden;
  g_clear_pointer (&self->settings, dh_settings_free);
  self->settings = dh_settings_copy (settings);
  if (!same)
    gtk_popover_popdown (GTK_POPOVER (self));
  else if (gtk_widget_get_visible (GTK_WIDGET (self)) && is_hidden (self))
    show_units (self);
}

void
dh_layer_popover_open (DhLayerPopover *self, guint layer, gboolean after, const DhSnapshot *run)
{
  g_autofree char *heading = NULL;
  g_autofree char *explanation = NULL;

  g_return_if_fail (DH_IS_LAYER_POPOVER (self) && self->settings != NULL);
  g_return_if_fail (layer <= self->settings->n_hidden + (after ? 0 : 1));

  self->layer = layer;
  self->after = after;
  heading = make_heading (self);
  explanation = make_explanation (self, run);
  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->explanation, explanation);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, heading,
                                  -1);
  show_units (self);
  show_buttons (self);
  gtk_popover_popup (GTK_POPOVER (self));
}
