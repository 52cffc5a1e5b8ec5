/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "practice-tickets.h"

G_BEGIN_DECLS

/* The pages of the tenant: plain HTML that works without scripts. */

typedef struct
{
  const char *email;
  const char *ticket;
  const char *csrf_token;
  const char *password_error;
  const char *confirm_error;
  const char *form_error;
} PracticeResetForm;

char *practice_page_dup_policy     (void);
char *practice_page_wrap           (const char              *title,
                                    const char              *body);
char *practice_page_reset_form     (const PracticeResetForm *form);
char *practice_page_reset_done     (void);
char *practice_page_unblock_form   (const char              *email,
                                    const char              *ticket,
                                    const char              *csrf_token);
char *practice_page_unblock_done   (void);
char *practice_page_ticket_problem (PracticeTicketState      state);

G_END_DECLS
