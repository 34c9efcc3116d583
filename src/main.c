// Chooses the window or the command line before GTK starts.
// SPDX-License-Identifier: MIT

int
main (int argc, char **argv)
{
  return 0;
}
