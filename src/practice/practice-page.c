/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-page.h"

static const char style[] =
  ":root{color-scheme:light dark;--paper:#fff;--ink:#1c1c1c;--soft:#555;--line:#767676;--link:#0b4fb3;"
  "--act:#0b4fb3;--on-act:#fff;--bad:#a61b1b;--bad-paper:#fdf1f0;--note:#fff4ce;--on-note:#3a2d00}"
  "@media (prefers-color-scheme:dark){:root{--paper:#1d1d20;--ink:#f4f4f5;--soft:#c4c4c8;--line:#9a9aa0;"
  "--link:#9cc3ff;--act:#9cc3ff;--on-act:#0b1f3d;--bad:#ffb3ab;--bad-paper:#3a1b19;--note:#4a3b00;--on-note:#fff1c2}}"
  "*{box-sizing:border-box}[hidden]{display:none!important}"
  "body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 system-ui,sans-serif}"
  "header{background:var(--note);color:var(--on-note);padding:.5rem 1rem;text-align:center}header p{margin:0}"
  "main{max-width:34rem;margin:0 auto;padding:1.5rem 1rem 3rem;overflow-wrap:anywhere}"
  "h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0 1rem}h2{font-size:1.15rem;margin:0 0 .5rem}"
  "a{color:var(--link)}label{display:block;font-weight:600;margin-top:1.25rem}"
  "input[type=password],input[type=text],input[type=email]{width:100%;min-height:2.75rem;padding:.5rem .6rem;"
  "font:inherit;color:inherit;background:var(--paper);border:2px solid var(--line);border-radius:.3rem}"
  "input[readonly]{border-style:dashed}input[aria-invalid=true]{border-color:var(--bad)}"
  ".check{display:flex;align-items:center;gap:.6rem;margin:1rem 0}.check label{margin:0;font-weight:400}"
  ".check input{width:1.5rem;height:1.5rem;flex:none}"
  ".error{color:var(--bad);font-weight:600;margin:.3rem 0}.rules{color:var(--soft);margin:.3rem 0;padding-left:1.25rem}"
  ".summary{border:3px solid var(--bad);background:var(--bad-paper);padding:1rem;margin-bottom:1.5rem}"
  ".summary ul{margin:0;padding-left:1.25rem}.summary a{color:var(--bad)}"
  "button{margin-top:1.5rem;min-height:2.75rem;padding:.6rem 1.4rem;font:inherit;font-weight:600;border:2px solid transparent;"
  "border-radius:.3rem;background:var(--act);color:var(--on-act)}"
  ":focus-visible,.summary:focus{outline:3px solid var(--link);outline-offset:3px}"
  "article{border:1px solid var(--line);border-radius:.3rem;padding:1rem;margin:1rem 0}"
  "dl{margin:0 0 1rem}dt{font-weight:600;float:left;clear:left;margin-right:.5rem}dd{margin:0}"
  ".text{white-space:pre-wrap;margin:0}";

/* Only an addition: without it the page lacks nothing but the check box. */
static const char script[] =
  "(function(){var s=document.getElementById('summary');if(s)s.focus();"
  "var b=document.getElementById('show-password'),r=document.getElementById('show');if(!b)return;"
  "var f=['password','password-confirm'].map(function(i){return document.getElementById(i)});"
  "function set(t){f.forEach(function(e){e.type=t})}"
  "r.hidden=false;b.addEventListener('change',function(){set(b.checked?'text':'password')});"
  "b.form.addEventListener('submit',function(){set('password')})})();";

/* Before the field, where they are read before they are needed. */
static const char rules[] =
  "<ul class=\"rules\" id=\"rules\">\n"
  "<li>At least 8 characters.</li>\n"
  "<li>At least three of: lower case letters, upper case letters, digits, special characters.</li>\n"
  "<li>At most 72 characters; accented letters and emoji count as more than one.</li>\n"
  "<li>None of your last passwords.</li>\n"
  "</ul>\n";

static char *
digest_source (const char *text)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *encoded = NULL;

  g_checksum_update (checksum, (const guint8 *) text, -1);
  g_checksum_get_digest (checksum, digest, &length);
  encoded = g_base64_encode (digest, length);

  return g_strdup_printf ("'sha256-%s'", encoded);
}

