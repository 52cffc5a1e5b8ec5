#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same way by ear: what Orca says, in order, and what nobody may hear.

Every text event of the accessibility bus is recorded, and the password is
looked for in all of them, in the Text interface and in Orca's speech.
"""

from ear import Ear, leaks, listen
from spare_desktop import Desktop
from steps import main, run
from tenant import Practice

SENT = "We've just sent you an email to reset your password."
FORGOT = "Don't remember your password?"
WRONG = 'Zebra7qXy'


def journey(desktop, practice):
    info = practice.info
    ear = Ear(desktop)
    events, _listener = listen(desktop)
    app = desktop.run(*practice.app_args())
    window = desktop.window('Log In')
    ear.hears('Email')
    desktop.wait('Orca to say the title', lambda: ear.times('Log In') == 1)
    yield 'the first field and the title are said'

    desktop.type('jane@example.com')
    desktop.press('Tab')
    ear.hears('Password')
    before = len(desktop.spoken())
    del events[:]
    desktop.type(WRONG)
    field = desktop.focus_is('password text', 'Password')
    desktop.wait('the password to be typed',
                 lambda: desktop.Atspi.Text.get_character_count(field) == len(WRONG))
    assert WRONG not in desktop.text_of(field)
    assert not leaks(desktop, events, WRONG), leaks(desktop, events, WRONG)
    yield 'typing a password puts none of it on the bus'

    with practice.held():
        desktop.press('Return')
        ear.hears('Logging In')
        desktop.press('Escape')
        ear.hears('Password')
    desktop.wait('the password to be left', lambda: desktop.Atspi.Text.get_character_count(field) == len(WRONG))
    yield 'Escape stops it, and leads back to the password, which is still there'

    with practice.held():
        desktop.press('Return')
        ear.hears('Logging In')
    ear.hears('do not belong together')
    desktop.focus_is('password text', 'Password')
    typed = ' '.join(desktop.spoken()[before:])
    for letter in ('Z ebra', 'zebra', 'Zebra', WRONG):
        assert letter not in typed, typed
    singles = [s.strip() for s in desktop.spoken()[before:] if len(s.strip()) == 1]
    assert not singles, singles
    yield 'busy and refusal are said, the password is not'

    desktop.press('Return')
    ear.hears('Enter your password')
    yield 'an empty password is said'

    desktop.tab_to('push button', FORGOT)
    ear.hears(FORGOT)
    desktop.press('Return')
    ear.hears('Reset Your Password')
    ear.hears('Email')
    yield 'the way to recovery is said'

    desktop.clear_and_type('nonsense')
    desktop.press('Return')
    ear.hears('does not look like an email address')
    yield 'a malformed address is said'

    desktop.clear_and_type('jane@example.com')
    desktop.tab_to('push button', 'Send Reset Email')
    ear.hears('Send Reset Email')
    with practice.held():
        desktop.press('Return')
        ear.hears('Sending…')
    ear.hears('Log In')
    ear.hears(SENT)
    yield 'the title and the confirmation are said, back on the login window'

    window = desktop.window('Log In')
    desktop.tab_to('password text', 'Password')
    ear.hears('Password')
    # Earlier sentences may have letters of it, but cannot tell of it.
    del events[:]
    desktop.type(info['password'])
    with practice.held():
        desktop.press('Return')
        ear.hears('Logging In')
    ear.hears('Dashboard')
    ear.hears('Account menu, Jane Doe')
    yield 'the dashboard is said, and the name'

    window = desktop.window('Dashboard')
    desktop.tab_to('push button', 'Logout')
    ear.hears('Logout')
    with practice.held():
        desktop.press('Return')
        ear.hears('Logging Out…')
    ear.hears('Log In')
    ear.hears('Password')
    assert not leaks(desktop, events, info['password']), leaks(desktop, events, info['password'])
    yield 'Logout is said, and where it leads'

    for sentence in (SENT, 'do not belong together', 'Enter your password', 'does not look like an email',
                     'Sending…', 'Logging Out…'):
        assert ear.times(sentence) == 1, (sentence, ear.times(sentence))
    assert ear.times('Logging In…') == 3
    ear.nothing_twice()
    with open(desktop.speech.path, encoding='utf-8', errors='replace') as log:
        written = log.read()
    assert WRONG not in written and info['password'] not in written
    yield 'no message was said twice, and no password is in anything that Orca wrote down'
    app.quit()
    yield 'the program ends without a complaint'


def walk():
    with Desktop(orca=True) as desktop, Practice(desktop) as practice:
        main(journey(desktop, practice))


if __name__ == '__main__':
    run(walk)
