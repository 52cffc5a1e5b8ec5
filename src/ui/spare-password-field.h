/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "spare-types.h"

G_BEGIN_DECLS

/* Caption, password entry whose text neither the accessibility bus nor Orca
 * gets, error line, and a real “Show password” check button. */

#define SPARE_TYPE_PASSWORD_FIELD (spare_password_field_get_type ())
G_DECLARE_FINAL_TYPE (SparePasswordField, spare_password_field, SPARE, PASSWORD_FIELD, GtkWidget)

/* Properties: "caption" (with mnemonic), "error" (nullable). Signals:
 * "activate" (Enter), "changed". */
GtkWidget       *spare_password_field_new        (void);
SpareSecretText *spare_password_field_get_secret (SparePasswordField *self);
gboolean         spare_password_field_is_empty   (SparePasswordField *self);
void             spare_password_field_clear      (SparePasswordField *self);
void             spare_password_field_set_error  (SparePasswordField *self,
                                                  const char         *error);
/* Empties the field as well. */
void             spare_password_field_refuse     (SparePasswordField *self,
                                                  const char         *error);
/* Said, not shown. */
void             spare_password_field_set_remark (SparePasswordField *self,
                                                  const char         *remark);
/* The widget that takes focus. */
GtkWidget       *spare_password_field_get_entry  (SparePasswordField *self);

G_END_DECLS
