// What a run is made of: everything that decides its numbers.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/choice.h"

G_BEGIN_DECLS

#define DH_SETTINGS_MAX_HIDDEN 16

/* Values with a meaning of their own: "seed" and "lecture-page" in text. */
#define DH_SETTINGS_AS_SEED G_MAXUINT64
#define DH_SETTINGS_LECTURE_PAGE "lecture-page"

typedef enum
{
  DH_BATCHES_EPOCH, /* the subset in an order drawn anew each epoch, piece by piece */
  DH_BATCHES_IID    /* each batch drawn from the whole subset, with replacement */
} DhBatchesKind;

/* Owned by whoever made it; plain values, so that two runs with equal settings give equal bits. */
typedef struct
{
  char    *data;          /* name of a data set, or a folder with IDX files */
  guint64  subset;        /* training images drawn; 0 = all, in their order */
  gboolean replacement;   /* whether an image may be drawn twice */
  char    *subset_file;   /* image numbers instead of a drawn subset: a file or
                             DH_SETTINGS_LECTURE_PAGE; NULL = none */
  guint    hidden[DH_SETTINGS_MAX_HIDDEN]; /* units of each hidden layer */
  guint    n_hidden;      /* 0 = the linear model */
  gboolean bias;
  guint64  activation;    /* between the layers: DhActivationKind */
  guint64  optimizer;     /* DhOptimizerKind */
  double   learning_rate;
  double   momentum;
  double   rho;           /* RMSprop's smoothing constant, alpha in PyTorch */
  double   beta1;
  double   beta2;
  double   epsilon;
  double   weight_decay;  /* of L2 regularisation; beside the gradient in AdamW; 0 = none */
  double   clip_norm;     /* the gradient is shortened to this norm; 0 = never */
  guint64  schedule;      /* of the learning rate: DhScheduleKind */
  guint64  schedule_steps;
  double   schedule_factor;
  guint64  batch;         /* images a step; 0, or more than there are = all */
  guint64  batches;       /* how mini-batches are drawn: DhBatchesKind */
  guint64  steps;         /* updates until the run is finished; 0 = as epochs says */
  guint64  epochs;        /* passes over the subset until it is finished; 0 = no limit */
  guint64  seed;          /* 32 bits, of both random streams, where no other is given: */
  guint64  subset_seed;   /* NumPy's, which images are drawn; DH_SETTINGS_AS_SEED = seed */
  guint64  init_seed;     /* torch's, weights and order of batches; DH_SETTINGS_AS_SEED = seed */
  guint64  init;          /* the weights to start from: DhInitialisationKind */
  guint64  models_before; /* models initialised from the stream, and dropped, before this one */
  char    *init_from;     /* a .safetensors file with the parameters to start from; NULL = none */
} DhSettings;

#define DH_SETTINGS_ERROR (dh_settings_error_quark ())
GQuark dh_settings_error_quark (void);

typedef enum
{
  DH_SETTINGS_ERROR_KEY,  /* no such setting */
  DH_SETTINGS_ERROR_VALUE /* not a value of it, or out of its limits */
} DhSettingsError;

/* The built-in handwriting, 500 images, the linear model, learning rate 0.1, full batch. */
DhSettings *dh_settings_new (void);
DhSettings *dh_settings_copy (const DhSettings *self);
void        dh_settings_free (DhSettings *self);
gboolean    dh_settings_equal (const DhSettings *a, const DhSettings *b);

/* Sets one setting by its name ("learning-rate", as the command line spells it) from text: a
 * number, the id of a choice, "all" for subset and batch, "seed" for subset-seed and init-seed,
 * "128,64" or "none" for hidden, "none" for a file and for clip-norm, "true" or "false" for a
 * switch.
 * FALSE with an error that names the setting, the text and the limits; then nothing has changed. */
gboolean dh_settings_set (DhSettings *self, const char *key, const char *text, GError **error);

/* The seeds in force. */
guint32 dh_settings_get_subset_seed (const DhSettings *self);
guint32 dh_settings_get_init_seed (const DhSettings *self);

/* The text form that dh_settings_set() takes. Free with g_free(); NULL for an unknown key. */
char *dh_settings_get (const DhSettings *self, const char *key);

/* The name of the i-th setting, from 0; NULL past the last. */
const char *dh_settings_get_key (guint i);

/* The limits of a number setting. FALSE where @key is not one. */
gboolean dh_settings_get_limits (const char *key, double *smallest, double *largest);

/* The i-th of the choices that the setting @key has, from 0; NULL past the last, and for every i
 * where it is no choice. */
const DhChoice *dh_settings_get_choice (const char *key, guint i);

/* As dh_settings_set() for a setting that is a choice, and gives the numbers that go with it their
 * usual values: with an optimizer the learning rate, epsilon and the weight decay, with a schedule
 * its steps and its factor. */
gboolean dh_settings_choose (DhSettings *self, const char *key, const char *id, GError **error);

/* Whether the setting @key plays a part under these settings: momentum only with an optimizer that
 * has one, the activation only with a hidden layer. */
gboolean dh_settings_is_used (const DhSettings *self, const char *key);

/* Whether the setting @key can change while a run goes on, from its next step: the numbers of the
 * optimizer, of the schedule and of clipping. */
gboolean dh_settings_is_live (const char *key);

/* Takes over those settings from @other. */
void dh_settings_copy_live (DhSettings *self, const DhSettings *other);

/* One JSON object with every setting, and back. Unknown keys and bad values are errors. */
char       *dh_settings_to_json (const DhSettings *self);
DhSettings *dh_settings_from_json (const char *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhSettings, dh_settings_free)

G_END_DECLS
