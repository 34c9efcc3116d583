// The buttons in the title row of the weights: view, page or layer, and what is shown how.
// SPDX-License-Identifier: MIT

#include "app/weights-tools.h"

#include <glib/gi18n-lib.h>

#include "app/page.h"
#include "app/weights-keys.h"
#include "figures/weights-cell.h"
#include "figures/weights-source.h"

struct _DhWeightsTools
{
  AdwBin parent_instance;

  DhFigureView *view; /* beside these buttons, as long-lived */
  GtkWidget *views;
  GtkWidget *pager;
  GtkWidget *previous;
  GtkWidget *next;

  guint *order; /* [n_units] of the units of a run, NULL where it is not known */
  guint n_units;
  guint64 run;
  guint fit_id; /* of the source that will see how many pages there are now, or 0 */
};

G_DEFINE_FINAL_TYPE (DhWeightsTools, dh_weights_tools, ADW_TYPE_BIN)

DhWeightsChoices
dh_weights_tools_get_choices (DhWeightsTools *self)
{
  g_return_val_if_fail (DH_IS_WEIGHTS_TOOLS (self), (DhWeightsChoices) { 0 });

  return self->view != NULL ? dh_figure_view_get_model (self->view).weights
                            : (DhWeightsChoices) { 0 };
}

static void
hand_on (DhWeightsTools *self, const DhWeightsChoices *choices)
{
  DhFigureModel model = dh_figure_view_get_model (self->view);

  model.weights = *choices;
  model.weights.order = self->order;
  model.weights.n_order = self->order != NULL ? self->n_units : 0;
  dh_figure_view_set_choices (self->view, &model);
}

static DhWeightsSource
get_source (DhWeightsTools *self)
{
  DhFigureModel model = dh_figure_view_get_model (self->view);
  DhWeightsSource source;

  dh_weights_source_init (&source, &model);
  return source;
}

gboolean
dh_weights_tools_has_quantities (DhWeightsTools *self)
{
  g_return_val_if_fail (DH_IS_WEIGHTS_TOOLS (self), FALSE);

  return get_source (self).kind != DH_WEIGHTS_KIND_INPUT_GRADIENT;
}

static guint
count_pages (DhWeightsTools *self, guint *page)
{
  DhFigureModel model = dh_figure_view_get_model (self->view);

  return dh_weights_count_pages (&model, dh_figure_view_get_place (self->view).width,
                                 dh_figure_view_get_place (self->view).height, page);
}

/* What the two buttons lead through, from 0: pages of units or the deeper layers; returns how many
 * there are. */
static guint
get_places (DhWeightsTools *self, guint *place)
{
  DhWeightsSource source = get_source (self);

  *place = 0;
  if (source.view == DH_WEIGHTS_UNITS)
    return count_pages (self, place);
  if (source.view != DH_WEIGHTS_LAYER)
    return 1;
  *place = source.layer - 2;
  return source.n_layers - 1;
}

static void
update (DhWeightsTools *self)
{
  DhWeightsSource source = get_source (self);
  gboolean layers = source.view == DH_WEIGHTS_LAYER;
  guint place;
  guint n = get_places (self, &place);

  gtk_widget_set_visible (self->views, source.n_layers > 1);
  gtk_widget_set_visible (self->pager, n > 1);
  gtk_widget_set_sensitive (self->previous, place > 0);
  gtk_widget_set_sensitive (self->next, place + 1 < n);
  dh_page_set_tooltip (self->previous, layers ? _("Previous layer") : _("Previous units"));
  dh_page_set_tooltip (self->next, layers ? _("Next layer") : _("Next units"));
}

static gboolean
fit (gpointer data)
{
  DhWeightsTools *self = data;

  self->fit_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* A page holds more units, or fewer. While sizes are given out no button can come or go. */
static void
fit_later (DhWeightsTools *self)
{
  if (self->fit_id == 0)
    self->fit_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit, self, NULL);
}

/* Where the units have another order than before, takes it over. */
static void
sort_units (DhWeightsTools *self, const DhSnapshot *snapshot)
{
  guint n = dh_weights_count_units (snapshot);
  g_autofree guint *old = NULL;
  g_autofree guint *order = n > 0 ? g_try_new (guint, n) : NULL;
  DhWeightsChoices choices = dh_weights_tools_get_choices (self);

  if (order == NULL || !dh_weights_make_order (snapshot, order, n))
    return;
  if (self->order != NULL && self->n_units == n &&
      memcmp (self->order, order, n * sizeof *order) == 0)
    return;
  old = g_steal_pointer (&self->order);
  self->order = g_steal_pointer (&order);
  self->n_units = n;
  hand_on (self, &choices);
}

/* Another network: its units are others, even where they are as many. */
static void
forget_units (DhWeightsTools *self, const DhSnapshot *snapshot)
{
  g_autofree guint *old = g_steal_pointer (&self->order);
  DhWeightsChoices choices = dh_weights_tools_get_choices (self);
  guint n = dh_weights_count_units (snapshot);

  if (n != self->n_units)
    choices.page = 0;
  self->run = snapshot->run;
  self->n_units = n;
  hand_on (self, &choices);
  g_signal_emit_by_name (self, "changed");
}

