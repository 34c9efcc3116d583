// What the options of downhill train ask for.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "figures/export.h"
#include "training/experiment.h"

G_BEGIN_DECLS

typedef struct
{
  const DhFigure *figure;
  DhFigureModel   view; /* the view choices alone */
  GFile          *file;
} DhFigureRequest;

typedef struct
{
  DhSettings      *settings;
  GHashTable      *given;     /* texts of the settings that options named, by setting */
  char            *like_file; /* names the run to make again, or NULL */
  DhExperiment    *like;      /* that run, without the changes of settings that were given */
  guint64          evaluate_every; /* steps between evaluations of the test set; 0 = only at the
                                      end */
  guint            threads;   /* that compute; never changes a bit */
  GFile           *log;       /* or NULL, as all files */
  GFile           *save;
  GFile           *pytorch;
  GArray          *figures;   /* of DhFigureRequest */
  DhFigureModel    view;      /* of the figures named next */
  const char      *view_for_none; /* a view choice that no figure follows, or NULL */
  DhExportOptions  look;      /* of every figure */
  gboolean         dark;      /* in the dark theme */
  gboolean         json;
  gboolean         quiet;
} DhTrainOptions;

/* Parses and checks everything that can be checked before training; the folders of the outputs must
 * exist. NULL with an error in the G_OPTION_ERROR domain for bad usage, in another where an output
 * cannot be written. Prints the help and exits for --help. */
DhTrainOptions *dh_train_options_parse (int argc, char **argv, GError **error);

void dh_train_options_free (DhTrainOptions *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhTrainOptions, dh_train_options_free)

G_END_DECLS