/**
 * practice_page_dup_policy:
 *
 * Returns: (transfer full): the Content-Security-Policy of every page: our
 *   own style and script and nothing else
 */
char *
practice_page_dup_policy (void)
{
  g_autofree char *style_source = digest_source (style);
  g_autofree char *script_source = digest_source (script);

  return g_strdup_printf ("default-src 'none'; style-src %s; script-src %s; form-action 'self'; "
                          "base-uri 'none'; frame-ancestors 'none'",
                          style_source, script_source);
}

/**
 * practice_page_wrap:
 * @title: plain text
 * @body: HTML that is safe already
 *
 * Returns: (transfer full): a whole page
 */
char *
practice_page_wrap (const char *title,
                    const char *body)
{
  g_autofree char *safe_title = g_markup_escape_text (title, -1);

  return g_strconcat ("<!DOCTYPE html>\n"
                      "<html lang=\"en\">\n"
                      "<head>\n"
                      "<meta charset=\"utf-8\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                      "<title>", safe_title, "</title>\n"
                      "<style>", style, "</style>\n"
                      "</head>\n"
                      "<body>\n"
                      "<header><p>Practice tenant: nothing here is real.</p></header>\n"
                      "<main>\n", body, "</main>\n"
                      "<script>", script, "</script>\n"
                      "</body>\n"
                      "</html>\n",
                      NULL);
}

static void
add_summary_line (GString    *body,
                  const char *target,
                  const char *error)
{
  g_autofree char *line = NULL;

  if (error == NULL)
    return;

  if (target != NULL)
    line = g_markup_printf_escaped ("<li><a href=\"#%s\">%s</a></li>\n", target, error);
  else
    line = g_markup_printf_escaped ("<li>%s</li>\n", error);
  g_string_append (body, line);
}

static void
add_summary (GString                 *body,
             const PracticeResetForm *form)
{
  g_string_append (body, "<div class=\"summary\" id=\"summary\" role=\"alert\" tabindex=\"-1\" autofocus "
                         "aria-labelledby=\"summary-title\">\n"
                         "<h2 id=\"summary-title\">Your password was not changed</h2>\n<ul>\n");
  add_summary_line (body, NULL, form->form_error);
  add_summary_line (body, "password", form->password_error);
  add_summary_line (body, "password-confirm", form->confirm_error);
  g_string_append (body, "</ul>\n</div>\n");
}

/* One password field with the rules and its error, tied to it both ways. */
static void
add_field (GString    *body,
           const char *id,
           const char *name,
           const char *label,
           gboolean    with_rules,
           const char *error)
{
  g_autofree char *label_html = g_markup_printf_escaped ("<label for=\"%s\">%s</label>\n", id, label);
  g_autofree char *error_html = NULL;
  g_autofree char *input_html = NULL;
  g_autofree char *described = NULL;

  g_string_append (body, label_html);
  if (with_rules)
    g_string_append (body, rules);
  if (error != NULL)
    {
      error_html = g_markup_printf_escaped ("<p class=\"error\" id=\"%s-error\">Error: %s</p>\n", id, error);
      g_string_append (body, error_html);
      described = g_strdup_printf ("%s-error%s", id, with_rules ? " rules" : "");
    }
  else if (with_rules)
    {
      described = g_strdup ("rules");
    }

  input_html = g_markup_printf_escaped ("<input type=\"password\" id=\"%s\" name=\"%s\" autocomplete=\"new-password\" "
                                        "autocapitalize=\"none\" spellcheck=\"false\" required",
                                        id, name);
  g_string_append (body, input_html);
  if (described != NULL)
    g_string_append_printf (body, " aria-describedby=\"%s\"", described);
  if (error != NULL)
    g_string_append (body, " aria-invalid=\"true\"");
  g_string_append (body, ">\n");
}

static void
begin_form (GString    *body,
            const char *path,
            const char *ticket,
            const char *csrf_token)
{
  g_autofree char *escaped = g_uri_escape_string (ticket, NULL, FALSE);
  g_autofree char *html = NULL;

  html = g_markup_printf_escaped ("<form method=\"post\" action=\"%s?ticket=%s\" novalidate>\n"
                                  "<input type=\"hidden\" name=\"csrf_token\" value=\"%s\">\n",
                                  path, escaped, csrf_token);
  g_string_append (body, html);
}

