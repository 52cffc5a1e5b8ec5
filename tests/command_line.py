#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands, without display or bus, against the practice tenant and
against recorded answers.

Usage: command_line.py SPARE-KEY PRACTICE-PROGRAM WIRE-CASES.json
"""

import json
import os
import pty
import subprocess
import sys
import tempfile

PROGRAM, PRACTICE, CASES = sys.argv[1:4]
LIMIT = 60
SENT = "We've just sent you an email to reset your password."
n_checks = 0
n_failed = 0


def check(name, condition, seen=''):
    global n_checks, n_failed
    n_checks += 1
    if not condition:
        n_failed += 1
        for line in str(seen).splitlines():
            print('# ' + line)
    print('%s %d - %s' % ('ok' if condition else 'not ok', n_checks, name), flush=True)


class Tenant:
    def __init__(self, *args):
        self.process = subprocess.Popen([PRACTICE, *args], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        self.info = json.loads(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.process.stdin.close()
        self.process.wait(LIMIT)
        self.process.stdout.close()

    def args(self, client_id=None):
        return ['--tenant', self.info['base_url'],
                '--client-id', client_id or self.info.get('client_id') or 'cid_native_1']


def environment(folder):
    env = {name: value for name, value in os.environ.items()
           if name not in ('DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS')}
    env.update({'HOME': folder, 'XDG_RUNTIME_DIR': folder, 'LC_ALL': 'C.UTF-8',
                'GSETTINGS_BACKEND': 'memory', 'G_DEBUG': 'fatal-warnings',
                'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PATH': os.path.join(folder, 'keyring'),
                'SECRET_FILE_TEST_PASSWORD': 'test'})
    return env


def run(env, *args, stdin=''):
    return subprocess.run([PROGRAM, *args], input=stdin, env=env, capture_output=True, text=True,
                          timeout=LIMIT)


def usage(env):
    for args in (['bogus'], ['reset'], ['reset', 'a@b.c', 'd'], ['--bogus'], ['--json'],
                 ['status', '--email', 'a@b.c'], ['--tenant'], ['--practice', 'status']):
        done = run(env, *args)
        check('usage: ' + ' '.join(args), done.returncode == 64 and done.stdout in ('',) or
              '--json' in args and done.returncode == 64, done)
        check('usage says where help is: ' + ' '.join(args), '--help' in done.stderr, done)
    done = run(env, 'bogus', '--json')
    check('usage in JSON', done.returncode == 64 and json.loads(done.stdout)['cause'] == 'usage', done)
    done = run(env, '--version')
    check('version', done.returncode == 0 and done.stdout.startswith('Spare Key '), done)
    done = run(env, '--help')
    check('help', done.returncode == 0 and 'reset EMAIL' in done.stdout, done)


def set_up(env):
    for tenant, status in (('http://example.com', 78), ('ftp://example.com', 78), ('exa mple.com', 78)):
        done = run(env, '--tenant', tenant, '--client-id', 'x', 'reset', 'a@b.c', '--json')
        check('refused as set-up: ' + tenant, done.returncode == status, done)
    check('no tenant', run(env, 'reset', 'a@b.c').returncode == 78)
    check('no client ID', run(env, '--tenant', 'example.com', 'reset', 'a@b.c').returncode == 78)
    for address in ('jane', 'jane@', '@.', 'a b@c.d', 'a@b.c\nx', ''):
        done = run(env, '--tenant', 'http://127.0.0.1:1', '--client-id', 'x', 'reset', address, '--json')
        check('malformed address: %r' % address,
              done.returncode == 65 and json.loads(done.stdout)['cause'] == 'malformed_address', done)
    done = run(env, '--tenant', 'http://127.0.0.1:1', '--client-id', 'x', 'reset', 'a@b.c', '--json')
    answer = json.loads(done.stdout)
    check('nobody there', done.returncode == 69 and answer['meaning'] == 'network' and
          answer['status'] == 0 and answer['retry_after'] is None, done)


def practice(env, folder):
    with Tenant('--state-dir', os.path.join(folder, 'state')) as tenant:
        args, info = tenant.args(), tenant.info
        done = run(env, *args, 'reset', info['email'])
        check('reset', done.returncode == 0 and done.stdout == SENT + '\n' and not done.stderr, done)
        done = run(env, 'reset', 'nobody@example.com', '--json', *args)
        answer = json.loads(done.stdout)
        check('an unknown address is answered like a known one',
              done.returncode == 0 and answer['meaning'] == 'success' and answer['message'] == SENT and
              answer['status'] == 200, done)
        check('status before', run(env, *args, 'status').returncode == 67)
        check('logout before', run(env, *args, 'logout').returncode == 67)

        done = run(env, *args, 'login', '--email', info['email'], '--json', stdin='wrong\n')
        answer = json.loads(done.stdout)
        check('wrong password', done.returncode == 77 and answer['meaning'] == 'wrong_credentials', done)
        bare = {name: value for name, value in env.items() if not name.startswith('SECRET_')}
        bare['DBUS_SESSION_BUS_ADDRESS'] = 'disabled:'
        done = run(bare, *args, 'login', '--email', info['email'], stdin='wrong\n')
        check('wrong password, without a keyring', done.returncode == 77, done)
        done = run(bare, *args, 'login', '--email', info['email'], '--json', stdin=info['password'] + '\n')
        check('right password, without a keyring', done.returncode == 69 and
              json.loads(done.stdout)['meaning'] == 'keyring_unavailable', done)
        check('no password', run(env, *args, 'login', '--email', info['email']).returncode == 64)
        done = run(env, *args, 'login', '--email', info['email'], '--json', stdin=info['password'] + '\n')
        answer = json.loads(done.stdout)
        check('login', done.returncode == 0 and answer['account']['email'] == info['email'], done)
        check('no secret in the output', info['password'] not in done.stdout + done.stderr and
              'token' not in done.stdout, done)
        with open(os.path.join(folder, 'keyring'), 'rb') as file:
            check('the session is not there in plain', info['email'].encode() not in file.read())
        done = run(env, *args, 'status', '--json')
        check('status', done.returncode == 0 and json.loads(done.stdout)['account']['name'], done)
        check('another client has another session',
              run(env, *tenant.args('another'), 'status').returncode == 67)
        done = run(env, *args, 'logout')
        check('logout', done.returncode == 0 and done.stdout == 'Logged out.\n', done)
        check('status after', run(env, *args, 'status').returncode == 67)

        for client_id, status in (('nobody', 78), ('SpareKeyPracticeNoPasswordGrant1', 78)):
            done = run(env, *tenant.args(client_id), 'login', '--email', info['email'],
                       stdin=info['password'] + '\n')
            check('client ' + client_id, done.returncode == status, done)
        done = run(env, *args, '--connection', 'nowhere', 'reset', info['email'], '--json')
        check('unknown connection', done.returncode == 78 and
              json.loads(done.stdout)['meaning'] == 'invalid_connection', done)
        terminal(env, args, info)

        for _ in range(12):
            done = run(env, *args, 'reset', 'zoe@example.com', '--json')
        answer = json.loads(done.stdout)
        check('rate limited', done.returncode == 75 and answer['meaning'] == 'rate_limited' and
              answer['status'] == 429 and 0 < answer['retry_after'] <= 120, done)


def terminal(env, args, info):
    """On a terminal the password is asked for, and not echoed."""
    master, slave = pty.openpty()
    process = subprocess.Popen([PROGRAM, *args, 'login', '--email', info['email']], env=env,
                               stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    screen = b''
    while b'Password:' not in screen:
        screen += os.read(master, 1024)
    os.write(master, info['password'].encode() + b'\n')
    while True:
        try:
            part = os.read(master, 1024)
        except OSError:
            break
        if not part:
            break
        screen += part
    status = process.wait(LIMIT)
    os.close(master)
    check('login on a terminal', status == 0 and b'Logged in as' in screen, screen)
    check('without echo', info['password'].encode() not in screen, screen)
    check('logged out again', run(env, *args, 'logout').returncode == 0)


def recorded(env):
    """Every recorded answer to a reset, with the exit status that belongs to it."""
    expected = {'success': 0, 'not_found': 0, 'network': 69, 'server_error': 69, 'rate_limited': 75,
                'bad_response': 76, 'verification_required': 77, 'invalid_connection': 78,
                'invalid_client': 78, 'invalid_request': 78}
    with open(CASES, encoding='utf-8') as file:
        cases = [case for case in json.load(file)
                 if case['endpoint'] == 'POST /dbconnections/change_password'
                 and case['meaning'] in expected and case['response'].get('transport') != 'timeout']
    for case in cases:
        with Tenant('--script', CASES, '--case', case['id']) as tenant:
            done = run(env, *tenant.args('cid_native_1'), 'reset', 'jane@example.com', '--json')
            meaning = 'success' if case['meaning'] == 'not_found' else case['meaning']
            check('recorded: ' + case['id'],
                  done.returncode == expected[case['meaning']] and
                  json.loads(done.stdout)['meaning'] == meaning, done)


def main():
    with tempfile.TemporaryDirectory() as folder:
        env = environment(folder)
        usage(env)
        set_up(env)
        practice(env, folder)
        recorded(env)
    print('1..%d' % n_checks)
    return 1 if n_failed else 0


sys.exit(main())
