// Parameters from files that others wrote, damaged, or thought out to harm.
// SPDX-License-Identifier: MIT

#include <errno.h>
#include <gio/gio.h>
#include <unistd.h>

#include "idx-files.h"
#include "training/safetensors.h"

/* The network of all tests: 3 → 2 → 2. */
#define W0 "\"main.0.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}"
#define B0 "\"main.0.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}"
#define W2 "\"main.2.weight\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[32,48]}"
#define B2 "\"main.2.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[48,56]}"
#define REST "," B0 "," W2 "," B2
#define GOOD W0 REST
#define N_PARAMETERS 14
#define DATA (N_PARAMETERS * 4)

static void
make_network (DhNetwork *network)
{
  const guint hidden[] = { 2 };

  g_assert_true (dh_network_init (network, 3, hidden, 1, 2, TRUE, NULL));
  g_assert_cmpuint (network->n_parameters, ==, N_PARAMETERS);
}

/* Bytes 0, 1, 2, … behind @header. */
static GByteArray *
make_file (const char *header, gsize header_length, gsize data_length)
{
  guint64 prefix = GUINT64_TO_LE ((guint64) header_length);
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) &prefix, sizeof prefix);
  g_byte_array_append (bytes, (const guint8 *) header, header_length);
  for (gsize i = 0; i < data_length; i++)
    {
      guint8 byte = i;

      g_byte_array_append (bytes, &byte, 1);
    }
  return bytes;
}

static gboolean
load (const char *path, guint32 *words, GError **error)
{
  float parameters[N_PARAMETERS];
  DhNetwork network;
  gboolean loaded;

  make_network (&network);
  loaded = dh_safetensors_load (path, &network, parameters, error);
  if (loaded)
    memcpy (words, parameters, sizeof parameters);
  return loaded;
}

/* One line that names the file and says @part. */
static void
assert_refused_path (const char *path, const char *part)
{
  g_autoptr (GError) error = NULL;
  guint32 words[N_PARAMETERS];

  g_assert_false (load (path, words, &error));
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_assert_nonnull (strstr (error->message, part));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_false (load (path, words, NULL));
}

static void
assert_refused (IdxFiles *files, gconstpointer bytes, gsize n, const char *part)
{
  g_autofree char *path = idx_files_write (files, "a.safetensors", bytes, n);

  assert_refused_path (path, part);
}

typedef struct
{
  const char *name;
  const char *header;
  const char *part; /* of the error's message; NULL = it is good */
} Header;

#define FIRST(type, shape, offsets)                                                                \
  "{\"main.0.weight\":{\"dtype\":" type ",\"shape\":" shape                                      \
  ",\"data_offsets\":" offsets "}" REST "}"
#define OFFSETS(pair) FIRST ("\"F32\"", "[2,3]", pair)
#define SHAPE(shape) FIRST ("\"F32\"", shape, "[0,24]")
#define TYPE(type) FIRST (type, "[2,3]", "[0,24]")

