// What is JSON, and what only looks like it to a lenient parser.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "training/json-check.h"

static const struct
{
  const char *text;
  gboolean is_json;
} texts[] = {
  { "{}", TRUE },
  { "[]", TRUE },
  { " \t\r\n{ \"a\" : [ 1 , true , { } ] , \"b\" : null }  ", TRUE },
  { "\"\"", TRUE },
  { "\"ö \\\" \\\\ \\/ \\b\\f\\n\\r\\t \\u00e9 /* ' [[[[[[\"", TRUE },
  { "0", TRUE },
  { "-0", TRUE },
  { "-12.50e+30", TRUE },
  { "1E5", TRUE },
  { "18446744073709551616", TRUE },
  { "false", TRUE },
  { "[[[[]]]]", TRUE },
  { "[[[[]]],[[{}]]]", TRUE },
  { "[[[[[]]]]]", FALSE },
  { "[[[{\"a\":[]}]]]", FALSE },
  { "", FALSE },
  { " ", FALSE },
  { "{", FALSE },
  { "}", FALSE },
  { "[1,]", FALSE },
  { "[,1]", FALSE },
  { "[1 2]", FALSE },
  { "[1}", FALSE },
  { "{\"a\":1,}", FALSE },
  { "{\"a\"}", FALSE },
  { "{\"a\":}", FALSE },
  { "{a:1}", FALSE },
  { "{1:1}", FALSE },
  { "{'a':1}", FALSE },
  { "{}{}", FALSE },
  { "{} x", FALSE },
  { "var a = {}", FALSE },
  { "/* */ {}", FALSE },
  { "{} // end", FALSE },
  { "# {\n{}", FALSE },
  { "01", FALSE },
  { "0x10", FALSE },
  { "+1", FALSE },
  { "-", FALSE },
  { "1.", FALSE },
  { ".5", FALSE },
  { "1e", FALSE },
  { "1e+", FALSE },
  { "NaN", FALSE },
  { "True", FALSE },
  { "tru", FALSE },
  { "\"", FALSE },
  { "\"\\", FALSE },
  { "\"\\\"", FALSE },
  { "\"\\x\"", FALSE },
  { "\"\\u12\"", FALSE },
  { "\"\\u12g4\"", FALSE },
  { "\"\n\"", FALSE },
  { "\"\xff\"", FALSE },
  { "\xef\xbb\xbf{}", FALSE },
};

static void
test_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gsize length = strlen (texts[i].text);
      /* Without a zero byte behind it, so that a sanitizer sees a read beyond the end. */
      g_autofree char *bytes = g_memdup2 (texts[i].text, length);

      if (dh_json_check (bytes, length, 4) != texts[i].is_json)
        {
          g_test_message ("%s", texts[i].text);
          g_test_fail ();
        }
    }
}

static void
test_zero_bytes (void)
{
  g_assert_true (dh_json_check ("{}", 2, 4));
  g_assert_false (dh_json_check ("{}", 3, 4));
  g_assert_false (dh_json_check ("\0{}", 3, 4));
  g_assert_false (dh_json_check ("\"a\0b\"", 5, 4));
  g_assert_false (dh_json_check (NULL, 0, 4));
}

/* Every beginning of a text is no JSON, but for the blanks behind it. */
static void
test_truncated (void)
{
  const char *text = "{\"a\":[1,-2.5e3,{\"b\":\"\\u00e9\\n\"}],\"c\":null}";

  for (gsize n = 0; n < strlen (text); n++)
    g_assert_false (dh_json_check (text, n, 4));
  g_assert_true (dh_json_check (text, strlen (text), 4));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-check/texts", test_texts);
  g_test_add_func ("/json-check/zero-bytes", test_zero_bytes);
  g_test_add_func ("/json-check/truncated", test_truncated);
  return g_test_run ();
}
