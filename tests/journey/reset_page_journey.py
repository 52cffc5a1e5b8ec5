#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reset page of the practice tenant in Chromium: by keyboard, and as its
accessibility tree gives it to screen readers; with scripts and without.

Usage: reset_page_journey.py scripts | none [FOLDER]   leaves pictures in FOLDER
"""

import os
import sys
import tempfile
import types

from browser import Browser
from spare_desktop import build_dir
from steps import main, run
from tenant import Practice, newest_link
from trouble_journey import ask_for_mail

FIRST, SECOND, BUTTON = 'New password', 'New password again', 'Change Password'
SUMMARY = 'Your password was not changed'
RULES = ['At least 8 characters.', 'At least three of:', 'At most 72 characters', 'None of your last passwords.']
DIFFERENT = 'The passwords are not the same.'
WRONG = {
    'blanks': ('   \u00a0 ', 'Use at least 8 characters.'),
    '10 000 characters': ('x' * 10000, 'Use at most 72 characters'),
    'right to left': ('שלום@דוגמה', 'Use at least three of:'),
    'emoji': ('🗝😀', 'Use at least 8 characters.'),
    'a line break': ('jane@example.com\nand more', 'Use at least three of:'),
}
GOOD = 'Walnut-Orchard-86'

# What WCAG 2.2 reckons contrast by.
COLOURS = r'''
  function parse(text) { return text.match(/[\d.]+/g).map(Number); }
  function clear(colour) { return colour.length > 3 && colour[3] === 0; }
  function light(colour) {
    var c = colour.slice(0, 3).map(function (v) {
      v /= 255; return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
  }
  function ratio(a, b) {
    var x = light(a), y = light(b);
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  }
  function paper(e) {
    for (; e; e = e.parentElement) {
      var colour = parse(getComputedStyle(e).backgroundColor);
      if (!clear(colour)) return colour;
    }
    return [255, 255, 255];
  }
'''

# Contrast of every text, and of the borders by which a
# field or a button is known; targets below 24 pixels; what sticks out.
LOOK = r'''
function () {
''' + COLOURS + r'''  var wrong = [], n = 0;
  document.querySelectorAll('body *').forEach(function (e) {
    var box = e.getBoundingClientRect(), style = getComputedStyle(e);
    if (box.width === 0 || box.height === 0 || ['SCRIPT', 'STYLE'].includes(e.tagName)) return;
    var name = e.tagName + ' “' + (e.innerText || e.id).slice(0, 30) + '”';
    var own = Array.from(e.childNodes).some(function (c) { return c.nodeType === 3 && c.data.trim(); });
    if (own || e.tagName === 'INPUT') {
      n++;
      var r = ratio(parse(style.color), paper(e));
      if (r < 4.5) wrong.push(name + ' has a contrast of ' + r.toFixed(2));
    }
    if (e.tagName === 'INPUT' && e.type !== 'checkbox') {
      r = ratio(parse(style.borderTopColor), paper(e.parentElement));
      if (r < 3) wrong.push(name + ' has a border with a contrast of ' + r.toFixed(2));
    }
    if (e.tagName === 'BUTTON') {
      r = ratio(paper(e), paper(e.parentElement));
      if (r < 3) wrong.push(name + ' stands out by a contrast of ' + r.toFixed(2));
    }
    if (['INPUT', 'BUTTON'].includes(e.tagName) && (box.width < 24 || box.height < 24))
      wrong.push(name + ' is only ' + box.width + ' by ' + box.height);
    if (box.right > innerWidth + 1 || box.left < -1) wrong.push(name + ' sticks out');
  });
  if (document.documentElement.scrollWidth > innerWidth) wrong.push('it has to be scrolled sideways');
  return {wrong: wrong, texts: n};
}
'''
# The ring around what has the focus, against what it lies on.
RING = r'''
function () {
''' + COLOURS + r'''
  var style = getComputedStyle(document.activeElement);
  return {style: style.outlineStyle, width: parseFloat(style.outlineWidth),
          contrast: ratio(parse(style.outlineColor), paper(document.activeElement.parentElement))};
}
'''


class Page:
    """One browser on the page behind the newest link."""

    def __init__(self, browser, practice, scripts, folder):
        self.browser = browser
        self.practice = practice
        self.scripts = scripts
        self.folder = folder
        browser.allow_scripts(scripts)

    def open(self):
        ask_for_mail(self.practice.info)
        self.link = newest_link(self.practice.info['maildir'])[0]
        self.browser.open(self.link)
        self.browser.wait('the page', lambda: self.browser.title() == 'Choose a New Password')

    def shot(self, name):
        if self.folder is not None:
            os.makedirs(self.folder, exist_ok=True)
            self.browser.shot(os.path.join(self.folder, name + '.png'))

    def go_to(self, role, name):
        for _ in range(12):
            node = self.browser.focused()
            if node is not None and (node.role, node.name) == (role, name):
                return node
            self.browser.press('Tab')
        raise AssertionError('Tab does not lead to %s “%s”' % (role, name))

    def fill(self, first, second):
        for name, text in ((FIRST, first), (SECOND, second)):
            self.go_to('textbox', name)
            if text:
                self.browser.type(text)

    def send(self, first, second):
        """Fills both fields and sends; returns once the answer has the focus."""
        self.fill(first, second)
        self.browser.press('Enter')
        return self.browser.focus_is('alert', SUMMARY)

    def check_names(self):
        for node in self.browser.nodes():
            if node.states.get('focusable'):
                assert node.name, node

    def check_sight(self, name):
        for width in (800, 320):
            self.browser.resize(width, 900)
            for scheme in ('light', 'dark'):
                self.browser.prefer(scheme)
                seen = self.browser.look(LOOK)
                assert not seen['wrong'], (name, width, scheme, seen['wrong'])
                assert seen['texts'] > 2, seen
                self.shot('%s-%s-%d' % (name, scheme, width))
        self.browser.resize(800, 1000)
        self.browser.prefer('light')


def check_error(browser, name, sentence):
    """The field is wrong, and says why."""
    field = browser.find('textbox', name)
    assert field.states.get('invalid') == 'true', field.states
    assert field.description.startswith('Error: ' + sentence), field.description
    summary = browser.find('alert', SUMMARY)
    assert any(node.role == 'link' and sentence in node.name for node in summary.within())


def steps(page):
    browser = page.browser
    page.open()
    nodes = browser.nodes()
    root = nodes[0]
    assert (root.role, root.name) == ('RootWebArea', 'Choose a New Password'), root
    assert 'lang="en"' in browser.source()
    headings = [node.name for node in nodes if node.role == 'heading']
    assert headings == ['Choose a New Password'], headings
    assert {'banner', 'main'} <= {node.role for node in nodes}
    assert browser.find('textbox', 'Account').value == page.practice.info['email']
    first, second = browser.find('textbox', FIRST), browser.find('textbox', SECOND)
    for rule in RULES:
        assert rule in first.description, first.description
    for field in (first, second):
        assert field.states.get('required') and field.states.get('invalid') == 'false', field.states
    page.check_names()
    assert browser.focused() is None, browser.focused()
    yield 'the page has a title, a heading and a name for everything; the rules belong to the field'

    way = []
    browser.press('Tab')
    while browser.focused() is not None and len(way) < 9:
        way.append((browser.focused().role, browser.focused().name))
        browser.press('Tab')
        if page.scripts:
            ring = browser.look(RING)
            assert browser.focused() is None or (
                ring['style'] == 'solid' and ring['width'] >= 3 and ring['contrast'] >= 3), ring
    show = [('checkbox', 'Show passwords')] if page.scripts else []
    assert way == [('textbox', 'Account'), ('textbox', FIRST), ('textbox', SECOND), *show, ('button', BUTTON)], way
    yield 'Tab goes from field to field and to the button, and the focus can be seen'

    page.open()
    summary = page.send('', '')
    assert browser.title() == 'Error: Choose a New Password', browser.title()
    check_error(browser, FIRST, 'Enter a new password.')
    links = [node for node in summary.within() if node.role == 'link']
    browser.press('Tab')
    browser.focus_is('link', links[0].name)
    browser.press('Enter')
    browser.focus_is('textbox', FIRST)
    page.check_names()
    yield 'sent empty, the title says so, the focus is on what is wrong, and a link leads to the field'

    page.send(GOOD, GOOD + '!')
    check_error(browser, SECOND, DIFFERENT)
    assert browser.find('textbox', FIRST).states.get('invalid') == 'false'
    assert GOOD not in browser.source()
    yield 'two different passwords: the second field is wrong, and the page holds neither'

    for kind, text in [('nothing', ''), *((kind, text) for kind, (text, _sentence) in WRONG.items())]:
        page.send(GOOD, text)
        check_error(browser, SECOND, DIFFERENT if text else 'Enter the new password again.')
        assert browser.find('textbox', FIRST).states.get('invalid') == 'false'
        yield 'in the second field, %s' % kind

    for kind, (text, sentence) in WRONG.items():
        page.send(text, text)
        assert sentence in browser.find('textbox', FIRST).description, browser.find('textbox', FIRST).description
        check_error(browser, FIRST, 'Use at')
        yield '%s: “%s”' % (kind, sentence)

    if page.scripts:
        page.check_sight('error')
        yield 'contrast, targets and width are right, light and dark'
        page.open()
        page.check_sight('form')
        yield 'so they are before anything is sent'

        page.fill(GOOD, '')
        browser.press('Tab')
        browser.focus_is('checkbox', 'Show passwords')
        assert GOOD not in str([node.raw for node in browser.nodes()])
        browser.press('Space')
        browser.wait('the password to be shown', lambda: browser.find('textbox', FIRST).value == GOOD)
        browser.press('Space')
        browser.wait('it to be hidden', lambda: browser.find('textbox', FIRST).value != GOOD)
        yield 'the passwords can be shown and hidden, and are told to nobody before'

    page.open()
    page.fill(GOOD, GOOD)
    browser.press('Enter')
    browser.wait('the answer', lambda: browser.title() == 'Password Changed')
    status = [node for node in browser.nodes() if node.role == 'status']
    assert len(status) == 1 and any('has been changed' in node.name for node in status[0].within()), status
    browser.find('heading', 'Password Changed')
    if page.scripts:
        page.check_sight('done')
    yield 'the new password is taken, and a status says so'

    browser.open(page.link)
    browser.find('heading', 'Link Expired')
    assert 'already been used' in browser.source()
    if page.scripts:
        page.check_sight('expired')
    yield 'the link works once, and the page says what to do'


def walk():
    scripts = {'scripts': True, 'none': False}[sys.argv[1]]
    folder = sys.argv[2] if len(sys.argv) > 2 else None
    os.environ.setdefault('SPARE_PRACTICE_PROGRAM',
                          os.path.join(build_dir(), 'src', 'practice', 'spare-key-practice'))
    with tempfile.TemporaryDirectory(prefix='spare-key-') as home, Browser() as browser, \
            Practice(types.SimpleNamespace(home=home)) as practice:
        main(steps(Page(browser, practice, scripts, folder)))


if __name__ == '__main__':
    run(walk)
