/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-account.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reading JSON of strangers. Private to core: json-glib stays below it. */

/* NULL unless the text is UTF-8, not nested beyond reason, and JSON; a byte
 * order mark and white space in front are skipped. */
JsonNode   *spare_json_parse      (const char *text,
                                   gsize       length);
/* NULL unless the member is a string. */
const char *spare_json_get_string (JsonObject *object,
                                   const char *name);
/* FALSE unless the member is an integer. */
gboolean    spare_json_get_int    (JsonObject *object,
                                   const char *name,
                                   gint64     *value);
/* FALSE unless the member is a number, or a text that is one. */
gboolean    spare_json_get_number (JsonObject *object,
                                   const char *name,
                                   double     *value);
/* A boolean, or the text of one. */
SpareVerified spare_json_get_verified (JsonObject *object,
                                       const char *name);

G_END_DECLS
