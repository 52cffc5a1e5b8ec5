# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chromium without a window: what its accessibility tree holds, and a person
at its keyboard."""

import base64
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

LIMIT = 30
KEYS = {
    'Tab': ('Tab', 9, ''),
    'Enter': ('Enter', 13, '\r'),
    'Space': (' ', 32, ' '),
}
ARGUMENTS = [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--disable-dev-shm-usage', '--no-proxy-server', '--window-size=800,1000',
]


class Node:
    """One object of the accessibility tree."""

    def __init__(self, tree, raw):
        self.raw = raw
        self.tree = tree
        self.role = raw.get('role', {}).get('value', '')
        self.name = raw.get('name', {}).get('value', '')
        self.description = raw.get('description', {}).get('value', '')
        self.value = raw.get('value', {}).get('value', '')
        self.states = {p['name']: p['value'].get('value') for p in raw.get('properties', [])}

    def __repr__(self):
        return '%s “%s”' % (self.role, self.name)

    def within(self):
        """It and everything in it."""
        yield self
        for child in self.raw.get('childIds', []):
            if child in self.tree:
                yield from self.tree[child].within()


class Browser:
    """Chromium, driven by WebDriver and the protocol of its tools."""

    def __enter__(self):
        self.home = tempfile.mkdtemp(prefix='spare-key-browser-')
        self.session = None
        environ = {name: value for name, value in os.environ.items()
                   if name not in ('DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS')}
        environ.update({'HOME': self.home, 'LC_ALL': 'C.UTF-8'})
        self.log = open(os.path.join(self.home, 'log'), 'wb')
        self.driver = subprocess.Popen(['chromedriver', '--port=0'], stdout=subprocess.PIPE,
                                       stderr=self.log, env=environ, text=True, start_new_session=True)
        try:
            self.base = self._find_driver()
            options = {'args': [*ARGUMENTS, '--user-data-dir=' + os.path.join(self.home, 'profile')]}
            answer = self._ask('POST', '/session', {'capabilities': {'alwaysMatch': {
                'browserName': 'chrome', 'goog:chromeOptions': options}}})
            self.session = '/session/' + answer['sessionId']
            for domain in ('Page', 'DOM', 'Accessibility'):
                self.tell(domain + '.enable')
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *args):
        if self.session is not None:
            self._ask('DELETE', self.session)
        self.driver.terminate()
        self.driver.wait(LIMIT)
        self.driver.stdout.close()
        self.log.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def _find_driver(self):
        for line in self.driver.stdout:
            found = re.search(r'successfully on port (\d+)', line)
            if found is not None:
                return 'http://127.0.0.1:' + found.group(1)
        raise AssertionError('chromedriver did not start')

    def _ask(self, method, path, body=None):
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.base + path, data, {'Content-Type': 'application/json'},
                                         method=method)
        try:
            with opener.open(request, timeout=LIMIT) as answer:
                return json.loads(answer.read())['value']
        except urllib.error.HTTPError as error:
            raise AssertionError('%s: %s' % (path, error.read().decode())) from error

    def tell(self, command, **params):
        """A command of Chromium's own protocol."""
        return self._ask('POST', self.session + '/goog/cdp/execute', {'cmd': command, 'params': params})

    # Pages

    def open(self, address):
        self._ask('POST', self.session + '/url', {'url': address})

    def title(self):
        return self._ask('GET', self.session + '/title')

    def source(self):
        root = self.tell('DOM.getDocument')['root']['nodeId']
        return self.tell('DOM.getOuterHTML', nodeId=root)['outerHTML']

    def look(self, function):
        """What a function of our own, run beside the page, returns."""
        return self._ask('POST', self.session + '/execute/sync',
                         {'script': 'return (%s)()' % function, 'args': []})

    def allow_scripts(self, allowed):
        self.tell('Emulation.setScriptExecutionDisabled', value=not allowed)

    def prefer(self, scheme):
        self.tell('Emulation.setEmulatedMedia', features=[{'name': 'prefers-color-scheme', 'value': scheme}])

    def resize(self, width, height):
        self.tell('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1,
                  mobile=False)

    def shot(self, path):
        with open(path, 'wb') as file:
            file.write(base64.b64decode(self.tell('Page.captureScreenshot')['data']))

    # What a screen reader has

    def nodes(self):
        raw = self.tell('Accessibility.getFullAXTree')['nodes']
        tree = {}
        for one in raw:
            tree[one['nodeId']] = Node(tree, one)
        return [tree[one['nodeId']] for one in raw if not one.get('ignored')]

    def find(self, role, name):
        found = [node for node in self.nodes() if node.role == role and node.name == name]
        assert len(found) == 1, '%d times %s “%s” in %s' % (len(found), role, name, self.nodes())
        return found[0]

    def focused(self):
        found = [node for node in self.nodes() if node.states.get('focused') and node.role != 'RootWebArea']
        return found[-1] if found else None

    def wait(self, what, condition):
        """Asks again until it is so; every question takes its time by itself."""
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            found = condition()
            if found:
                return found
        raise AssertionError('waited for %s; there is %s' % (what, self.nodes()))

    def focus_is(self, role, name):
        def look():
            node = self.focused()
            return node if node is not None and (node.role, node.name) == (role, name) else None
        return self.wait('the focus on %s “%s”' % (role, name), look)

    # The keyboard

    def press(self, name):
        key, code, text = KEYS[name]
        common = {'key': key, 'code': name, 'windowsVirtualKeyCode': code}
        self.tell('Input.dispatchKeyEvent', type='keyDown' if text else 'rawKeyDown', text=text, **common)
        self.tell('Input.dispatchKeyEvent', type='keyUp', **common)

    def type(self, text):
        self.tell('Input.insertText', text=text)
