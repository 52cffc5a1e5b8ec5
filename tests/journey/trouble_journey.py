#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong is said, and nothing typed is lost.

Usage: trouble_journey.py offline | limit | locked | absent | unreachable | leaving |
renewing
"""

import json
import sys
import urllib.request

from citizen_journey import activate, go_elsewhere
from spare_desktop import Desktop
from steps import main, run
from tenant import Practice, count_mails

SENT = "We've just sent you an email to reset your password."
FORGOT = "Don't remember your password?"


def type_login(desktop, practice, address, password):
    window = desktop.window('Log In')
    desktop.tab_to('text', 'Email')
    desktop.clear_and_type(address)
    desktop.tab_to('password text', 'Password')
    desktop.type(password)
    desktop.press('Return')
    return window


def ask_for_mail(info):
    body = {name: info[name] for name in ('client_id', 'email', 'connection')}
    request = urllib.request.Request(info['base_url'] + '/dbconnections/change_password',
                                     json.dumps(body).encode(), {'Content-Type': 'application/json'})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=30) as answer:
        assert answer.status == 200, answer.status


def offline():
    with Desktop() as desktop, Practice(desktop) as practice:
        info = practice.info
        app = desktop.run(*practice.app_args())
        window = desktop.window('Log In')
        yield 'the login window opens'

        practice.stop()
        type_login(desktop, practice, info['email'], info['password'])
        desktop.says(window, 'nothing answers at this address')
        assert desktop.text_of(desktop.find(window, 'text', 'Email')) == info['email']
        count = desktop.Atspi.Text.get_character_count(desktop.find(window, 'password text', 'Password'))
        assert count == len(info['password']), count
        yield 'logging in offline says so; address and password stay'

        desktop.tab_to('push button', FORGOT)
        desktop.press('Return')
        window = desktop.window('Reset Your Password')
        desktop.focus_is('text', 'Email')
        desktop.press('Return')
        desktop.says(window, 'nothing answers at this address')
        desktop.find(window, 'push button', 'Try Again')
        assert desktop.text_of(desktop.find(window, 'text', 'Email')) == info['email']
        yield 'asking for the email offline says so; the address stays'

        practice.start()
        assert practice.info['port' if 'port' in practice.info else 'base_url'] == info.get('port', info['base_url'])
        desktop.tab_to('push button', 'Try Again')
        desktop.press('Return')
        window = desktop.window('Log In')
        desktop.says(window, SENT)
        yield 'back online, trying again sends it'

        desktop.tab_to('password text', 'Password')
        desktop.type(info['password'])
        desktop.press('Return')
        desktop.window('Dashboard')
        practice.stop()
        desktop.tab_to('push button', 'Logout')
        desktop.press('Return')
        window = desktop.window('Log In')
        desktop.says(window, 'The server could not be told')
        assert 'tenant' not in desktop.stored(), desktop.stored()
        yield 'logging out offline works here, and says that the server was not told'
        app.quit()
        yield 'the program ends without a complaint'


def limit():
    with Desktop() as desktop, Practice(desktop) as practice:
        # The limit counts requests from this address, whoever sends them.
        for _ in range(10):
            ask_for_mail(practice.info)
        mails = count_mails(practice.info['maildir'])
        app = desktop.run(*practice.app_args())
        window = desktop.window('Log In')
        desktop.tab_to('push button', FORGOT)
        desktop.press('Return')
        window = desktop.window('Reset Your Password')
        desktop.focus_is('text', 'Email')
        desktop.type(practice.info['email'])
        desktop.press('Return')
        alert = desktop.says(window, 'The limit for reset emails to this address has been reached.')
        assert 'Try again in' in alert.get_name(), alert.get_name()
        desktop.focus_is('alert', 'Too Many Requests')
        assert desktop.text_of(desktop.find(window, 'text', 'Email')) == practice.info['email']
        yield 'beyond the limit, the window says when to try again and keeps the address'

        desktop.says(window, 'You can try again in')
        assert count_mails(practice.info['maildir']) == mails
        yield 'the wait counts down, and nothing is repeated by itself'
        desktop.press('Escape')
        desktop.no_window('Reset Your Password')
        desktop.window('Log In')
        app.quit()
        yield 'Escape leaves'


def locked():
    with Desktop() as desktop, Practice(desktop) as practice:
        app = desktop.run(*practice.app_args())
        type_login(desktop, practice, practice.info['email'], practice.info['password'])
        desktop.window('Dashboard')
        app.quit()
        before = desktop.stored()
        assert 'tenant' in before, before
        yield 'logged in, the session is in the keyring'

        desktop.stop_keyring()
        desktop.start_keyring(unlocked=False)
        app = desktop.run(*practice.app_args())
        window = desktop.window('Log In')
        desktop.says(window, 'keyring')
        desktop.find(window, 'push button', 'Use This Time Only')
        yield 'with the keyring locked the window says so, and does not say logged out'
        app.quit()

        desktop.stop_keyring()
        desktop.start_keyring(unlocked=True)
        app = desktop.run(*practice.app_args())
        desktop.window('Dashboard')
        app.quit()
        yield 'nothing was deleted: unlocked again, the session is still there'


def absent():
    with Desktop(keyring='absent') as desktop, Practice(desktop) as practice:
        app = desktop.run(*practice.app_args())
        window = desktop.window('Log In')
        desktop.says(window, 'No keyring is running')
        desktop.tab_to('push button', 'Use This Time Only')
        desktop.press('Return')
        desktop.says(window, 'The session ends when you quit.')
        yield 'without a keyring the window says so, and offers this time only'

        type_login(desktop, practice, practice.info['email'], practice.info['password'])
        window = desktop.window('Dashboard')
        desktop.find(window, 'push button', 'Account menu, Jane Doe')
        yield 'for this time, logging in works'
        app.quit()

        app = desktop.run(*practice.app_args())
        window = desktop.window('Log In')
        desktop.says(window, 'No keyring is running')
        yield 'the next time it is over: nothing was written anywhere'
        app.quit()
        yield 'the program ends without a complaint'


def unreachable():
    with Desktop() as desktop:
        app = desktop.run('--tenant', 'https://tenant.invalid', '--client-id', 'nobody')
        window = desktop.window('Log In')
        desktop.says(window, 'tenant.invalid')
        yield 'an unreachable tenant does not keep the login window from opening'
        app.quit()
        yield 'the program ends without a complaint'


def log_in(desktop, practice):
    app = desktop.run(*practice.app_args())
    type_login(desktop, practice, practice.info['email'], practice.info['password'])
    desktop.window('Dashboard')
    return app


def leaving():
    with Desktop() as desktop, Practice(desktop) as practice:
        for keys, word in (('ctrl+w', 'closed'), ('ctrl+q', 'quit')):
            app = log_in(desktop, practice)
            assert 'tenant' in desktop.stored()
            desktop.tab_to('push button', 'Logout')
            with practice.held():
                desktop.press('Return')
                desktop.find(desktop.window('Dashboard'), 'push button', 'Logging Out…')
                desktop.press(keys)
            assert app.process.wait(30) == 0
            assert 'tenant' not in desktop.stored(), desktop.stored()
            yield word + ' in the middle of a logout, the program ends logged out'


def renewing():
    with Desktop() as desktop, Practice(desktop, '--token-lifetime', '1') as practice:
        app = log_in(desktop, practice)
        before = desktop.stored()
        go_elsewhere(desktop)
        activate(desktop, 'Dashboard')
        desktop.wait('the renewal', lambda: desktop.stored() != before)
        yield 'whoever comes back to a session that has ended finds it renewed'

        app.quit()
        before = desktop.stored()
        with practice.held():
            app = desktop.run(*practice.app_args())
            desktop.window('Dashboard')
            desktop.press('ctrl+w')
        assert app.process.wait(30) == 0
        assert 'tenant' in desktop.stored() and desktop.stored() != before
        yield 'closed in the middle of a renewal, the next session is kept'

        app = desktop.run(*practice.app_args())
        desktop.window('Dashboard')
        app.quit()
        yield 'and is good'


def walk():
    main({'offline': offline, 'limit': limit, 'locked': locked, 'absent': absent,
          'unreachable': unreachable, 'leaving': leaving, 'renewing': renewing}[sys.argv[1]]())


if __name__ == '__main__':
    run(walk)
