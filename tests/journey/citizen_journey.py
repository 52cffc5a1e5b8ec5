#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desktop expects of its programs.

Usage: citizen_journey.py instance | launcher | notices | gnome-notices | help | network | looks
"""

import os
import signal
import subprocess
import sys

from desktop_services import GnomeNotificationDaemon, Network, NotificationDaemon
from spare_desktop import APP_ID, Desktop, build_dir
from steps import main, run
from tenant import Practice

FORGOT = "Don't remember your password?"
SENT = "We've just sent you an email to reset your password."

ELSEWHERE = '''
import gi
gi.require_version('Gtk', '3.0')
from gi.repository import Gtk
window = Gtk.Window(title='Elsewhere')
window.show()
Gtk.main()
'''


def go_elsewhere(desktop):
    """Another program's window gets the focus."""
    if not any(p.args[-1] == ELSEWHERE for p in desktop.processes if isinstance(p.args, list)):
        desktop.start(['/usr/bin/python3', '-c', ELSEWHERE])
    activate(desktop, 'Elsewhere')
    desktop.wait('the windows to be left', lambda: not any(
        desktop.has(frame, 'ACTIVE') for frame in desktop.frames()))


def activate(desktop, title):
    def look():
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '^%s$' % title],
                               capture_output=True, text=True).stdout.split()
        return found[-1] if found else None
    window = desktop.wait('the window “%s”' % title, look)
    subprocess.run(['xdotool', 'windowactivate', window], check=True, stdout=desktop.log,
                   stderr=desktop.log)


def titles(desktop):
    return sorted(frame.get_name() for frame in desktop.frames())


def instance():
    with Desktop() as desktop, Practice(desktop) as practice:
        app = desktop.run(*practice.app_args())
        desktop.window('Log In')
        go_elsewhere(desktop)
        second = desktop.run()
        assert second.process.wait(30) == 0
        desktop.window('Log In')
        assert titles(desktop) == ['Log In'], titles(desktop)
        assert len(desktop.applications()) == 1
        assert app.process.poll() is None
        yield 'a second start presents the open window and ends; no window is doubled'

        second = desktop.run('--reset-password')
        assert second.process.wait(30) == 0
        desktop.window('Reset Your Password')
        assert titles(desktop) == ['Log In', 'Reset Your Password'], titles(desktop)
        second = desktop.run('--reset-password')
        assert second.process.wait(30) == 0
        desktop.window('Reset Your Password')
        assert titles(desktop) == ['Log In', 'Reset Your Password'], titles(desktop)
        yield 'asked for twice, the recovery window opens once'

        second = desktop.run('--practice')
        assert second.process.wait(30) == 69
        assert 'already running with another tenant' in second.output(), second.output()
        # That was its own word, not a complaint.
        desktop.apps.remove(second)
        assert 'Log In' in titles(desktop)
        yield 'the practice tenant is not taken for a real one that is open'

        desktop.press('ctrl+comma')
        desktop.window('Preferences')
        desktop.tab_to('push button', 'Change Tenant')
        desktop.press('Return')
        desktop.window('Set Up Spare Key')
        desktop.no_window('Reset Your Password')
        field = desktop.focus_is('text', 'Tenant Domain')
        desktop.clear_and_type('abc')
        desktop.wait('the keys to arrive', lambda: desktop.text_of(field) == 'abc')
        desktop.press('ctrl+w')
        desktop.no_window('Set Up Spare Key')
        desktop.window('Log In')
        yield 'the keys reach the window of the tenant, opened over another'
        app.quit()
        yield 'the program ends without a complaint'