static const Header headers[] = {
  { "good", "{" GOOD "}", NULL },
  { "other-order", "{" B2 "," W0 "," W2 "," B0 "}", NULL },
  { "padded", "{" GOOD "}       ", NULL },
  { "metadata", "{\"__metadata__\":{\"format\":\"pt\"}," GOOD "}", NULL },
  { "more-in-a-tensor", "{\"main.0.weight\":{\"a\":[{}],\"dtype\":\"F32\",\"shape\":[2,3],"
                        "\"data_offsets\":[0,24]}" REST "}", NULL },
  { "empty", "", "0 bytes long" },
  { "blank", " ", "no JSON object" },
  { "array", "[]", "no JSON object" },
  { "null", "null", "no JSON object" },
  { "no-tensors", "{}", "no tensor main.0.weight" },
  { "only-metadata", "{\"__metadata__\":{}}", "no tensor main.0.weight" },
  { "blank-before", " {" GOOD "}", "no JSON object" },
  { "text-behind", "{" GOOD "}{}", "no JSON object" },
  { "words", "Once upon a time", "no JSON object" },
  { "comment", "/* a */{" GOOD "}", "no JSON object" },
  { "comma", "{" GOOD ",}", "no JSON object" },
  { "not-utf-8", "{\"\xff\":{}," GOOD "}", "no JSON object" },
  { "twice", "{" GOOD "," B2 "}", "names a tensor twice" },
  { "twice-escaped", "{" GOOD ",\"m\\u0061in.2.bias\":{}}", "names a tensor twice" },
  { "twice-in-a-tensor", "{\"main.0.weight\":{\"dtype\":\"F64\",\"dtype\":\"F32\",\"shape\":[2,3],"
                         "\"data_offsets\":[0,24]}" REST "}", "names a tensor twice" },
  { "missing", "{" W0 "," B0 "," W2 "}", "no tensor main.2.bias" },
  { "extra", "{" GOOD ",\"main.4.bias\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}",
    "5 tensors, not 4" },
  { "tensor-a-number", "{\"main.0.weight\":7" REST "}", "no tensor main.0.weight" },
  { "tensor-null", "{\"main.0.weight\":null" REST "}", "no tensor main.0.weight" },
  { "type-double", TYPE ("\"F64\""), "main.0.weight is not of type F32" },
  { "type-half", TYPE ("\"BF16\""), "not of type F32" },
  { "type-small", TYPE ("\"f32\""), "not of type F32" },
  { "type-number", TYPE ("32"), "not of type F32" },
  { "type-null", TYPE ("null"), "not of type F32" },
  { "shape-other", SHAPE ("[2,4]"), "main.0.weight is not of shape [2, 3]" },
  { "shape-transposed", SHAPE ("[3,2]"), "not of shape [2, 3]" },
  { "shape-flat", SHAPE ("[6]"), "not of shape [2, 3]" },
  { "shape-deep", SHAPE ("[2,3,1]"), "not of shape [2, 3]" },
  { "shape-empty", SHAPE ("[]"), "not of shape [2, 3]" },
  { "shape-negative", SHAPE ("[-2,-3]"), "not of shape [2, 3]" },
  { "shape-wrapped", SHAPE ("[4294967298,3]"), "not of shape [2, 3]" },
  { "shape-real", SHAPE ("[2.0,3]"), "not of shape [2, 3]" },
  { "shape-text", SHAPE ("\"2,3\""), "not of shape [2, 3]" },
  { "shape-null", SHAPE ("null"), "not of shape [2, 3]" },
  { "shape-of-bias", "{" W0 ",\"main.0.bias\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":"
                     "[24,32]}," W2 "," B2 "}", "main.0.bias is not of shape [2]" },
  { "offsets-none", OFFSETS ("[]"), "the data of main.0.weight" },
  { "offsets-three", OFFSETS ("[0,24,24]"), "the data of main.0.weight" },
  { "offsets-too-few", OFFSETS ("[0,20]"), "the data of main.0.weight" },
  { "offsets-too-many", OFFSETS ("[0,28]"), "the data of main.0.weight" },
  { "offsets-reversed", OFFSETS ("[24,0]"), "the data of main.0.weight" },
  { "offsets-negative", OFFSETS ("[-24,0]"), "the data of main.0.weight" },
  { "offsets-real", OFFSETS ("[0.0,24]"), "the data of main.0.weight" },
  { "offsets-exponent", OFFSETS ("[0,2.4e1]"), "the data of main.0.weight" },
  { "offsets-text", OFFSETS ("[\"0\",\"24\"]"), "the data of main.0.weight" },
  { "offsets-lists", OFFSETS ("[[0],[24]]"), "the data of main.0.weight" },
  { "offsets-null", OFFSETS ("null"), "the data of main.0.weight" },
  { "offsets-beyond", OFFSETS ("[56,80]"), "the data of main.0.weight" },
  { "offsets-2-63", OFFSETS ("[9223372036854775808,9223372036854775832]"),
    "the data of main.0.weight" },
  { "offsets-2-63-end", OFFSETS ("[9223372036854775783,9223372036854775807]"),
    "the data of main.0.weight" },
  { "offsets-2-64", OFFSETS ("[18446744073709551616,18446744073709551640]"),
    "the data of main.0.weight" },
  { "offsets-around-2-64", OFFSETS ("[18446744073709551608,16]"), "the data of main.0.weight" },
  { "offsets-enormous", OFFSETS ("[1e400,1e400]"), "the data of main.0.weight" },
  { "offsets-shifted", OFFSETS ("[1,25]"), "lie upon each other" },
  { "offsets-overlapping", OFFSETS ("[24,48]"), "lie upon each other" },
  { "offsets-beside", "{" W0 "," B0 ",\"main.2.weight\":{\"dtype\":\"F32\",\"shape\":[2,2],"
                      "\"data_offsets\":[24,40]},\"main.2.bias\":{\"dtype\":\"F32\",\"shape\":[2],"
                      "\"data_offsets\":[32,40]}}", "lie upon each other" },
  { "offsets-same", "{" W0 "," B0 "," W2 ",\"main.2.bias\":{\"dtype\":\"F32\",\"shape\":[2],"
                    "\"data_offsets\":[24,32]}}", "lie upon each other" },
};

