/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-config.h"

#include "spare-command-line.h"
#include "spare-options.h"
#include "spare-windows.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <sys/prctl.h>

int
main (int   argc,
      char *argv[])
{
  g_autoptr (SpareOptions) options = NULL;
  int status = 0;

  /* No core dumps and no debugger: passwords pass through. */
  prctl (PR_SET_DUMPABLE, 0);

  setlocale (LC_ALL, "");
  bindtextdomain (SPARE_GETTEXT_DOMAIN, SPARE_LOCALE_DIR);
  bind_textdomain_codeset (SPARE_GETTEXT_DOMAIN, "UTF-8");
  textdomain (SPARE_GETTEXT_DOMAIN);

  options = spare_options_new (argc, argv, &status);
  if (options == NULL)
    return status;
  if (options->command != SPARE_COMMAND_NONE)
    return spare_command_line_run (options);

  return spare_windows_run (options, argv);
}
