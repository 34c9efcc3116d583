// A table of the layers of a network, a row of numbers for each.
// SPDX-License-Identifier: MIT

#include "app/layer-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/page.h"
#include "figures/layer-numbers.h"
#include "figures/number.h"

#define VALUE_CHARS 9 /* room that numbers of every size need: no column moves */

struct _DhLayerTable
{
  AdwBin parent_instance;

  GtkGrid *grid; /* row 0: the headings */
  guint n_layers;
};

G_DEFINE_FINAL_TYPE (DhLayerTable, dh_layer_table, ADW_TYPE_BIN)

static char *
make_name (const DhLayerNumbers *numbers)
{
  return g_strdup (numbers->name);
}

static char *
make_shape (const DhLayerNumbers *numbers)
{
  return g_strdup_printf ("%u × %u", numbers->weight->rows, numbers->weight->columns);
}

static char *
make_real (double value)
{
  return isnan (value) ? g_strdup ("–") : dh_number_format_loss (value);
}

static char *
make_weight_norm (const DhLayerNumbers *numbers)
{
  return make_real (numbers->weight_norm);
}

static char *
make_gradient_norm (const DhLayerNumbers *numbers)
{
  return make_real (numbers->gradient_norm);
}

static char *
make_update_ratio (const DhLayerNumbers *numbers)
{
  return make_real (numbers->update_ratio);
}

static char *
make_dead (const DhLayerNumbers *numbers)
{
  return numbers->can_die
             ? g_strdup_printf (_("%u of %u"), numbers->probe->n_dead, numbers->probe->n_units)
             : g_strdup ("–");
}

static const struct
{
  const char *name;
  const char *meaning;
  char *(*make_text) (const DhLayerNumbers *numbers);
} columns[] = {
  { N_("Layer"), N_("The name of the linear layer in PyTorch’s state_dict of the same network"),
    make_name },
  { N_("Weight"), N_("Shape of the weight: outputs × inputs, as PyTorch prints it"), make_shape },
  { N_("Weight norm"),
    N_("Length of the layer’s weight: the root of the sum of its squares. It grows slowly while "
       "the network gets surer; weight decay holds it down."),
    make_weight_norm },
  { N_("Gradient norm"),
    N_("Length of the gradient of the layer’s weight. In a healthy network the layers are within "
       "a factor of ten or so; far less in the first ones: the gradient vanishes on its way."),
    make_gradient_norm },
  { N_("Update ratio"),
    N_("Length of the last update divided by the length of the weight. About 0.001 is usual; much "
       "more: the learning rate is too high; much less: too low. Known after the next step."),
    make_update_ratio },
  { N_("Dead ReLUs"),
    N_("Units that give 0 for every image looked at and so learn no more; only with ReLU"),
    make_dead },
};

static GtkWidget *
new_label (const char *text, guint column)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_label_set_width_chars (GTK_LABEL (label), column > 0 ? VALUE_CHARS : -1);
  gtk_widget_set_hexpand (label, column > 0);
  return label;
}

static void
add_headings (DhLayerTable *self)
{
  for (guint column = 0; column < G_N_ELEMENTS (columns); column++)
    {
      GtkWidget *label = new_label (_(columns[column].name), column);

      gtk_widget_set_tooltip_text (label, _(columns[column].meaning));
      gtk_widget_add_css_class (label, "tile-caption");
      gtk_grid_attach (self->grid, label, (int) column, 0, 1, 1);
    }
}

static void
add_row (DhLayerTable *self)
{
  int row = (int) ++self->n_layers;

  for (guint column = 0; column < G_N_ELEMENTS (columns); column++)
    {
      GtkWidget *label = new_label (NULL, column);

      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_widget_set_tooltip_text (label, _(columns[column].meaning));
      gtk_widget_add_css_class (label, column == 0 ? "heading" : "number");
      gtk_grid_attach (self->grid, label, (int) column, row, 1, 1);
    }
}

/* The text is the label that a screen reader tells; of what it is, the description says. */
static void
describe_cell (GtkWidget *cell, const DhLayerNumbers *numbers, guint column)
{
  g_autofree char *text = g_strdup_printf ("%s, %s", numbers->name, _(columns[column].name));

  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static void
show_layer (DhLayerTable *self, const DhSnapshot *snapshot, guint layer, gboolean is_new)
{
  DhLayerNumbers numbers;

  dh_layer_numbers_init (&numbers, snapshot, layer);
  for (guint column = 0; column < G_N_ELEMENTS (columns); column++)
    {
      GtkWidget *cell = gtk_grid_get_child_at (self->grid, (int) column, (int) layer + 1);
      g_autofree char *text = columns[column].make_text (&numbers);

      dh_page_set_text (GTK_LABEL (cell), text);
      if (is_new)
        describe_cell (cell, &numbers, column);
    }
}

void
dh_layer_table_show (DhLayerTable *self, const DhSnapshot *snapshot)
{
  guint n = dh_layer_numbers_count (snapshot);
  guint n_before;

  g_return_if_fail (DH_IS_LAYER_TABLE (self));

  while (self->n_layers > n)
    gtk_grid_remove_row (self->grid, (int) self->n_layers--);
  n_before = self->n_layers;
  while (self->n_layers < n)
    add_row (self);
  for (guint layer = 0; layer < n; layer++)
    show_layer (self, snapshot, layer, layer >= n_before);
}

const char *
dh_layer_table_get_text (DhLayerTable *self, guint layer, guint column)
{
  GtkWidget *cell;

  g_return_val_if_fail (DH_IS_LAYER_TABLE (self), NULL);

  cell = gtk_grid_get_child_at (self->grid, (int) column, (int) layer + 1);
  return cell != NULL ? gtk_label_get_text (GTK_LABEL (cell)) : NULL;
}

static void
dh_layer_table_class_init (DhLayerTableClass *klass)
{
}

static void
dh_layer_table_init (DhLayerTable *self)
{
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (self->grid, 4);
  gtk_grid_set_column_spacing (self->grid, 10);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));
  add_headings (self);
}