static void
test_header (IdxFiles *files, gconstpointer data)
{
  const Header *header = data;
  g_autoptr (GByteArray) bytes = make_file (header->header, strlen (header->header), DATA);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  guint32 words[N_PARAMETERS];

  if (header->part != NULL)
    {
      assert_refused (files, bytes->data, bytes->len, header->part);
      return;
    }
  path = idx_files_write (files, "a.safetensors", bytes->data, bytes->len);
  g_assert_true (load (path, words, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < N_PARAMETERS; i++)
    g_assert_cmphex (words[i], ==, 0x03020100u + i * 0x04040404u);
}

/* A tensor's bytes are found where its offsets say, not where it stands in the header. */
static void
test_permuted (IdxFiles *files, gconstpointer data)
{
  static const char header[] =
      "{\"main.0.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[32,56]},"
      "\"main.0.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
      "\"main.2.weight\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[16,32]},"
      "\"main.2.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}";
  static const guint order[] = { 8, 9, 10, 11, 12, 13, 0, 1, 4, 5, 6, 7, 2, 3 };
  g_autoptr (GByteArray) bytes = make_file (header, strlen (header), DATA);
  g_autofree char *path = idx_files_write (files, "a.safetensors", bytes->data, bytes->len);
  guint32 words[N_PARAMETERS];

  g_assert_true (load (path, words, NULL));
  for (guint i = 0; i < N_PARAMETERS; i++)
    g_assert_cmphex (words[i], ==, 0x03020100u + order[i] * 0x04040404u);
}

static void
test_lengths (IdxFiles *files, gconstpointer data)
{
  static const guint64 prefixes[] = { 1048577,    G_MAXINT32,        G_MAXUINT32,
                                      G_MAXINT64, (guint64) 1 << 63, G_MAXUINT64 };
  g_autoptr (GByteArray) whole = make_file ("{" GOOD "}", strlen ("{" GOOD "}"), DATA);
  g_autoptr (GByteArray) longer = make_file ("{" GOOD "}", strlen ("{" GOOD "}"), DATA + 1);
  g_autoptr (GByteArray) zero = make_file ("{" GOOD "}\0", sizeof "{" GOOD "}", DATA);

  for (gsize n = 0; n < whole->len; n++)
    assert_refused (files, whole->data, n, "cut off");
  assert_refused (files, longer->data, longer->len, "goes on behind");
  assert_refused (files, zero->data, zero->len, "no JSON object");
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      guint64 prefix = GUINT64_TO_LE (prefixes[i]);

      memcpy (whole->data, &prefix, sizeof prefix);
      assert_refused (files, whole->data, whole->len, "no safetensors file");
    }
}

/* Brackets without end, plain or where a lenient parser alone would see them. */
static void
test_brackets (IdxFiles *files, gconstpointer data)
{
  static const char *const starts[] = { "", "{\"a\":", "/*\"*/", "'\"'", "//\"\n", "{\"\\\"\":" };
  static const char *const brackets[] = { "[", "{\"a\":" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (brackets); j++)
      {
        g_autoptr (GString) header = g_string_new (starts[i]);
        g_autoptr (GByteArray) bytes = NULL;

        for (guint k = 0; k < 100000; k++)
          g_string_append (header, brackets[j]);
        bytes = make_file (header->str, header->len, DATA);
        assert_refused (files, bytes->data, bytes->len, "no JSON object");
      }
}

