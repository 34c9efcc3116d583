// Which image is looked at closely, as window actions.
// SPDX-License-Identifier: MIT

#include "app/sample-actions.h"

typedef struct
{
  GActionMap *map; /* owns this */
  DhSession *session;
  gboolean is_test;  /* what was chosen */
  guint64 places[2]; /* in the subset, in the test set, as chosen */
} SampleActions;

static guint64
count_images (SampleActions *self, gboolean is_test)
{
  const DhSnapshot *snapshot = dh_session_get_snapshot (self->session);

  return is_test ? snapshot->n_test : snapshot->n_train;
}

/* What is shown of what was chosen: there may be no test set, or fewer images. */
static gboolean
is_test_shown (SampleActions *self)
{
  return self->is_test && (count_images (self, TRUE) > 0 || count_images (self, FALSE) == 0);
}

static guint64
get_place (SampleActions *self)
{
  gboolean is_test = is_test_shown (self);
  guint64 n = count_images (self, is_test);

  return n > 0 ? MIN (self->places[is_test], n - 1) : self->places[is_test];
}

static GSimpleAction *
find (SampleActions *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (self->map, name));
}

/* Called with every snapshot: what does not change costs nobody else anything. */
static void
update (SampleActions *self)
{
  gboolean is_test = is_test_shown (self);
  guint64 n = count_images (self, is_test);
  guint64 place = get_place (self);

  g_simple_action_set_state (find (self, "sample-set"),
                             g_variant_new_string (is_test ? "test" : "training"));
  g_simple_action_set_state (find (self, "sample"), g_variant_new_uint64 (place));
  g_simple_action_set_enabled (find (self, "sample-previous"), n > 0 && place > 0);
  g_simple_action_set_enabled (find (self, "sample-next"), place + 1 < n);
  g_simple_action_set_enabled (find (self, "sample-random"), n > 1);
  g_simple_action_set_enabled (find (self, "show-test-image"), count_images (self, TRUE) > 0);
}

static void
show (SampleActions *self, guint64 place)
{
  gboolean is_test = is_test_shown (self);

  self->places[is_test] = place;
  dh_session_show_image (self->session, is_test, place);
  update (self);
}

static void
change_set (GSimpleAction *action, GVariant *value, gpointer data)
{
  SampleActions *self = data;
  const char *set = g_variant_get_string (value, NULL);
  gboolean is_test = g_str_equal (set, "test");

  if ((!is_test && !g_str_equal (set, "training")) ||
      (is_test && count_images (self, TRUE) == 0 && count_images (self, FALSE) > 0))
    return;
  self->is_test = is_test;
  show (self, get_place (self));
}

static void
change_place (GSimpleAction *action, GVariant *value, gpointer data)
{
  show (data, g_variant_get_uint64 (value));
}

static void
do_next (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show (data, get_place (data) + 1);
}

static void
do_previous (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show (data, get_place (data) - 1);
}

/* Any but the one that is shown. */
static void
do_random (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SampleActions *self = data;
  guint64 n = count_images (self, is_test_shown (self));
  guint64 way = (guint64) g_random_int_range (1, (gint32) MIN (n, G_MAXINT32));

  show (self, (get_place (self) + way) % n);
}

static void
do_show_test_image (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SampleActions *self = data;

  self->is_test = TRUE;
  show (self, g_variant_get_uint64 (parameter));
  g_action_group_change_action_state (G_ACTION_GROUP (self->map), "show-sample",
                                      g_variant_new_boolean (TRUE));
}

static const GActionEntry actions[] = {
  { "sample-set", NULL, "s", "'test'", change_set },
  { "sample", NULL, "t", "uint64 0", change_place },
  { "sample-next", do_next },
  { "sample-previous", do_previous },
  { "sample-random", do_random },
  { "show-test-image", do_show_test_image, "t" },
};

static void
sample_actions_free (SampleActions *self)
{
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_object_unref (self->session);
  g_free (self);
}

void
dh_sample_actions_install (GActionMap *map, DhSession *session)
{
  SampleActions *self = g_new0 (SampleActions, 1);

  g_return_if_fail (G_IS_ACTION_MAP (map) && DH_IS_SESSION (session));

  self->map = map;
  self->session = g_object_ref (session);
  self->is_test = TRUE;
  g_object_set_data_full (G_OBJECT (map), "dh-sample-actions", self,
                          (GDestroyNotify) sample_actions_free);
  g_action_map_add_action_entries (map, actions, G_N_ELEMENTS (actions), self);
  g_signal_connect_swapped (session, "notify::snapshot", G_CALLBACK (update), self);
  show (self, 0);
}
