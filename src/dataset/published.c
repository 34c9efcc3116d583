// The published data sets that can be downloaded: their files, sizes, checksums and mirrors.
// SPDX-License-Identifier: MIT

#include "dataset/published.h"

/* Sizes and SHA-256 of the compressed files are those in TensorFlow Datasets (url_checksums), and
 * the same in torchdata's prototype data sets; the files of MNIST were also hashed here, packed and
 * unpacked. The mirrors are torchvision's (datasets/mnist.py), then TensorFlow's: its own for
 * MNIST, Keras's for Fashion-MNIST. KMNIST is only at its authors', by either protocol: what comes
 * is compared with the checksum however it came. */
static const DhPublished published[] = {
  { .name = "mnist",
    .title = "MNIST",
    .torch_name = "MNIST",
    .mirrors = { "https://ossci-datasets.s3.amazonaws.com/mnist/",
                 "https://storage.googleapis.com/cvdf-datasets/mnist/" },
    .files = {
        { "train-images-idx3-ubyte.gz", 9912422,
          "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609", 47040016,
          "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db" },
        { "train-labels-idx1-ubyte.gz", 28881,
          "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c", 60008,
          "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5" },
        { "t10k-images-idx3-ubyte.gz", 1648877,
          "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6", 7840016,
          "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7" },
        { "t10k-labels-idx1-ubyte.gz", 4542,
          "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6", 10008,
          "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2" } } },
  { .name = "fashion-mnist",
    .title = "Fashion-MNIST",
    .torch_name = "FashionMNIST",
    .mirrors = { "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
                 "https://storage.googleapis.com/tensorflow/tf-keras-datasets/" },
    .files = {
        { "train-images-idx3-ubyte.gz", 26421880,
          "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84", 47040016 },
        { "train-labels-idx1-ubyte.gz", 29515,
          "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845", 60008 },
        { "t10k-images-idx3-ubyte.gz", 4422102,
          "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073", 7840016 },
        { "t10k-labels-idx1-ubyte.gz", 5148,
          "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5", 10008 } } },
  { .name = "kmnist",
    .title = "KMNIST",
    .torch_name = "KMNIST",
    .mirrors = { "https://codh.rois.ac.jp/kmnist/dataset/kmnist/",
                 "http://codh.rois.ac.jp/kmnist/dataset/kmnist/" },
    .files = {
        { "train-images-idx3-ubyte.gz", 18165135,
          "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4", 47040016 },
        { "train-labels-idx1-ubyte.gz", 29497,
          "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17", 60008 },
        { "t10k-images-idx3-ubyte.gz", 3041136,
          "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5", 7840016 },
        { "t10k-labels-idx1-ubyte.gz", 5120,
          "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c", 10008 } } },
};

static const DhPublished *sets = published;
static guint n_sets = G_N_ELEMENTS (published);

const DhPublished *
dh_published_get_all (guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);

  *n = n_sets;
  return sets;
}

const DhPublished *
dh_published_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < n_sets; i++)
    if (g_str_equal (sets[i].name, name))
      return &sets[i];
  return NULL;
}

void
dh_published_replace (const DhPublished *others, guint n)
{
  sets = others != NULL ? others : published;
  n_sets = others != NULL ? n : G_N_ELEMENTS (published);
}

guint64
dh_published_get_size (const DhPublished *self)
{
  guint64 size = 0;

  for (guint i = 0; i < DH_PUBLISHED_N_FILES; i++)
    size += self->files[i].size;
  return size;
}

char *
dh_published_get_folder (const DhPublished *self)
{
  return g_build_filename (g_get_user_data_dir (), "downhill", self->name, NULL);
}
