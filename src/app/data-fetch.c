// The download of a data set as the window sees it: offered, under way, failed or done.
// SPDX-License-Identifier: MIT

#include "app/data-fetch.h"

struct _DhDataFetch
{
  GObject parent_instance;

  DhDataFetchState state;
  const DhPublished *set;
  DhFetchProgress progress;
  char *host;
  char *message;
  GCancellable *cancellable; /* of the download under way */
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DhDataFetch, dh_data_fetch, G_TYPE_OBJECT)

/* One try; what is told of one that was given up counts no more. */
typedef struct
{
  DhDataFetch *fetch;
  GCancellable *cancellable;
  GApplication *application; /* held, or NULL */
} Try;

static gboolean
is_current (const Try *try)
{
  return try->fetch->cancellable == try->cancellable;
}

static void
dh_data_fetch_dispose (GObject *object)
{
  DhDataFetch *self = DH_DATA_FETCH (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (dh_data_fetch_parent_class)->dispose (object);
}

static void
dh_data_fetch_finalize (GObject *object)
{
  DhDataFetch *self = DH_DATA_FETCH (object);

  g_free (self->host);
  g_free (self->message);
  G_OBJECT_CLASS (dh_data_fetch_parent_class)->finalize (object);
}

static void
dh_data_fetch_class_init (DhDataFetchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = dh_data_fetch_dispose;
  object_class->finalize = dh_data_fetch_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[SIGNAL_DONE] =
      g_signal_new ("done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dh_data_fetch_init (DhDataFetch *self)
{
}

DhDataFetch *
dh_data_fetch_new (void)
{
  return g_object_new (DH_TYPE_DATA_FETCH, NULL);
}

static void
set_state (DhDataFetch *self, DhDataFetchState state)
{
  self->state = state;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
take_progress (const DhFetchProgress *progress, gpointer data)
{
  Try *try = data;
  DhDataFetch *self = try->fetch;

  if (!is_current (try))
    return;
  g_free (self->host);
  self->host = g_strdup (progress->host);
  self->progress = *progress;
  self->progress.host = self->host;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
end (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Try *try = data;
  g_autoptr (DhDataFetch) self = try->fetch;
  g_autoptr (GCancellable) cancellable = try->cancellable;
  g_autoptr (GApplication) application = try->application;
  g_autoptr (GError) error = NULL;
  gboolean done = dh_fetch_finish (result, &error);

  if (application != NULL)
    g_application_release (application);
  if (!is_current (try))
    return;
  g_clear_object (&self->cancellable);
  if (!done)
    self->message = g_strdup (error->message);
  set_state (self, done ? DH_DATA_FETCH_DONE : DH_DATA_FETCH_FAILED);
  if (done)
    g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

void
dh_data_fetch_offer (DhDataFetch *self, const DhPublished *set)
{
  g_return_if_fail (DH_IS_DATA_FETCH (self) && set != NULL);

  if (self->state == DH_DATA_FETCH_RUNNING)
    return;
  self->set = set;
  set_state (self, DH_DATA_FETCH_OFFERED);
}

void
dh_data_fetch_start (DhDataFetch *self, const DhPublished *set)
{
  GApplication *application = g_application_get_default ();
  Try *try;

  g_return_if_fail (DH_IS_DATA_FETCH (self) && set != NULL);

  if (self->state == DH_DATA_FETCH_RUNNING)
    return;
  self->set = set;
  self->progress = (DhFetchProgress) { 0, dh_published_get_size (set), -1, NULL };
  g_clear_pointer (&self->message, g_free);
  self->cancellable = g_cancellable_new ();
  try = g_new0 (Try, 1);
  try->fetch = g_object_ref (self);
  try->cancellable = g_object_ref (self->cancellable);
  if (application != NULL)
    {
      g_application_hold (application);
      try->application = g_object_ref (application);
    }
  dh_fetch_async (set, NULL, self->cancellable, take_progress, try, end, try);
  set_state (self, DH_DATA_FETCH_RUNNING);
}

void
dh_data_fetch_dismiss (DhDataFetch *self)
{
  g_return_if_fail (DH_IS_DATA_FETCH (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  set_state (self, DH_DATA_FETCH_IDLE);
}

DhDataFetchState
dh_data_fetch_get_state (DhDataFetch *self)
{
  g_return_val_if_fail (DH_IS_DATA_FETCH (self), DH_DATA_FETCH_IDLE);

  return self->state;
}

const DhPublished *
dh_data_fetch_get_set (DhDataFetch *self)
{
  g_return_val_if_fail (DH_IS_DATA_FETCH (self), NULL);

  return self->set;
}

const char *
dh_data_fetch_get_state_name (DhDataFetch *self)
{
  static const char *const names[] = { "idle", "offered", "downloading", "failed", "done" };

  g_return_val_if_fail (DH_IS_DATA_FETCH (self), NULL);

  return names[self->state];
}

const DhFetchProgress *
dh_data_fetch_get_progress (DhDataFetch *self)
{
  g_return_val_if_fail (DH_IS_DATA_FETCH (self), NULL);

  return &self->progress;
}

const char *
dh_data_fetch_get_message (DhDataFetch *self)
{
  g_return_val_if_fail (DH_IS_DATA_FETCH (self), NULL);

  return self->state == DH_DATA_FETCH_FAILED ? self->message : NULL;
}