/**
 * practice_page_reset_form:
 * @form: what it shows
 *
 * Returns: (transfer full): the page where a new password is chosen
 */
char *
practice_page_reset_form (const PracticeResetForm *form)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *email = g_markup_escape_text (form->email, -1);
  gboolean failed = form->form_error != NULL || form->password_error != NULL || form->confirm_error != NULL;

  if (failed)
    add_summary (body, form);

  g_string_append (body, "<h1>Choose a New Password</h1>\n");
  begin_form (body, "/u/reset-verify", form->ticket, form->csrf_token);
  g_string_append_printf (body, "<label for=\"email\">Account</label>\n"
                                "<input type=\"email\" id=\"email\" value=\"%s\" autocomplete=\"username\" readonly>\n",
                          email);
  add_field (body, "password", "password", "New password", TRUE, form->password_error);
  add_field (body, "password-confirm", "password_confirm", "New password again", FALSE, form->confirm_error);
  g_string_append (body, "<p class=\"check\" id=\"show\" hidden><input type=\"checkbox\" id=\"show-password\">"
                         "<label for=\"show-password\">Show passwords</label></p>\n"
                         "<button type=\"submit\">Change Password</button>\n"
                         "</form>\n");

  return practice_page_wrap (failed ? "Error: Choose a New Password" : "Choose a New Password", body->str);
}

/**
 * practice_page_reset_done:
 *
 * Returns: (transfer full): the page after the password was changed
 */
char *
practice_page_reset_done (void)
{
  return practice_page_wrap ("Password Changed",
                             "<h1>Password Changed</h1>\n"
                             "<p role=\"status\">Your password has been changed successfully.</p>\n"
                             "<p>Close this page, go back to Spare Key and log in with the new password. "
                             "Wherever else you were signed in, you will be asked to log in again.</p>\n");
}

/**
 * practice_page_unblock_form:
 * @email: of the account
 * @ticket: the ticket
 * @csrf_token: tied to the ticket
 *
 * A link alone changes nothing: mail scanners open links.
 *
 * Returns: (transfer full): the page where a block is lifted
 */
char *
practice_page_unblock_form (const char *email,
                            const char *ticket,
                            const char *csrf_token)
{
  g_autoptr (GString) body = g_string_new ("<h1>Unblock Your Account</h1>\n");
  g_autofree char *safe_email = g_markup_escape_text (email, -1);

  g_string_append_printf (body, "<p>The account %s was blocked after multiple consecutive login attempts.</p>\n",
                          safe_email);
  begin_form (body, "/u/unblock", ticket, csrf_token);
  g_string_append (body, "<button type=\"submit\">Unblock Account</button>\n</form>\n");

  return practice_page_wrap ("Unblock Your Account", body->str);
}

/**
 * practice_page_unblock_done:
 *
 * Returns: (transfer full): the page after a block was lifted
 */
char *
practice_page_unblock_done (void)
{
  return practice_page_wrap ("Account Unblocked",
                             "<h1>Account Unblocked</h1>\n"
                             "<p role=\"status\">You can log in again. Close this page and go back to Spare Key.</p>\n");
}

/**
 * practice_page_ticket_problem:
 * @state: why the ticket is not good
 *
 * Returns: (transfer full): the page that says so, and what to do
 */
char *
practice_page_ticket_problem (PracticeTicketState state)
{
  const char *reason = NULL;
  g_autofree char *body = NULL;

  switch (state)
    {
    case PRACTICE_TICKET_EXPIRED:
      reason = "This link was not used in time.";
      break;
    case PRACTICE_TICKET_REPLACED:
      reason = "A newer email was sent after this one. Only the link in the newest email works.";
      break;
    case PRACTICE_TICKET_USED:
      reason = "This link has already been used. A link works only once.";
      break;
    case PRACTICE_TICKET_GOOD:
    case PRACTICE_TICKET_UNKNOWN:
      reason = "This link is not complete or was never sent. Copy the whole line from the email.";
      break;
    }

  body = g_markup_printf_escaped ("<h1>Link Expired</h1>\n"
                                  "<p>%s</p>\n"
                                  "<p>To get a new one, go back to Spare Key, choose “Don't remember your password?” "
                                  "and ask for another email.</p>\n",
                                  reason);

  return practice_page_wrap ("Link Expired", body);
}
