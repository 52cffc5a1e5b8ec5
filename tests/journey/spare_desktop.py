# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private desktop, and a person at its keyboard.

Starts an X server, a window manager, a session bus, a keyring and, where
asked for, Orca; runs Spare Key in it; presses real keys; and reads what a
screen reader would read. Waits are for conditions and have an end; nothing
sleeps.
"""

import contextlib
import ctypes
import os
import re
import shlex
import shutil
import signal
import subprocess
import tempfile

import screen_reader

APP_ID = 'io.github.sparekey.SpareKey'
LIMIT = 30
KEYRING_PASSWORD = 'practice keyring'


# What a library says by itself, whatever the program does.
KNOWN = [
    # GTK 4's answer when Orca asks where on the screen a widget is.
    re.compile(r"^\(spare-key:\d+\): Gtk-WARNING \*\*: [\d:.]+: "
               r"Screen coordinates not supported, reported positions will be wrong$"),
]

# What a widget without a name is called by; the client ID of the practice tenant
# only begins like it.
TYPE_NAME = re.compile(r'\b(Gtk|Gdk|Adw|Spare(?!Key))[A-Z]')

_libc = ctypes.CDLL(None)


def end_with_parent(by=signal.SIGTERM):
    """What is stopped is ended by SIGKILL only."""
    _libc.prctl(1, by)


class Missing(AssertionError):
    """Something that should have come did not."""


def build_dir():
    here = os.path.dirname(os.path.abspath(__file__))
    return os.environ.get('SPARE_BUILD_DIR',
                          os.path.join(os.path.dirname(os.path.dirname(here)), 'build'))


class Desktop:
    """One private desktop; also what is open on it."""

    # What the bus may start.
    bus_services = ('org.a11y.Bus.service', 'ca.desrt.dconf.service')

    def __init__(self, keyring='unlocked', orca=False, shots=None, only=None):
        self.keyring = keyring
        self.orca = orca
        self.shots = shots
        # Names of pictures that are to have nothing but the window on them.
        self.only = only
        self.n_shots = 0
        self.speech = None
        self.processes = []
        self.apps = []
        self.home = tempfile.mkdtemp(prefix='spare-key-desktop-')
        self.log = open(os.path.join(self.home, 'desktop.log'), 'wb')

    # Life

    def __enter__(self):
        try:
            self._set_environment()
            self._start_display()
            self._start_bus()
            self.start(['metacity', '--no-composite'])
            if self.keyring != 'absent':
                self._start_keyring(self.keyring == 'unlocked')
            self._connect()
            self.wait('the window manager', lambda: subprocess.run(
                ['xdotool', 'get_num_desktops'], stdout=self.log, stderr=self.log).returncode == 0)
            if self.orca:
                self.speech = screen_reader.start(self)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *args):
        for process in reversed(self.processes):
            stop(process)
        complaints = [line for app in self.apps for line in app.complaints()]
        types = [said for said in self.spoken() if TYPE_NAME.search(said)]
        self.log.close()
        self._keep_logs()
        shutil.rmtree(self.home, ignore_errors=True)
        if complaints and args and args[0] is None:
            raise AssertionError('spare-key said:\n%s' % '\n'.join(complaints))
        if types and args and args[0] is None:
            raise AssertionError('names of types were said: %s' % types)

    def _keep_logs(self):
        """Leaves every log, Orca's own among them, in the folder SPARE_KEEP_LOGS."""
        folder = os.environ.get('SPARE_KEEP_LOGS')
        if folder:
            os.makedirs(folder, exist_ok=True)
            for name in os.listdir(self.home):
                if name.endswith('.log'):
                    shutil.copy(os.path.join(self.home, name), folder)

    def _set_environment(self):
        env = os.environ
        for name in ('WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'SECRET_BACKEND',
                     'GTK_A11Y', 'AT_SPI_BUS_ADDRESS', 'G_DEBUG', 'SESSION_MANAGER'):
            env.pop(name, None)
        runtime = os.path.join(self.home, 'runtime')
        os.mkdir(runtime, 0o700)
        env.update({
            'HOME': self.home,
            'XDG_RUNTIME_DIR': runtime,
            'XDG_CONFIG_HOME': os.path.join(self.home, '.config'),
            'XDG_DATA_HOME': os.path.join(self.home, '.local', 'share'),
            'XDG_CACHE_HOME': os.path.join(self.home, '.cache'),
            'XDG_SESSION_TYPE': 'x11',
            'GDK_BACKEND': 'x11',
            'GSK_RENDERER': 'cairo',
            'GSETTINGS_BACKEND': 'keyfile',
            # No portal tells of the style here.
            'ADW_DISABLE_PORTAL': '1',
            'GSETTINGS_SCHEMA_DIR': os.path.join(build_dir(), 'data'),
            'LC_ALL': 'C.UTF-8',
            'NO_AT_BRIDGE': '0',
            'SPARE_PRACTICE_PROGRAM': os.path.join(build_dir(), 'src', 'practice',
                                                   'spare-key-practice'),
        })

    def start(self, argv, **kwargs):
        kwargs.setdefault('stdin', subprocess.DEVNULL)
        kwargs.setdefault('stdout', self.log)
        process = subprocess.Popen(argv, stderr=self.log, start_new_session=True,
                                   preexec_fn=end_with_parent, **kwargs)
        self.processes.append(process)
        return process

    def _start_display(self):
        read, write = os.pipe()
        self.start(['Xvfb', '-displayfd', str(write), '-screen', '0', '1280x1000x24',
                     '-nolisten', 'tcp', '-noreset'], pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise Missing('Xvfb did not start')
        os.environ['DISPLAY'] = ':' + number

    def _start_bus(self):
        # Without the system's service files the bus starts no keyring by itself.
        services = self.services = os.path.join(self.home, 'services')
        os.mkdir(services)
        for name in self.bus_services:
            path = os.path.join('/usr/share/dbus-1/services', name)
            if os.path.exists(path):
                shutil.copy(path, services)
        config = os.path.join(self.home, 'bus.conf')
        with open(config, 'w', encoding='utf-8') as file:
            file.write('<busconfig><type>session</type><listen>unix:dir=%s</listen>'
                       '<auth>EXTERNAL</auth><servicedir>%s</servicedir>'
                       '<policy context="default"><allow send_destination="*" eavesdrop="true"/>'
                       '<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>'
                       % (os.environ['XDG_RUNTIME_DIR'], services))
        bus = self.start(['dbus-daemon', '--config-file=' + config, '--nofork', '--print-address=1'],
                          stdout=subprocess.PIPE)
        os.environ['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().decode().strip()

    def install_service(self):
        """Lets the bus start the program, as where it is installed."""
        with open(os.path.join(build_dir(), 'data', APP_ID + '.service'), encoding='utf-8') as file:
            text = file.read()
        text = re.sub(r'Exec=\S+', 'Exec=' + os.path.join(build_dir(), 'src', 'app', 'spare-key'), text)
        with open(os.path.join(self.services, APP_ID + '.service'), 'w', encoding='utf-8') as file:
            file.write(text)
        subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.freedesktop.DBus',
                        '--object-path', '/org/freedesktop/DBus',
                        '--method', 'org.freedesktop.DBus.ReloadConfig'],
                       check=True, stdout=self.log, stderr=self.log)

    def _start_keyring(self, unlocked):
        argv = ['gnome-keyring-daemon', '--foreground', '--components=secrets']
        if unlocked:
            argv.append('--unlock')
        daemon = self.start(argv, stdin=subprocess.PIPE)
        if unlocked:
            daemon.stdin.write(KEYRING_PASSWORD.encode())
        daemon.stdin.close()
        self.keyring_daemon = daemon
        subprocess.run(['gdbus', 'wait', '--session', '--timeout', str(LIMIT),
                        'org.freedesktop.secrets'], check=True)

    def stop_keyring(self):
        stop(self.keyring_daemon)

    def start_keyring(self, unlocked):
        self._start_keyring(unlocked)

    def _connect(self):
        import gi
        gi.require_version('Atspi', '2.0')
        from gi.repository import Atspi, Gio, GLib
        self.Atspi = Atspi
        self.GLib = GLib
        # Switches accessibility on for programs started from here.
        subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.a11y.Bus',
                        '--object-path', '/org/a11y/bus', '--method',
                        'org.freedesktop.DBus.Properties.Set', 'org.a11y.Status',
                        'IsEnabled', '<true>'], check=True, stdout=self.log, stderr=self.log)
        address = Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
            'org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None, 0, -1, None)
        self.bus = Gio.DBusConnection.new_for_address_sync(
            address.unpack()[0], Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
            Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.registered = set()
        Atspi.init()
        Atspi.set_timeout(4000, 10000)

    # Waiting

    def wait(self, what, condition, limit=LIMIT):
        """Returns what condition returns once that is true."""
        GLib = self.GLib
        context = GLib.MainContext.default()
        end = GLib.get_monotonic_time() + limit * 1000000
        while True:
            try:
                result = condition()
            except GLib.Error:
                # The tree changed while it was read.
                result = None
            if result:
                return result
            if GLib.get_monotonic_time() > end:
                raise Missing('waited %d s for %s\n%s' % (limit, what, self.describe()))
            tick = GLib.timeout_add(40, lambda: GLib.SOURCE_CONTINUE)
            context.iteration(True)
            GLib.source_remove(tick)

    def wait_a_little(self, condition, limit=2):
        """For what nearly always comes, and is missed by nobody else."""
        try:
            self.wait('', condition, limit)
        except Missing:
            pass

    # What is open

    def _is_registered(self, name='spare-key'):
        """Whether the accessibility bus has finished with every program of this name. GTK 4.18
        crashes if its parent is asked for before it has heard of it, which
        readers do that poll; the object for caches comes with that news."""
        Variant = self.GLib.Variant

        def call(owner, path, interface, method, *args):
            answer = self.bus.call_sync(owner, path, interface, method,
                                        Variant('(%s)' % ('s' * len(args)), args) if args else None,
                                        None, 0, 4000, None)
            return answer.unpack()[0]

        root = '/org/a11y/atspi/accessible/root'
        for owner, path in call('org.a11y.atspi.Registry', root, 'org.a11y.atspi.Accessible', 'GetChildren'):
            if owner in self.registered:
                continue
            if call(owner, path, 'org.freedesktop.DBus.Properties', 'Get',
                    'org.a11y.atspi.Accessible', 'Name') == name and \
                    '"cache"' not in call(owner, '/org/a11y/atspi', 'org.freedesktop.DBus.Introspectable',
                                          'Introspect'):
                return False
            self.registered.add(owner)
        return True

    def applications(self, name='spare-key'):
        try:
            if not self._is_registered(name):
                return []
        except self.GLib.Error:
            # One has left meanwhile.
            return []
        desktop = self.Atspi.get_desktop(0)
        desktop.clear_cache()
        found = []
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child is not None and child.get_name() == name:
                found.append(child)
        return found

    def frames(self):
        found = []
        for application in self.applications():
            # What is read is to be what is there now.
            application.set_cache_mask(self.Atspi.Cache.NONE)
            for i in range(application.get_child_count()):
                frame = application.get_child_at_index(i)
                if frame is not None and self.has(frame, 'SHOWING'):
                    found.append(frame)
        return found

    def role(self, node):
        """The name of a role, as with GTK 4.8 and at-spi2-core 2.46."""
        name = node.get_role_name()
        return {'button': 'push button', 'grouping': 'panel'}.get(name, name)

    def has(self, node, state):
        return node.get_state_set().contains(getattr(self.Atspi.StateType, state))

    def tree(self, node):
        yield node
        for i in range(node.get_child_count()):
            child = node.get_child_at_index(i)
            if child is not None:
                yield from self.tree(child)

    def visible(self, node):
        """A widget and all above it are shown (GTK 4.8 has this state per
        widget only on windows, so VISIBLE is read)."""
        while node is not None and node.get_role() != self.Atspi.Role.APPLICATION:
            if not self.has(node, 'VISIBLE'):
                return False
            node = node.get_parent()
        return True

    def describe(self):
        lines = []
        try:
            for frame in self.frames():
                for node in self.tree(frame):
                    if node.get_name() or self.has(node, 'FOCUSED'):
                        lines.append('  %s “%s”%s' % (self.role(node), node.get_name(),
                                                      ' *' if self.has(node, 'FOCUSED') else ''))
        except self.GLib.Error:
            lines.append('  (the tree is changing)')
        for app in self.apps:
            state = app.process.poll()
            lines.append('  program %d: %s' % (app.process.pid,
                                               'running' if state is None else 'ended with %d' % state))
            lines += ['    ' + line for line in app.output().splitlines()]
        return '\n'.join(lines)

    def window(self, title, active=True):
        """Waits for a window with this title."""
        def look():
            for frame in self.frames():
                if frame.get_name() == title and (not active or self.has(frame, 'ACTIVE')):
                    return frame
        return self.wait('the window “%s”' % title, look)

    def no_window(self, title):
        self.wait('the window “%s” to close' % title,
                  lambda: not any(f.get_name() == title for f in self.frames()) or None)

    def find(self, frame, role, name):
        """Waits for a shown widget whose name begins with name."""
        def look():
            for node in self.tree(frame):
                if self.role(node) == role and node.get_name().startswith(name) \
                        and self.visible(node):
                    return node
        return self.wait('%s “%s”' % (role, name), look)

    def says(self, frame, text):
        """Waits until a shown label, alert or description has this text."""
        def look():
            for node in self.tree(frame):
                if (text in node.get_name() or text in (node.get_description() or '')) \
                        and self.visible(node):
                    return node
        return self.wait('the text “%s”' % text, look)

    def focused(self):
        for frame in self.frames():
            if self.has(frame, 'ACTIVE'):
                for node in self.tree(frame):
                    if self.has(node, 'FOCUSED') and node.get_role() != self.Atspi.Role.FRAME:
                        return node
        return None

    def focus_is(self, role, name):
        def look():
            node = self.focused()
            if node is not None and self.role(node) == role and node.get_name().startswith(name):
                return node
        return self.wait('the focus on %s “%s”' % (role, name), look)

    def related(self, node, kind):
        """What a widget is labelled or described by."""
        kind = getattr(self.Atspi.RelationType, kind)
        return [r.get_target(i) for r in node.get_relation_set() if r.get_relation_type() == kind
                for i in range(r.get_n_targets())]

    def description(self, node):
        """What is said of a widget after its name and role."""
        return ' '.join([node.get_description() or '',
                         *(label.get_name() for label in self.related(node, 'DESCRIBED_BY'))]).strip()

    def text_of(self, node):
        count = self.Atspi.Text.get_character_count(node)
        return self.Atspi.Text.get_text(node, 0, count)

    # The keyboard

    def _send_keys(self, n_keys, n_letters, *argv):
        """Nobody who listens types faster than Orca hears: the keys of one field
        would be said in the next, and interrupt what it has to say."""
        if self.orca:
            released = self.speech.read().released + n_keys
            inserted = self.speech.inserted + n_letters
        subprocess.run(['xdotool', *argv], check=True, stdout=self.log, stderr=self.log)
        if self.orca:
            self.wait_a_little(lambda: self.speech.read().released >= released
                               and self.speech.inserted >= inserted and self.speech.waiting <= 0)

    def press(self, *keys):
        self._send_keys(sum(len(key.split('+')) for key in keys), 0, 'key', '--clearmodifiers', *keys)

    def press_locked(self, *keys):
        """As they are under Caps Lock, which the others take off for a moment."""
        self._send_keys(len(keys), 0, 'key', *keys)

    def type(self, text):
        shifted = sum(c.isupper() or c in '~!@#$%^&*()_+{}|:"<>?' for c in text)
        # Letters of a password reach nobody.
        field = self.focused() if self.orca else None
        n_letters = len(text) if field is not None and self.role(field) == 'text' else 0
        self._send_keys(len(text) + shifted, n_letters, 'type', '--clearmodifiers', '--delay', '8', '--', text)

    def tab_to(self, role, name, limit=30):
        """Goes there by the Tab key; every stop on the way is a real one, and
        under Orca none is passed in silence."""
        for _ in range(limit):
            node = self.focused()
            if node is not None and self.role(node) == role and node.get_name().startswith(name):
                return node
            before = (self.role(node), node.get_name()) if node is not None else None
            n_said = len(self.spoken())
            self.press('Tab')

            def moved():
                now = self.focused()
                return (self.role(now), now.get_name()) != before and now if now is not None else None
            node = self.wait('Tab to move the focus', moved, limit=5)
            if self.orca:
                stop = node.get_name()
                self.wait('Orca to say “%s”' % stop,
                          lambda: any(stop in said for said in self.spoken()[n_said:]), limit=10)
        raise Missing('Tab does not lead to %s “%s”\n%s' % (role, name, self.describe()))

    def clear_and_type(self, text):
        self.press('ctrl+a')
        self.press('BackSpace')
        self.type(text)

    # Pictures and speech

    def shot(self, name):
        if self.shots is None:
            return
        os.makedirs(self.shots, exist_ok=True)
        if self.only:
            self._shoot_window(name)
            return
        self.n_shots += 1
        path = os.path.join(self.shots, '%02d-%s.png' % (self.n_shots, name))
        subprocess.run(['import', '-window', 'root', path], check=True)

    def _shoot_window(self, name):
        if name in self.only:
            window = subprocess.run(['xdotool', 'getactivewindow'], check=True, capture_output=True,
                                    text=True).stdout.strip()
            path = os.path.join(self.shots, name + '.png')
            subprocess.run(['import', '-window', window, path], check=True)
            # Without the frame that is there for a window manager without shadows.
            subprocess.run(['mogrify', '-trim', '-shave', '4x4', '+repage', '-strip', '+dither',
                            '-colors', '255', path], check=True)

    def spoken(self):
        return self.speech.read().said if self.speech is not None else []

    # Spare Key

    def program(self):
        """SPARE_PROGRAM may name another than the one built, with arguments."""
        other = os.environ.get('SPARE_PROGRAM')
        return shlex.split(other) if other else [os.path.join(build_dir(), 'src', 'app', 'spare-key')]

    def run(self, *args):
        app = App(self, args)
        self.processes.append(app.process)
        self.apps.append(app)
        return app

    def maildir(self):
        return os.path.join(os.environ['XDG_DATA_HOME'], 'spare-key', 'practice', 'Maildir')

    def stored(self):
        """The attributes and bytes of our items in the keyring."""
        found = subprocess.run(['secret-tool', 'search', '--all', 'application',
                                'io.github.sparekey.SpareKey'],
                               capture_output=True, text=True)
        return found.stdout + found.stderr


class App:
    """The program under test."""

    def __init__(self, desktop, args):
        self.desktop = desktop
        self.path = os.path.join(desktop.home, 'app-%d.log' % len(desktop.processes))
        with open(self.path, 'wb') as log:
            self.process = subprocess.Popen([*desktop.program(), *args],
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            start_new_session=True, preexec_fn=end_with_parent)

    def output(self):
        with open(self.path, encoding='utf-8', errors='replace') as log:
            return log.read()

    def complaints(self):
        """What the program said on its standard error, which is nothing."""
        return [line for line in self.output().splitlines()
                if line.strip() and not any(known.search(line) for known in KNOWN)]

    def quit(self):
        """Quits by key and checks that nothing was complained about."""
        self.desktop.press('ctrl+q')
        status = self.process.wait(LIMIT)
        said = self.complaints()
        if status != 0 or said:
            raise AssertionError('spare-key ended with %s and said:\n%s' % (status, '\n'.join(said)))


@contextlib.contextmanager
def held(process):
    """Answers nothing meanwhile, so that there is time to be busy, however slow
    whoever looks or listens is."""
    os.kill(process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process.pid, signal.SIGCONT)


def stop(process):
    """Ends a process and what it started."""
    if process.poll() is None:
        try:
            os.killpg(process.pid, signal.SIGTERM)
        except ProcessLookupError:
            pass
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None and not stream.closed:
            stream.close()
