// One moment of a run: the narrow waist between computing and looking.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib-object.h>

#include "snapshot/gallery.h"
#include "snapshot/history.h"
#include "snapshot/probe.h"
#include "snapshot/reading.h"

G_BEGIN_DECLS

typedef enum
{
  DH_RUN_READY,    /* initialised, no step made */
  DH_RUN_LOADING,  /* the data set is being read or made */
  DH_RUN_RUNNING,
  DH_RUN_PAUSED,
  DH_RUN_FINISHED, /* the asked number of steps is done */
  DH_RUN_DIVERGED  /* the loss was not finite; the parameters are the last with a finite one */
} DhRunState;

/* A parameter tensor inside the flat block, named as in PyTorch's state_dict of the lecture's
 * class. */
typedef struct
{
  char  name[32]; /* "main.0.weight" */
  gsize offset;   /* first element in parameters[] and gradient[] */
  guint rows;     /* outputs of the layer */
  guint columns;  /* inputs of the layer; 0 for a bias, which has one dimension */
} DhTensor;

/* What costs time and is only made for those who look. */
typedef enum
{
  DH_WANT_PROBE = 1 << 0,           /* probe */
  DH_WANT_INPUT_GRADIENTS = 1 << 1, /* probe, with the input gradients */
  DH_WANT_UPDATE = 1 << 2,          /* update */
  DH_WANT_UPDATE_NORMS = 1 << 3,    /* probe, with these, and gradient_norm; not update itself */
  DH_WANT_GRADIENT = 1 << 4         /* gradient, where sparing; else it is always there */
} DhWants;

#define DH_WANT_ANY_PROBE (DH_WANT_PROBE | DH_WANT_INPUT_GRADIENTS | DH_WANT_UPDATE_NORMS)

/* What of a run somebody looks at; zeros: only at what every snapshot has. A plain value. */
typedef struct
{
  guint    wants;         /* DhWants */
  gboolean shown_is_test; /* look closely at an image of the test set, else of the subset: */
  guint64  shown;         /* its place there, from 0; past the end, the last */
  gboolean sparing;       /* while the run trains, no gradient nor its norm but where wanted */
} DhLook;

/* An image chosen to be shown. */
typedef struct
{
  guint8 *pixels; /* [height, width], raw: 0 … 255 */
  guint   label;  /* 0 … n_classes − 1 */
  guint   index;  /* its number in the full set, from 0 */
  float  *probabilities; /* [n_classes] of this moment's network, or NULL: not enough memory */
} DhSample;

/* Filled by the one who makes it, const for everybody from then on. Owns all it points to. */
typedef struct
{
  gint ref_count; /*< private >*/

  /* where the run is */
  guint64    run;         /* number of the run in its session, from 1 */
  DhRunState state;
  guint64    step;        /* updates made */
  guint64    epoch;       /* whole passes over the subset made */
  guint64    epoch_steps; /* updates that make one pass; 0 before there is a run */
  guint64    n_steps;     /* updates until the run is finished; 0 = no limit */
  gint64     diverged_at; /* step whose loss was not finite, or −1 */
  char      *message;     /* one line to tell the user, or NULL */
  gboolean   tells_divergence; /* the message is of the divergence, not of what came after it */
  guint64    n_messages;  /* messages of the session so far: the same words again are a new one */
  char      *settings;    /* the settings as JSON text, or NULL */
  char      *experiment;  /* what makes the run again to this step, as JSON text: the settings it
                             began with, the step, what was changed on the way; or NULL */
  double     learning_rate;
  double     steps_per_second; /* 0 = not known yet */

  /* at these parameters; NAN = not evaluated */
  double  train_loss;     /* of the batch that the next step uses */
  double  train_accuracy; /* of the same batch, 0 … 1 */
  double  gradient_norm;  /* Euclidean, of the whole gradient block; NAN where spared */
  double  test_loss;      /* latest full evaluation, made at step test_step */
  double  test_accuracy;
  guint64 test_step;

  /* the data set */
  char   *data_title; /* "MNIST", or NULL before any is loaded */
  guint   width;      /* of an image, in pixels */
  guint   height;
  guint   n_classes;
  char  **class_names; /* NULL-terminated, n_classes long */
  guint   n_train;     /* images in the subset */
  guint   n_test;
  double  mean;        /* the standardised pixel is (raw − mean) / deviation */
  double  deviation;

  const DhGallery *gallery; /* the images of the subset: a reference, or NULL where there was not
                               enough memory for their list */

  /* the network; zeros and NULLs where there was not enough memory to copy it */
  guint     n_tensors;
  DhTensor *tensors; /* in state_dict order: weight, bias, weight, … */
  const char *activation; /* between its linear layers, "ReLU": static, marked for translation;
                             NULL where not known */
  const char *activation_module; /* the same as PyTorch prints it, "ReLU()": static */
  gsize     n_parameters;
  float    *parameters; /* [n_parameters] */
  float    *gradient;   /* [n_parameters], of train_loss; what the next step descends along; NULL
                           where spared */
  gboolean  plain;      /* the next step makes parameters − learning_rate · gradient, in float32 */
  float    *after;      /* [n_parameters] as the next step makes them; NULL where plain, and where
                           they are not known: while the run trains */

  float    *update;    /* [n_parameters] what the last step added; NULL at step 0 and where not
                          wanted */

  const DhReading *reading; /* of the test set at test_step: a reference, or NULL */
  const DhProbe   *probe;   /* latest, a reference; NULL where not wanted */

  guint     n_samples; /* some images of the subset */
  DhSample *samples;

  DhSample shown;          /* one image to look at closely; pixels NULL: none */
  gboolean shown_is_test;  /* of the test set, else of the training subset */
  guint    shown_position; /* its place there, from 0 */

  DhHistory *history; /* or NULL */
} DhSnapshot;

#define DH_TYPE_SNAPSHOT (dh_snapshot_get_type ())
GType dh_snapshot_get_type (void);

/* A snapshot of nothing: zeros, NULLs, measurements NAN, diverged_at −1, one reference. */
DhSnapshot *dh_snapshot_new (void);

/* Both are safe on any thread; the last unref frees all. */
const DhSnapshot *dh_snapshot_ref (const DhSnapshot *self);
void              dh_snapshot_unref (const DhSnapshot *self);

/* TRUE where both show the same images, standardised alike. */
gboolean dh_snapshot_has_same_samples (const DhSnapshot *a, const DhSnapshot *b);

/* TRUE where both look closely at the same image, standardised alike, or at none. */
gboolean dh_snapshot_has_same_shown (const DhSnapshot *a, const DhSnapshot *b);

/* The most likely of @n_classes, the first of equals; −1 where nothing is known of it. */
int dh_sample_get_predicted (const DhSample *self, guint n_classes);

/* The state's name for scripts: "ready", "loading", "running", "paused", "finished", "diverged". */
const char *dh_run_state_get_name (DhRunState state);

typedef const DhSnapshot DhConstSnapshot;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhSnapshot, dh_snapshot_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhConstSnapshot, dh_snapshot_unref)

G_END_DECLS
