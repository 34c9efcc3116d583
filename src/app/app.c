// The window's side of the program, as main sees it.
// SPDX-License-Identifier: MIT

#include "app/app.h"

#include <glib/gi18n-lib.h>

#include "app/application.h"

int
dh_app_run (int argc, char **argv)
{
  g_autoptr (DhApplication) application = NULL;

  if (!gtk_init_check ())
    {
      g_printerr (_("downhill: there is no display to open a window on; “downhill train” works "
                    "without one\n"));
      return 1;
    }
  application = dh_application_new (G_APPLICATION_DEFAULT_FLAGS);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
