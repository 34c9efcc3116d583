// One entry of a table that people choose from: an optimizer, an activation, …
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The beginning of every table's entry, all that a chooser needs. Titles and explanations are
 * marked for translation, not translated. */
typedef struct
{
  const char *id;          /* as the command line and JSON spell it */
  const char *title;       /* for people */
  const char *formula;     /* Pango markup; the same in every language */
  const char *explanation; /* one sentence: what it does, or when to take it */
} DhChoice;

G_END_DECLS
