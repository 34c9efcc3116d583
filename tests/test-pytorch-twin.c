// The text of the PyTorch script: what it says for every setting, and that it is Python.
// SPDX-License-Identifier: MIT

#include "training/pytorch-twin.h"

#include <gio/gio.h>
#include <string.h>

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
  { "lecture", "data=mnist steps=1000", 0, "p.data -= learning_rate * p.grad.data", "json" },
};

static DhSettings *
make_settings (const char *text)
{
  g_autoptr (GError) error = NULL;
  DhSettings *settings = dh_settings_new ();
  g_auto (GStrv) pairs = g_strsplit (text, " ", -1);

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
  g_autoptr (DhSettings) settings =
      *test->settings != '\0' ? make_settings (test->settings) : dh_settings_new ();
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

/* Nothing but the settings decides what it says, and every setting that decides numbers does. */
static void
test_pure (void)
{
  static const char *const values[][2] = {
    { "data", "mnist" },        { "subset", "3" },        { "replacement", "false" },
    { "subset-file", "x" },     { "hidden", "5" },        { "bias", "false" },
    { "learning-rate", "0.2" }, { "batch", "7" },         { "steps", "5" },
    { "epochs", "5" },          { "seed", "1" },          { "subset-seed", "1" },
    { "init-seed", "1" },       { "models-before", "2" }, { "init-from", "x" },
  };
  g_autoptr (DhSettings) plain = dh_settings_new ();
  g_autofree char *script = dh_pytorch_twin_make (plain, 0);
  g_autofree char *again = dh_pytorch_twin_make (plain, 0);

  g_assert_cmpstr (script, ==, again);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (DhSettings) settings = dh_settings_new ();
      g_autofree char *other = NULL;

      g_assert_true (dh_settings_set (settings, values[i][0], values[i][1], NULL));
      other = dh_pytorch_twin_make (settings, 0);
      if (g_str_equal (other, script))
        g_test_message ("%s changes nothing", values[i][0]);
      g_assert_cmpstr (other, !=, script);
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
  g_test_add_func ("/pytorch-twin/pure", test_pure);
  return g_test_run ();
}
