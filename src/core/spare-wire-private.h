/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-json.h"
#include "spare-wire.h"

G_BEGIN_DECLS

/* The body as text and, where it is JSON, as a tree. */
typedef struct
{
  const char *text;
  gsize       length;
  gboolean    usable;
  gboolean    is_page;
  JsonNode   *root;
  JsonObject *object;
} SpareWireBody;

void        spare_wire_body_read     (SpareWireBody          *body,
                                      SpareHttpResponse      *response);
void        spare_wire_body_clear    (SpareWireBody          *body);

/* Code words. -1 where the word is not known. */
int         spare_wire_judge_code        (const SpareWireRequest *request,
                                          guint                   status,
                                          const char             *word,
                                          const char             *text);
gboolean    spare_wire_text_is           (const char             *text,
                                          const char             *expected);
gboolean    spare_wire_is_mfa_token_text (const char             *text);

/* Whether a 2xx body is what the endpoint promises. */
gboolean    spare_wire_keeps_promise (const SpareWireRequest *request,
                                      const SpareWireBody    *body);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SpareWireBody, spare_wire_body_clear)

G_END_DECLS
