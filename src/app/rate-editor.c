// A learning rate, by a logarithmic slider or typed.
// SPDX-License-Identifier: MIT

#include "app/rate-editor.h"

#include <math.h>

#include "app/number-entry.h"
#include "app/wheel.h"

/* The slider spans the useful decades; any other rate can be typed. */
#define SMALLEST_EXPONENT -5
#define LARGEST_EXPONENT 2

struct _DhRateEditor
{
  GtkBox parent_instance;

  DhNumberEntry *entry;
  GtkWidget *error;
  GtkScale *scale;
  gboolean showing; /* set while the slider is moved by the program */
};

G_DEFINE_FINAL_TYPE (DhRateEditor, dh_rate_editor, GTK_TYPE_BOX)

/* Two significant digits: what a person would write for the place of the slider. */
static double
round_rate (double exponent)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.2g", pow (10, exponent));
  return g_ascii_strtod (text, NULL);
}

static void
move (DhRateEditor *self)
{
  if (!self->showing)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.learning-rate", "d",
                                round_rate (gtk_range_get_value (GTK_RANGE (self->scale))));
}

static void
show_error (DhRateEditor *self)
{
  g_autofree char *error = NULL;

  g_object_get (self->entry, "error", &error, NULL);
  gtk_label_set_text (GTK_LABEL (self->error), error != NULL ? error : "");
  gtk_widget_set_visible (self->error, error != NULL);
}

static void
dh_rate_editor_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DH_TYPE_RATE_EDITOR);
  G_OBJECT_CLASS (dh_rate_editor_parent_class)->dispose (object);
}

static void
dh_rate_editor_class_init (DhRateEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DH_TYPE_NUMBER_ENTRY);
  G_OBJECT_CLASS (klass)->dispose = dh_rate_editor_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/downhill_app/Downhill/rate-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, DhRateEditor, entry);
  gtk_widget_class_bind_template_child (widget_class, DhRateEditor, error);
  gtk_widget_class_bind_template_child (widget_class, DhRateEditor, scale);
  gtk_widget_class_bind_template_callback (widget_class, move);
  gtk_widget_class_bind_template_callback (widget_class, show_error);
}

static void
dh_rate_editor_init (DhRateEditor *self)
{
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_range_set_range (GTK_RANGE (self->scale), SMALLEST_EXPONENT, LARGEST_EXPONENT);
  dh_wheel_pass_through (GTK_WIDGET (self->scale));
  gtk_range_set_increments (GTK_RANGE (self->scale), 0.1, 1);
  for (int i = SMALLEST_EXPONENT; i <= LARGEST_EXPONENT; i++)
    gtk_scale_add_mark (self->scale, i, GTK_POS_BOTTOM, NULL);
  self->showing = FALSE;
}

void
dh_rate_editor_show (DhRateEditor *self, const DhSettings *settings)
{
  g_return_if_fail (DH_IS_RATE_EDITOR (self) && settings != NULL);

  dh_number_entry_show (self->entry, settings);
  self->showing = TRUE;
  gtk_range_set_value (GTK_RANGE (self->scale), log10 (settings->learning_rate));
  self->showing = FALSE;
}
