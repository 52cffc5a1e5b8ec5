/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-windows.h"

#include <dlfcn.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <sysexits.h>

/* Found by the run path of the program. */
#define MODULE "spare-key-windows.so"

typedef GApplication *(*NewFunc) (const SpareOptions *options);

/**
 * spare_windows_run:
 * @options: the command line
 * @argv: the words of the command line
 *
 * Loads the windows, which the commands do without, and runs the application.
 *
 * Returns: the exit status
 */
int
spare_windows_run (const SpareOptions  *options,
                   char               **argv)
{
  g_autoptr (GApplication) application = NULL;
  NewFunc new_application = NULL;
  void *module = dlopen (MODULE, RTLD_NOW | RTLD_GLOBAL);

  if (module != NULL)
    new_application = (NewFunc) dlsym (module, "spare_application_new");
  if (new_application == NULL)
    {
      g_debug ("%s", dlerror ());
      fprintf (stderr, "spare-key: %s\n",
               _("A part of Spare Key cannot be loaded. Install Spare Key anew."));
      return EX_SOFTWARE;
    }

  g_set_application_name (_("Spare Key"));
  application = new_application (options);

  return g_application_run (application, 1, argv);
}
