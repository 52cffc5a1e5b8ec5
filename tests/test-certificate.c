/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-certificate.h"

#include <glib/gstdio.h>
#include <gnutls/x509.h>

#include <string.h>
#include <time.h>
#include <unistd.h>

#define DAY (24 * 60 * 60)

static void
check (int status)
{
  g_assert_cmpint (status, >=, 0);
}

static char *
build_pem (const char *address,
           int         days)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t certificate;
  gnutls_datum_t key_text;
  gnutls_datum_t certificate_text;
  time_t now = time (NULL);
  char *pem;

  check (gnutls_x509_privkey_init (&key));
  check (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA,
                                       GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0));
  check (gnutls_x509_crt_init (&certificate));
  check (gnutls_x509_crt_set_version (certificate, 3));
  check (gnutls_x509_crt_set_key (certificate, key));
  check (gnutls_x509_crt_set_serial (certificate, "\x01", 1));
  check (gnutls_x509_crt_set_dn (certificate, "CN=Test", NULL));
  check (gnutls_x509_crt_set_activation_time (certificate, now - 10 * DAY));
  check (gnutls_x509_crt_set_expiration_time (certificate, now + days * DAY));
  check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS,
                                               g_inet_address_to_bytes (inet),
                                               (unsigned int) g_inet_address_get_native_size (inet),
                                               GNUTLS_FSAN_SET));
  check (gnutls_x509_crt_set_ca_status (certificate, 1));
  check (gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0));

  check (gnutls_x509_privkey_export2 (key, GNUTLS_X509_FMT_PEM, &key_text));
  check (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &certificate_text));
  pem = g_strdup_printf ("%.*s%.*s", (int) certificate_text.size, (char *) certificate_text.data,
                         (int) key_text.size, (char *) key_text.data);

  gnutls_free (key_text.data);
  gnutls_free (certificate_text.data);
  gnutls_x509_crt_deinit (certificate);
  gnutls_x509_privkey_deinit (key);

  return pem;
}

TestCertificate *
test_certificate_new (const char *address,
                      int         days)
{
  TestCertificate *self = g_new0 (TestCertificate, 1);
  g_autofree char *pem = build_pem (address, days);
  g_autoptr (GError) error = NULL;
  int fd;

  self->certificate = g_tls_certificate_new_from_pem (pem, -1, &error);
  g_assert_no_error (error);

  fd = g_file_open_tmp ("spare-test-XXXXXX.pem", &self->path, &error);
  g_assert_no_error (error);
  close (fd);
  g_assert_true (g_file_set_contents (self->path, pem, -1, NULL));
  self->database = g_tls_file_database_new (self->path, &error);
  g_assert_no_error (error);

  return self;
}

void
test_certificate_free (TestCertificate *self)
{
  g_object_unref (self->certificate);
  g_object_unref (self->database);
  g_unlink (self->path);
  g_free (self->path);
  g_free (self);
}
