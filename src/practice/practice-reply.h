/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The shapes that Auth0's answers have. */

#define PRACTICE_STATUS_TOO_MANY_REQUESTS 429

void practice_reply_text     (SoupServerMessage *message,
                              guint              status,
                              const char        *type,
                              const char        *text);
void practice_reply_html     (SoupServerMessage *message,
                              guint              status,
                              char              *html);
void practice_reply_json     (SoupServerMessage *message,
                              guint              status,
                              JsonNode          *node);
void practice_reply_oauth    (SoupServerMessage *message,
                              guint              status,
                              const char        *error,
                              const char        *description);
void practice_reply_sentence (SoupServerMessage *message,
                              guint              status,
                              const char        *sentence);

G_END_DECLS
