// The page of numbers: what a run has measured, and how its values are spread.
// SPDX-License-Identifier: MIT

#include "app/numbers-page.h"

#include <glib/gi18n-lib.h>

#include "app/figure-card.h"
#include "app/layer-table.h"
#include "app/run-numbers.h"

#define VALUE_CHARS 12 /* whatever the number, its place is as wide */

struct _DhNumbersPage
{
  DhPage parent_instance;

  GtkFlowBox *run;
  DhLayerTable *layers;
  DhFigureCard *histograms;
  GPtrArray *values;          /* of GtkLabel, as the table of numbers has them */
  const DhSnapshot *snapshot; /* the one that numbers are read of, or NULL */
};

G_DEFINE_FINAL_TYPE (DhNumbersPage, dh_numbers_page, DH_TYPE_PAGE)

static void
refresh (DhNumbersPage *self)
{
  guint n;
  const DhRunNumber *numbers = dh_run_numbers_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = numbers[i].make_text (self->snapshot);

      dh_page_set_text (self->values->pdata[i], text);
    }
  dh_layer_table_show (self->layers, self->snapshot);
}

static void
dh_numbers_page_show_numbers (DhPage *page, const DhSnapshot *snapshot)
{
  DhNumbersPage *self = DH_NUMBERS_PAGE (page);

  dh_snapshot_ref (snapshot);
  g_clear_pointer (&self->snapshot, dh_snapshot_unref);
  self->snapshot = snapshot;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

/* While it was hidden, it cost nothing and knew nothing. */
static void
dh_numbers_page_map (GtkWidget *widget)
{
  DhNumbersPage *self = DH_NUMBERS_PAGE (widget);

  if (self->snapshot != NULL)
    refresh (self);
  GTK_WIDGET_CLASS (dh_numbers_page_parent_class)->map (widget);
}

static GtkWidget *
make_value (const DhRunNumber *number)
{
  GtkWidget *value = gtk_label_new ("–");

  gtk_label_set_xalign (GTK_LABEL (value), 0);
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (value), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (value), VALUE_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (value), VALUE_CHARS);
  gtk_widget_set_name (value, number->id);
  gtk_widget_add_css_class (value, "number");
  gtk_widget_add_css_class (value, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _(number->name), -1);
  return value;
}

static void
add_number (DhNumbersPage *self, const DhRunNumber *number)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *caption = gtk_label_new (_(number->name));
  GtkWidget *value = make_value (number);
  GtkWidget *child;

  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_label_set_ellipsize (GTK_LABEL (caption), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (caption, "tile-caption");
  gtk_widget_set_tooltip_text (box, _(number->meaning));
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), value);
  gtk_flow_box_append (self->run, box);
  /* The value in it can be reached and copied; the place it stands in is nothing of its own. */
  child = gtk_widget_get_parent (box);
  gtk_widget_set_focusable (child, FALSE);
  g_ptr_array_add (self->values, value);
}

static void
dh_numbers_page_dispose (GObject *object)
{
  DhNumbersPage *self = DH_NUMBERS_PAGE (object);

  g_clear_pointer (&self->snapshot, dh_snapshot_unref);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), DH_TYPE_NUMBERS_PAGE);
  G_OBJECT_CLASS (dh_numbers_page_parent_class)->dispose (object);
}

static void
dh_numbers_page_class_init (DhNumbersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DH_TYPE_FIGURE_CARD);
  g_type_ensure (DH_TYPE_LAYER_TABLE);
  G_OBJECT_CLASS (klass)->dispose = dh_numbers_page_dispose;
  DH_PAGE_CLASS (klass)->show_numbers = dh_numbers_page_show_numbers;
  widget_class->map = dh_numbers_page_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/downhill_app/Downhill/numbers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DhNumbersPage, run);
  gtk_widget_class_bind_template_child (widget_class, DhNumbersPage, layers);
  gtk_widget_class_bind_template_child (widget_class, DhNumbersPage, histograms);
}

static void
dh_numbers_page_init (DhNumbersPage *self)
{
  guint n;
  const DhRunNumber *numbers = dh_run_numbers_get_all (&n);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->values = g_ptr_array_new ();
  for (guint i = 0; i < n; i++)
    add_number (self, &numbers[i]);
}
