import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const lib = join(import.meta.dirname, '..')

/** Files that may call by themselves, and whom. */
const allowed: Record<string, string> = {
  'outside/fetch-outside.server.ts': 'the one client',
  'alerting/intake/verify-sns.server.ts': 'reads the list of root certificates, calls nobody',
  'browser-sdk/': 'runs in the browser of a customer and calls its own installation',
  'realtime/': 'runs in our own pages',
  'simulator/': 'plays a browser against its own installation',
  'status-pages/engine-listens.server.ts': 'asks our own engine whether it is ready',
  'supervisor/': 'asks its own children whether they are ready',
}
const calls =
  /(?<![\w.'"`-])fetch\(|globalThis\.fetch|from 'node:(http|https|http2|tls)'|new WebSocket\(|from 'undici'/

function callers(files: Iterable<[path: string, text: string]>): string[] {
  return [...files]
    .filter(([path]) => !Object.keys(allowed).some((start) => path.startsWith(start)))
    .filter(([path]) => !/\.test(-data)?\.tsx?$|for-tests|\/test-[\w-]+\.server\.ts$|\/fakes\//.test(path))
    .filter(([, text]) => calls.test(withoutServerParts(text)))
    .map(([path]) => path)
}

/** Types and listening are no calls. */
const withoutServerParts = (text: string) =>
  text
    .replace(/import type [^\n]*\n/g, '')
    .replace(/import \{ rootCertificates \} from 'node:tls'/g, '')
    .replace(/import \{[^}]*\} from 'node:http'/g, (line) =>
      /\b(request|get|Agent)\b/.test(line.replace(/type \w+/g, '')) ? line : '',
    )

function* filesOfLib(): Iterable<[string, string]> {
  for (const name of readdirSync(lib, { recursive: true, encoding: 'utf8' }))
    if (/\.tsx?$/.test(name) && !name.startsWith('db/generated'))
      yield [name.replaceAll('\\', '/'), readFileSync(join(lib, name), 'utf8')]
}

test('nothing in lib calls the outside but the one client', () => {
  expect(callers(filesOfLib())).toEqual([])
})

test.each([
  "const reply = await fetch('https://example.com')",
  'await globalThis.fetch(url)',
  "import { request } from 'node:https'",
  "import { get } from 'node:http'",
  "import { fetch } from 'undici'",
])('a deliberate break is found: %s', (text) => {
  expect(callers([['notifications/a.server.ts', text]])).toEqual(['notifications/a.server.ts'])
})
