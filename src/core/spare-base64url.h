/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char   *spare_base64url_encode (const guint8 *data,
                                gsize         length);
GBytes *spare_base64url_decode (const char   *text,
                                gssize        length);

G_END_DECLS
