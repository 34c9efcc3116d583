// The page of parameters: their numbers, the model in words, and the lecture's page.
// SPDX-License-Identifier: MIT

#include "app/parameters-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/count-button.h"
#include "app/figure-card.h"
#include "figures/number.h"
#include "training/lecture-page.h"
#include "training/model-summary.h"

/* 6 × 6 weights and 10 biases, before and after. */
#define N_PRINTED (2 * (DH_LECTURE_SIDE * DH_LECTURE_SIDE + DH_LECTURE_CLASSES))

/* Below this width the figure stands its four blocks below each other. */
#define NARROW_BELOW 780
#define NARROW_HEIGHT 960

struct _DhParametersPage
{
  DhPage parent_instance;

  DhFigureCard *figure;
  GtkDropDown *layer;
  GtkSpinButton *row;
  GtkSpinButton *column;
  GtkLabel *summary;
  GtkLabel *count;
  GtkFlowBox *cards;
  DhPrintedNumber printed[N_PRINTED]; /* what the lecture's page prints */
  char *settings;                     /* JSON of the run shown last */
  GArray *sizes;                      /* of Size, one a layer */
};

typedef struct
{
  guint rows;
  guint columns;
} Size;

G_DEFINE_FINAL_TYPE (DhParametersPage, dh_parameters_page, DH_TYPE_PAGE)

static void
choose_place (DhParametersPage *self)
{
  guint layer = gtk_drop_down_get_selected (self->layer);
  DhFigureView *view;
  DhFigureModel model;

  if (self->figure == NULL)
    return;
  view = dh_figure_card_get_view (self->figure);
  model = dh_figure_view_get_model (view);
  model.layer = layer == GTK_INVALID_LIST_POSITION ? 0 : (int) layer;
  /* −1 reads “ends”; the figure counts from 1. */
  model.row = gtk_spin_button_get_value_as_int (self->row) + 1;
  model.column = gtk_spin_button_get_value_as_int (self->column) + 1;
  dh_figure_view_set_choices (view, &model);
}

/* Every row and column of the layer can be reached, no others. */
static void
choose_layer (DhParametersPage *self)
{
  guint layer = gtk_drop_down_get_selected (self->layer);

  if (self->sizes != NULL && layer < self->sizes->len)
    {
      const Size *size = &g_array_index (self->sizes, Size, layer);

      gtk_spin_button_set_range (self->row, -1, size->rows - 1.0);
      gtk_spin_button_set_range (self->column, -1, size->columns - 1.0);
    }
  choose_place (self);
}

static void
copy_summary (DhParametersPage *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_label_get_text (self->summary));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", _("Copied the model"));
}

static void
fill_printed (DhParametersPage *self)
{
  const DhLecturePage *page = dh_lecture_page_get ();
  guint n = 0;

  for (guint step = DH_LECTURE_BEFORE; step <= DH_LECTURE_AFTER; step++)
    {
      for (guint i = 0; i < DH_LECTURE_SIDE; i++)
        for (guint j = 0; j < DH_LECTURE_SIDE; j++)
          self->printed[n++] = (DhPrintedNumber) { step, page->rows[i], (int) page->columns[j],
                                                   page->prints[step].weight[i][j] };
      for (guint i = 0; i < DH_LECTURE_CLASSES; i++)
        self->printed[n++] = (DhPrintedNumber) { step, i, -1, page->prints[step].bias[i] };
    }
  g_assert (n == N_PRINTED);
}

static void
list_layers (DhParametersPage *self, const DhSnapshot *snapshot)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_array_set_size (self->sizes, 0);
  for (guint i = 0; i < snapshot->n_tensors; i++)
    if (snapshot->tensors[i].columns > 0)
      {
        Size size = { snapshot->tensors[i].rows, snapshot->tensors[i].columns };
        g_autofree char *name = g_strdup (snapshot->tensors[i].name);

        *strrchr (name, '.') = '\0'; /* "main.0.weight" to "main.0" */
        gtk_string_list_append (names, name);
        g_array_append_val (self->sizes, size);
      }
  gtk_drop_down_set_model (self->layer, G_LIST_MODEL (names));
  choose_layer (self);
}

