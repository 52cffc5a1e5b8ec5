/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-reply.h"

#include "practice-page.h"

#include <string.h>

#define TYPE_JSON "application/json; charset=utf-8"

/* Answers carry tokens and links: nobody on the way may keep them. */
static void
set_body (SoupServerMessage *message,
          guint              status,
          const char        *type,
          char              *text)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_TAKE, text, strlen (text));
}

/**
 * practice_reply_text:
 * @message: what to answer
 * @status: HTTP status
 * @type: media type
 * @text: the body
 */
void
practice_reply_text (SoupServerMessage *message,
                     guint              status,
                     const char        *type,
                     const char        *text)
{
  set_body (message, status, type, g_strdup (text));
}

/**
 * practice_reply_html:
 * @message: what to answer
 * @status: HTTP status
 * @html: (transfer full): a whole page
 *
 * Pages carry the headers that keep a ticket from leaking.
 */
void
practice_reply_html (SoupServerMessage *message,
                     guint              status,
                     char              *html)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *policy = practice_page_dup_policy ();

  soup_message_headers_replace (headers, "Content-Security-Policy", policy);
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "X-Frame-Options", "DENY");
  soup_message_headers_replace (headers, "X-Robots-Tag", "noindex");
  set_body (message, status, "text/html; charset=utf-8", html);
}

/**
 * practice_reply_json:
 * @message: what to answer
 * @status: HTTP status
 * @node: (transfer full): the body
 */
void
practice_reply_json (SoupServerMessage *message,
                     guint              status,
                     JsonNode          *node)
{
  set_body (message, status, TYPE_JSON, json_to_string (node, FALSE));
  json_node_unref (node);
}

/**
 * practice_reply_oauth:
 * @message: what to answer
 * @status: HTTP status
 * @error: the code
 * @description: the text
 *
 * The error shape of RFC 6749, section 5.2.
 */
void
practice_reply_oauth (SoupServerMessage *message,
                      guint              status,
                      const char        *error,
                      const char        *description)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "error");
  json_builder_add_string_value (builder, error);
  json_builder_set_member_name (builder, "error_description");
  json_builder_add_string_value (builder, description);
  json_builder_end_object (builder);

  practice_reply_json (message, status, json_builder_get_root (builder));
}

/**
 * practice_reply_sentence:
 * @message: what to answer
 * @status: HTTP status
 * @sentence: the error
 *
 * The shape of /dbconnections/change_password: the sentence is the code.
 */
void
practice_reply_sentence (SoupServerMessage *message,
                         guint              status,
                         const char        *sentence)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "error");
  json_builder_add_string_value (builder, sentence);
  json_builder_end_object (builder);

  practice_reply_json (message, status, json_builder_get_root (builder));
}
