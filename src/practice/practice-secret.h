/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Random values, digests and the care that secret text needs. */

char    *practice_secret_base64url (const guint8 *data,
                                    gsize         length);
char    *practice_secret_random    (void);
char    *practice_secret_digest    (const char   *text);
gboolean practice_secret_equal     (const char   *a,
                                    const char   *b);
void     practice_secret_free      (char         *text);

G_END_DECLS