static void
show_network (DhParametersPage *self, const DhSnapshot *snapshot)
{
  g_autofree char *summary = dh_model_summary_make (snapshot);
  g_autofree char *n = dh_number_format_count (snapshot->n_parameters);
  g_autofree char *count = g_strdup_printf (_("%s parameters"), n);

  if (g_str_equal (summary, gtk_label_get_text (self->summary)))
    return;
  gtk_label_set_text (self->summary, summary);
  gtk_label_set_text (self->count, count);
  list_layers (self, snapshot);
}

static gboolean
is_lecture (const DhSnapshot *snapshot)
{
  g_autoptr (DhSettings) settings =
      snapshot->settings != NULL ? dh_settings_from_json (snapshot->settings, NULL) : NULL;

  return settings != NULL && dh_lecture_page_is_settings (settings);
}

static void
show_printed (DhParametersPage *self, const DhSnapshot *snapshot)
{
  if (g_strcmp0 (self->settings, snapshot->settings) == 0)
    return;
  g_free (self->settings);
  self->settings = g_strdup (snapshot->settings);
  dh_figure_view_set_printed (dh_figure_card_get_view (self->figure), self->printed,
                              is_lecture (snapshot) ? N_PRINTED : 0);
}

static void
dh_parameters_page_show (DhPage *page, const DhSnapshot *snapshot)
{
  DhParametersPage *self = DH_PARAMETERS_PAGE (page);
  if (snapshot->state == DH_RUN_RUNNING && !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  show_printed (self, snapshot);
  show_network (self, snapshot);
  dh_figure_view_set_snapshot (dh_figure_card_get_view (self->figure), snapshot);
}

static void
dh_parameters_page_dispose (GObject *object)
{
  DhParametersPage *self = DH_PARAMETERS_PAGE (object);

  g_clear_pointer (&self->settings, g_free);
  g_clear_pointer (&self->sizes, g_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DH_TYPE_PARAMETERS_PAGE);
  G_OBJECT_CLASS (dh_parameters_page_parent_class)->dispose (object);
}

static void
dh_parameters_page_class_init (DhParametersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DH_TYPE_FIGURE_CARD);
  DH_PAGE_CLASS (klass)->show = dh_parameters_page_show;
  G_OBJECT_CLASS (klass)->dispose = dh_parameters_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/downhill_app/Downhill/parameters-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DhParametersPage, figure);
  gtk_widget_class_bind_template_child (widget_class, DhParametersPage, layer);
  gtk_widget_class_bind_template_child (widget_class, DhParametersPage, row);
  gtk_widget_class_bind_template_child (widget_class, DhParametersPage, column);
  gtk_widget_class_bind_template_child (widget_class, DhParametersPage, summary);
  gtk_widget_class_bind_template_child (widget_class, DhParametersPage, count);
  gtk_widget_class_bind_template_child (widget_class, DhParametersPage, cards);
  gtk_widget_class_bind_template_callback (widget_class, choose_layer);
  gtk_widget_class_bind_template_callback (widget_class, choose_place);
  gtk_widget_class_bind_template_callback (widget_class, copy_summary);
}

static void
dh_parameters_page_init (DhParametersPage *self)
{
  self->sizes = g_array_new (FALSE, FALSE, sizeof (Size));
  gtk_widget_init_template (GTK_WIDGET (self));
  /* What is in them has the focus. */
  for (int i = 0; gtk_flow_box_get_child_at_index (self->cards, i) != NULL; i++)
    gtk_widget_set_focusable (
        GTK_WIDGET (gtk_flow_box_get_child_at_index (self->cards, i)), FALSE);
  fill_printed (self);
  g_object_set (dh_figure_card_get_view (self->figure), "narrow-below", NARROW_BELOW,
                "narrow-height", NARROW_HEIGHT, NULL);
  /* Translators: a noun in the place of a row's or column's number: the first and the last ones.
   * There is room for about five letters. */
  dh_count_button_set_up (self->row, _("ends"), -1, 0, 1);
  dh_count_button_set_up (self->column, _("ends"), -1, 0, 1);
  gtk_spin_button_set_value (self->row, -1);
  gtk_spin_button_set_value (self->column, -1);
}