def launcher():
    with Desktop() as desktop, Practice(desktop) as practice:
        from gi.repository import Gio
        for key, value in (('tenant-domain', practice.info['base_url']),
                           ('client-id', practice.info['client_id']),
                           ('last-address', practice.info['email'])):
            subprocess.run(['gsettings', 'set', APP_ID, key, value], check=True)
        desktop.install_service()
        # The bus starts nothing for a connection that is gone.
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        # The path to the programs is only needed to accept the file.
        os.environ['PATH'] = os.path.join(build_dir(), 'src', 'app') + ':' + os.environ['PATH']
        info = Gio.DesktopAppInfo.new_from_filename(
            os.path.join(build_dir(), 'data', APP_ID + '.desktop'))
        assert 'reset-password' in info.list_actions(), info.list_actions()
        assert info.get_action_name('reset-password') == 'Reset Password'
        yield 'the launcher offers Reset Password'

        assert not desktop.applications()
        info.launch_action('reset-password', None)
        desktop.window('Reset Your Password')
        assert len(desktop.frames()) == 2, titles(desktop)
        field = desktop.focus_is('text', 'Email')
        assert desktop.text_of(field) == practice.info['email']
        yield 'it starts the program by D-Bus and opens the recovery window with the last address'

        desktop.press('Return')
        window = desktop.window('Log In')
        desktop.says(window, SENT)
        yield 'from there the email is sent, and the login window says so'

        info.launch([], None)
        desktop.window('Log In')
        assert titles(desktop) == ['Log In'], titles(desktop)
        desktop.press('ctrl+q')
        desktop.wait('the program to end', lambda: not desktop.applications())
        info.launch([], None)
        desktop.window('Log In')
        desktop.press('ctrl+q')
        desktop.wait('the program to end', lambda: not desktop.applications())
        bus.flush_sync(None)
        yield 'the launcher itself presents or starts the program by D-Bus'


def notices(Daemon):
    with Desktop() as desktop, Practice(desktop) as practice:
        daemon = Daemon(desktop)
        email, password = practice.info['email'], practice.info['password']

        def only():
            return len(daemon.shown) == 1 and next(iter(daemon.shown))

        app = desktop.run(*practice.app_args())
        desktop.window('Log In')
        desktop.focus_is('text', 'Email')
        desktop.type(email)
        desktop.tab_to('push button', FORGOT)
        desktop.press('Return')
        desktop.window('Reset Your Password')
        desktop.focus_is('text', 'Email')
        practice.process.send_signal(signal.SIGSTOP)
        desktop.press('Return')
        go_elsewhere(desktop)
        assert not daemon.all
        practice.process.send_signal(signal.SIGCONT)
        number = desktop.wait('a notification', only)
        assert daemon.shown[number]['body'] == SENT, daemon.shown
        yield 'an email sent out of sight is told by a notification'

        daemon.click(number)
        if Daemon is NotificationDaemon:
            # Its clicks carry no time, so the window manager only points out
            # the window.
            activate(desktop, 'Log In')
        desktop.window('Log In')
        desktop.wait('the notification to be taken back', lambda: not daemon.shown)
        yield 'a click presents the window, and the notification goes'

        desktop.tab_to('password text', 'Password')
        desktop.type('wrong ' + password)
        practice.process.send_signal(signal.SIGSTOP)
        desktop.press('Return')
        go_elsewhere(desktop)
        practice.process.send_signal(signal.SIGCONT)
        number = desktop.wait('a notification', only)
        assert daemon.shown[number]['summary'] == 'Not Logged In', daemon.shown
        activate(desktop, 'Log In')
        desktop.window('Log In')
        desktop.wait('the notification to be taken back', lambda: not daemon.shown)
        yield 'so is a login that failed; coming back takes the notification away'

        desktop.tab_to('password text', 'Password')
        desktop.type(password)
        practice.process.send_signal(signal.SIGSTOP)
        desktop.press('Return')
        go_elsewhere(desktop)
        practice.process.send_signal(signal.SIGCONT)
        # Whether a new window may come to the front is for the window manager
        # to say; then it says everything, and there is nothing to tell.
        desktop.wait('a notification or the dashboard in front', lambda: daemon.shown or any(
            desktop.has(frame, 'ACTIVE') for frame in desktop.frames()))
        assert all(n['summary'] == 'Logged In' for n in daemon.shown.values()), daemon.shown
        activate(desktop, 'Dashboard')
        desktop.window('Dashboard')
        desktop.wait('the notification to be taken back', lambda: not daemon.shown)
        yield 'so is a login, unless the dashboard comes to the front'

        for notice in daemon.all:
            words = notice['summary'] + notice['body']
            for word in (email, password, 'Jane', '@'):
                assert word not in words, notice
            assert 'default' in notice['actions'], notice
        yield 'no notification has an address, a name or a password in it'

        desktop.tab_to('push button', 'Logout')
        desktop.press('Return')
        desktop.window('Log In')
        sent = len(daemon.all)
        desktop.tab_to('password text', 'Password')
        desktop.type(password)
        desktop.press('Return')
        desktop.window('Dashboard')
        assert len(daemon.all) == sent, daemon.all[sent:]
        yield 'while a window is in front it says everything itself'
        app.quit()
        yield 'the program ends without a complaint'


