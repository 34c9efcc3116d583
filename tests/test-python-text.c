// Python from pieces: names filled in, arguments left out, long calls broken.
// SPDX-License-Identifier: MIT

#include "training/python-text.h"

#define SEVENS "77777777777777777777777777777777777777777777777777777777777777777777777777777777"

static GHashTable *
make_values (void)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (values, (gpointer) "a", g_strdup ("1"));
  g_hash_table_insert (values, (gpointer) "b", g_strdup ("@a@"));
  g_hash_table_insert (values, (gpointer) "empty", g_strdup (""));
  g_hash_table_insert (values, (gpointer) "nothing", NULL);
  g_hash_table_insert (values, (gpointer) "long", g_strdup (SEVENS));
  return values;
}

static void
test_fill (void)
{
  static const char *const texts[][2] = {
    { "", "" },
    { "x\n", "x\n" },
    { "x = @a@", "x = 1" },
    { "@a@@a@ @empty@.", "11 ." },
    /* A value is text, whatever stands in it. */
    { "@b@", "@a@" },
  };
  g_autoptr (GHashTable) values = make_values ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) script = g_string_new ("before ");
      g_autofree char *expected = g_strconcat ("before ", texts[i][1], NULL);

      dh_python_fill (script, texts[i][0], values);
      g_assert_cmpstr (script->str, ==, expected);
    }
}

static void
test_fill_call (void)
{
  static const char *const texts[][2] = {
    { "f()", "x = f()\n" },
    { "f(p(), lr=@a@)", "x = f(p(), lr=1)\n" },
    { "f(p(), lr=@a@, no=@nothing@)", "x = f(p(), lr=1)\n" },
    { "f(p(), no=@nothing@, lr=@a@)", "x = f(p(), lr=1)\n" },
    { "f(p(), pair=(@a@, @a@), no=@nothing@)", "x = f(p(), pair=(1, 1))\n" },
    { "f(p(), s=@empty@)", "x = f(p(), s=)\n" },
    /* 100 columns are few enough, 101 are not. */
    { "f(p(), a=@long@, =345)", "x = f(p(), a=" SEVENS ", =345)\n" },
    { "f(p(), a=@long@, =3456)", "x = f(\n    p(), a=" SEVENS ", =3456\n)\n" },
  };
  g_autoptr (GHashTable) values = make_values ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) script = g_string_new (NULL);

      dh_python_fill_call (script, "x", texts[i][0], values);
      g_assert_cmpstr (script->str, ==, texts[i][1]);
    }
}

static void
test_quote (void)
{
  static const char *const texts[][2] = {
    { "", "\"\"" },
    { "plain ä…", "\"plain ä…\"" },
    { "a\"b\\c", "\"a\\\"b\\\\c\"" },
    { "two\nlines", "\"two\\u000alines\"" },
    { "latin \xfc.", "\"latin \\udcfc.\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *quoted = dh_python_quote (texts[i][0]);

      g_assert_cmpstr (quoted, ==, texts[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/python-text/fill", test_fill);
  g_test_add_func ("/python-text/fill-call", test_fill_call);
  g_test_add_func ("/python-text/quote", test_quote);
  return g_test_run ();
}
