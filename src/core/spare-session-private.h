/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-session.h"

G_BEGIN_DECLS

/* Shared by the files of SpareSession alone. Operations run one after the
 * other: the tokens and the keyring have one writer at a time. */

typedef void (*SpareSessionBegin) (SpareSession *self,
                                   GTask        *task);

struct _SpareSession
{
  GObject parent_instance;

  SpareAuthClient *client;
  SpareSessionStore *store;
  SpareClock *clock;

  SpareSessionState state;
  SpareTokenSet *tokens;
  GError *problem;
  gboolean persistent;
  gboolean memory_only;
  gboolean displaced;    /* in memory only because the store is somebody else's */

  GQueue queue;          /* of operations to come */
  GTask *current;        /* (unowned): the one under way */
  GPtrArray *waiters;    /* of GTask, that get the result of the current one */
  GCancellable *renewal; /* of the renewal under way */
  guint patience_id;
};

GTask    *spare_session_task_new       (SpareSession        *self,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data,
                                        gpointer             tag,
                                        const char          *name);
void      spare_session_task_enqueue   (SpareSession        *self,
                                        GTask               *task,
                                        SpareSessionBegin    begin);
gboolean  spare_session_task_join      (SpareSession        *self,
                                        GTask               *task);
void      spare_session_task_complete  (SpareSession        *self,
                                        GTask               *task,
                                        GError              *error);

void      spare_session_heed_stored    (SpareSession        *self,
                                        SpareSecretText     *text);

void      spare_session_set_state      (SpareSession        *self,
                                        SpareSessionState    state);
void      spare_session_set_tokens     (SpareSession        *self,
                                        SpareTokenSet       *tokens);
void      spare_session_set_problem    (SpareSession        *self,
                                        const GError        *problem);
void      spare_session_set_persistent (SpareSession        *self,
                                        gboolean             persistent);

G_END_DECLS