def help_opens(desktop):
    """F1 opens the help; Escape leads back."""
    desktop.press('F1')
    desktop.window('Help')
    desktop.focus_is('panel', 'You Forgot Your Password')
    desktop.press('Escape')
    desktop.no_window('Help')


def help_is_heard(desktop):
    """The help is read when it opens."""
    before = len(desktop.spoken())
    desktop.press('F1')
    window = desktop.window('Help')
    desktop.focus_is('panel', 'You Forgot Your Password')
    headings = [node.get_name() for node in desktop.tree(window)
                if node.get_role_name() == 'heading']
    assert len(headings) == 9, headings
    desktop.wait('Orca to read the first topic', lambda: any(
        'You Forgot Your Password' in line
        for line in desktop.spoken()[before:]))
    desktop.press('Escape')
    desktop.no_window('Help')


def help_everywhere():
    with Desktop(orca=True) as desktop, Practice(desktop) as practice:
        app = desktop.run()
        desktop.window('Set Up Spare Key')
        desktop.wait('Orca to read the first field', lambda: any(
            line.startswith('Tenant Domain') for line in desktop.spoken()))
        help_is_heard(desktop)
        desktop.window('Set Up Spare Key')
        app.quit()
        yield 'F1 in the first window opens the help, which Orca reads'

        app = desktop.run(*practice.app_args())
        desktop.window('Log In')
        desktop.focus_is('text', 'Email')
        help_opens(desktop)
        desktop.window('Log In')
        desktop.press('F1')
        desktop.window('Help')
        desktop.focus_is('panel', 'You Forgot Your Password')
        desktop.press('Tab')
        desktop.focus_is('push button', 'Reset Password')
        desktop.press('Tab')
        desktop.focus_is('panel', 'You Lost Your Second Factor')
        desktop.wait('Orca to read the second topic', lambda: any(
            'Support can reset the second factor' in line for line in desktop.spoken()))
        desktop.press('shift+Tab')
        desktop.focus_is('push button', 'Reset Password')
        desktop.press('Return')
        desktop.window('Reset Your Password')
        yield 'Tab goes from topic to topic, and a button of the help opens the recovery window'

        desktop.press('F1')
        desktop.window('Help')
        desktop.press('Escape')
        desktop.no_window('Help')
        desktop.window('Reset Your Password')
        help_opens(desktop)
        desktop.window('Reset Your Password')
        yield 'F1 beside the recovery window, and the help answers there too'

        desktop.press('Escape')
        desktop.no_window('Reset Your Password')
        desktop.window('Log In')
        desktop.press('Escape')
        desktop.press('F10')
        desktop.find(desktop.window('Log In'), 'menu item', 'Help')
        desktop.press('Escape')
        desktop.tab_to('text', 'Email')
        desktop.type(practice.info['email'])
        desktop.press('Escape')
        field = desktop.focus_is('text', 'Email')
        assert desktop.text_of(field) == practice.info['email']
        yield 'Escape closes the recovery window and a menu, never the login window'

        desktop.tab_to('password text', 'Password')
        desktop.type(practice.info['password'])
        desktop.press('Return')
        window = desktop.window('Dashboard')
        desktop.press('F10')
        desktop.find(window, 'menu item', 'Help')
        desktop.press('Escape')
        for keys, title in (('ctrl+comma', 'Preferences'), ('ctrl+question', 'Keyboard Shortcuts')):
            desktop.press(keys)
            desktop.window(title)
            help_opens(desktop)
            desktop.window(title)
            desktop.press('Escape')
            desktop.no_window(title)
        desktop.window('Dashboard')
        help_opens(desktop)
        yield 'so it is in the dashboard, the preferences and the list of keys'

        desktop.press('F1')
        desktop.window('Help')
        app.quit()
        yield 'Ctrl+Q ends the program from the help as well, without a complaint'


