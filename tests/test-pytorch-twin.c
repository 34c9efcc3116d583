// The text of the PyTorch script: what it says for every setting, and that it is Python.
// SPDX-License-Identifier: MIT

#include "training/pytorch-twin.h"

#include <gio/gio.h>
#include <string.h>

#include "engine/activation.h"
#include "engine/initialisation.h"
#include "engine/optimizer.h"
#include "engine/schedule.h"

#define MAX_COLUMNS 100

typedef struct
{
  const char *name;
  const char *settings; /* key=value, separated by blanks; of the defaults otherwise */
  guint64 n_steps;
  const char *wanted;   /* a line of the script, without the blanks before it */
  const char *unwanted; /* a part of none; or NULL */
} Case;

static const Case cases[] = {
  { "handwriting", "", 0, "#   downhill data export handwriting handwriting", "torchvision" },
  { "mnist", "data=mnist", 0,
    "from torchvision.datasets import MNIST  # not here? Give --data=FOLDER", "downhill data" },
  { "mnist-variable", "data=mnist", 0,
    "parser.add_argument(\"--data\", metavar=\"FOLDER\", "
    "default=os.environ.get(\"DOWNHILL_MNIST\"))",
    "n_classes" },
  { "fashion-mnist", "data=fashion-mnist", 0,
    "whole = FashionMNIST(\"data\", train=part == \"train\", download=True)", "DOWNHILL_MNIST" },
  { "kmnist", "data=kmnist", 0, "whole = KMNIST(\"data\", train=part == \"train\", download=True)",
    NULL },
  { "folder", "data=a/b", 0, "parser.add_argument(\"--data\", metavar=\"FOLDER\", default=\"a/b\")",
    "torchvision" },
  { "folder-shape", "data=a/b", 0, "self.main = nn.Sequential(nn.Linear(n_pixels, n_classes))",
    "784" },
  { "subset", "subset=70", 0, "subset = np.random.choice(len(train_images), 70)", NULL },
  { "subset-all", "subset=all", 0, "X, y = standardise(train_images), train_labels", "np.random" },
  { "replacement", "replacement=false", 0,
    "subset = np.random.choice(len(train_images), 500, replace=False)", NULL },
  { "subset-file", "subset-file=x.txt", 0, "with open(\"x.txt\") as file:", "np.random" },
  { "subset-page", "subset-file=lecture-page", 0, "\"\"\".split()]", "lecture-page" },
  { "hidden-none", "", 0, "self.main = nn.Sequential(nn.Linear(784, 10))", "ReLU" },
  { "hidden-first", "hidden=32,16", 0, "nn.Linear(784, 32),", NULL },
  { "hidden-second", "hidden=32,16", 0, "nn.Linear(32, 16),", NULL },
  { "hidden-last", "hidden=32,16", 0, "nn.Linear(16, 10),", "bias=False" },
  { "bias", "bias=false", 0, "self.main = nn.Sequential(nn.Linear(784, 10, bias=False))", NULL },
  { "bias-hidden", "bias=false hidden=3", 0, "nn.Linear(3, 10, bias=False),", NULL },
  { "learning-rate", "learning-rate=0.0375", 0, "learning_rate = 0.0375", NULL },
  { "learning-rate-tiny", "learning-rate=1e-12", 0, "learning_rate = 1e-12", NULL },
  { "batch-all", "", 0, "X, y = X[rank::world], y[rank::world]", "randperm" },
  { "batch", "batch=64", 0, "yield from torch.randperm(len(y)).split(64)", "X[rank::world]" },
  { "batch-of-subset", "batch=500", 0, "X, y = X[rank::world], y[rank::world]", "randperm" },
  { "batch-of-page", "batch=500 subset-file=lecture-page", 0,
    "n = len(y) / world  # images a process", "randperm" },
  { "batch-of-file", "batch=500 subset-file=x subset=5", 0,
    "yield from torch.randperm(len(y)).split(500)", NULL },
  { "no-steps", "", 0, "n_steps = 0", "math" },
  { "steps", "steps=90", 0, "n_steps = 90", NULL },
  { "steps-given", "steps=90 epochs=2", 7, "n_steps = 7", "math" },
  { "steps-before-epochs", "steps=90 epochs=2", 0, "n_steps = 90", NULL },
  { "epochs", "epochs=3", 0, "n_steps = 3", "math" },
  { "epochs-of-batches", "epochs=3 batch=64", 0, "n_steps = 3 * math.ceil(len(y) / 64)", NULL },
  { "epochs-import", "epochs=3 batch=64", 0, "import math", "import json" },
  { "seed-subset", "seed=5", 0, "np.random.seed(5)", NULL },
  { "seed-model", "seed=5", 0, "torch.manual_seed(5)", "MLP()  #" },
  { "subset-seed", "subset-seed=4294967295", 0, "np.random.seed(4294967295)", NULL },
  { "init-seed", "init-seed=8", 0, "torch.manual_seed(8)", "np.random.seed(8)" },
  { "model-before", "models-before=1", 0,
    "MLP()  # a model made before ours takes its share of the random numbers", "range(1)" },
  { "models-before", "models-before=4", 0, "for _ in range(4):", NULL },
  { "init-from", "init-from=w.safetensors", 0,
    "model.load_state_dict(load_safetensors(\"w.safetensors\"))", NULL },
  { "init-import", "init-from=w.safetensors", 0, "import json", "import math" },
  { "lecture", "data=mnist steps=1000", 0, "p.data -= learning_rate * p.grad.data", "optim" },
  { "lecture-heading", "", 0,
    "# Gradient Descent: every step sees all images. Row k is the loss after k updates.",
    "scheduler" },
  { "lecture-rate", "optimizer=momentum", 0,
    "optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)", "learning_rate" },
  { "gd-decay", "weight-decay=0.01", 0,
    "optimizer = torch.optim.SGD(model.parameters(), lr=0.1, weight_decay=0.01)", "p.data" },
  { "gd-schedule", "schedule=exponential schedule-factor=0.5", 0,
    "optimizer = torch.optim.SGD(model.parameters(), lr=0.1)", "p.data" },
  { "gd-clip", "clip-norm=0.5", 0, "torch.nn.utils.clip_grad_norm_(model.parameters(), 0.5)",
    "p.data" },
  { "nesterov", "optimizer=nesterov momentum=0.5", 0,
    "optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.5, nesterov=True)", NULL },
  { "nesterov-of-nothing", "optimizer=nesterov momentum=0", 0,
    "optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0)", "nesterov" },
  { "adagrad", "optimizer=adagrad epsilon=1e-10", 0,
    "optimizer = torch.optim.Adagrad(model.parameters(), lr=0.1, eps=1e-10)", "weight_decay" },
  { "rmsprop", "optimizer=rmsprop rho=0.5", 0,
    "optimizer = torch.optim.RMSprop(model.parameters(), lr=0.1, alpha=0.5, eps=1e-08)", NULL },
  { "adam", "optimizer=adam learning-rate=0.001", 0,
    "optimizer = torch.optim.Adam(model.parameters(), lr=0.001, betas=(0.9, 0.999), eps=1e-08)",
    "weight_decay" },
  { "adam-decay", "optimizer=adam weight-decay=0.01", 0,
    "model.parameters(), lr=0.1, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.01", NULL },
  { "adamw", "optimizer=adamw weight-decay=0.01 beta1=0.5 beta2=0.75", 0,
    "optimizer = torch.optim.AdamW(model.parameters(), lr=0.1, betas=(0.5, 0.75), eps=1e-08)",
    "weight_decay" },
  { "adamw-without-decay", "optimizer=adamw weight-decay=0", 0,
    "model.parameters(), lr=0.1, betas=(0.9, 0.999), eps=1e-08, weight_decay=0", NULL },
  { "adamw-heading", "optimizer=adamw batch=64", 0,
    "# AdamW: every step sees one batch. Row k is its loss after k updates.", "p.data" },
  { "constant", "optimizer=adam", 0, "optimizer.step()", "scheduler" },
  { "schedule", "schedule=cosine", 0, "scheduler.step()", "clip_grad" },
  { "schedule-step", "schedule=step schedule-steps=20 schedule-factor=0.5", 0,
    "scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=20, gamma=0.5)", NULL },
  { "schedule-warm-up", "schedule=warm-up schedule-steps=20 schedule-factor=0.5", 0,
    "scheduler = torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=0.5, total_iters=20)",
    NULL },
  { "schedule-warm-up-from-0", "schedule=warm-up schedule-steps=20 schedule-factor=0", 0,
    "scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(step / 20, 1))",
    "LinearLR" },
  { "activation", "hidden=32 activation=leaky-relu", 0, "nn.LeakyReLU(),", "nn.ReLU" },
  { "activation-of-linear", "activation=tanh", 0, "self.main = nn.Sequential(nn.Linear(784, 10))",
    "Tanh" },
  { "init-own", "hidden=32", 0, "nn.Linear(784, 32),", "nn.init" },
  { "init-xavier", "init=xavier-normal", 0, "nn.init.xavier_normal_(layer.weight)", "uniform" },
  { "init-bias", "init=he-uniform", 0, "nn.init.zeros_(layer.bias)", NULL },
  { "init-no-bias", "init=he-uniform bias=false", 0, "nn.init.kaiming_uniform_(layer.weight)",
    "zeros_" },
  { "iid", "batch=64 batches=iid", 0, "yield np.random.choice(len(y), 64)", "randperm" },
  { "iid-of-unknown", "batch=64 batches=iid subset=all", 0,
    "yield np.random.choice(len(y), 64) if len(y) > 64 else np.arange(len(y))", NULL },
  { "iid-of-all", "batch=500 batches=iid", 0, "X, y = X[rank::world], y[rank::world]", "yield" },
  { "iid-stream", "batch=64 batches=iid subset=all", 0, "np.random.seed(2021)", NULL },
  { "iid-stream-of-file", "batch=64 batches=iid subset-file=x subset-seed=7", 0,
    "np.random.seed(7)", "2021)\nsubset" },
};

