// A row that offers the download of a data set and shows how it goes.
// SPDX-License-Identifier: MIT

#include "app/data-fetch-row.h"

#include <glib/gi18n-lib.h>

struct _DhDataFetchRow
{
  AdwPreferencesRow parent_instance;

  DhDataFetch *fetch;

  GtkLabel *heading;
  GtkLabel *text;
  GtkProgressBar *bar;
  GtkButton *dismiss;
  GtkButton *go;
};

G_DEFINE_FINAL_TYPE (DhDataFetchRow, dh_data_fetch_row, ADW_TYPE_PREFERENCES_ROW)

/* What stands in the row, in the order of DhDataFetchState; %s is the title of the data set. */
static const struct
{
  const char *heading;
  const char *dismiss;
  const char *go; /* NULL = no button */
} faces[] = {
  { "" },
  { N_ ("%s is not on this computer yet"), N_ ("_Not Now"), N_ ("_Download") },
  { N_ ("Downloading %s"), N_ ("_Cancel") },
  { N_ ("%s was not downloaded"), N_ ("Di_smiss"), N_ ("_Try Again") },
  { N_ ("%s is on this computer"), N_ ("_Later"), N_ ("_Use It") },
};

static void
go (DhDataFetchRow *self)
{
  if (dh_data_fetch_get_state (self->fetch) == DH_DATA_FETCH_DONE)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.use-fetched", NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.fetch", "s",
                                dh_data_fetch_get_set (self->fetch)->name);
}

static char *
describe_offer (const DhPublished *set)
{
  g_autofree char *size = g_format_size (dh_published_get_size (set));
  g_autofree char *host = dh_fetch_get_host (set);

  /* Translators: 11.6 MB from a server */
  return g_strdup_printf (_("%s from %s"), size, host);
}

static char *
describe_progress (const DhFetchProgress *progress)
{
  g_autofree char *received = g_format_size (progress->received);
  g_autofree char *total = g_format_size (progress->total);

  if (progress->host == NULL)
    return g_strdup (_("Connecting…"));
  if (progress->seconds_left < 0)
    /* Translators: 4.2 MB of 11.6 MB */
    return g_strdup_printf (_("%s of %s"), received, total);
  if (progress->seconds_left < 90)
    return g_strdup_printf (_("%s of %s · %.0f s left"), received, total, progress->seconds_left);
  return g_strdup_printf (_("%s of %s · %.0f min left"), received, total,
                          progress->seconds_left / 60);
}

static char *
describe (DhDataFetch *fetch)
{
  switch (dh_data_fetch_get_state (fetch))
    {
    case DH_DATA_FETCH_OFFERED:
      return describe_offer (dh_data_fetch_get_set (fetch));
    case DH_DATA_FETCH_RUNNING:
      return describe_progress (dh_data_fetch_get_progress (fetch));
    case DH_DATA_FETCH_FAILED:
      return g_strdup (dh_data_fetch_get_message (fetch));
    case DH_DATA_FETCH_DONE:
      return g_strdup (_("The run under way goes on with its own data."));
    case DH_DATA_FETCH_IDLE:
    default:
      return g_strdup ("");
    }
}

static void
show_bar (DhDataFetchRow *self, gboolean running)
{
  const DhFetchProgress *progress = dh_data_fetch_get_progress (self->fetch);

  gtk_widget_set_visible (GTK_WIDGET (self->bar), running);
  gtk_progress_bar_set_fraction (
      self->bar, progress->total > 0 ? (double) progress->received / progress->total : 0);
}

static void
show_button (GtkButton *button, const char *label)
{
  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL);
  if (label != NULL && g_strcmp0 (gtk_button_get_label (button), _(label)) != 0)
    gtk_button_set_label (button, _(label));
}

static void
show (DhDataFetchRow *self)
{
  DhDataFetchState state = dh_data_fetch_get_state (self->fetch);
  const DhPublished *set = dh_data_fetch_get_set (self->fetch);
  g_autofree char *heading = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), state != DH_DATA_FETCH_IDLE);
  if (state == DH_DATA_FETCH_IDLE)
    return;
  heading = g_strdup_printf (_(faces[state].heading), set->title);
  text = describe (self->fetch);
  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->text, text);
  gtk_label_set_selectable (self->text, state == DH_DATA_FETCH_FAILED);
  show_bar (self, state == DH_DATA_FETCH_RUNNING);
  show_button (self->dismiss, faces[state].dismiss);
  show_button (self->go, faces[state].go);
}

static void
dh_data_fetch_row_dispose (GObject *object)
{
  DhDataFetchRow *self = DH_DATA_FETCH_ROW (object);

  g_clear_object (&self->fetch);
  gtk_widget_dispose_template (GTK_WIDGET (self), DH_TYPE_DATA_FETCH_ROW);
  G_OBJECT_CLASS (dh_data_fetch_row_parent_class)->dispose (object);
}

static void
dh_data_fetch_row_class_init (DhDataFetchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dh_data_fetch_row_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/downhill_app/Downhill/data-fetch-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DhDataFetchRow, heading);
  gtk_widget_class_bind_template_child (widget_class, DhDataFetchRow, text);
  gtk_widget_class_bind_template_child (widget_class, DhDataFetchRow, bar);
  gtk_widget_class_bind_template_child (widget_class, DhDataFetchRow, dismiss);
  gtk_widget_class_bind_template_child (widget_class, DhDataFetchRow, go);
  gtk_widget_class_bind_template_callback (widget_class, go);
}

static void
dh_data_fetch_row_init (DhDataFetchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
dh_data_fetch_row_set_fetch (DhDataFetchRow *self, DhDataFetch *fetch)
{
  g_return_if_fail (DH_IS_DATA_FETCH_ROW (self) && DH_IS_DATA_FETCH (fetch));
  g_return_if_fail (self->fetch == NULL);

  self->fetch = g_object_ref (fetch);
  g_signal_connect_object (fetch, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
