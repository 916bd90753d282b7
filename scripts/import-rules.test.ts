import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkImports, rules } from './import-rules.ts'

/** The import rules hold in the tree, and a deliberate break of each is reported by its name. */
const root = join(import.meta.dirname, '..')

function treeOf(tops: string[]): Map<string, string> {
  const files = new Map<string, string>()
  const read = (path: string) => {
    if (path === 'lib/db/generated') return
    if (statSync(join(root, path)).isDirectory())
      for (const name of readdirSync(join(root, path))) read(`${path}/${name}`)
    else if (/\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
      files.set(path, readFileSync(join(root, path), 'utf8'))
  }
  for (const top of tops) read(top)
  return files
}

test('no import in the tree breaks a rule, and the tree was really read', () => {
  const { imports, violations } = checkImports(
    treeOf(['app', 'components', 'lib', 'engine.ts', 'start.ts', 'proxy.ts']),
  )
  expect(violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`)).toEqual([])
  expect(imports.length).toBeGreaterThan(900)
  expect(imports.some(({ from }) => from.endsWith('.tsx'))).toBe(true)
}, 60_000)

/** [rule, file that breaks it, what it imports] */
const breaks: [rule: string, from: string, names: string][] = [
  ['telemetry-looks-left-only', 'lib/telemetry/a.ts', '#lib/quality/b.ts'],
  ['quality-looks-left-only', 'lib/quality/a.ts', '../sessions/b.ts'],
  ['diagnosis-looks-left-only', 'lib/diagnosis/a.ts', '#lib/sessions/b.ts'],
  ['sessions-looks-left-only', 'lib/sessions/history/a.ts', '../../realtime/b.ts'],
  ['alerting-looks-left-only', 'lib/alerting/a.ts', '#lib/incidents/b.ts'],
  ['incidents-looks-left-only', 'lib/incidents/a.ts', '#lib/notifications/b.ts'],
  ['status-pages-looks-left-only', 'lib/status-pages/a.ts', '#lib/realtime/b.ts'],
  ['reports-looks-left-only', 'lib/reports/a.ts', '#lib/notifications/b.ts'],
  ['notifications-looks-left-only', 'lib/notifications/a.ts', '#lib/realtime/b.ts'],
  ['ground-floor-knows-no-stage', 'lib/access/a.ts', '#lib/sessions/b.ts'],
  ['lib-knows-no-screen', 'lib/sessions/a.ts', '#components/b.tsx'],
  ['lib-knows-no-screen', 'lib/sessions/a.ts', 'react'],
  ['lib-knows-no-screen', 'lib/access/a.server.ts', 'next/headers'],
  ['core-has-no-io', 'lib/quality/a.ts', './b.server.ts'],
  ['core-has-no-node', 'lib/quality/a.ts', 'node:fs'],
  ['core-has-no-driver', 'lib/quality/a.ts', 'pg'],
  ['core-has-no-driver', 'lib/quality/a.ts', '@prisma/client'],
  ['screen-never-reaches-io', 'components/live/a.tsx', '#lib/sessions/b.server.ts'],
  ['app-holds-no-live-state', 'app/a.tsx', '#lib/sessions/live.server.ts'],
  ['app-asks-verbs-not-stores', 'app/a.tsx', '#lib/sessions/store.server.ts'],
  ['only-stores-query', 'lib/sessions/a.server.ts', '#lib/db/client.server.ts'],
  ['browser-sdk-ships-alone', 'lib/browser-sdk/a.ts', '../telemetry/contract.ts'],
  ['browser-sdk-ships-alone', 'lib/browser-sdk/a.ts', 'zod'],
  ['simulator-knows-only-the-wire', 'lib/simulator/a.ts', '#lib/sessions/b.ts'],
  ['charts-only-in-charts', 'components/live/a.tsx', 'recharts'],
  ['charts-only-in-charts', 'app/a.tsx', 'uplot'],
]

const rulesOf = (files: Record<string, string>) =>
  checkImports(new Map(Object.entries(files))).violations.map(({ rule }) => rule)

test.each(breaks)('%s reports %s importing %s', (rule, from, name) => {
  expect(rulesOf({ [from]: `import { b } from '${name}'\nexport const a = b\n` })).toContain(rule)
})

test('every rule is broken by some case above, so none can fall silent', () => {
  const broken = new Set(breaks.map(([rule]) => rule))
  expect(rules.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([])
})

test.each([
  ['a type-only import', "import type { B } from '#lib/realtime/b.ts'\nexport type A = B\n"],
  ['an export from elsewhere', "export { b } from '#lib/realtime/b.ts'\n"],
  ['an import at run time', "export const a = () => import('#lib/realtime/b.ts')\n"],
])('%s counts as an import', (_case, text) => {
  expect(rulesOf({ 'lib/telemetry/a.ts': text })).toEqual(['telemetry-looks-left-only'])
})

test('a circle of imports is reported', () => {
  expect(
    rulesOf({
      'lib/quality/a.ts': "import { b } from './b.ts'\nexport const a = () => b\n",
      'lib/quality/b.ts': "import { c } from './c.ts'\nexport const b = () => c\n",
      'lib/quality/c.ts': "import { a } from './a.ts'\nexport const c = () => a\n",
    }),
  ).toEqual(['no-circles'])
})

test('the SDK may import the columns of the wire and types of anything', () => {
  const text =
    "import { b } from '#lib/telemetry/columns.ts'\nimport type { C } from '#lib/telemetry/batch.ts'\nexport const a: C = b\n"
  expect(rulesOf({ 'lib/browser-sdk/a.ts': text })).toEqual([])
})
