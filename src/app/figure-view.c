// The one widget that shows any figure.
// SPDX-License-Identifier: MIT

#include "app/figure-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/figure-look.h"
#include "app/figure-picture.h"
#include "app/figure-pointer.h"
#include "app/frame-turn.h"

/* Screen readers get new words at most this often while a run is training. */
#define DESCRIBE_USEC 1000000

#define LEAST_SIDE 160 /* with a title row, and something below it */

struct _DhFigureView
{
  GtkWidget parent_instance;

  const DhFigure *figure;
  guint redraw_interval; /* ms */
  guint narrow_below;    /* pixels */
  guint narrow_height;
  const DhSnapshot *snapshot;
  int least_height;         /* that the snapshot shown needs at the width of now */
  DhFigureModel choices;    /* the view choices alone */
  DhFigureLook look;
  DhFigurePicture picture;
  gint64 drawn_at;
  gint64 described_at;
};

enum
{
  PROP_FIGURE = 1,
  PROP_REDRAW_INTERVAL,
  PROP_NARROW_BELOW,
  PROP_NARROW_HEIGHT,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (DhFigureView, dh_figure_view, GTK_TYPE_WIDGET)

DhFigureModel
dh_figure_view_get_model (DhFigureView *self)
{
  DhFigureModel model = self->choices;

  model.runs = &self->snapshot;
  model.n_runs = self->snapshot != NULL ? 1 : 0;
  model.theme = &self->look.theme;
  model.header_inset /= self->look.zoom;
  return model;
}

DhFigurePlace
dh_figure_view_get_place (DhFigureView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double zoom = self->look.zoom;

  return (DhFigurePlace) { gtk_widget_get_width (widget) / zoom,
                           gtk_widget_get_height (widget) / zoom, zoom };
}

static char *
describe (DhFigureView *self, double x, double y)
{
  DhFigureModel model = dh_figure_view_get_model (self);
  DhFigurePlace place = dh_figure_view_get_place (self);

  return self->figure->describe (&model, place.width, place.height, x / place.zoom,
                                 y / place.zoom);
}

static void
update_accessible (DhFigureView *self)
{
  g_autofree char *text = describe (self, -1, -1);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(self->figure->title), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
  self->described_at = g_get_monotonic_time ();
}

static void
redraw (DhFigureView *self)
{
  dh_figure_picture_outdate (&self->picture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
change_look (DhFigureView *self)
{
  dh_figure_look_init (&self->look, GTK_WIDGET (self));
  gtk_widget_queue_resize (GTK_WIDGET (self));
  redraw (self);
}

static void
dh_figure_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DhFigureView *self = DH_FIGURE_VIEW (widget);
  DhFigureModel model = dh_figure_view_get_model (self);

  dh_figure_picture_show (&self->picture, snapshot, self->figure, &model,
                          gtk_widget_get_width (widget), gtk_widget_get_height (widget),
                          gtk_widget_get_scale_factor (widget), self->look.zoom);
}

int
dh_figure_view_get_least_height (DhFigureView *self, int width)
{
  DhFigureModel model;

  g_return_val_if_fail (DH_IS_FIGURE_VIEW (self), 0);

  if (self->figure->measure == NULL || width <= 0)
    return 0;
  model = dh_figure_view_get_model (self);
  width = (int) (width / self->look.zoom);
  return (int) ceil (self->look.zoom * self->figure->measure (&model, width));
}

/* Where another snapshot needs another height, the page is laid out anew. */
static void
fit_height (DhFigureView *self)
{
  int least = dh_figure_view_get_least_height (self, gtk_widget_get_width (GTK_WIDGET (self)));

  if (least == self->least_height)
    return;
  self->least_height = least;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static GtkSizeRequestMode
dh_figure_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
dh_figure_view_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  DhFigureView *self = DH_FIGURE_VIEW (widget);
  gboolean vertical = orientation == GTK_ORIENTATION_VERTICAL;
  double zoom = self->look.zoom;
  /* Large text has its room, and the page scrolls. */
  double least = zoom > 1 ? zoom * LEAST_SIDE : 0;

  if (vertical && for_size >= 0 && for_size < zoom * self->narrow_below)
    least = zoom * self->narrow_height;
  *minimum = (int) MAX (least, vertical ? dh_figure_view_get_least_height (self, for_size) : 0);
  *natural = *minimum;
}

static void
dh_figure_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  dh_figure_picture_outdate (&DH_FIGURE_VIEW (widget)->picture);
  g_signal_emit_by_name (widget, "resized");
}

/* While it was hidden, nobody kept its height and words up to date, nor made what it wants. */
static void
dh_figure_view_map (GtkWidget *widget)
{
  fit_height (DH_FIGURE_VIEW (widget));
  update_accessible (DH_FIGURE_VIEW (widget));
  GTK_WIDGET_CLASS (dh_figure_view_parent_class)->map (widget);
  if (dh_figure_view_get_wants (DH_FIGURE_VIEW (widget)) != 0)
    g_signal_emit_by_name (widget, "wants-changed");
}

static gboolean
dh_figure_view_query_tooltip (GtkWidget *widget,
                              int x,
                              int y,
                              gboolean keyboard,
                              GtkTooltip *tooltip)
{
  DhFigureView *self = DH_FIGURE_VIEW (widget);
  g_autofree char *text = keyboard ? describe (self, -1, -1) : describe (self, x, y);

  /* A chart says it itself, on the card at its cursor. */
  if (!keyboard && self->figure->chart && dh_figure_pointer_pick (self, x, y).kind == DH_PICK_STEP)
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

static void
dh_figure_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DhFigureView *self = DH_FIGURE_VIEW (object);

  switch (id)
    {
    case PROP_FIGURE:
      self->figure = dh_figures_find (g_value_get_string (value));
      g_assert (self->figure != NULL);
      break;
    case PROP_REDRAW_INTERVAL:
      self->redraw_interval = g_value_get_uint (value);
      break;
    case PROP_NARROW_BELOW:
      self->narrow_below = g_value_get_uint (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    case PROP_NARROW_HEIGHT:
      self->narrow_height = g_value_get_uint (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dh_figure_view_constructed (GObject *object)
{
  G_OBJECT_CLASS (dh_figure_view_parent_class)->constructed (object);

  change_look (DH_FIGURE_VIEW (object));
  dh_figure_look_watch (GTK_WIDGET (object), G_CALLBACK (change_look));
  if (DH_FIGURE_VIEW (object)->figure->pick != NULL)
    dh_figure_pointer_install (DH_FIGURE_VIEW (object));
  update_accessible (DH_FIGURE_VIEW (object));
}

static void
dh_figure_view_finalize (GObject *object)
{
  DhFigureView *self = DH_FIGURE_VIEW (object);

  g_clear_pointer (&self->snapshot, dh_snapshot_unref);
  dh_figure_picture_clear (&self->picture);
  G_OBJECT_CLASS (dh_figure_view_parent_class)->finalize (object);
}

static void
dh_figure_view_class_init (DhFigureViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = dh_figure_view_constructed;
  object_class->finalize = dh_figure_view_finalize;
  object_class->set_property = dh_figure_view_set_property;
  widget_class->get_request_mode = dh_figure_view_get_request_mode;
  widget_class->map = dh_figure_view_map;
  widget_class->measure = dh_figure_view_measure;
  widget_class->size_allocate = dh_figure_view_size_allocate;
  widget_class->snapshot = dh_figure_view_snapshot;
  widget_class->query_tooltip = dh_figure_view_query_tooltip;
  properties[PROP_FIGURE] =
      g_param_spec_string ("figure", NULL, NULL, "loss",
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_REDRAW_INTERVAL] =
      g_param_spec_uint ("redraw-interval", NULL, NULL, 0, 10000, 0,
                         G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW_BELOW] =
      g_param_spec_uint ("narrow-below", NULL, NULL, 0, 10000, 0,
                         G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW_HEIGHT] =
      g_param_spec_uint ("narrow-height", NULL, NULL, 0, 10000, 0,
                         G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  g_signal_new ("picked", DH_TYPE_FIGURE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                1, G_TYPE_POINTER);
  g_signal_new ("pointed", DH_TYPE_FIGURE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                1, G_TYPE_POINTER);
  g_signal_new ("wants-changed", DH_TYPE_FIGURE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  g_signal_new ("resized", DH_TYPE_FIGURE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "figure");
}

static void
dh_figure_view_init (DhFigureView *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

void
dh_figure_view_set_snapshot (DhFigureView *self, const DhSnapshot *snapshot)
{
  g_autoptr (DhConstSnapshot) old = self->snapshot;
  gint64 now = g_get_monotonic_time ();
  gboolean still = snapshot->state != DH_RUN_RUNNING;
  gboolean at_once;
  DhFigureModel model;

  g_return_if_fail (DH_IS_FIGURE_VIEW (self));

  self->snapshot = dh_snapshot_ref (snapshot);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      dh_figure_picture_clear (&self->picture);
      if (!still)
        return;
    }
  fit_height (self);
  dh_figure_picture_update (&self->picture, self->figure, old, snapshot);
  if (still || now - self->described_at >= DESCRIBE_USEC)
    update_accessible (self);
  model = dh_figure_view_get_model (self);
  if (!self->picture.stale && !dh_figure_picture_is_lively (self->figure, &model))
    return;
  /* Another image is shown at once. */
  at_once = still || (self->picture.stale && self->figure->same != NULL);
  if (!at_once && !dh_frame_turn_is_due (GTK_WIDGET (self), self->redraw_interval, self->drawn_at))
    return;
  self->drawn_at = now;
  if (self->picture.stale)
    dh_figure_picture_outdate (&self->picture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
dh_figure_view_set_choices (DhFigureView *self, const DhFigureModel *choices)
{
  DhFigureModel changed = *choices;
  gboolean holds;
  guint wants;

  g_return_if_fail (DH_IS_FIGURE_VIEW (self) && choices != NULL);

  wants = dh_figure_view_get_wants (self);
  changed.header_inset *= self->look.zoom;
  holds = dh_figure_picture_holds_for (self->figure, &self->choices, &changed);
  self->choices = changed;
  fit_height (self);
  if (!holds)
    dh_figure_picture_outdate (&self->picture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (gtk_widget_has_focus (GTK_WIDGET (self)))
    update_accessible (self);
  if (dh_figure_view_get_wants (self) != wants)
    g_signal_emit_by_name (self, "wants-changed");
}

guint
dh_figure_view_get_wants (DhFigureView *self)
{
  DhFigureModel model;

  g_return_val_if_fail (DH_IS_FIGURE_VIEW (self), 0);

  model = dh_figure_view_get_model (self);
  return self->figure->wants != NULL && gtk_widget_get_mapped (GTK_WIDGET (self))
             ? self->figure->wants (&model)
             : 0;
}

void
dh_figure_view_set_printed (DhFigureView *self, const DhPrintedNumber *printed, guint n)
{
  g_return_if_fail (DH_IS_FIGURE_VIEW (self));

  if (self->choices.printed == printed && self->choices.n_printed == n)
    return;
  self->choices.printed = printed;
  self->choices.n_printed = n;
  redraw (self);
}

void
dh_figure_view_set_header_inset (DhFigureView *self, double header_inset)
{
  g_return_if_fail (DH_IS_FIGURE_VIEW (self));

  self->choices.header_inset = header_inset;
  redraw (self);
}

const DhFigure *
dh_figure_view_get_figure (DhFigureView *self)
{
  g_return_val_if_fail (DH_IS_FIGURE_VIEW (self), NULL);

  return self->figure;
}
