// The same run as a Python script.
// SPDX-License-Identifier: MIT

#include "training/pytorch-twin.h"

#include <string.h>

#include "engine/activation.h"
#include "engine/initialisation.h"
#include "training/lecture-page.h"
#include "training/python-text.h"
#include "training/pytorch-twin-descent.h"
#include "training/pytorch-twin-text.h"

#define PAGE_COLUMNS 96

typedef struct
{
  const char *name; /* as --data takes it */
  const char *title;
  const char *torchvision; /* its class there; NULL where only Downhill has the images */
  const char *folder;      /* where to look without --data, in Python */
} Source;

/* Their images are of 28 × 28 pixels and 10 classes. What is not here is a folder. */
static const Source sources[] = {
  { "mnist", "MNIST", "MNIST", "os.environ.get(\"DOWNHILL_MNIST\")" },
  { "fashion-mnist", "Fashion-MNIST", "FashionMNIST", "None" },
  { "kmnist", "KMNIST", "KMNIST", "None" },
  { "handwriting", "Downhill's handwriting", NULL, "\"handwriting\"" },
};

typedef struct
{
  const DhSettings *settings;
  const Source *source; /* or NULL */
  GHashTable *values;   /* of the @names@ in the pieces */
  GString *script;
} Writer;

static const Source *
find_source (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (g_str_equal (name, sources[i].name))
      return &sources[i];
  return NULL;
}

static void
add (Writer *self, const char *piece)
{
  dh_python_fill (self->script, piece, self->values);
}

static void
set (Writer *self, const char *name, char *value)
{
  g_hash_table_insert (self->values, (gpointer) name, value);
}

static gboolean
is_page (const DhSettings *settings)
{
  return g_strcmp0 (settings->subset_file, DH_SETTINGS_LECTURE_PAGE) == 0;
}

/* The page's image numbers in lines. */
static char *
wrap_page (guint *n)
{
  g_auto (GStrv) numbers = g_strsplit (dh_lecture_page_get_subset (), " ", -1);
  GString *text = g_string_new (NULL);
  gsize line = 0;

  for (*n = 0; *numbers[*n] != '\0'; (*n)++)
    {
      if (text->len + 1 + strlen (numbers[*n]) - line > PAGE_COLUMNS)
        {
          g_string_append_c (text, '\n');
          line = text->len;
        }
      g_string_append_printf (text, "%s%s", text->len > line ? " " : "", numbers[*n]);
    }
  return g_string_free (text, FALSE);
}

/* 0 where only the script will know. */
static guint64
count_images (const DhSettings *settings)
{
  guint n;

  if (!is_page (settings))
    return settings->subset_file != NULL ? 0 : settings->subset;
  g_free (wrap_page (&n));
  return n;
}

static gboolean
is_full_batch (const DhSettings *settings)
{
  guint64 n = count_images (settings);

  return settings->batch == 0 || (n > 0 && settings->batch >= n);
}

static char *
describe_length (const DhSettings *settings, guint64 n_steps)
{
  n_steps = n_steps > 0 ? n_steps : settings->steps;
  if (n_steps > 0 || settings->epochs == 0 || is_full_batch (settings))
    return g_strdup_printf ("%" G_GUINT64_FORMAT, n_steps > 0 ? n_steps : settings->epochs);
  return g_strdup_printf ("%" G_GUINT64_FORMAT " * math.ceil(len(y) / %" G_GUINT64_FORMAT ")",
                          settings->epochs, settings->batch);
}

/* Draws of more images than there are, which only the script will find, are all of them once. */
static char *
describe_few (const DhSettings *settings)
{
  if (count_images (settings) > 0)
    return g_strdup ("");
  return g_strdup_printf (" if len(y) > %" G_GUINT64_FORMAT " else np.arange(len(y))",
                          settings->batch);
}

static char *
describe_images (const Writer *self)
{
  guint64 n = count_images (self->settings);
  const char *title = self->source != NULL ? self->source->title : "a folder of IDX files";

  if (n > 0)
    return g_strdup_printf ("%" G_GUINT64_FORMAT " images of %s", n, title);
  return g_strdup_printf ("%s images of %s", self->settings->subset_file != NULL ? "some" : "all",
                          title);
}

static char *
list_layers (const Writer *self)
{
  const DhSettings *settings = self->settings;
  const char *bias = settings->bias ? "" : ", bias=False";
  const char *outputs = self->source != NULL ? "10" : "n_classes";
  const char *activation = dh_activation_get ((guint) settings->activation)->torch;
  g_autofree char *inputs = g_strdup (self->source != NULL ? "784" : "n_pixels");
  GString *text = g_string_new (NULL);

  for (guint l = 0; l < settings->n_hidden; l++)
    {
      g_string_append_printf (text, "\n            nn.Linear(%s, %u%s),\n            %s,", inputs,
                              settings->hidden[l], bias, activation);
      g_free (inputs);
      inputs = g_strdup_printf ("%u", settings->hidden[l]);
    }
  g_string_append_printf (text,
                          settings->n_hidden > 0 ? "\n            nn.Linear(%s, %s%s),\n        "
                                                 : "nn.Linear(%s, %s%s)",
                          inputs, outputs, bias);
  return g_string_free (text, FALSE);
}

