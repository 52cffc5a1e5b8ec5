#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way, and what can go wrong, in the sandbox of a Flatpak.

Usage: sandbox_journey.py CASE [FOLDER], with CASE one of the names at the end

Pictures are left in FOLDER, if one is named. `flatpak/check` sets what
sandbox_desktop.py needs.
"""

import json
import os
import signal
import subprocess
import sys
import urllib.request

from citizen_journey import go_elsewhere
from desktop_services import GnomeNotificationDaemon
from main_journey import ADDRESS, FORGOT, NEW_PASSWORD, SENT, log_in
from sandbox_desktop import SandboxDesktop, mode_of
from steps import main, run
from tenant import count_mails, newest_link, set_password

SHOTS = sys.argv[2] if len(sys.argv) > 2 else None


def start_practice(desktop):
    desktop.window('Set Up Spare Key')
    desktop.tab_to('push button', 'Try the Practice Tenant')
    desktop.press('Return')
    return desktop.window('Log In')


def password_told(desktop, window):
    notice = desktop.says(window, 'with the password').get_name()
    return notice.split('with the password \u2066')[1].split('\u2069')[0]


def log_out(desktop):
    desktop.tab_to('push button', 'Logout')
    desktop.press('Return')
    window = desktop.window('Log In')
    desktop.no_window('Dashboard')
    return window


def all_bytes(folder, without):
    for path, _, names in os.walk(folder):
        if path.startswith(without):
            continue
        for name in names:
            with open(os.path.join(path, name), 'rb') as file:
                yield os.path.join(path, name), file.read()


def tokens_in(text):
    """Whatever in a stored session must not be found anywhere."""
    found = [value for value in json.loads(text).values() if isinstance(value, str) and len(value) > 20]
    assert len(found) >= 2, 'there should be at least two tokens in a session'
    return found


def journey():
    with SandboxDesktop(shots=SHOTS) as desktop:
        app = desktop.run()
        desktop.window('Set Up Spare Key')
        desktop.shot('first-run')
        window = start_practice(desktop)
        desktop.says(window, 'Practice tenant: nothing here is real.')
        old_password = password_told(desktop, window)
        desktop.shot('practice-login')
        yield 'the practice tenant of the sandbox starts'

        desktop.tab_to('push button', 'Practice Mailbox')
        desktop.press('Return')
        address = desktop.wait('the browser', desktop.opened)[-1]
        assert address.startswith('http://127.0.0.1:'), address
        assert desktop.asked('org.freedesktop.portal.OpenURI', 'OpenURI') == 1
        with urllib.request.urlopen(address, timeout=30) as page:
            assert 'Mailbox' in page.read().decode('utf-8')
        yield 'a link goes through the portal to the browser of the desktop, which can open it'

        log_in(desktop, old_password)
        window = desktop.window('Dashboard')
        desktop.find(window, 'push button', 'Account menu, Jane Doe')
        desktop.no_window('Log In')
        desktop.shot('dashboard')
        yield 'logged in by keyboard'

        assert desktop.asked('org.freedesktop.portal.Secret', 'RetrieveSecret') >= 1
        stored = desktop.stored()
        tokens = tokens_in(stored)
        with open(desktop.session_file(), 'rb') as file:
            kept = file.read()
        assert len(kept) > len(stored), 'the file is too short to hold the session'
        assert mode_of(desktop.session_file()) == 0o600, oct(mode_of(desktop.session_file()))
        # The practice tenant is a server of its own, and knows what it gave out.
        files = dict(all_bytes(os.path.join(desktop.home, '.var'), os.path.join(desktop.data_dir(), 'spare-key')))
        assert desktop.session_file() in files
        for path, content in files.items():
            for token in tokens:
                assert token.encode() not in content, 'a token stands in ' + path
        yield 'the session is in a file under the key of the Secret portal, and no token can be read anywhere'

        app.quit()
        app = desktop.run()
        window = desktop.window('Dashboard')
        desktop.find(window, 'push button', 'Account menu, Jane Doe')
        desktop.no_window('Log In')
        yield 'restarted, and still logged in'

        window = log_out(desktop)
        assert desktop.stored() == '', 'a session is left after Logout'
        desktop.tab_to('push button', FORGOT)
        desktop.press('Return')
        window = desktop.window('Reset Your Password')
        assert desktop.text_of(desktop.focus_is('text', 'Email')) == ADDRESS
        desktop.shot('recovery')
        yield 'logged out: nothing is stored, and the address is carried over'

        desktop.tab_to('push button', 'Send Reset Email')
        desktop.press('Return')
        window = desktop.window('Log In')
        desktop.no_window('Reset Your Password')
        desktop.says(window, SENT)
        desktop.focus_is('alert', SENT)
        desktop.shot('reset-sent')
        assert count_mails(desktop.maildir()) == 1
        link, mail = newest_link(desktop.maildir())
        assert ADDRESS in mail['To']
        yield 'the arrow sends, the login window says so, and one mail came'

        assert 'Password' in set_password(link, NEW_PASSWORD)
        log_in(desktop, old_password)
        desktop.says(window, 'do not belong together')
        desktop.focus_is('password text', 'Password')
        desktop.shot('wrong-password')
        desktop.type(NEW_PASSWORD)
        desktop.press('Return')
        window = desktop.window('Dashboard')
        desktop.find(window, 'push button', 'Account menu, Jane Doe')
        yield 'only the new password logs in'

        app.quit()
        yield 'the program ends without a complaint'

        subprocess.run(['gapplication', 'launch', desktop.id], check=True)
        window = desktop.window('Dashboard')
        desktop.press('ctrl+q')
        desktop.wait('the program to end', lambda: not desktop.applications())
        yield 'started by the bus, as from a menu, it opens too'


def reset():
    with SandboxDesktop(shots=SHOTS) as desktop:
        app = desktop.run()
        password = password_told(desktop, start_practice(desktop))
        log_in(desktop, password)
        desktop.window('Dashboard')
        app.quit()
        desktop.reset_keyring()
        with open(desktop.session_file(), 'rb') as file:
            before = file.read()

        app = desktop.run()
        window = desktop.window('Log In')
        desktop.says(window, 'There is a stored session, but it cannot be read.')
        desktop.find(window, 'push button', 'Use This Time Only')
        desktop.shot('unreadable')
        with open(desktop.session_file(), 'rb') as file:
            assert file.read() == before, 'the file was changed without asking'
        yield 'after the keyring was reset the window says so, and deletes nothing by itself'

        desktop.tab_to('push button', 'Forget and Log In Again')
        desktop.press('Return')
        desktop.wait('the message to go', lambda: not any(
            'cannot be read' in node.get_name() and desktop.visible(node) for node in desktop.tree(window)))
        log_in(desktop, password)
        desktop.window('Dashboard')
        assert tokens_in(desktop.stored())
        app.quit()
        yield 'forgotten, and logged in again'

        app = desktop.run()
        desktop.window('Dashboard')
        app.quit()
        yield 'the new session is still there at the next start'


def without_keyring(portals):
    with SandboxDesktop(portals=portals, keyring='absent', shots=SHOTS) as desktop:
        app = desktop.run()
        window = start_practice(desktop)
        desktop.says(window, 'No keyring is running')
        desktop.shot('no-keyring')
        desktop.tab_to('push button', 'Use This Time Only')
        desktop.press('Return')
        desktop.says(window, 'The session ends when you quit.')
        password = password_told(desktop, window)
        desktop.shot('this-time-only')
        yield 'the window says that there is no keyring, and offers this time only'

        log_in(desktop, password)
        window = desktop.window('Dashboard')
        desktop.find(window, 'push button', 'Account menu, Jane Doe')
        assert not os.path.exists(desktop.session_file()), 'a session was written'
        yield 'for this time, logging in works, and nothing is written'
        app.quit()
        yield 'the program ends without a complaint'


def practice_process(desktop):
    """The practice tenant of this desktop, as the system outside sees it."""
    for number in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open('/proc/%s/cmdline' % number, encoding='utf-8') as file:
                words = file.read().split('\0')
        except OSError:
            continue
        if words[0].endswith('/spare-key-practice') and any(desktop.home in word for word in words):
            return int(number)
    raise AssertionError('no practice tenant runs')


def notice():
    with SandboxDesktop(shots=SHOTS) as desktop:
        daemon = GnomeNotificationDaemon(desktop)
        app = desktop.run()
        window = start_practice(desktop)
        password_told(desktop, window)
        practice = practice_process(desktop)
        desktop.tab_to('push button', FORGOT)
        desktop.press('Return')
        desktop.window('Reset Your Password')
        desktop.focus_is('text', 'Email')
        os.kill(practice, signal.SIGSTOP)
        desktop.press('Return')
        go_elsewhere(desktop)
        assert not daemon.all
        os.kill(practice, signal.SIGCONT)
        number = desktop.wait('a notification', lambda: len(daemon.shown) == 1 and next(iter(daemon.shown)))
        assert daemon.shown[number]['body'] == SENT, daemon.shown
        assert desktop.asked('org.freedesktop.portal.Notification', 'AddNotification') == 1
        yield 'an email sent out of sight is told by a notification, through the portal'

        daemon.click(number)
        desktop.window('Log In')
        desktop.wait('the notification to be taken back', lambda: not daemon.shown)
        app.quit()
        yield 'a click leads back'


def development():
    with SandboxDesktop(shots=SHOTS) as desktop:
        app = desktop.run()
        window = start_practice(desktop)
        log_in(desktop, password_told(desktop, window))
        desktop.window('Dashboard')
        assert os.path.exists(desktop.session_file())
        desktop.press('F10')
        desktop.find(desktop.window('Dashboard'), 'menu item', 'About Spare Key')
        for _ in range(10):
            if desktop.focused().get_name() == 'About Spare Key':
                break
            desktop.press('Down')
        desktop.focus_is('menu item', 'About Spare Key')
        desktop.press('Return')
        desktop.says(desktop.window('About'), 'Spare Key (Development)')
        desktop.shot('about')
        desktop.press('Escape')
        desktop.window('Dashboard')
        app.quit()
        yield 'beside the release, the development version has its own session and says what it is'


def no_portal():
    yield from without_keyring(False)


def no_secret_portal():
    yield from without_keyring('no secrets')


def walk():
    main({
        'journey': journey,
        'reset': reset,
        'no-portal': no_portal,
        'no-secret-portal': no_secret_portal,
        'notice': notice,
        'development': development,
    }[sys.argv[1]]())


if __name__ == '__main__':
    run(walk)