def network():
    with Desktop() as desktop:
        # GIO asks NetworkManager on the system bus, which is the private one here.
        os.environ['DBUS_SYSTEM_BUS_ADDRESS'] = os.environ['DBUS_SESSION_BUS_ADDRESS']
        os.environ['GIO_USE_NETWORK_MONITOR'] = 'networkmanager'
        net = Network(desktop, Network.NONE)
        offline = 'This computer seems to be offline.'
        captive = 'The network wants you to log in to it first'

        app = desktop.run('--tenant', 'https://tenant.invalid', '--client-id', 'nobody')
        window = desktop.window('Log In')
        desktop.says(window, offline)
        field = desktop.focus_is('text', 'Email')
        desktop.wait('the field to say so', lambda: offline in field.get_description())
        yield 'offline, the login window says so before anything is sent'

        desktop.type('jane@example.com')
        desktop.tab_to('password text', 'Password')
        desktop.type('Copper-Kettle-41')
        desktop.press('Return')
        alert = desktop.wait('the error', lambda: (lambda node: node is not None and
                             node.get_role_name() == 'alert' and node)(desktop.focused()))
        assert offline in alert.get_name(), alert.get_name()
        yield 'it is tried all the same, and the error says so again'

        net.set(Network.PORTAL)
        desktop.says(window, captive)
        desktop.tab_to('push button', 'Open Browser')
        yield 'before a captive portal the window says what to do, with a button'

        desktop.tab_to('push button', FORGOT)
        desktop.press('Return')
        window = desktop.window('Reset Your Password')
        desktop.says(window, captive)
        net.set(Network.NONE)
        desktop.says(window, offline)
        desktop.focus_is('text', 'Email')
        desktop.press('Return')
        alert = desktop.wait('the error', lambda: (lambda node: node is not None and
                             node.get_role_name() == 'alert' and node)(desktop.focused()))
        assert offline in alert.get_name(), alert.get_name()
        net.set(Network.FULL)
        desktop.wait('the note to go', lambda: not any(
            node.get_role_name() == 'label' and node.get_name().startswith(offline)
            and desktop.visible(node) for node in desktop.tree(window)))
        yield 'so does the recovery window, until the network is back'
        app.quit()
        yield 'the program ends without a complaint'


def geometry(title):
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '^%s$' % title],
                           check=True, capture_output=True, text=True).stdout.split()[-1]
    text = subprocess.run(['xdotool', 'getwindowgeometry', '--shell', found], check=True,
                          capture_output=True, text=True).stdout
    values = dict(line.split('=') for line in text.split())
    return found, int(values['WIDTH']), int(values['HEIGHT'])


def brightness(title):
    """Of the window as a whole, from 0 to 1."""
    window = geometry(title)[0]
    text = subprocess.run(['import', '-window', window, '-colorspace', 'gray', '-format', '%[fx:mean]',
                           'info:-'], check=True, capture_output=True, text=True).stdout
    return float(text)


def open_row(desktop, name):
    """Goes to a row by keyboard, in whichever list it is, and opens it."""
    for _ in range(30):
        node = desktop.focused()
        if node is not None and desktop.role(node) == 'list item' and node.get_name().startswith(name):
            desktop.press('Return')
            return
        before = node
        desktop.press('Down')
        desktop.wait_a_little(lambda: desktop.focused() != before, limit=0.5)
        if desktop.focused() == before:
            desktop.press('Tab')
            desktop.wait_a_little(lambda: desktop.focused() != before, limit=0.5)
    raise AssertionError('no row “%s”\n%s' % (name, desktop.describe()))


