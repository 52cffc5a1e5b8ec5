#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Flathub's linter and GNOME's guidelines want of metainfo, desktop file
and icons, as far as it can be seen without a network.

Every rule is asked twice: about what was built, which has to keep it, and
about a copy with a fault, which it has to find.

Usage: check_metadata.py SOURCE-ROOT APP-ID VERSION METAINFO DESKTOP
"""

import collections
import configparser
import datetime
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

source, app_id, version, metainfo_path, desktop_path = sys.argv[1:]
BASE_ID = 'io.github.sparekey.SpareKey'
PAGES = ('spare-key.1', 'spare-key-practice.8')
ARTICLES = ('a ', 'an ', 'the ')
# What a desktop's menu sorts by; GNOME and GTK are only said beside one.
MAIN_CATEGORIES = {'Network', 'Utility', 'Office', 'System', 'Settings', 'Education', 'Development'}


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


class Data:
    """What is judged: texts, so that a fault can be put into a copy."""

    def __init__(self, metainfo, desktop, icon, symbolic, news, manual):
        self.texts = {'metainfo': metainfo, 'desktop': desktop, 'icon': icon,
                      'symbolic': symbolic, 'news': news, 'manual': manual}
        self.component = ET.fromstring(metainfo)
        parser = configparser.ConfigParser(interpolation=None, strict=False)
        parser.optionxform = str
        parser.read_string(desktop)
        self.entry = parser['Desktop Entry']
        self.icon = ET.fromstring(icon)
        self.symbolic = ET.fromstring(symbolic)

    def with_fault(self, where, old, new):
        texts = dict(self.texts)
        changed = re.sub(old, new, texts[where], count=1, flags=re.S)
        assert changed != texts[where], 'the fault does not fit: %s' % old
        texts[where] = changed
        return Data(**texts)

    def text(self, path):
        node = self.component.find(path)
        return ' '.join(''.join(node.itertext()).split()) if node is not None else ''

    def all(self, path):
        return self.component.findall(path)


def today():
    """A clock that is behind the sources is wrong about the future."""
    days = [datetime.date.today()]
    if shutil.which('git') is not None:
        log = subprocess.run(['git', '-C', source, 'log', '-1', '--format=%cs'],
                             capture_output=True, text=True)
        if log.returncode == 0 and log.stdout.strip():
            days.append(datetime.date.fromisoformat(log.stdout.strip()))
    days.append(datetime.date.fromtimestamp(os.stat(os.path.join(source, 'NEWS')).st_mtime))
    return max(days)


def png_size(path):
    with open(path, 'rb') as file:
        head = file.read(24)
    assert head[:8] == b'\x89PNG\r\n\x1a\n', path
    return struct.unpack('>II', head[16:24])


Rule = collections.namedtuple('Rule', 'name check faults')
rules = []


def rule(name, *faults):
    """Faults are (text, pattern, replacement); the rule has to find each."""
    def add(check):
        rules.append(Rule(name, check, faults))
        return check
    return add


# The id and what hangs on it

@rule('the id is that of the app, of three to five parts',
      ('metainfo', '<id>[^<]*', '<id>io.github.SpareKey'),
      ('metainfo', '<id>[^<]*', '<id>io.github.sparekey.SpareKey.desktop'))
def _(data):
    found = data.text('id')
    if found != app_id or not 3 <= len(found.split('.')) <= 5 or \
            found.startswith(('io.github.', 'com.github.')) and len(found.split('.')) < 4 or \
            not re.fullmatch(r'[A-Za-z][\w.-]*', found) or found.endswith(('.app', '.desktop')):
        yield found


@rule('it is a desktop application',
      ('metainfo', 'type="desktop-application"', 'type="generic"'))
def _(data):
    if data.component.get('type') != 'desktop-application':
        yield data.component.get('type')


@rule('the launchable is the desktop file, which is named after the id',
      ('metainfo', '<launchable type="desktop-id">[^<]*', '<launchable type="desktop-id">spare.desktop'),
      ('metainfo', '<launchable.*?</launchable>', ''))
def _(data):
    found = [node.text for node in data.all("launchable[@type='desktop-id']")]
    if found != [app_id + '.desktop'] or os.path.basename(desktop_path) != app_id + '.desktop':
        yield str(found)


@rule('translations have their domain', ('metainfo', 'gettext">spare-key', 'gettext">spare'))
def _(data):
    if data.text("translation[@type='gettext']") != 'spare-key':
        yield data.text('translation')


# Words

@rule('the name is short and nobody else’s',
      ('metainfo', '<name>[^<]*', '<name>Key for Auth0'),
      ('metainfo', '<name>[^<]*', '<name>Spare Key - Passwords'),
      ('metainfo', '<name>[^<]*', '<name>The Spare Key Password App'))
def _(data):
    name = data.text('name')
    if not 0 < len(name) <= 20 or 'auth0' in name.lower() or re.search(r'\s[-–—:]', name):
        yield name


@rule('the summary fits into a line and reads like one',
      ('metainfo', '<summary>[^<]*', '<summary>Get back into the account you once had'),
      ('metainfo', '<summary>[^<]*', '<summary>Get back.'),
      ('metainfo', '<summary>[^<]*', '<summary>A way back into accounts'),
      ('metainfo', '<summary>[^<]*', '<summary>Log in with GTK and Auth0'),
      ('metainfo', '<summary>[^<]*', '<summary>get back into your account'))
def _(data):
    summary = data.text('summary')
    if not 10 <= len(summary) <= 35 or summary.endswith('.') or not summary[:1].isupper() or \
            summary.lower().startswith(ARTICLES) or data.text('name') in summary or \
            re.search(r'\b(gtk|gnome|auth0|libadwaita|python|rust)\b', summary.lower()):
        yield summary


@rule('the description is long enough, in paragraphs, and without addresses',
      ('metainfo', '(<description>).*?(</description>)', r'\1<p>Short.</p>\2'),
      ('metainfo', '(<description>\\s*<p>)', r'\1See https://example.com for more. '))
def _(data):
    paragraphs = [' '.join(''.join(p.itertext()).split()) for p in data.all('description/p')]
    if not 2 <= len(paragraphs) <= 6 or len(' '.join(paragraphs)) < 150:
        yield '%d paragraphs' % len(paragraphs)
    if re.search(r'https?://|www\.', ' '.join(paragraphs)):
        yield 'an address'


@rule('the developer has a name and an id',
      ('metainfo', '<developer .*?</developer>', ''),
      ('metainfo', '<developer id="[^"]*"', '<developer'))
def _(data):
    developer = data.component.find('developer')
    if developer is None or not data.text('developer/name') or \
            not re.fullmatch(r'[a-z][a-z0-9-]*(\.[a-z0-9-]+)+', developer.get('id') or ''):
        yield data.text('developer')


# Terms

@rule('the metadata may be used by all, and the licence is known by its name',
      ('metainfo', 'CC0-1.0', 'GPL-3.0-or-later'),
      ('metainfo', '<project_license>[^<]*', '<project_license>GPLv3'))
def _(data):
    if data.text('metadata_license') not in ('CC0-1.0', 'FSFAP', 'MIT', '0BSD', 'CC-BY-SA-4.0'):
        yield data.text('metadata_license')
    if data.text('project_license') != 'GPL-3.0-or-later':
        yield data.text('project_license')


@rule('the content is rated', ('metainfo', '<content_rating[^>]*/>', ''), ('metainfo', 'oars-1.1', 'oars-1.0'))
def _(data):
    if [node.get('type') for node in data.all('content_rating')] != ['oars-1.1']:
        yield str(len(data.all('content_rating')))


@rule('there are addresses for all that people want',
      ('metainfo', '<url type="homepage">[^<]*</url>', ''),
      ('metainfo', 'https://github.com/sparekey/spare-key/issues', 'http://github.com/sparekey/spare-key/issues'))
def _(data):
    urls = {node.get('type'): node.text for node in data.all('url')}
    for kind in ('homepage', 'bugtracker', 'vcs-browser', 'contribute'):
        if not urls.get(kind, '').startswith('https://'):
            yield kind


@rule('it says what it needs and is used with',
      ('metainfo', '<internet>[^<]*</internet>', ''),
      ('metainfo', '>360<', '>800<'),
      ('metainfo', '<control>touch</control>', ''))
def _(data):
    if data.text('requires/display_length') != '360' or data.text('requires/internet') == '':
        yield 'requires'
    if {node.text for node in data.all('supports/control')} != {'keyboard', 'pointing', 'touch'}:
        yield 'supports'


# Pictures

@rule('there are pictures, the first by default, none too large',
      ('metainfo', '<screenshots>.*?</screenshots>', ''),
      ('metainfo', '<screenshot type="default">', '<screenshot>'),
      ('metainfo', '/data/screenshots/[a-z-]+.png', '/data/screenshots/nothing.png'))
def _(data):
    shots = data.all('screenshots/screenshot')
    if [shot.get('type') for shot in shots].count('default') != 1 or shots[0].get('type') != 'default':
        yield 'not one default'
    for shot in shots:
        address = (shot.findtext('image') or '').strip()
        path = os.path.join(source, 'data', 'screenshots', os.path.basename(address))
        if not address.startswith('https://') or not os.path.exists(path):
            yield address
            continue
        width, height = png_size(path)
        if not 300 <= width <= 1000 or not 300 <= height <= 700:
            yield '%s is %d×%d' % (os.path.basename(path), width, height)


@rule('the pictures are those of this version', ('metainfo', 'spare-key/v[0-9.]+/', 'spare-key/main/'))
def _(data):
    for image in data.all('screenshots/screenshot/image'):
        if '/v%s/' % version not in image.text:
            yield image.text


@rule('each picture has a caption without a full stop',
      ('metainfo', '<caption>[^<]*</caption>', ''),
      ('metainfo', '(<caption>[^<]*)', r'\1.'),
      ('metainfo', '<caption>[^<]*', '<caption>' + 'long ' * 30))
def _(data):
    for shot in data.all('screenshots/screenshot'):
        caption = ' '.join((shot.findtext('caption') or '').split())
        if not 5 <= len(caption) <= 100 or caption.endswith('.'):
            yield caption or 'none'


@rule('there is a colour for light and one for dark',
      ('metainfo', '<branding>.*?</branding>', ''),
      ('metainfo', 'scheme_preference="dark">#[0-9a-f]+', 'scheme_preference="dark">purple'),
      ('metainfo', '(scheme_preference="light">)(#[0-9a-f]+)(.*?scheme_preference="dark">)#[0-9a-f]+', r'\1\2\3\2'))
def _(data):
    colours = {node.get('scheme_preference'): node.text
               for node in data.all("branding/color[@type='primary']")}
    if set(colours) != {'light', 'dark'} or len(set(colours.values())) != 2 or \
            not all(re.fullmatch('#[0-9a-f]{6}', colour or '') for colour in colours.values()):
        yield str(colours)


# Releases

def releases(data):
    return [(node.get('version'), node.get('date'), ' '.join(''.join(node.itertext()).split()))
            for node in data.all('releases/release')]


@rule('every release has a day and a text, newest first, none in the future',
      ('metainfo', '<releases>.*?</releases>', '<releases/>'),
      ('metainfo', '(<release version="[^"]*" date=")[^"]*', r'\g<1>2999-01-01'),
      ('metainfo', '(<release version="[^"]*") date="[^"]*"', r'\1'),
      ('metainfo', '(<release [^>]*>).*?(</release>)', r'\1\2'),
      ('metainfo', '(<releases>)', r'\1<release version="0.0.1" date="2001-01-01"><description>'
                                   r'<p>This was long, long ago.</p></description></release>'))
def _(data):
    found = releases(data)
    days = [datetime.date.fromisoformat(day or '0001-01-01') for _, day, _ in found]
    if not found or datetime.date.min in days:
        yield 'no day'
    if days != sorted(days, reverse=True) or any(day > today() for day in days):
        yield str(days)
    if any(len(text) < 20 for _, _, text in found):
        yield 'no text'


@rule('version and day are the same in metainfo, NEWS and manual pages',
      ('metainfo', '<release version="[^"]*"', '<release version="9.9"'),
      ('news', '^[0-9.]+', '9.9'),
      ('news', r'^([0-9.]+), \d+', r'\1, 1'),
      ('manual', r'Spare Key \d[0-9.]*', 'Spare Key 9.9'))
def _(data):
    found = releases(data)
    if not found or found[0][0] != version:
        yield 'metainfo: ' + str(found[:1])
        return
    day = datetime.date.fromisoformat(found[0][1])
    head = '%s, %d %s' % (version, day.day, day.strftime('%B %Y'))
    if data.texts['news'].splitlines()[0] != head:
        yield 'NEWS does not begin with ' + head
    if data.texts['manual'].count('"%s" "Spare Key %s"' % (day.isoformat(), version)) != len(PAGES):
        yield 'a manual page'


@rule('no line of NEWS is longer than the changelog of a package may have it',
      ('news', r'\n- ', '\n- ' + 'x' * 71))
def _(data):
    for line in data.texts['news'].splitlines():
        if len(line) > 72:
            yield line


# The desktop file

@rule('the desktop file has the name and the icon of the app',
      ('desktop', '\nName=[^\n]*', '\nName=Key'), ('desktop', '\nIcon=[^\n]*', '\nIcon=key.png'))
def _(data):
    if data.entry.get('Name') != data.text('name') or data.entry.get('Icon') != app_id:
        yield data.entry.get('Name', '') + ', ' + data.entry.get('Icon', '')


@rule('it has a category that menus sort by, and no reserved one',
      ('desktop', 'Network;', ''), ('desktop', 'Network;', 'Network;Screensaver;'),
      ('desktop', '\nCategories=[^\n]*', ''))
def _(data):
    categories = {word for word in data.entry.get('Categories', '').split(';') if word}
    if not categories & MAIN_CATEGORIES or categories & {'Screensaver', 'TrayIcon', 'Applet', 'Shell'} or \
            not categories <= MAIN_CATEGORIES | {'GNOME', 'GTK', 'Security'}:
        yield ';'.join(sorted(categories))


@rule('it is found by what people look for',
      ('desktop', '\nKeywords=[^\n]*', ''), ('desktop', 'Keywords=[^\n]*', 'Keywords=key'),
      ('desktop', 'Keywords=', 'Keywords=Auth0;'))
def _(data):
    keywords = data.entry.get('Keywords', '')
    words = [word.lower() for word in keywords.split(';') if word]
    if not keywords.endswith(';') or len(words) < 3 or len(set(words)) != len(words) or \
            not {'password', 'reset'} <= set(words) or 'auth0' in words:
        yield keywords


@rule('it starts by its name, in its own window, and tells when it has started',
      ('desktop', 'Exec=spare-key', 'Exec=/usr/bin/spare-key'), ('desktop', 'Terminal=false', 'Terminal=true'),
      ('desktop', 'StartupNotify=true', 'StartupNotify=false'),
      ('desktop', 'DBusActivatable=true', 'DBusActivatable=false'), ('desktop', '\nComment=[^\n]*', ''))
def _(data):
    if data.entry.get('Exec', '').split()[:1] != ['spare-key'] or data.entry.get('Terminal') != 'false' or \
            data.entry.get('StartupNotify') != 'true' or data.entry.get('DBusActivatable') != 'true' or \
            not data.entry.get('Comment') or data.entry.get('NoDisplay') == 'true':
        yield 'desktop entry'


# Icons

@rule('the icon is drawn on a square of 128',
      ('icon', 'viewBox="[^"]*"', 'viewBox="0 0 128 96"'), ('icon', ' width="[^"]*"', ' width="64"'))
def _(data):
    if data.icon.get('viewBox') != '0 0 128 128' or \
            {data.icon.get('width'), data.icon.get('height')} != {'128'}:
        yield str(data.icon.attrib)


@rule('the icon needs nothing beside itself', ('icon', '</svg>', '<image href="key.png"/></svg>'))
def _(data):
    names = {node.tag.split('}')[-1] for node in data.icon.iter()}
    if names & {'image', 'script', 'text', 'foreignObject'}:
        yield str(names)


@rule('the symbolic icon is drawn on a square of 16',
      ('symbolic', 'viewBox="[^"]*"', 'viewBox="0 0 128 128"'))
def _(data):
    size = {data.symbolic.get('width'), data.symbolic.get('height')}
    if data.symbolic.get('viewBox', '0 0 16 16') != '0 0 16 16' or not size <= {'16', '16px', None}:
        yield str(data.symbolic.attrib)


def appstream_version():
    words = subprocess.run(['appstreamcli', '--version'], capture_output=True, text=True, check=True)
    return tuple(int(part) for part in re.search(r'(\d+)\.(\d+)', words.stdout).groups())


def validate(text, folder):
    path = os.path.join(folder, app_id + '.metainfo.xml')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    result = subprocess.run(['appstreamcli', 'validate', '--strict', '--no-net', '--explain', path],
                            capture_output=True, text=True)
    return result.returncode, result.stdout + result.stderr


def check_appstream(data):
    """AppStream 0.16 does not know “developer” yet: it is asked about the
    same file with the element that it knows in its place."""
    text = data.texts['metainfo']
    if appstream_version() < (1, 0):
        text = re.sub(r'<developer .*?<name>(.*?)</name>.*?</developer>',
                      r'<developer_name>\1</developer_name>', text, flags=re.S)
    with tempfile.TemporaryDirectory() as folder:
        status, said = validate(text, folder)
        if status != 0:
            return said
        status, said = validate(text.replace('<summary>', '<sumary>').replace('</summary>', '</sumary>'), folder)
        return '' if status != 0 else 'it takes a file without a summary'


def main():
    icons = os.path.join(source, 'data', 'icons', 'hicolor')
    data = Data(metainfo=read(metainfo_path), desktop=read(desktop_path),
                icon=read(os.path.join(icons, 'scalable', 'apps', BASE_ID + '.svg')),
                symbolic=read(os.path.join(icons, 'symbolic', 'apps', BASE_ID + '-symbolic.svg')),
                news=read(os.path.join(source, 'NEWS')),
                manual=''.join(read(os.path.join(source, 'data', page)) for page in PAGES))
    failed = 0
    n = 0

    def tell(name, problems):
        nonlocal failed, n
        n += 1
        for problem in problems:
            print('# ' + problem.replace('\n', '\n# '))
        failed += bool(problems)
        print('%s %d - %s' % ('not ok' if problems else 'ok', n, name))

    for each in rules:
        problems = list(each.check(data))
        for fault in each.faults:
            if not list(each.check(data.with_fault(*fault))):
                problems.append('this fault is not found: %s' % (fault,))
        tell(each.name, problems)
    said = check_appstream(data)
    tell('AppStream itself has nothing to say, not even by the way', [said] if said else [])
    size = png_size(os.path.join(icons, '48x48', 'apps', BASE_ID + '.png'))
    tell('the icon of 48 pixels has as many', [] if size == (48, 48) else [str(size)])
    print('1..%d' % n)
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
