/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-types.h"

G_BEGIN_DECLS

/**
 * SpareSessionState:
 * @SPARE_SESSION_STARTING: the keyring is being asked
 * @SPARE_SESSION_SIGNED_OUT: nobody is signed in
 * @SPARE_SESSION_SIGNING_IN: a login is under way
 * @SPARE_SESSION_SIGNED_IN: there is an account
 * @SPARE_SESSION_REFRESHING: there is an account, its tokens are being renewed
 * @SPARE_SESSION_SIGNING_OUT: a logout is under way
 * @SPARE_SESSION_LOCKED: a session may be stored but cannot be read; see
 *   [property@Session:problem]
 *
 * Where a session is on its way.
 */
typedef enum
{
  SPARE_SESSION_STARTING,
  SPARE_SESSION_SIGNED_OUT,
  SPARE_SESSION_SIGNING_IN,
  SPARE_SESSION_SIGNED_IN,
  SPARE_SESSION_REFRESHING,
  SPARE_SESSION_SIGNING_OUT,
  SPARE_SESSION_LOCKED,
} SpareSessionState;

#define SPARE_TYPE_SESSION_STATE (spare_session_state_get_type ())
GType              spare_session_state_get_type     (void) G_GNUC_CONST;

/**
 * SpareSession:
 *
 * Who is logged in at one tenant, and every way to change that.
 *
 * It decides what is kept in the store and what is deleted from it: only a
 * refusal by the server and logging out delete.
 */
#define SPARE_TYPE_SESSION (spare_session_get_type ())
G_DECLARE_FINAL_TYPE (SpareSession, spare_session, SPARE, SESSION, GObject)

/* Properties, all with notify: "state" (SpareSessionState), "account"
 * (SpareAccount, nullable), "problem" (GError boxed, nullable: why LOCKED, or
 * why the last renewal or save failed while signed in, or why the person was
 * signed out by the server), "persistent" (gboolean: kept in the keyring, not
 * only in memory), "tenant". */
SpareSession      *spare_session_new                (SpareAuthClient      *client,
                                                     SpareSessionStore    *store,
                                                     SpareClock           *clock);

SpareTenant       *spare_session_get_tenant         (SpareSession         *self);
SpareSessionState  spare_session_get_state          (SpareSession         *self);
SpareAccount      *spare_session_get_account        (SpareSession         *self);
const GError      *spare_session_get_problem        (SpareSession         *self);
gboolean           spare_session_is_persistent      (SpareSession         *self);
/* Seconds since the epoch, 0 where there is no session. */
gint64             spare_session_get_signed_in_at   (SpareSession         *self);
gint64             spare_session_get_expires_at     (SpareSession         *self);

/* Reads the keyring; also the retry out of LOCKED. Renews in the background
 * when the stored tokens are stale; being offline never signs out. */
void               spare_session_restore_async      (SpareSession         *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean           spare_session_restore_finish     (SpareSession         *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
/* Saves before it uses; if saving fails the person is signed in with
 * persistent FALSE and problem set. Allowed in SIGNED_OUT and LOCKED. */
void               spare_session_login_async        (SpareSession         *self,
                                                     const char           *email,
                                                     SpareSecretText      *password,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean           spare_session_login_finish       (SpareSession         *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
/* Whether it is time to renew. */
gboolean           spare_session_is_stale           (SpareSession         *self);
/* One renewal at a time; a refused one deletes the stored session. */
void               spare_session_refresh_async      (SpareSession         *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean           spare_session_refresh_finish     (SpareSession         *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
/* Tries again to save a session that is only in memory. */
void               spare_session_save_async         (SpareSession         *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean           spare_session_save_finish        (SpareSession         *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
/* Always ends in SIGNED_OUT. FALSE with NOT_CLEARED: the item is still in the
 * keyring. TRUE with server_told FALSE: the server could not be reached. */
void               spare_session_logout_async       (SpareSession         *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean           spare_session_logout_finish      (SpareSession         *self,
                                                     GAsyncResult         *result,
                                                     gboolean             *server_told,
                                                     GError              **error);
/* Out of LOCKED without reading: forget what is stored, to SIGNED_OUT. */
void               spare_session_forget_async       (SpareSession         *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean           spare_session_forget_finish      (SpareSession         *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
/* Out of LOCKED without touching the keyring: from now on in memory only. */
void               spare_session_use_memory_only    (SpareSession         *self);

G_END_DECLS
