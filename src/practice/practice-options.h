/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The command line. */

typedef struct
{
  char  *state_dir;
  char  *accounts;
  char  *script;
  char  *case_id;
  int    port;
  int    stall;
  gint64 ticket_lifetime;
  gint64 token_lifetime;
  gint64 clock_skew;
} PracticeOptions;

PracticeOptions *practice_options_parse (int               *argc,
                                         char            ***argv,
                                         GError           **error);
void             practice_options_free  (PracticeOptions   *options);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeOptions, practice_options_free)

G_END_DECLS
