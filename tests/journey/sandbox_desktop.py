# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private desktop with portals, where Spare Key runs as a Flatpak.

SPARE_FLATPAK_ID names the program, FLATPAK_USER_DIR the installation that it
is in.
"""

import os
import shutil
import stat
import subprocess

from spare_desktop import LIMIT, Desktop

# Whoever asks for a page to be opened, this is all that happens.
BROWSER = '#!/bin/sh\nprintf "%%s\\n" "$1" >> "%s"\n'
BROWSER_ENTRY = ('[Desktop Entry]\nType=Application\nName=Recording Browser\nExec=%s %%u\n'
                 'MimeType=x-scheme-handler/http;x-scheme-handler/https;\n')
MIME_APPS = ('[Default Applications]\nx-scheme-handler/http=recorder.desktop\n'
             'x-scheme-handler/https=recorder.desktop\n')


class SandboxDesktop(Desktop):
    """portals: True, False, or 'no secrets' for all of them but that one."""

    def __init__(self, portals=True, **kwargs):
        super().__init__(**kwargs)
        self.portals = portals
        self.id = os.environ['SPARE_FLATPAK_ID']
        self.opened_file = os.path.join(self.home, 'opened')
        # The one is of Flatpak itself and always there, the other starts Spare Key.
        self.bus_services += ('org.freedesktop.portal.Flatpak.service', os.path.join(
            os.environ['FLATPAK_USER_DIR'], 'exports/share/dbus-1/services', self.id + '.service'))
        if portals:
            self.bus_services += ('org.freedesktop.portal.Desktop.service',
                                  'org.freedesktop.impl.portal.desktop.gtk.service',
                                  'org.freedesktop.impl.portal.PermissionStore.service')

    def _set_environment(self):
        super()._set_environment()
        # Of the build, or not the sandbox's business.
        for name in ('SPARE_PRACTICE_PROGRAM', 'GSETTINGS_SCHEMA_DIR', 'GSETTINGS_BACKEND',
                     'ADW_DISABLE_PORTAL'):
            os.environ.pop(name, None)
        exports = os.path.join(os.environ['FLATPAK_USER_DIR'], 'exports', 'share')
        os.environ.update({
            'XDG_CURRENT_DESKTOP': 'GNOME',
            'XDG_DATA_DIRS': exports + ':/usr/local/share:/usr/share',
        })
        if self.portals == 'no secrets':
            portals = os.path.join(self.home, 'portals')
            os.mkdir(portals)
            shutil.copy('/usr/share/xdg-desktop-portal/portals/gtk.portal', portals)
            os.environ['XDG_DESKTOP_PORTAL_DIR'] = portals
        self._install_browser()

    def _install_browser(self):
        browser = os.path.join(self.home, 'browser')
        with open(browser, 'w', encoding='utf-8') as file:
            file.write(BROWSER % self.opened_file)
        os.chmod(browser, 0o700)
        applications = os.path.join(os.environ['XDG_DATA_HOME'], 'applications')
        os.makedirs(applications)
        with open(os.path.join(applications, 'recorder.desktop'), 'w', encoding='utf-8') as file:
            file.write(BROWSER_ENTRY % browser)
        os.makedirs(os.environ['XDG_CONFIG_HOME'], exist_ok=True)
        with open(os.path.join(os.environ['XDG_CONFIG_HOME'], 'mimeapps.list'), 'w', encoding='utf-8') as file:
            file.write(MIME_APPS)

    def _start_bus(self):
        super()._start_bus()
        self.bus_file = os.path.join(self.home, 'bus.log')
        with open(self.bus_file, 'wb') as log:
            self.start(['dbus-monitor', '--session', 'type=method_call,path=/org/freedesktop/portal/desktop'],
                        stdout=log)

    # What was asked of the desktop

    def opened(self):
        """The addresses that the browser was given, oldest first."""
        if not os.path.exists(self.opened_file):
            return []
        with open(self.opened_file, encoding='utf-8') as file:
            return file.read().split()

    def asked(self, interface, member):
        """How often a portal was called."""
        with open(self.bus_file, encoding='utf-8', errors='replace') as file:
            return sum('interface=%s; member=%s' % (interface, member) in line for line in file)

    # Spare Key

    def program(self, *options):
        return ['flatpak', '--user', 'run', '--die-with-parent', *options, self.id]

    def data_dir(self):
        return os.path.join(self.home, '.var', 'app', self.id, 'data')

    def maildir(self):
        return os.path.join(self.data_dir(), 'spare-key', 'practice', 'Maildir')

    def session_file(self):
        return os.path.join(self.data_dir(), 'keyrings', 'default.keyring')

    def stored(self):
        """What a program in the same sandbox reads out of the keyring."""
        found = subprocess.run([*self.program('--command=secret-tool'), 'lookup', 'application',
                                'io.github.sparekey.SpareKey'],
                               stdout=subprocess.PIPE, stderr=self.log, text=True, timeout=LIMIT)
        return found.stdout

    def reset_keyring(self):
        """As if the person had deleted it: from now on there is another key."""
        self.stop_keyring()
        shutil.rmtree(os.path.join(os.environ['XDG_DATA_HOME'], 'keyrings'))
        self.start_keyring(unlocked=True)


def mode_of(path):
    return stat.S_IMODE(os.stat(path).st_mode)