def looks():
    with Desktop() as desktop, Practice(desktop) as practice:
        app = desktop.run(*practice.app_args())
        desktop.window('Log In')
        desktop.focus_is('text', 'Email')
        desktop.wait('a light window', lambda: brightness('Log In') > 0.8)
        subprocess.run(['gsettings', 'set', 'org.gnome.desktop.interface', 'color-scheme',
                        'prefer-dark'], check=True)
        desktop.wait('a dark window', lambda: brightness('Log In') < 0.35)
        yield 'the window follows the dark style at once'
        subprocess.run(['gsettings', 'set', 'org.gnome.desktop.interface', 'color-scheme',
                        'default'], check=True)
        desktop.wait('a light window', lambda: brightness('Log In') > 0.8)
        plain = brightness('Log In')
        subprocess.run(['gsettings', 'set', 'org.gnome.desktop.a11y.interface', 'high-contrast',
                        'true'], check=True)
        desktop.wait('other colours', lambda: abs(brightness('Log In') - plain) > 0.0005)
        subprocess.run(['gsettings', 'set', 'org.gnome.desktop.a11y.interface', 'high-contrast',
                        'false'], check=True)
        desktop.wait('the colours from before', lambda: abs(brightness('Log In') - plain) < 0.0005)
        yield 'and the high contrast'

        # The window has a shadow around it, which belongs to its size.
        window, width, height = geometry('Log In')
        subprocess.run(['xdotool', 'windowsize', window, str(width + 90), str(height - 60)], check=True)
        desktop.wait('another size', lambda: geometry('Log In')[1:] == (width + 90, height - 60))
        app.quit()
        app = desktop.run(*practice.app_args())
        desktop.window('Log In')
        desktop.wait('the size it had', lambda: geometry('Log In')[1:] == (width + 90, height - 60))
        yield 'the window opens again in the size it had'

        window = geometry('Log In')[0]
        subprocess.run(['xdotool', 'windowsize', window, '300', str(height - 60)], check=True)
        desktop.wait('a narrow window', lambda: geometry('Log In')[1] < width)
        assert geometry('Log In')[1] <= 360 + 60, geometry('Log In')
        yield 'it can be as narrow as a phone'

        desktop.focus_is('text', 'Email')
        subprocess.run(['gapplication', 'action', APP_ID, 'about'], check=True)
        window = desktop.window('About')
        for row in ('Credits', 'Legal', 'Troubleshooting'):
            desktop.find(window, 'list item', row)
        open_row(desktop, 'Troubleshooting')
        open_row(desktop, 'Debugging Information')
        text = desktop.wait('the debugging information', lambda: next((
            t for t in (desktop.text_of(node) for node in desktop.tree(window)
                        if node.get_role_name() == 'text') if 'secret service' in t), None))
        for line in ('Spare Key 0.', 'GTK 4.', 'libadwaita 1.', 'GLib 2.', 'Flatpak: no', 'Session: x11',
                     'Keyring: secret service', 'Accessibility bus: yes'):
            assert line in text, text
        for word in (desktop.home, os.uname().nodename, practice.info['base_url'], '@'):
            assert word not in text, text
        assert '%' not in text, text
        yield 'About has credits, and facts about the system that say nothing of the person'

        for _ in range(3):
            if desktop.frames()[-1].get_name() == 'About':
                desktop.press('Escape')
        desktop.no_window('About')
        app.quit()
        yield 'the program ends without a complaint'


def walk():
    main({'instance': instance, 'launcher': launcher,
          'help': help_everywhere, 'network': network, 'looks': looks,
          'notices': lambda: notices(NotificationDaemon),
          'gnome-notices': lambda: notices(GnomeNotificationDaemon)}[sys.argv[1]]())


if __name__ == '__main__':
    run(walk)
