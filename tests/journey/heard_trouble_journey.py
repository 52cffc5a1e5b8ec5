#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong, by ear: every failure is said once, in words that help.
Usage: heard_trouble_journey.py offline|limit|wait|locked|absent|ended|modal|keys|again|caps|menu, or
a field: login|password|recovery|domain|client|connection|support"""

import json
import os
import subprocess
import sys

from ear import Ear
from spare_desktop import Desktop, held
from steps import main, run
from tenant import Practice, count_mails, newest_link, set_password
from trouble_journey import ask_for_mail, type_login

FORGOT = "Don't remember your password?"
SENT = "We've just sent you an email to reset your password."
NOT_TOGETHER = 'do not belong together'
CAPS_LOCK = 'Caps Lock is on.'


def open_login(desktop, practice, ear):
    app = desktop.run(*practice.app_args())
    window = desktop.window('Log In')
    desktop.wait('Orca to say the title', lambda: ear.times('Log In') > 0)
    return app, window


def offline():
    with Desktop(orca=True) as desktop, Practice(desktop) as practice:
        ear = Ear(desktop)
        app, window = open_login(desktop, practice, ear)
        practice.stop()
        type_login(desktop, practice, practice.info['email'], practice.info['password'])
        ear.hears('alert', 'nothing answers at this address')
        desktop.press('Tab')
        ear.hears('Try Again')
        yield 'offline is said, and the next key leads to trying again'

        desktop.press('ctrl+r')
        ear.hears('Reset Your Password')
        ear.hears('Email')
        desktop.press('Return')
        ear.hears('alert', 'nothing answers at this address')
        assert ear.times('nothing answers at this address') == 2
        yield 'and once more when the email is asked for'
        desktop.press('Escape')
        desktop.window('Log In')
        app.quit()
        yield 'the program ends without a complaint'


def limit():
    with Desktop(orca=True) as desktop, Practice(desktop) as practice:
        for _ in range(10):
            ask_for_mail(practice.info)
        ear = Ear(desktop)
        app, window = open_login(desktop, practice, ear)
        desktop.press('ctrl+r')
        window = desktop.window('Reset Your Password')
        ear.hears('Email')
        desktop.type(practice.info['email'])
        desktop.press('Return')
        ear.hears('alert', 'Too Many Requests', 'Try again in')
        yield 'the wait is said'

        seen = set()

        def look():
            seen.add(desktop.says(window, 'You can try again in').get_name())
            return len(seen) > 3
        desktop.wait('the wait to count down', look)
        assert ear.times('Too Many Requests') == 1, ear.times('Too Many Requests')
        assert ear.times('You can try again in') == 0, ear.times('You can try again in')
        yield 'it counts down to be seen, and is said only once'
        desktop.press('Escape')
        desktop.window('Log In')
        app.quit()
        yield 'the program ends without a complaint'


def wait():
    """A short one, of which the end is heard as well."""
    with Desktop(orca=True) as desktop:
        script = os.path.join(desktop.home, 'script.json')
        with open(script, 'w', encoding='utf-8') as file:
            json.dump([{'id': 'short', 'response': {'status': 429, 'headers': {'Retry-After': '5'}}}], file)
        with Practice(desktop, '--script', script, '--case', 'short') as practice:
            ear = Ear(desktop)
            app = desktop.run('--tenant', practice.info['base_url'], '--client-id', 'cid_native_1')
            desktop.window('Log In')
            ear.hears('Email')
            desktop.wait('Orca to say the title', lambda: ear.times('Log In') > 0)
            desktop.press('ctrl+r')
            desktop.window('Reset Your Password')
            ear.hears('Email')
            desktop.type('jane@example.com')
            desktop.press('Return')
            ear.hears('alert', 'Try again in')
            ear.hears('You can try again now.')
            assert ear.times('ry again') == 2, desktop.spoken()
            yield 'the wait is said once, and then its end'
            desktop.press('Escape')
            desktop.window('Log In')
            app.quit()
            yield 'the program ends without a complaint'


def locked():
    with Desktop(keyring='locked', orca=True) as desktop, Practice(desktop) as practice:
        ear = Ear(desktop)
        app = desktop.run(*practice.app_args())
        window = desktop.window('Log In')
        type_login(desktop, practice, practice.info['email'], practice.info['password'])
        window = desktop.window('Dashboard')
        ear.hears('Dashboard')
        ear.hears('keyring')
        desktop.says(window, 'keyring')
        yield 'logged in, a keyring that cannot keep the session is said'
        app.quit()

        desktop.stop_keyring()
        desktop.start_keyring(unlocked=True)
        app, _window = open_login(desktop, practice, ear)
        type_login(desktop, practice, practice.info['email'], practice.info['password'])
        desktop.window('Dashboard')
        app.quit()
        desktop.stop_keyring()
        desktop.start_keyring(unlocked=False)
        app = desktop.run(*practice.app_args())
        ear.hears('Log In')
        ear.hears('alert', 'keyring is locked')
        desktop.press('Tab')
        ear.hears('Unlock')
        yield 'at the start it is said that the keyring is locked, and the next key helps'
        app.quit()

        with held(desktop.keyring_daemon):
            app = desktop.run(*practice.app_args())
            # Not the title: Orca 48 may have a dead parent in its memory by now.
            ear.hears('Password')
            field = desktop.focus_is('password text', 'Password')
            desktop.type('half')
        ear.hears('keyring is locked')
        desktop.focus_is('password text', 'Password')
        desktop.type('whole')
        desktop.wait('every key to arrive', lambda: desktop.Atspi.Text.get_character_count(field) == 9)
        desktop.tab_to('push button', 'Unlock')
        yield 'a keyring that answers late takes no key from whoever types'
        app.quit()


def absent():
    """Nothing keeps a session; that is said once it is clear where."""
    with Desktop(keyring='absent', orca=True) as desktop, Practice(desktop) as practice:
        ear = Ear(desktop)
        for count in (1, 2, 3):
            app = desktop.run(*practice.app_args())
            # Orca 48 reads a program that starts sooner than it has taken leave of
            # another before that is known to the bus, and then knows of no window.
            if count == 1:
                ear.hears('Log In')
            ear.hears('alert', 'No keyring is running')
            desktop.press('Tab')
            ear.hears('Try Again')
            assert ear.times('Log In') <= count, desktop.spoken()
            yield 'start %d: that there is no keyring is said, once it is clear where, and the next key helps' % count
            app.quit()

        app = desktop.run(*practice.app_args())
        # Sooner than the title, and so than the alert.
        desktop.focus_is('text', 'Email')
        desktop.press(*'jane')
        ear.hears('No keyring is running')
        field = desktop.focus_is('text', 'Email')
        assert desktop.text_of(field) == 'jane', desktop.text_of(field)
        assert desktop.says(desktop.window('Log In'), 'No keyring is running')
        yield 'to whoever types by then it is said as well, and no key is taken away'
        app.quit()


def ended():
    """The tenant has ended the session since the last time."""
    with Desktop(orca=True) as desktop, Practice(desktop, '--token-lifetime', '1') as practice:
        ear = Ear(desktop)
        app, _window = open_login(desktop, practice, ear)
        type_login(desktop, practice, practice.info['email'], practice.info['password'])
        desktop.window('Dashboard')
        app.quit()

        ask_for_mail(practice.info)
        set_password(newest_link(practice.info['maildir'])[0], 'Walnut-Orchard-86')
        app = desktop.run(*practice.app_args())
        ear.hears('Log In')
        ear.hears('alert', 'The tenant has ended your session. Log in again.')
        yield 'a session that has ended is said, and what to do'
        app.quit()
        yield 'the program ends without a complaint'


def modal():
    """A window that was opened over the login does not outlive it."""
    with Desktop(orca=True) as desktop, Practice(desktop) as practice:
        ear = Ear(desktop)
        app, _window = open_login(desktop, practice, ear)
        for keys, title in (('ctrl+r', 'Reset Your Password'), ('ctrl+question', 'Keyboard Shortcuts')):
            with practice.held():
                type_login(desktop, practice, practice.info['email'], practice.info['password'])
                ear.hears('Logging In')
                desktop.press(keys)
                desktop.window(title)
            desktop.window('Dashboard')
            desktop.no_window(title)
            ear.hears('Dashboard')
            ear.hears('Account menu')
            desktop.press('Tab')
            ear.hears('Reset Password')
            yield 'logged in under “%s”: the keys go where they should' % title
            desktop.tab_to('push button', 'Logout')
            desktop.press('Return')
            desktop.window('Log In')
        app.quit()


def keys():
    """With a remembered address, two keys send the request."""
    with Desktop(orca=True) as desktop, Practice(desktop) as practice:
        ear = Ear(desktop)
        app, window = open_login(desktop, practice, ear)
        type_login(desktop, practice, practice.info['email'], practice.info['password'])
        desktop.window('Dashboard')
        desktop.tab_to('push button', 'Logout')
        desktop.press('Return')
        desktop.window('Log In')
        app.quit()

        app = desktop.run(*practice.app_args())
        desktop.window('Log In')
        desktop.focus_is('password text', 'Password')
        before = count_mails(practice.info['maildir'])
        desktop.press('ctrl+r')
        desktop.window('Reset Your Password')
        desktop.focus_is('text', 'Email')
        desktop.press('Return')
        desktop.window('Log In')
        ear.hears(SENT)
        assert count_mails(practice.info['maildir']) == before + 1
        yield 'Ctrl+R and Return send the request to the address of the last time'

        desktop.tab_to('password text', 'Password')
        desktop.press('alt+d')
        desktop.window('Reset Your Password')
        desktop.press('Escape')
        desktop.window('Log In')
        yield 'Alt+D opens the same window'

        # The focus comes a moment after the window, once that is said.
        desktop.type('abc')
        field = desktop.focus_is('password text', 'Password')
        desktop.wait('the keys to arrive', lambda: desktop.Atspi.Text.get_character_count(field) == 3)
        yield 'what is typed at once, before the focus is said, is not lost'
        app.quit()
        yield 'the program ends without a complaint'


def again():
    """Refused as soon as a network allows, and again and again: before a screen
    reader forgets what it read."""
    with Desktop(orca=True) as desktop, Practice(desktop, '--stall', '150') as practice:
        ear = Ear(desktop)
        app, _window = open_login(desktop, practice, ear)
        desktop.type(practice.info['email'])
        desktop.press('Tab')
        field = desktop.focus_is('password text', 'Password')
        for count in range(1, 7):
            desktop.press('a', 'b', 'c', 'Return')
            ear.hears('Password')
            ear.hears(NOT_TOGETHER)
            desktop.focus_is('password text', 'Password')
            desktop.wait('the field to be emptied',
                         lambda: desktop.Atspi.Text.get_character_count(field) == 0)
            yield 'refusal %d is said' % count
        assert ear.times(NOT_TOGETHER) == 6, desktop.spoken()
        ear.nothing_twice()
        yield 'each is said once'
        app.quit()
        yield 'the program ends without a complaint'


def menu():
    """After the keys that open a menu or the emoji in other entries, a refusal is
    still said, and the password is not."""
    word = 'Zebra7q'
    with Desktop(orca=True) as desktop, Practice(desktop, '--stall', '150') as practice:
        ear = Ear(desktop)
        app, _window = open_login(desktop, practice, ear)
        desktop.type('jane')
        desktop.focus_is('text', 'Email')
        desktop.press('ctrl+a', 'shift+F10')
        ear.hears('Editing')
        ear.hears('Cut')
        desktop.press('Down')
        ear.hears('Copy')
        assert ear.times('Gtk') == 0, desktop.spoken()
        yield 'the menu of an entry is said'
        desktop.press('Escape')
        ear.hears('Email')
        desktop.press('ctrl+a', 'BackSpace', 'Return')
        ear.hears('Enter your email address')
        yield 'and what is wrong with the entry after it'

        desktop.type(practice.info['email'])
        desktop.press('Tab')
        ear.hears('Password')
        field = desktop.focus_is('password text', 'Password')
        for open_keys, first in (('shift+F10', 'Editing'), ('ctrl+period', None)):
            desktop.press(open_keys)
            if first is not None:
                ear.hears(first)
            desktop.press('Escape')
            desktop.focus_is('password text', 'Password')
            desktop.type(word)
            desktop.press('Return')
            ear.hears('Password')
            ear.hears(NOT_TOGETHER)
            desktop.focus_is('password text', 'Password')
            before = len(desktop.spoken())
            desktop.type(word)
            desktop.wait('the word to be typed',
                         lambda: desktop.Atspi.Text.get_character_count(field) == len(word))
            desktop.press('Tab')
            ear.hears('Show password')
            letters = [said for said in desktop.spoken()[before:] if len(said.strip()) == 1]
            assert not letters, letters
            yield 'after %s the refusal is said, and no letter of the password' % open_keys
            desktop.press('shift+Tab', 'ctrl+a', 'BackSpace')
        app.quit()
        yield 'the program ends without a complaint'


def caps():
    """A key that nobody sees."""
    with Desktop(orca=True) as desktop, Practice(desktop, '--stall', '150') as practice:
        ear = Ear(desktop)
        app, window = open_login(desktop, practice, ear)
        desktop.type(practice.info['email'])
        desktop.press_locked('Caps_Lock')
        note = desktop.find(window, 'label', CAPS_LOCK)
        desktop.press_locked('Tab')
        ear.hears('Password')
        ear.hears(CAPS_LOCK)
        yield 'Caps Lock is said with the password field'

        desktop.press_locked('a', 'b', 'c', 'Return')
        ear.hears('Password')
        ear.hears(NOT_TOGETHER, CAPS_LOCK)
        yield 'and with a refusal, which it may explain'

        desktop.press_locked('Caps_Lock')
        desktop.wait('the note to go', lambda: note.get_name() != CAPS_LOCK)
        # It may be said with the field as well: Orca 48 reads that from memory.
        assert ear.times(NOT_TOGETHER) == 1, desktop.spoken()
        yield 'switched off it is gone, and the refusal is not said again'
        app.quit()
        yield 'the program ends without a complaint'


class Clipboard:
    """Holds a text until it is told to hold another."""

    def __init__(self):
        self.process = None

    def hold(self, text):
        self.let_go()
        self.process = subprocess.Popen(['xclip', '-quiet', '-selection', 'clipboard'],
                                        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        self.process.stdin.write(text.encode())
        self.process.stdin.close()

    def holds(self, text):
        held = subprocess.run(['xclip', '-out', '-selection', 'clipboard'],
                              capture_output=True, check=False)
        return held.stdout == text.encode()

    def let_go(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


WRONG = {
    'nothing': '',
    'blanks': '   \u00a0 ',
    '10 000 characters': 'x' * 10000,
    'right to left': 'שלום@דוגמה',
    'emoji': '🗝😀',
    'a line break': 'jane@example.com\nand more',
}
TOO_LONG = 'The text is too long: 10000 characters'
LEFT_OUT = 'A line break was left out.'
BREAK = 'There is a line break in the text'
NO_DOMAIN = 'This is not the domain of a tenant'
NO_CLIENT_ID = 'This is not a client ID'
NO_CONNECTION = 'This is not the name of a connection'
NEITHER = 'This is neither a web page nor an email address'
NO_ADDRESS = 'does not look like an email address'
# For each field, what is said of each of these.
SAID = {
    'login': ('Email', ['Enter your email address', 'Enter your email address', TOO_LONG,
                        NOT_TOGETHER, NOT_TOGETHER, BREAK]),
    'recovery': ('Email', ['Enter your email address', 'Enter your email address', TOO_LONG,
                           NO_ADDRESS, NO_ADDRESS, BREAK]),
    'domain': ('Tenant Domain', ['Enter the domain', 'Enter the domain', TOO_LONG,
                                 NO_DOMAIN, NO_DOMAIN, BREAK]),
    'client': ('Client ID', ['Enter the client ID', 'Enter the client ID', TOO_LONG,
                             NO_CLIENT_ID, NO_CLIENT_ID, BREAK]),
    # Nothing at all is right there, and here, where blanks are taken off.
    'connection': ('Connection', [None, None, TOO_LONG, NO_CONNECTION, NO_CONNECTION, BREAK]),
    'support': ('Address of Support', [None, NEITHER, TOO_LONG, NEITHER, NEITHER, BREAK]),
    'password': ('Password', ['Enter your password', NOT_TOGETHER, NOT_TOGETHER,
                              NOT_TOGETHER, NOT_TOGETHER, NOT_TOGETHER]),
}


def other_fields(desktop, field):
    """What makes the rest of the form right."""
    others = {
        'login': [('password text', 'Password', 'abc')],
        'password': [('text', 'Email', 'jane@example.com')],
        'client': [('text', 'Tenant Domain', 'tenant.invalid')],
        'connection': [('text', 'Tenant Domain', 'tenant.invalid'), ('text', 'Client ID', 'abc')],
    }
    for role, name, text in others.get(field, []):
        desktop.tab_to(role, name)
        desktop.clear_and_type(text)


def wrong_input(field):
    with Desktop(orca=True) as desktop, Practice(desktop) as practice:
        ear = Ear(desktop)
        clipboard = Clipboard()
        if field in ('domain', 'client', 'connection'):
            app = desktop.run()
            window = desktop.window('Set Up Spare Key')
        else:
            app, window = open_login(desktop, practice, ear)
        if field == 'recovery':
            desktop.press('ctrl+r')
            window = desktop.window('Reset Your Password')
        elif field == 'support':
            desktop.press('ctrl+comma')
            window = desktop.window('Preferences')
        name, sentences = SAID[field]
        role = 'password text' if field == 'password' else 'text'
        for (kind, text), sentence in zip(WRONG.items(), sentences):
            if sentence is None:
                continue
            other_fields(desktop, field)
            desktop.tab_to(role, name)
            desktop.press('ctrl+a', 'BackSpace')
            node = desktop.find(window, role, name)
            count = desktop.Atspi.Text.get_character_count
            desktop.wait('the field to be empty', lambda: count(node) == 0)
            if text:
                clipboard.hold(text)
                desktop.wait('the clipboard to be held', lambda: clipboard.holds(text))
                desktop.press('ctrl+v')
                # A password field takes a line break off, and nothing else.
                taken = text.replace('\n', '') if field == 'password' else text
                desktop.wait('the text to be pasted', lambda: count(node) == len(taken))
                if taken != text:
                    ear.hears(LEFT_OUT)
            ear.position = len(desktop.spoken())
            desktop.press('Return')
            ear.hears(sentence)
            if field != 'password':
                assert desktop.text_of(desktop.find(window, role, name)) == text
            yield '%s, %s: “%s” is said' % (name, kind, sentence)
        clipboard.let_go()
        if field == 'support':
            # What is wrong is not closed upon at once.
            ear.position = len(desktop.spoken())
            desktop.press('Escape')
            ear.hears(sentences[-1])
        if field in ('recovery', 'support'):
            desktop.press('Escape')
            desktop.window('Log In')
        app.quit()
        yield 'the program ends without a complaint'


def walk():
    trouble = {'offline': offline, 'limit': limit, 'wait': wait, 'locked': locked, 'absent': absent,
               'ended': ended, 'modal': modal, 'keys': keys, 'again': again, 'caps': caps,
               'menu': menu}.get(sys.argv[1])
    main(trouble() if trouble is not None else wrong_input(sys.argv[1]))


if __name__ == '__main__':
    run(walk)