static DhSettings *
make_settings (const char *text)
{
  g_autoptr (GError) error = NULL;
  DhSettings *settings = dh_settings_new ();
  g_auto (GStrv) pairs = g_strsplit (text != NULL ? text : "", " ", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);

      dh_settings_set (settings, pair[0], pair[1], &error);
      g_assert_no_error (error);
    }
  return settings;
}

static void
check_lines (const char *script, const char *wanted)
{
  g_auto (GStrv) lines = g_strsplit (script, "\n", -1);
  gboolean found = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, MAX_COLUMNS);
      g_assert_false (g_str_has_suffix (lines[i], " "));
      found |= g_str_equal (g_strchug (lines[i]), wanted);
    }
  if (!found)
    g_test_message ("“%s” is not in:\n%s", wanted, script);
  g_assert_true (found);
}

/* Python compiles it without running it. TRUE where there is no Python. */
static gboolean
is_python (const char *script)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) python = NULL;
  g_autofree char *path = g_find_program_in_path ("python3");

  if (path == NULL)
    return TRUE;
  python = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error, path, "-W", "error", "-c",
                             "import sys\n"
                             "compile(sys.stdin.buffer.read(), 'twin', 'exec')",
                             NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (python, script, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_subprocess_get_successful (python);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (DhSettings) settings = make_settings (test->settings);
  g_autofree char *script = dh_pytorch_twin_make (settings, test->n_steps);

  check_lines (script, test->wanted);
  if (test->unwanted != NULL)
    g_assert_null (strstr (script, test->unwanted));
  g_assert_null (strchr (script, '@'));
  g_assert_true (g_str_has_suffix (script, "\n"));
  g_assert_null (strstr (script, "\n\n\n\n"));
  g_assert_true (is_python (script));
}

