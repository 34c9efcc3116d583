// A line beside a number: what it has been like so far.
// SPDX-License-Identifier: MIT

#include "app/sparkline.h"

#include "app/current-theme.h"

/* In pixels: narrower than the one it is no line, wider than the other it leads away. */
#define LEAST_WIDTH 32
#define MOST_WIDTH 76
#define GAP 8 /* to the number */
#define HEIGHT 20

struct _DhSparkline
{
  GtkWidget parent_instance;

  guint kind;
  const DhSnapshot *snapshot; /* or NULL */
};

enum
{
  PROP_KIND = 1
};

G_DEFINE_FINAL_TYPE (DhSparkline, dh_sparkline, GTK_TYPE_WIDGET)

gboolean
dh_sparkline_is_shown (DhSparkline *self)
{
  g_return_val_if_fail (DH_IS_SPARKLINE (self), FALSE);

  return gtk_widget_get_width (GTK_WIDGET (self)) - GAP >= LEAST_WIDTH;
}

/* At the end of the line of writing, as long as there is room, but not longer than is good. */
static void
dh_sparkline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DhSparkline *self = DH_SPARKLINE (widget);
  int all = gtk_widget_get_width (widget);
  int width = MIN (all - GAP, MOST_WIDTH);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = mirrored ? 0 : all - width;
  cairo_t *cr;

  if (self->snapshot == NULL || !dh_sparkline_is_shown (self))
    return;
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (x, 0, width, gtk_widget_get_height (widget)));
  cairo_translate (cr, x, 0);
  dh_sparkline_draw (cr, self->snapshot->history, self->kind, dh_current_theme_get (), width,
                     gtk_widget_get_height (widget));
  cairo_destroy (cr);
}

static void
dh_sparkline_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 0;
}

static void
dh_sparkline_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DH_SPARKLINE (object)->kind = g_value_get_uint (value);
}

static void
dh_sparkline_constructed (GObject *object)
{
  G_OBJECT_CLASS (dh_sparkline_parent_class)->constructed (object);

  dh_current_theme_watch (object, G_CALLBACK (gtk_widget_queue_draw));
}

static void
dh_sparkline_finalize (GObject *object)
{
  g_clear_pointer (&DH_SPARKLINE (object)->snapshot, dh_snapshot_unref);
  G_OBJECT_CLASS (dh_sparkline_parent_class)->finalize (object);
}

static void
dh_sparkline_class_init (DhSparklineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = dh_sparkline_constructed;
  object_class->finalize = dh_sparkline_finalize;
  object_class->set_property = dh_sparkline_set_property;
  widget_class->measure = dh_sparkline_measure;
  widget_class->snapshot = dh_sparkline_snapshot;
  g_object_class_install_property (
      object_class, PROP_KIND,
      g_param_spec_uint ("kind", NULL, NULL, 0, DH_SPARKLINE_SPEED, 0,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
dh_sparkline_init (DhSparkline *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

void
dh_sparkline_show (DhSparkline *self, const DhSnapshot *snapshot)
{
  g_return_if_fail (DH_IS_SPARKLINE (self) && snapshot != NULL);

  dh_snapshot_ref (snapshot);
  g_clear_pointer (&self->snapshot, dh_snapshot_unref);
  self->snapshot = snapshot;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
