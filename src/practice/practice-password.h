/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Passwords are kept as yescrypt hashes. One hash takes some tens of
 * milliseconds, so requests are served by a thread. */

char    *practice_password_hash         (const char           *password,
                                         GError              **error);
gboolean practice_password_verify       (const char           *password,
                                         const char           *hash);
void     practice_password_check_async  (const char           *password,
                                         const char *const    *hashes,
                                         gboolean              make_hash,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean practice_password_check_finish (GAsyncResult         *result,
                                         int                  *match,
                                         char                **new_hash,
                                         GError              **error);

G_END_DECLS
