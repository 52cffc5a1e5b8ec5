/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-error-text.h"
#include "spare-types.h"

G_BEGIN_DECLS

/* What the commands print, as text or as one JSON object, and the exit status
 * that goes with it (sysexits.h). */

int spare_output_usage   (const char     *mistake,
                          gboolean        json);
int spare_output_error   (const GError   *error,
                          SpareOperation  operation,
                          SpareTenant    *tenant,
                          gboolean        json);
int spare_output_success (const char     *message,
                          guint           http_status,
                          gboolean        json);
int spare_output_account (const char     *message,
                          guint           http_status,
                          SpareTokenSet  *tokens,
                          SpareTenant    *tenant,
                          gboolean        json);
int spare_output_get_exit_status (const GError *error);

G_END_DECLS