static void
test_quoting (void)
{
  static const struct
  {
    const char *path;
    const char *quoted;
  } paths[] = {
    { "a\"b", "\"a\\\"b\"" },
    { "a\\nb", "\"a\\\\nb\"" },
    { "it's {folder} 100% @data@ ä…", "\"it's {folder} 100% @data@ ä…\"" },
    { "two\nlines\ttab\x7f", "\"two\\u000alines\\u0009tab\\u007f\"" },
    { "latin \xfc.", "\"latin \\udcfc.\"" },
    { "cut \xc3", "\"cut \\udcc3\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (DhSettings) settings = dh_settings_new ();
      g_autofree char *script = NULL;
      g_autofree char *data = g_strdup_printf ("default=%s)\n", paths[i].quoted);
      g_autofree char *file = g_strdup_printf ("open(%s) as", paths[i].quoted);
      g_autofree char *start = g_strdup_printf ("load_safetensors(%s))\n", paths[i].quoted);

      g_free (settings->data);
      settings->data = g_strdup (paths[i].path);
      settings->subset_file = g_strdup (paths[i].path);
      settings->init_from = g_strdup (paths[i].path);
      script = dh_pytorch_twin_make (settings, 0);
      g_assert_nonnull (strstr (script, data));
      g_assert_nonnull (strstr (script, file));
      g_assert_nonnull (strstr (script, start));
      g_assert_true (is_python (script));
    }
}

/* What PyTorch calls the @i-th choice of the setting @key, with @names@ in it; or NULL. */
static const char *
get_torch (const char *key, guint i)
{
  if (g_str_equal (key, "activation"))
    return dh_activation_get (i)->torch;
  if (g_str_equal (key, "optimizer"))
    return dh_optimizer_get (i)->torch;
  if (g_str_equal (key, "schedule"))
    return dh_schedule_get (i)->torch;
  return g_str_equal (key, "init") ? dh_initialisation_get (i)->torch : NULL;
}

/* Whatever is added to a table is in the script, its names filled in. */
static void
test_tables (void)
{
  static const char *const keys[] = { "activation", "optimizer", "schedule", "init", "batches" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    for (guint j = 0; dh_settings_get_choice (keys[i], j) != NULL; j++)
      {
        const char *torch = get_torch (keys[i], j);
        g_autofree char *call = torch != NULL ? g_strndup (torch, strcspn (torch, "(")) : NULL;
        g_autoptr (DhSettings) settings =
            make_settings ("hidden=20,10 batch=7 clip-norm=2 weight-decay=0.125");
        const char *id = dh_settings_get_choice (keys[i], j)->id;
        g_autofree char *script = NULL;

        g_assert_true (dh_settings_choose (settings, keys[i], id, NULL));
        script = dh_pytorch_twin_make (settings, 0);
        if (call != NULL)
          g_assert_nonnull (strstr (script, call));
        check_lines (script, "optimizer.step()");
        g_assert_null (strchr (script, '@'));
        g_assert_true (is_python (script));
      }
}

static const struct
{
  const char *key;
  const char *value;
  const char *where; /* it plays a part */
} values[] = {
  { "data", "mnist" },
  { "subset", "3" },
  { "replacement", "false" },
  { "subset-file", "x" },
  { "hidden", "5" },
  { "bias", "false" },
  { "activation", "tanh", "hidden=5" },
  { "optimizer", "momentum" },
  { "learning-rate", "0.2" },
  { "learning-rate", "0.2", "optimizer=adam" },
  { "momentum", "0.2", "optimizer=nesterov" },
  { "rho", "0.2", "optimizer=rmsprop" },
  { "beta1", "0.2", "optimizer=adam" },
  { "beta2", "0.2", "optimizer=adamw" },
  { "epsilon", "0.2", "optimizer=adagrad" },
  { "weight-decay", "0.2" },
  { "clip-norm", "0.2" },
  { "schedule", "cosine" },
  { "schedule-steps", "2", "schedule=warm-up" },
  { "schedule-factor", "0.2", "schedule=step" },
  { "batch", "7" },
  { "batches", "iid", "batch=7" },
  { "steps", "5" },
  { "epochs", "5" },
  { "seed", "1" },
  { "subset-seed", "1" },
  { "init-seed", "1" },
  { "init", "zeros" },
  { "models-before", "2" },
  { "init-from", "x" },
};

/* Nothing but the settings decides what it says, and every setting that decides numbers does. */
static void
test_pure (void)
{
  const char *key;

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (DhSettings) settings = make_settings (values[i].where);
      g_autofree char *script = dh_pytorch_twin_make (settings, 0);
      g_autofree char *again = dh_pytorch_twin_make (settings, 0);
      g_autofree char *other = NULL;

      g_assert_cmpstr (script, ==, again);
      g_assert_true (dh_settings_set (settings, values[i].key, values[i].value, NULL));
      other = dh_pytorch_twin_make (settings, 0);
      if (g_str_equal (other, script))
        g_test_message ("%s changes nothing", values[i].key);
      g_assert_cmpstr (other, !=, script);
    }
  for (guint i = 0; (key = dh_settings_get_key (i)) != NULL; i++)
    {
      gboolean found = FALSE;

      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        found |= g_str_equal (values[j].key, key);
      g_assert_true (found);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/pytorch-twin/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/pytorch-twin/quoting", test_quoting);
  g_test_add_func ("/pytorch-twin/tables", test_tables);
  g_test_add_func ("/pytorch-twin/pure", test_pure);
  return g_test_run ();
}
