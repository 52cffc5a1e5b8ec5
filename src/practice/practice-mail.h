/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "practice-accounts.h"
#include "practice-store.h"

G_BEGIN_DECLS

/* Mail of the tenant: RFC 5322 into a Maildir. Nothing leaves the machine. */

typedef struct _PracticeMail PracticeMail;

PracticeMail *practice_mail_new          (PracticeStore    *store,
                                          GError          **error);
void          practice_mail_free         (PracticeMail     *self);
const char   *practice_mail_get_maildir  (PracticeMail     *self);
gboolean      practice_mail_send_reset   (PracticeMail     *self,
                                          PracticeAccount  *account,
                                          const char       *link,
                                          gint64            lifetime,
                                          gint64            now,
                                          GError          **error);
gboolean      practice_mail_send_blocked (PracticeMail     *self,
                                          PracticeAccount  *account,
                                          const char       *link,
                                          gint64            now,
                                          GError          **error);
GPtrArray    *practice_mail_list         (PracticeMail     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeMail, practice_mail_free)

G_END_DECLS