void
dh_weights_tools_show (DhWeightsTools *self, const DhSnapshot *snapshot)
{
  g_return_if_fail (DH_IS_WEIGHTS_TOOLS (self) && snapshot != NULL);

  if (snapshot->run != self->run || dh_weights_count_units (snapshot) != self->n_units)
    forget_units (self, snapshot);
  else if (snapshot->state == DH_RUN_RUNNING && self->order != NULL)
    return;
  sort_units (self, snapshot);
  update (self);
}

/* The number of the layer that is meant by @layer, 0 being the last, if it is one to show. */
static gboolean
has_layer (DhWeightsTools *self, guint layer)
{
  return layer == 0 || (layer >= 2 && layer <= get_source (self).n_layers);
}

void
dh_weights_tools_set_choices (DhWeightsTools *self, const DhWeightsChoices *choices)
{
  DhWeightsChoices old, new;
  DhFigureModel model;

  g_return_if_fail (DH_IS_WEIGHTS_TOOLS (self) && choices != NULL && self->view != NULL);

  old = dh_weights_tools_get_choices (self);
  new = *choices;
  if (!has_layer (self, new.layer))
    new.layer = old.layer;
  if (new.view != old.view || new.layer != old.layer || new.page != old.page)
    new.has_cell = FALSE;
  model = dh_figure_view_get_model (self->view);
  if (new.view != old.view || new.page != old.page)
    if (model.n_runs > 0)
      sort_units (self, model.runs[0]);
  hand_on (self, &new);
  if (get_source (self).view == DH_WEIGHTS_UNITS && get_source (self).values != NULL)
    {
      count_pages (self, &new.page);
      hand_on (self, &new);
    }
  update (self);
  g_signal_emit_by_name (self, "changed");
}

static void
go (DhWeightsTools *self, int by)
{
  guint place;
  guint n = get_places (self, &place);
  int next = CLAMP ((int) place + by, 0, (int) n - 1);

  if (get_source (self).view == DH_WEIGHTS_LAYER)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.weights-layer", "i", next + 2);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.weights-page", "i", next);
}

static void
go_back (DhWeightsTools *self)
{
  go (self, -1);
}

static void
go_on (DhWeightsTools *self)
{
  go (self, 1);
}

/* The same pixel of every map is marked; with the keys at work the pointer leaving changes
 * nothing. */
static void
mark (DhWeightsTools *self, const DhPick *pick)
{
  DhWeightsChoices choices = dh_weights_tools_get_choices (self);

  if (pick->kind == DH_PICK_NONE && gtk_widget_has_focus (GTK_WIDGET (self->view)))
    return;
  choices.has_cell = pick->kind == DH_PICK_MAP;
  choices.row = choices.has_cell ? (guint) pick->a : 0;
  choices.column = choices.has_cell ? (guint) pick->b : 0;
  hand_on (self, &choices);
}

void
dh_weights_tools_set_view (DhWeightsTools *self, DhFigureView *view)
{
  g_return_if_fail (DH_IS_WEIGHTS_TOOLS (self) && DH_IS_FIGURE_VIEW (view));

  self->view = view;
  g_signal_connect_object (view, "pointed", G_CALLBACK (mark), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "resized", G_CALLBACK (fit_later), self, G_CONNECT_SWAPPED);
  dh_weights_keys_install (view);
}

static void
dh_weights_tools_dispose (GObject *object)
{
  g_clear_handle_id (&DH_WEIGHTS_TOOLS (object)->fit_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), DH_TYPE_WEIGHTS_TOOLS);
  G_OBJECT_CLASS (dh_weights_tools_parent_class)->dispose (object);
}

/* The view has borrowed the order, but draws no more. */
static void
dh_weights_tools_finalize (GObject *object)
{
  g_free (DH_WEIGHTS_TOOLS (object)->order);
  G_OBJECT_CLASS (dh_weights_tools_parent_class)->finalize (object);
}

static void
dh_weights_tools_class_init (DhWeightsToolsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dh_weights_tools_dispose;
  G_OBJECT_CLASS (klass)->finalize = dh_weights_tools_finalize;
  g_signal_new ("changed", DH_TYPE_WEIGHTS_TOOLS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/downhill_app/Downhill/weights-tools.ui");
  gtk_widget_class_bind_template_child (widget_class, DhWeightsTools, views);
  gtk_widget_class_bind_template_child (widget_class, DhWeightsTools, pager);
  gtk_widget_class_bind_template_child (widget_class, DhWeightsTools, previous);
  gtk_widget_class_bind_template_child (widget_class, DhWeightsTools, next);
  gtk_widget_class_bind_template_callback (widget_class, go_back);
  gtk_widget_class_bind_template_callback (widget_class, go_on);
}

static void
dh_weights_tools_init (DhWeightsTools *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
