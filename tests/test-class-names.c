// What the classes are called: classes.txt, good and bad.
// SPDX-License-Identifier: MIT

#include "dataset/class-names.h"
#include "idx-files.h"

static const struct
{
  const char *text;
  const char *names; /* joined by |, or NULL: refused … */
  const char *message; /* … with this */
} cases[] = {
  { "a\nb\n", "a|b" },
  { "a\nb", "a|b" },
  { "a\r\n  b c\t\r\n\r\n \n\n", "a|b c" },
  { "\xef\xbb\xbf" "Å\n猫\n", "Å|猫" },
  { "T-shirt/top\nA, B\n\"C\"", "T-shirt/top|A, B|\"C\"" },
  { "", NULL, "names, line 1: it ends here" },
  { "\n\n", NULL, "names, line 1: it ends here" },
  { "a\n\n", NULL, "names, line 2: it ends here" },
  { "a\n\nb\n", NULL, "names, line 2: it is empty" },
  { "a\nb\nc\nb\n", NULL, "names, line 4: the name stands in line 2 already" },
  { "a\nb\x01\nc", NULL, "names, line 2: the name has a control character" },
  { "a\rb\rc", NULL, "names, line 1: the name has a control character" },
  { "a\nb\xff\n", NULL, "names, line 2: byte 3 is not UTF-8" },
  { "a\xc3", NULL, "names, line 1: byte 1 is not UTF-8" },
  { "a\n1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901"
    "2345678901", NULL, "names, line 2: a name of 101 bytes, more than 100" },
};

static void
test_parse (void)
{
  for (guint row = 0; row < G_N_ELEMENTS (cases); row++)
    {
      const char *text = cases[row].text;
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) names = dh_class_names_parse (text, strlen (text), "names", &error);
      g_autofree char *joined = names != NULL ? g_strjoinv ("|", names) : NULL;

      g_assert_cmpstr (joined, ==, cases[row].names);
      if (names != NULL)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      if (!g_str_has_prefix (error->message, cases[row].message))
        g_error ("“%s” does not begin with “%s”", error->message, cases[row].message);
    }
  g_assert_null (dh_class_names_parse ("a\0b\nc", 5, "names", NULL));
}

static void
test_most (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint n = 1; n <= 1001; n++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) names = NULL;

      g_string_append_printf (text, "class %u\n", n);
      if (n < 1000)
        continue;
      names = dh_class_names_parse (text->str, text->len, "names", &error);
      g_assert_cmpuint (names != NULL ? g_strv_length (names) : 0, ==, n == 1000 ? 1000 : 0);
      if (n > 1000)
        g_assert_cmpstr (error->message, ==, "names, line 1001: a data set has at most 1000 "
                                             "classes");
    }
}

static void
test_files (IdxFiles *files, gconstpointer data)
{
  g_autofree char *good = idx_files_write (files, "good", "a\nb\n", 4);
  g_autofree char *huge = NULL;
  g_autofree char *missing = g_build_filename (files->folder, "missing", NULL);
  g_autofree char *blanks = g_malloc0 (1 << 20);
  const struct { const char *path; const char *message; gboolean is_missing; } rows[] = {
    { good, NULL, FALSE },
    { missing, NULL, TRUE },
    { files->folder, "is not a regular file", FALSE },
    { huge = idx_files_write (files, "huge", blanks, 1 << 20), "too large for the names", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_missing = !rows[i].is_missing;
      g_auto (GStrv) names = dh_class_names_read (rows[i].path, &is_missing, NULL, &error);

      g_assert_true ((names != NULL) == (i == 0));
      g_assert_cmpint (is_missing, ==, rows[i].is_missing);
      if (rows[i].message == NULL)
        g_assert_no_error (error);
      else
        g_assert_nonnull (strstr (error->message, rows[i].message));
    }
}

static void
test_known (void)
{
  g_assert_cmpuint (g_strv_length ((char **) dh_class_names_get_known ("fashion-mnist")), ==, 10);
  g_assert_cmpuint (g_strv_length ((char **) dh_class_names_get_known ("kmnist")), ==, 10);
  g_assert_cmpstr (dh_class_names_get_known ("fashion-mnist")[9], ==, "Ankle boot");
  g_assert_null (dh_class_names_get_known ("mnist"));
  g_assert_null (dh_class_names_get_known ("/a/folder"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/class-names/parse", test_parse);
  g_test_add_func ("/class-names/most", test_most);
  g_test_add ("/class-names/files", IdxFiles, NULL, idx_files_set_up, test_files,
              idx_files_tear_down);
  g_test_add_func ("/class-names/known", test_known);
  return g_test_run ();
}
