// The hidden layers of the network: typed as a list, or added, resized and removed one by one.
// SPDX-License-Identifier: MIT

#include "app/hidden-layers.h"

#include <glib/gi18n-lib.h>

#include "app/wheel.h"

#define NEW_WIDTH 32

struct _DhHiddenLayers
{
  AdwBin parent_instance;

  GtkListBox *list;
  GtkEditable *entry;  /* the first row */
  GtkWidget *add_row;  /* the last row */
  GPtrArray *rows;     /* of GtkSpinButton, one a layer */
  char *shown;         /* in the entry at last; since then something may be typed */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (DhHiddenLayers, dh_hidden_layers, ADW_TYPE_BIN)

static void
choose (DhHiddenLayers *self, const char *hidden)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.hidden", "s", hidden);
}

/* The list as people write it, without layer @left_out (−1 = with all) and with @added (0 = none).
 */
static char *
list_layers (DhHiddenLayers *self, int left_out, guint added)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->rows->len; i++)
    if ((int) i != left_out)
      g_string_append_printf (text, "%s%d", text->len > 0 ? ", " : "",
                              gtk_spin_button_get_value_as_int (self->rows->pdata[i]));
  if (added > 0)
    g_string_append_printf (text, "%s%u", text->len > 0 ? ", " : "", added);
  return g_strdup (text->len > 0 ? text->str : "none");
}

static void
resize (DhHiddenLayers *self)
{
  g_autofree char *hidden = list_layers (self, -1, 0);

  if (!self->showing)
    choose (self, hidden);
}

static void
remove_layer (DhHiddenLayers *self, GtkButton *button)
{
  int layer = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "layer"));
  g_autofree char *hidden = list_layers (self, layer, 0);

  choose (self, hidden);
}

static void
add_layer (DhHiddenLayers *self)
{
  g_autofree char *hidden = list_layers (self, -1, NEW_WIDTH);

  choose (self, hidden);
}

static void
apply (DhHiddenLayers *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  choose (self, *text != '\0' ? text : "none");
}

static GtkWidget *
make_remove_button (DhHiddenLayers *self, guint layer)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *tip = g_strdup_printf (_("Remove layer %u"), layer + 1);

  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  g_object_set_data (G_OBJECT (button), "layer", GINT_TO_POINTER ((int) layer));
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_layer), self, G_CONNECT_SWAPPED);
  return button;
}

static void
append_row (DhHiddenLayers *self, guint layer)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (1, 65536, 1);
  g_autofree char *title = g_strdup_printf (_("Layer %u"), layer + 1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_tooltip_text (row, _("Units of this hidden layer: more can learn more, and take "
                                      "longer"));
  gtk_spin_button_set_increments (GTK_SPIN_BUTTON (spin), 1, 16);
  dh_wheel_pass_through (spin);
  gtk_editable_set_alignment (GTK_EDITABLE (spin), 1);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (spin, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove_button (self, layer));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  gtk_list_box_insert (self->list, row, 1 + (int) layer);
  g_ptr_array_add (self->rows, spin);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (resize), self, G_CONNECT_SWAPPED);
}

static void
remove_last_row (DhHiddenLayers *self)
{
  guint last = self->rows->len - 1;

  g_ptr_array_remove_index (self->rows, last);
  gtk_list_box_remove (self->list,
                       GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 1 + (int) last)));
}

static void
dh_hidden_layers_dispose (GObject *object)
{
  DhHiddenLayers *self = DH_HIDDEN_LAYERS (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_free);
  /* The list is a template child too: disposing of those unparents it, and AdwBin would do so
   * again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DH_TYPE_HIDDEN_LAYERS);
  G_OBJECT_CLASS (dh_hidden_layers_parent_class)->dispose (object);
}

static void
dh_hidden_layers_class_init (DhHiddenLayersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dh_hidden_layers_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/downhill_app/Downhill/hidden-layers.ui");
  gtk_widget_class_bind_template_child (widget_class, DhHiddenLayers, list);
  gtk_widget_class_bind_template_child (widget_class, DhHiddenLayers, entry);
  gtk_widget_class_bind_template_child (widget_class, DhHiddenLayers, add_row);
  gtk_widget_class_bind_template_callback (widget_class, apply);
  gtk_widget_class_bind_template_callback (widget_class, add_layer);
}

static void
dh_hidden_layers_init (DhHiddenLayers *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The title above is not part of what has the focus. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (self->entry)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->entry)),
                                  -1);
  /* The layers follow each other from left to right in any language, as in the picture. */
  gtk_widget_set_direction (GTK_WIDGET (gtk_editable_get_delegate (self->entry)),
                            GTK_TEXT_DIR_LTR);
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    gtk_editable_set_alignment (self->entry, 1);
}

void
dh_hidden_layers_show (DhHiddenLayers *self, const DhSettings *settings)
{
  g_autofree char *text = NULL;

  g_return_if_fail (DH_IS_HIDDEN_LAYERS (self));

  self->showing = TRUE;
  while (self->rows->len > settings->n_hidden)
    remove_last_row (self);
  while (self->rows->len < settings->n_hidden)
    append_row (self, self->rows->len);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_spin_button_set_value (self->rows->pdata[i], settings->hidden[i]);
  text = settings->n_hidden > 0 ? list_layers (self, -1, 0) : g_strdup ("");
  if (g_strcmp0 (text, self->shown) != 0)
    {
      gtk_editable_set_text (self->entry, text);
      g_free (self->shown);
      self->shown = g_steal_pointer (&text);
    }
  gtk_widget_set_visible (self->add_row, settings->n_hidden < DH_SETTINGS_MAX_HIDDEN);
  self->showing = FALSE;
}
