// A learning rate, by a logarithmic slider or typed.
// SPDX-License-Identifier: MIT

#include "app/rate-editor.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "training/settings.h"

/* The slider spans the useful decades; any other rate can be typed. */
#define SMALLEST_EXPONENT -5
#define LARGEST_EXPONENT 2

struct _DhRateEditor
{
  GtkBox parent_instance;

  GtkEntry *entry;
  GtkScale *scale;
  double rate;
  gboolean showing; /* set while the widgets are moved by the program */
};

G_DEFINE_FINAL_TYPE (DhRateEditor, dh_rate_editor, GTK_TYPE_BOX)

static void
show_rate (DhRateEditor *self)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.6g", self->rate);
  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_range_set_value (GTK_RANGE (self->scale), log10 (self->rate));
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  self->showing = FALSE;
}

static void
choose_rate (DhRateEditor *self, double rate)
{
  if (rate == self->rate)
    return;
  self->rate = rate;
  show_rate (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.learning-rate", "d", rate);
}

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
    choose_rate (self, round_rate (gtk_range_get_value (GTK_RANGE (self->scale))));
}

static void
confirm (DhRateEditor *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  double smallest = 0;
  double largest = 0;
  char *end = NULL;
  double rate = g_strtod (text, &end); /* with the decimal mark of the language, or a full stop */

  dh_settings_get_limits ("learning-rate", &smallest, &largest);
  if (end != text && *end == '\0' && rate >= smallest && rate <= largest)
    choose_rate (self, rate);
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
}

static void
leave (DhRateEditor *self)
{
  confirm (self);
  show_rate (self);
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

  G_OBJECT_CLASS (klass)->dispose = dh_rate_editor_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/downhill_app/Downhill/rate-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, DhRateEditor, entry);
  gtk_widget_class_bind_template_child (widget_class, DhRateEditor, scale);
  gtk_widget_class_bind_template_callback (widget_class, move);
  gtk_widget_class_bind_template_callback (widget_class, confirm);
  gtk_widget_class_bind_template_callback (widget_class, leave);
}

static void
dh_rate_editor_init (DhRateEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rate = 0.1;
  self->showing = TRUE;
  gtk_range_set_range (GTK_RANGE (self->scale), SMALLEST_EXPONENT, LARGEST_EXPONENT);
  gtk_range_set_increments (GTK_RANGE (self->scale), 0.1, 1);
  for (int i = SMALLEST_EXPONENT; i <= LARGEST_EXPONENT; i++)
    gtk_scale_add_mark (self->scale, i, GTK_POS_BOTTOM, NULL);
  show_rate (self);
}

void
dh_rate_editor_set_rate (DhRateEditor *self, double rate)
{
  g_return_if_fail (DH_IS_RATE_EDITOR (self));

  if (rate == self->rate)
    return;
  self->rate = rate;
  show_rate (self);
}
