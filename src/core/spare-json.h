/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-account.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reading JSON of strangers. Private to core: json-glib stays below it. */

JsonNode   *spare_json_parse      (const char *text,
                                   gsize       length);
const char *spare_json_get_string (JsonObject *object,
                                   const char *name);
gboolean    spare_json_get_int    (JsonObject *object,
                                   const char *name,
                                   gint64     *value);
gboolean    spare_json_get_number (JsonObject *object,
                                   const char *name,
                                   double     *value);
SpareVerified spare_json_get_verified (JsonObject *object,
                                       const char *name);

G_END_DECLS
