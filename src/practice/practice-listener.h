/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Accepts connections on 127.0.0.1 and hands them to a server. */

typedef struct _PracticeListener PracticeListener;

PracticeListener *practice_listener_new         (SoupServer         *server);
void              practice_listener_free        (PracticeListener   *self);
void              practice_listener_stop        (PracticeListener   *self);
gboolean          practice_listener_listen      (PracticeListener   *self,
                                                 guint              *port,
                                                 GError            **error);
GSocket          *practice_listener_find_socket (PracticeListener   *self,
                                                 SoupServerMessage  *message);

G_END_DECLS
