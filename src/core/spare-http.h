/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-types.h"

G_BEGIN_DECLS

/**
 * SpareHttp:
 *
 * The one door to the network: https, or http on loopback; no redirects, no
 * cookies; 15 s to connect, 30 s in all, 1 MiB of body.
 */
#define SPARE_TYPE_HTTP (spare_http_get_type ())
G_DECLARE_FINAL_TYPE (SpareHttp, spare_http, SPARE, HTTP, GObject)

/**
 * SPARE_HTTP_MAX_BODY:
 *
 * How many bytes an answer may have.
 */
#define SPARE_HTTP_MAX_BODY (1024 * 1024)

/**
 * SpareHttpResponse:
 * @status: the HTTP status
 * @headers: (element-type utf8 utf8): names in lower case
 * @body: the body, never %NULL
 *
 * An answer of a server.
 */
struct _SpareHttpResponse
{
  guint       status;
  GHashTable *headers;
  GBytes     *body;
};

#define SPARE_TYPE_HTTP_RESPONSE (spare_http_response_get_type ())
GType              spare_http_response_get_type   (void) G_GNUC_CONST;
SpareHttpResponse *spare_http_response_new        (guint                status,
                                                   GBytes              *body);
SpareHttpResponse *spare_http_response_copy       (SpareHttpResponse   *self);
void               spare_http_response_free       (SpareHttpResponse   *self);
void               spare_http_response_set_header (SpareHttpResponse   *self,
                                                   const char          *name,
                                                   const char          *value);
const char        *spare_http_response_get_header (SpareHttpResponse   *self,
                                                   const char          *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpareHttpResponse, spare_http_response_free)

SpareHttp         *spare_http_new                 (void);
SpareHttp         *spare_http_new_with_database   (GTlsDatabase        *database);
/* For tests, which cannot wait as long as people. */
void               spare_http_set_limits          (SpareHttp           *self,
                                                   guint                connect_seconds,
                                                   guint                total_milliseconds);

/* @content_type and @body are %NULL for GET; @bearer is %NULL for no
 * Authorization header. */
void               spare_http_send_async          (SpareHttp           *self,
                                                   const char          *method,
                                                   const char          *url,
                                                   const char          *content_type,
                                                   SpareSecretText     *body,
                                                   SpareSecretText     *bearer,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
SpareHttpResponse *spare_http_send_finish         (SpareHttp           *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);

G_END_DECLS
