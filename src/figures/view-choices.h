// How figures are looked at, by the names that scripts give it.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/figure.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;   /* "weights-view": that of the window's action, where it has one */
  const char *values; /* "classes|units|layer", or what kind of value: "N" */
  const char *about;  /* for people; marked for translation, translate with _() */
} DhViewChoice;

/* The @i-th of them, or NULL after the last. */
const DhViewChoice *dh_view_choices_get (guint i);

/* The one with this name, or NULL. */
const DhViewChoice *dh_view_choices_find (const char *name);

/* Makes the choice in @model. FALSE where @value is none of its values; then nothing changes. */
gboolean
dh_view_choices_set (DhFigureModel *model, const DhViewChoice *choice, const char *value);

/* The word chosen in @model, of a choice among words; free with g_free(). */
char *dh_view_choices_get_word (const DhFigureModel *model, const DhViewChoice *choice);

G_END_DECLS
