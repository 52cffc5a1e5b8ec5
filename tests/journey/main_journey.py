#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way: from a forgotten password to signed in again.

Usage: main_journey.py [FOLDER [NAME...]]   leaves a numbered picture of every
window in FOLDER, if one is named; or only those NAMED, with nothing but the window
on them.
"""

import sys

from spare_desktop import Desktop
from steps import main, run
from tenant import count_mails, newest_link, set_password

SENT = "We've just sent you an email to reset your password."
FORGOT = "Don't remember your password?"
ADDRESS = 'jane@example.com'
NEW_PASSWORD = 'Walnut-Orchard-86'


def log_in(desktop, password):
    window = desktop.window('Log In')
    desktop.tab_to('password text', 'Password')
    desktop.type(password)
    desktop.press('Return')
    return window


def journey(desktop):
    app = desktop.run()
    window = desktop.window('Set Up Spare Key')
    desktop.shot('first-run')
    yield 'the first window asks for a tenant'

    desktop.tab_to('push button', 'Try the Practice Tenant')
    desktop.press('Return')
    window = desktop.window('Log In')
    desktop.says(window, 'Practice tenant: nothing here is real.')
    notice = desktop.says(window, 'with the password').get_name()
    old_password = notice.split('with the password \u2066')[1].split('\u2069')[0]
    desktop.shot('practice-login')
    yield 'the practice tenant starts, says that it is practice, and names an account'

    log_in(desktop, old_password)
    window = desktop.window('Dashboard')
    desktop.find(window, 'push button', 'Account menu, Jane Doe')
    desktop.says(window, ADDRESS)
    desktop.no_window('Log In')
    desktop.shot('dashboard')
    yield 'logged in by keyboard, the dashboard has the name at the top right'

    app.quit()
    app = desktop.run()
    window = desktop.window('Dashboard')
    desktop.find(window, 'push button', 'Account menu, Jane Doe')
    desktop.no_window('Log In')
    yield 'restarted, and still logged in'

    desktop.press('F10')
    desktop.find(window, 'menu item', 'Logout')
    desktop.shot('account-menu')
    desktop.press('Up')
    desktop.focus_is('menu item', 'Logout')
    desktop.press('Return')
    window = desktop.window('Log In')
    desktop.no_window('Dashboard')
    field = desktop.find(window, 'text', 'Email')
    assert desktop.text_of(field) == ADDRESS
    assert 'tenant' not in desktop.stored(), desktop.stored()
    desktop.shot('logged-out')
    yield 'logged out from the menu: nothing in the keyring, the address is still there'

    desktop.tab_to('push button', FORGOT)
    desktop.press('Return')
    window = desktop.window('Reset Your Password')
    field = desktop.focus_is('text', 'Email')
    assert desktop.text_of(field) == ADDRESS
    desktop.find(window, 'push button', 'Send Reset Email')
    for place in ('Contact Support', 'Change Users’ Passwords', 'Password Reset Page'):
        desktop.find(window, 'push button', place)
    desktop.shot('recovery')
    yield 'the recovery window has the address, the arrow, and the other places'

    mails = count_mails(desktop.maildir())
    desktop.tab_to('push button', 'Send Reset Email')
    desktop.press('Return')
    window = desktop.window('Log In')
    desktop.no_window('Reset Your Password')
    desktop.says(window, SENT)
    desktop.focus_is('alert', SENT)
    assert desktop.text_of(desktop.find(window, 'text', 'Email')) == ADDRESS
    desktop.shot('reset-sent')
    yield 'the arrow sends; the login window says so and keeps the address'

    assert count_mails(desktop.maildir()) == mails + 1
    link, mail = newest_link(desktop.maildir())
    assert ADDRESS in mail['To']
    yield 'one mail came, with a link'

    title = set_password(link, NEW_PASSWORD)
    assert 'Password' in title, title
    yield 'the page behind the link sets a new password'

    log_in(desktop, old_password)
    desktop.says(window, 'do not belong together')
    field = desktop.focus_is('password text', 'Password')
    assert desktop.text_of(field) == ''
    assert desktop.text_of(desktop.find(window, 'text', 'Email')) == ADDRESS
    desktop.shot('wrong-password')
    yield 'the old password is refused: sentence, empty field, focus there, address kept'

    desktop.type(NEW_PASSWORD)
    desktop.press('Return')
    window = desktop.window('Dashboard')
    desktop.find(window, 'push button', 'Account menu, Jane Doe')
    desktop.shot('dashboard-again')
    yield 'logged in again with the new password'

    app.quit()
    yield 'the program ends without a complaint'


def walk():
    with Desktop(shots=sys.argv[1] if len(sys.argv) > 1 else None, only=sys.argv[2:]) as desktop:
        main(journey(desktop))


if __name__ == '__main__':
    run(walk)
