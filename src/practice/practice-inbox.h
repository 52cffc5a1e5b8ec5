/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "practice-mail.h"

G_BEGIN_DECLS

/* The mailbox as a page, for people without a mail reader for Maildirs. */

char *practice_inbox_make_page (PracticeMail *mail,
                                const char   *base_url);

G_END_DECLS
