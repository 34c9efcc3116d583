// Every character of a text survives JSON, written to the letter.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "training/json-check.h"
#include "training/json-write.h"

static void
check (const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);
  g_autofree char *json = dh_json_write (node);
  g_autoptr (JsonNode) back = json_from_string (json, NULL);

  g_assert_true (dh_json_check (json, strlen (json), 1));
  g_assert_nonnull (back);
  g_assert_cmpstr (json_node_get_string (back), ==, text);
}

static void
test_characters (void)
{
  for (gunichar c = 1; c < 0x300; c++)
    {
      char text[16] = "a";

      text[1 + g_unichar_to_utf8 (c, text + 1)] = '0';
      check (text);
    }
  check ("");
  check ("\x1f\x1f");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-write/characters", test_characters);
  return g_test_run ();
}
