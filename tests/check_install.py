#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What meson installs below DESTDIR, and that uninstalling takes it all away.

Usage: check_install.py SOURCE-ROOT BUILD-ROOT APP-ID PREFIX MODULE-DIR LIBEXEC-DIR MESON...
The last are the words that run meson.
"""

import configparser
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile

source, build, app_id, prefix, moduledir, libexecdir, *meson = sys.argv[1:]
bindir = os.path.join(prefix, 'bin')
share = os.path.join(prefix, 'share')


def expected():
    """Every file that has to be there, and no other."""
    files = [
        os.path.join(bindir, 'spare-key'),
        os.path.join(moduledir, 'spare-key-windows.so'),
        os.path.join(libexecdir, 'spare-key-practice'),
        # The schema keeps its name in a development build: same settings.
        share + '/glib-2.0/schemas/io.github.sparekey.SpareKey.gschema.xml',
        share + '/applications/%s.desktop' % app_id,
        share + '/metainfo/%s.metainfo.xml' % app_id,
        share + '/dbus-1/services/%s.service' % app_id,
        share + '/icons/hicolor/48x48/apps/%s.png' % app_id,
        share + '/icons/hicolor/scalable/apps/%s.svg' % app_id,
        share + '/icons/hicolor/symbolic/apps/%s-symbolic.svg' % app_id,
        share + '/man/man1/spare-key.1',
        share + '/man/man8/spare-key-practice.8',
        share + '/bash-completion/completions/spare-key',
    ]
    with open(os.path.join(source, 'po', 'LINGUAS'), encoding='utf-8') as linguas:
        for line in linguas:
            for language in line.split('#')[0].split():
                files.append('%s/locale/%s/LC_MESSAGES/spare-key.mo' % (share, language))
    return set(files)


def found(root):
    files = set()
    for folder, folders, names in os.walk(root):
        for name in names + [name for name in folders if os.path.islink(os.path.join(folder, name))]:
            files.add('/' + os.path.relpath(os.path.join(folder, name), root))
    return files


def differences(wanted, there):
    return ['missing: ' + path for path in sorted(wanted - there)] + \
           ['surplus: ' + path for path in sorted(there - wanted)]


def call(*argv, **kwargs):
    result = subprocess.run(argv, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **kwargs)
    assert result.returncode == 0, '%s ended with %d:\n%s' % (argv[0], result.returncode, result.stdout)
    return result.stdout


def check_list(root):
    different = differences(expected(), found(root))
    assert not different, '\n'.join(different)


def check_comparison(root):
    """A file too few and a file too many are both found."""
    there = found(root)
    gone = os.path.join(bindir, 'spare-key')
    assert differences(expected(), there - {gone} | {share + '/stray'}) == \
        ['missing: ' + gone, 'surplus: ' + share + '/stray']


def check_modes(root):
    for path in found(root):
        mode = stat.S_IMODE(os.lstat(root + path).st_mode)
        runs = path.startswith((bindir + '/', moduledir + '/', libexecdir + '/'))
        assert mode == (0o755 if runs else 0o644), '%s has mode %o' % (path, mode)


def check_program(root):
    program = root + bindir + '/spare-key'
    version = call(*meson, 'introspect', '--projectinfo', build)
    version = re.search(r'"version": "([^"]+)"', version).group(1)
    env = dict(os.environ, LC_ALL='C.UTF-8')
    assert call(program, '--version', env=env).split()[-1] == version
    # Where the module is looked for: there, and not in the build directory.
    run_path = re.findall(r'\(R(?:UN)?PATH\).*\[(.*)\]', call('readelf', '-d', program))
    assert run_path == [moduledir], run_path
    for path, place in ((program, share + '/locale'),
                        (root + moduledir + '/spare-key-windows.so', libexecdir)):
        with open(path, 'rb') as file:
            content = file.read()
        assert place.encode() + b'\0' in content, '%s does not name %s' % (path, place)
        assert build.encode() + b'/' not in content, path + ' names the build directory'


def check_data(root):
    service = configparser.ConfigParser(interpolation=None)
    service.optionxform = str
    service.read(root + share + '/dbus-1/services/%s.service' % app_id)
    service = service['D-BUS Service']
    assert service['Name'] == app_id, service['Name']
    assert service['Exec'].split()[0] == bindir + '/spare-key', service['Exec']

    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(root + share + '/applications/%s.desktop' % app_id, encoding='utf-8')
    entry = entry['Desktop Entry']
    assert entry['Icon'] == app_id, entry['Icon']
    assert os.path.exists(root + bindir + '/' + entry['Exec'].split()[0]), entry['Exec']

    with tempfile.TemporaryDirectory() as schemas:
        call('glib-compile-schemas', '--strict', '--targetdir=' + schemas,
             root + share + '/glib-2.0/schemas')
        keys = call('gsettings', '--schemadir', schemas, 'list-keys', 'io.github.sparekey.SpareKey',
                    env=dict(os.environ, GSETTINGS_BACKEND='memory'))
    assert 'tenant-domain' in keys.split(), keys

    page = call('man', '-M', root + share + '/man', 'spare-key',
                env=dict(os.environ, LC_ALL='C.UTF-8', MANPAGER='cat', PAGER='cat'))
    assert 'EXIT STATUS' in page, page
    known = call('bash', '-c', '. "$1" && complete -p spare-key', 'bash',
                 root + share + '/bash-completion/completions/spare-key')
    assert '_spare_key' in known, known


def check_uninstall(root):
    call('ninja', '-C', build, 'uninstall')
    assert not os.path.exists(root + prefix), \
        'left behind:\n' + call('find', root + prefix)


STEPS = [
    ('what has to be there is there, and nothing else', check_list),
    ('a missing and a surplus file would be seen', check_comparison),
    ('programs can be run, data cannot', check_modes),
    ('the program knows its version, its module and its practice tenant', check_program),
    ('desktop file, service, schema, manual page and completion fit together', check_data),
    ('uninstalling takes all of it away, folders included', check_uninstall),
]


def main():
    failed = 0
    top = tempfile.mkdtemp(prefix='spare-key-install-')
    root = os.path.join(top, 'root')
    print('1..%d' % len(STEPS))
    try:
        call(*meson, 'install', '-C', build, '--no-rebuild', '--quiet', '--destdir', root)
        for n, (name, step) in enumerate(STEPS, 1):
            try:
                step(root)
                print('ok %d - %s' % (n, name), flush=True)
            except AssertionError as error:
                failed += 1
                print('# ' + str(error).replace('\n', '\n# '))
                print('not ok %d - %s' % (n, name), flush=True)
    finally:
        shutil.rmtree(top, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
