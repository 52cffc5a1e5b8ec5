/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-types.h"

G_BEGIN_DECLS

/**
 * SpareRecovery:
 *
 * Asks for reset e-mails and rests after each request.
 *
 * It is shared by every window, so that closing one does not end the rest. It
 * never repeats a request by itself.
 */
#define SPARE_TYPE_RECOVERY (spare_recovery_get_type ())
G_DECLARE_FINAL_TYPE (SpareRecovery, spare_recovery, SPARE, RECOVERY, GObject)

/**
 * SPARE_RECOVERY_REST:
 *
 * How many seconds it rests after a request.
 */
#define SPARE_RECOVERY_REST 60

/* Properties with notify: "address" (of the last request sent, nullable),
 * "rest" (guint: whole seconds until the next request is allowed, 0 if it is
 * now; counts down once a second while above 0), "busy". A 429 makes "rest"
 * as long as the server said. */
SpareRecovery *spare_recovery_new         (SpareAuthClient      *client,
                                           SpareClock           *clock);
const char    *spare_recovery_get_address (SpareRecovery        *self);
guint          spare_recovery_get_rest    (SpareRecovery        *self);
gboolean       spare_recovery_is_busy     (SpareRecovery        *self);

/* MALFORMED_ADDRESS before anything is sent; RESTING with retry_after while
 * resting and the address is the one of the last request. */
void           spare_recovery_send_async  (SpareRecovery        *self,
                                           const char           *email,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean       spare_recovery_send_finish (SpareRecovery        *self,
                                           GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
