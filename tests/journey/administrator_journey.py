#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tenant that the administrator has set for everybody: as a default that
people may change, and locked. The files are those that README.md hands to
administrators, with the address of a practice tenant in them.

Usage: administrator_journey.py default | locked
"""

import os
import shutil
import subprocess
import sys

from spare_desktop import Desktop, build_dir
from steps import main, run
from tenant import Practice

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FILES = os.path.join(SOURCE, 'data', 'administrators')
SCHEMA = 'io.github.sparekey.SpareKey'
BY_ADMINISTRATOR = '(set by your administrator)'
KEYS = ('tenant-domain', 'client-id', 'connection', 'support-url', 'practice')


def copy(name, target, info):
    """One of the administrator's files, about a tenant that is there."""
    with open(os.path.join(FILES, name), encoding='utf-8') as file:
        text = file.read()
    for word, value in (('example.eu.auth0.com', info['base_url']), ('CLIENT-ID', info['client_id'])):
        assert word in text, word
        text = text.replace(word, value)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, 'w', encoding='utf-8') as file:
        file.write(text)


def call(*argv):
    return subprocess.run(argv, check=True, capture_output=True, text=True).stdout.strip()


def settings(*argv):
    return call('gsettings', *argv)


def domain_of(info):
    return info['base_url'].split('://')[1]


def preferences(desktop):
    desktop.press('ctrl+comma')
    return desktop.window('Preferences')


def default(desktop, practice):
    info = practice.info
    schemas = os.path.join(desktop.home, 'schemas')
    os.mkdir(schemas)
    shutil.copy(os.path.join(SOURCE, 'data', SCHEMA + '.gschema.xml'), schemas)
    copy('90_spare-key.gschema.override', os.path.join(schemas, '90_spare-key.gschema.override'), info)
    call('glib-compile-schemas', '--strict', schemas)
    os.environ['GSETTINGS_SCHEMA_DIR'] = schemas
    assert all(settings('writable', SCHEMA, key) == 'true' for key in KEYS)
    yield 'the override compiles, and locks nothing'

    app = desktop.run()
    window = desktop.window('Log In')
    desktop.says(window, domain_of(info))
    yield 'nobody has to set up a tenant'

    window = preferences(desktop)
    desktop.find(window, 'label', 'Domain: ' + domain_of(info))
    names = [node.get_name() for node in desktop.tree(window)]
    assert not any(BY_ADMINISTRATOR in name for name in names), names
    desktop.tab_to('text', 'Address of Support')
    desktop.clear_and_type('https://help.example.com/')
    desktop.tab_to('push button', 'Change Tenant')
    desktop.press('Return')
    window = desktop.window('Set Up Spare Key')
    desktop.wait('the typed support address',
                 lambda: settings('get', SCHEMA, 'support-url') == "'https://help.example.com/'")
    field = desktop.focus_is('text', 'Tenant Domain')
    assert domain_of(info) in desktop.text_of(field), desktop.text_of(field)
    desktop.clear_and_type('another.example.com')
    desktop.wait('the typed domain', lambda: desktop.text_of(field) == 'another.example.com')
    yield 'whoever wants another tenant may enter one'

    app.quit()
    yield 'the program ends without a complaint'


def locked(desktop, practice):
    info = practice.info
    folder = os.path.join(desktop.home, 'local.d')
    copy('dconf/db/00-spare-key', os.path.join(folder, '00-spare-key'), info)
    os.mkdir(os.path.join(folder, 'locks'))
    shutil.copy(os.path.join(FILES, 'dconf', 'db', 'locks', 'spare-key'), os.path.join(folder, 'locks'))
    database = os.path.join(desktop.home, 'local')
    call('dconf', 'compile', database, folder)
    with open(os.path.join(FILES, 'dconf', 'profile-user'), encoding='utf-8') as file:
        profile = file.read()
    # The same profile, but for a database that only root could put in its place.
    assert 'system-db:local\n' in profile
    os.environ['DCONF_PROFILE'] = os.path.join(desktop.home, 'profile')
    with open(os.environ['DCONF_PROFILE'], 'w', encoding='utf-8') as file:
        file.write(profile.replace('system-db:local\n', 'file-db:%s\n' % database))
    os.environ['GSETTINGS_BACKEND'] = 'dconf'
    assert all(settings('writable', SCHEMA, key) == 'false' for key in KEYS)
    assert settings('writable', SCHEMA, 'last-address') == 'true'
    yield 'the database compiles, and locks what it says'

    answer = subprocess.run([os.path.join(build_dir(), 'src', 'app', 'spare-key'), 'reset', info['email']],
                            capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    yield '“reset” on the command line asks that tenant'

    app = desktop.run()
    window = desktop.window('Log In')
    desktop.says(window, domain_of(info))
    yield 'nobody has to set up a tenant'

    window = preferences(desktop)
    desktop.focus_is('label', 'Domain: %s %s' % (domain_of(info), BY_ADMINISTRATOR))
    for name in ('Client ID: ', 'Connection: '):
        assert desktop.find(window, 'label', name).get_name().endswith(BY_ADMINISTRATOR)
    for name in ('Change Tenant', 'Apply'):
        assert not any(node.get_name().startswith(name) and desktop.visible(node)
                       for node in desktop.tree(window)), name
    yield 'Preferences say by whom the tenant was set, and offer no way to change it'

    field = desktop.tab_to('text', 'Address of Support')
    assert not desktop.has(field, 'EDITABLE')
    said = desktop.description(field)
    assert 'Set by your administrator' in said, said
    before = desktop.text_of(field)
    desktop.clear_and_type('mailto:mallory@example.com')
    desktop.press('Return')
    desktop.press('Escape')
    desktop.no_window('Preferences')
    assert before == 'mailto:support@example.com', before
    assert settings('get', SCHEMA, 'support-url') == "'%s'" % before
    yield 'the field of the support address says so as well, and takes no keys'

    desktop.window('Log In')
    desktop.tab_to('text', 'Email')
    desktop.clear_and_type(info['email'])
    desktop.tab_to('password text', 'Password')
    desktop.type(info['password'])
    desktop.press('Return')
    desktop.window('Dashboard')
    yield 'logging in works'

    app.quit()
    app = desktop.run('--tenant', 'another.example.com', '--client-id', 'another')
    desktop.window('Log In')
    window = preferences(desktop)
    assert desktop.find(window, 'label', 'Domain: ').get_name() == 'Domain: another.example.com'
    assert desktop.find(window, 'label', 'Connection: ').get_name().endswith(BY_ADMINISTRATOR)
    yield 'what an option sets for one run is not said to be the administrator’s'

    app.quit()
    os.environ['DCONF_PROFILE'] = os.path.join(desktop.home, 'own')
    with open(os.environ['DCONF_PROFILE'], 'w', encoding='utf-8') as file:
        file.write('user-db:user\n')
    own = [line.split('=')[0] for line in call('dconf', 'dump', '/' + SCHEMA.replace('.', '/') + '/').splitlines()]
    assert 'last-address' in own, own
    assert not set(own) & set(KEYS), own
    yield 'the program ends without a complaint, and has written none of it'


def walk():
    journeys = {'default': default, 'locked': locked}
    with Desktop() as desktop, Practice(desktop) as practice:
        main(journeys[sys.argv[1]](desktop, practice))


if __name__ == '__main__':
    run(walk)