/* One byte of the header changed to each of some others: refused or not, never a crash. */
static void
test_changed_bytes (IdxFiles *files, gconstpointer data)
{
  static const char others[] = "\0\xff\"\\{}[],:9-e. /";
  g_autoptr (GByteArray) bytes = make_file ("{" GOOD "}", strlen ("{" GOOD "}"), DATA);
  guint32 words[N_PARAMETERS];

  for (gsize i = 0; i < bytes->len - DATA; i++)
    {
      guint8 kept = bytes->data[i];

      for (gsize j = 0; j < sizeof others - 1; j++)
        {
          g_autofree char *path = NULL;
          g_autoptr (GError) error = NULL;

          bytes->data[i] = others[j];
          path = idx_files_write (files, "a.safetensors", bytes->data, bytes->len);
          g_assert_cmpint (load (path, words, &error), ==, bytes->data[i] == kept);
        }
      bytes->data[i] = kept;
    }
}

static void
test_no_file (IdxFiles *files, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (files->folder, "missing", NULL);
  g_autofree char *path = idx_files_write (files, "a.safetensors", "x", 1);

  assert_refused_path (missing, g_strerror (ENOENT));
  assert_refused_path (files->folder, g_strerror (EISDIR));
  assert_refused_path ("/dev/null", "cut off");
  assert_refused_path ("/dev/zero", "no safetensors file");
  /* Those who may read everything cannot be kept out. */
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  if (g_access (path, R_OK) != 0)
    assert_refused_path (path, g_strerror (EACCES));
}

static DhSnapshot *
make_snapshot (const guint32 *words)
{
  static const DhTensor tensors[] = {
    { "main.0.weight", 0, 2, 3 },
    { "main.0.bias", 6, 2, 0 },
    { "main.2.weight", 8, 2, 2 },
    { "main.2.bias", 12, 2, 0 },
  };
  DhSnapshot *self = dh_snapshot_new ();

  self->n_tensors = G_N_ELEMENTS (tensors);
  self->tensors = g_memdup2 (tensors, sizeof tensors);
  self->n_parameters = N_PARAMETERS;
  self->parameters = g_memdup2 (words, N_PARAMETERS * sizeof *words);
  return self;
}

/* Saved, loaded and saved again: the same bits, also of numbers that are none. */
static void
test_round_trip (IdxFiles *files, gconstpointer data)
{
  static const guint32 words[N_PARAMETERS] = {
    0x00000000, 0x80000000, /* zeros */
    0x00000001, 0x807fffff, /* denormal */
    0x7f800000, 0xff800000, /* infinite */
    0x7fc00000, 0xffc12345, 0x7f800001, 0xffbfffff, /* not a number, quiet and signalling */
    0x3f800000, 0x7f7fffff, 0x00800000, 0xbdcccccd,
  };
  g_autofree char *path = g_build_filename (files->folder, "a.safetensors", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  char *bytes[2] = { NULL };
  guint32 found[N_PARAMETERS];
  gsize lengths[2];

  memcpy (found, words, sizeof words);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (DhSnapshot) snapshot = make_snapshot (found);

      g_assert_true (dh_safetensors_save (snapshot, file, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &bytes[i], &lengths[i], NULL));
      g_assert_true (load (path, found, &error));
      g_assert_no_error (error);
      g_assert_cmpmem (found, sizeof found, words, sizeof words);
    }
  g_assert_cmpmem (bytes[0], lengths[0], bytes[1], lengths[1]);
  g_free (bytes[0]);
  g_free (bytes[1]);
}

static void
add (const char *name, gconstpointer data, void (*test) (IdxFiles *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/safetensors-load/", name, NULL);

  g_test_add (path, IdxFiles, data, idx_files_set_up, test, idx_files_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *name = g_strconcat ("header/", headers[i].name, NULL);

      add (name, &headers[i], test_header);
    }
  add ("permuted", NULL, test_permuted);
  add ("lengths", NULL, test_lengths);
  add ("brackets", NULL, test_brackets);
  add ("changed-bytes", NULL, test_changed_bytes);
  add ("no-file", NULL, test_no_file);
  add ("round-trip", NULL, test_round_trip);
  return g_test_run ();
}