/* What PyTorch's own initialisation is replaced by, or "". */
static char *
list_init (const DhSettings *settings)
{
  const char *torch = dh_initialisation_get ((guint) settings->init)->torch;

  if (torch == NULL)
    return g_strdup ("");
  return g_strdup_printf (TWIN_INIT "%s", torch, settings->bias ? TWIN_INIT_BIAS : "");
}

static void
set_data (Writer *self)
{
  const Source *source = self->source;

  set (self, "images", describe_images (self));
  if (source == NULL)
    {
      set (self, "folder", dh_python_quote (self->settings->data));
      set (self, "test_condition", g_strdup ("rank == 0 and len(test_labels) > 0"));
      return;
    }
  set (self, "name", g_strdup (source->name));
  set (self, "title", g_strdup (source->title));
  set (self, "class", g_strdup (source->torchvision));
  set (self, "folder", g_strdup (source->folder));
  set (self, "test_condition", g_strdup ("rank == 0"));
}

static void
set_subset (Writer *self)
{
  const DhSettings *settings = self->settings;
  guint n;

  set (self, "subset", dh_settings_get (settings, "subset"));
  set (self, "subset_seed", g_strdup_printf ("%u", dh_settings_get_subset_seed (settings)));
  set (self, "replace", g_strdup (settings->replacement ? "" : ", replace=False"));
  if (is_page (settings))
    set (self, "page", wrap_page (&n));
  else if (settings->subset_file != NULL)
    set (self, "subset_file", dh_python_quote (settings->subset_file));
}

static void
set_run (Writer *self, guint64 n_steps)
{
  const DhSettings *settings = self->settings;

  set (self, "model", g_strdup (settings->n_hidden > 0 ? "An MLP" : "The linear model"));
  set (self, "layers", list_layers (self));
  set (self, "init", list_init (settings));
  set (self, "init_seed", g_strdup_printf ("%u", dh_settings_get_init_seed (settings)));
  set (self, "models_before", dh_settings_get (settings, "models-before"));
  set (self, "batch", dh_settings_get (settings, "batch"));
  set (self, "few", describe_few (settings));
  set (self, "n_steps", describe_length (settings, n_steps));
  if (settings->init_from != NULL)
    set (self, "init_from", dh_python_quote (settings->init_from));
}

static void
add_imports (Writer *self)
{
  const char *n_steps = g_hash_table_lookup (self->values, "n_steps");

  add (self, "import argparse\nimport gzip\n");
  if (self->settings->init_from != NULL)
    add (self, "import json\n");
  if (strstr (n_steps, "math.") != NULL)
    add (self, "import math\n");
  add (self, TWIN_IMPORTS);
}

static void
add_data (Writer *self)
{
  gboolean built_in = self->source != NULL && self->source->torchvision == NULL;
  gboolean torchvision = self->source != NULL && !built_in;

  if (torchvision)
    add (self, TWIN_DATA_TORCHVISION);
  else
    add (self, built_in ? TWIN_DATA_BUILT_IN : TWIN_DATA_FOLDER);
  add (self, TWIN_FOLDER TWIN_FIND);
  add (self, built_in ? TWIN_MISSING_BUILT_IN : TWIN_MISSING);
  add (self, TWIN_READ TWIN_LOAD);
  if (torchvision)
    add (self, TWIN_LOAD_TORCHVISION);
  add (self, TWIN_LOAD_FOLDER);
  add (self, self->source != NULL ? TWIN_KNOWN_SHAPE : TWIN_UNKNOWN_SHAPE);
  add (self, TWIN_STANDARDISE);
}

static void
add_subset (Writer *self)
{
  if (is_page (self->settings))
    add (self, TWIN_SUBSET_PAGE TWIN_SUBSET_TAKE);
  else if (self->settings->subset_file != NULL)
    add (self, TWIN_SUBSET_FILE TWIN_SUBSET_TAKE);
  else if (self->settings->subset > 0)
    add (self, TWIN_SUBSET_DRAWN TWIN_SUBSET_TAKE);
  else
    add (self, TWIN_SUBSET_ALL);
}

static void
add_model (Writer *self)
{
  add (self, TWIN_MODEL);
  if (self->settings->models_before > 0)
    add (self, self->settings->models_before == 1 ? TWIN_ONE_BEFORE : TWIN_MODELS_BEFORE);
  add (self, TWIN_MAKE_MODEL);
  if (self->settings->init_from != NULL)
    add (self, TWIN_INIT_FROM);
}

char *
dh_pytorch_twin_make (const DhSettings *settings, guint64 n_steps)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  Writer self = { settings, NULL, values, NULL };

  g_return_val_if_fail (settings != NULL, NULL);

  self.source = find_source (settings->data);
  self.script = g_string_new (NULL);
  set_data (&self);
  set_subset (&self);
  set_run (&self, n_steps);
  add (&self, TWIN_HEAD);
  add_imports (&self);
  add_data (&self);
  add_subset (&self);
  add_model (&self);
  add (&self, TWIN_PROCESSES);
  dh_pytorch_twin_add_descent (self.script, settings, is_full_batch (settings), values);
  add (&self, TWIN_TEST);
  return g_string_free (self.script, FALSE);
}
