/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-types.h"

G_BEGIN_DECLS

/**
 * SpareOperation:
 *
 * What was being done when an error came; it changes the advice.
 */
typedef enum
{
  SPARE_OPERATION_CONNECT,
  SPARE_OPERATION_LOGIN,
  SPARE_OPERATION_RESET,
  SPARE_OPERATION_REFRESH,
  SPARE_OPERATION_LOGOUT,
  SPARE_OPERATION_RESTORE,
  SPARE_OPERATION_SAVE,
  SPARE_OPERATION_PRACTICE,
  SPARE_OPERATION_COMMAND, /* finds or keeps a session for other commands */
} SpareOperation;

/**
 * SpareErrorText:
 * @title: a few words, without full stop
 * @sentence: what happened
 * @advice: what to do next
 *
 * An error in words for a person. All members are translated.
 */
typedef struct
{
  char *title;
  char *sentence;
  char *advice;
} SpareErrorText;

SpareErrorText *spare_error_text_new         (const GError         *error,
                                              SpareOperation        operation,
                                              SpareTenant          *tenant);
void            spare_error_text_free        (SpareErrorText       *text);
char           *spare_error_text_join        (const SpareErrorText *text);
char           *spare_error_text_format_wait (gint64                seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpareErrorText, spare_error_text_free)

G_END_DECLS
