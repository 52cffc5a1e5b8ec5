/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SPARE_COMMAND_NONE,
  SPARE_COMMAND_RESET,
  SPARE_COMMAND_LOGIN,
  SPARE_COMMAND_STATUS,
  SPARE_COMMAND_LOGOUT,
} SpareCommand;

/**
 * SpareOptions:
 * @command: what to do; %SPARE_COMMAND_NONE opens the app
 * @tenant: (nullable): the domain for this run
 * @client_id: (nullable): the client ID for this run
 * @connection: (nullable): the connection for this run
 * @email: (nullable): the address of `reset` and `login`
 * @json: whether to answer with one JSON object
 * @practice: whether to use the practice tenant for this run
 * @reset_password: whether to open the recovery window
 * @gapplication_service: started by D-Bus
 * @quit_after_startup: quit after the first window is shown
 *
 * The command line, read and checked.
 */
typedef struct
{
  SpareCommand command;
  char *tenant;
  char *client_id;
  char *connection;
  char *email;
  gboolean json;
  gboolean practice;
  gboolean reset_password;
  gboolean gapplication_service;
  gboolean quit_after_startup;
} SpareOptions;

SpareOptions *spare_options_new  (int            argc,
                                  char         **argv,
                                  int           *status);
void          spare_options_free (SpareOptions  *options);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpareOptions, spare_options_free)

G_END_DECLS
