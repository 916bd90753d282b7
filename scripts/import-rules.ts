import { dirname, join, normalize } from 'node:path/posix'
import { parseSync } from '@swc/core'

/**
 * Who may import whom. A call's life, in order: a stage may import stages to its left, never to its right.
 * A target is a path in the project, `node:…` for Node's own modules, or `npm:…` for a package.
 */
const stages = [
  'telemetry',
  'quality',
  'diagnosis',
  'sessions',
  'alerting',
  'incidents',
  'status-pages',
  'reports',
  'notifications',
  'realtime',
]
const isTest = /\.test(-[\w]+)?\.tsx?$|for-tests/
const isCore = (path: string) =>
  /^lib\/(?!browser-sdk\/|simulator\/|db\/generated\/)/.test(path) &&
  !path.endsWith('.server.ts') &&
  !isTest.test(path)
const isStore = (path: string) => /\/store\.server\.ts$|^lib\/db\//.test(path) || isTest.test(path)

export type Rule = {
  name: string
  from: (path: string) => boolean
  to: (target: string) => boolean
  /** `import type` is allowed */
  typesAllowed?: true
}

const to = (pattern: RegExp) => (target: string) => pattern.test(target)
const within = (pattern: RegExp) => (path: string) => pattern.test(path) && !isTest.test(path)

export const rules: Rule[] = [
  ...stages.slice(0, -1).map((stage, i) => ({
    name: `${stage}-looks-left-only`,
    from: within(new RegExp(`^lib/${stage}/`)),
    to: to(new RegExp(`^lib/(${stages.slice(i + 1).join('|')})/`)),
  })),
  {
    name: 'ground-floor-knows-no-stage',
    from: within(/^lib\/(access|activity|db|errors|outside)/),
    to: to(new RegExp(`^lib/(${stages.join('|')})/`)),
  },
  {
    name: 'lib-knows-no-screen',
    from: within(/^lib\//),
    to: to(/^(app|components)\/|^npm:(next|react|react-dom|recharts)$/),
  },
  { name: 'core-has-no-io', from: isCore, to: to(/\.server\.ts$/) },
  { name: 'core-has-no-node', from: isCore, to: to(/^node:/) },
  { name: 'core-has-no-driver', from: isCore, to: to(/^npm:(socket\.io|pg|@prisma\/.*)$/) },
  { name: 'screen-never-reaches-io', from: within(/^components\//), to: to(/\.server\.ts$/) },
  {
    name: 'app-holds-no-live-state',
    from: within(/^app\//),
    to: to(/^lib\/(realtime|sessions\/live)[^.]*\.server/),
  },
  {
    name: 'app-asks-verbs-not-stores',
    from: within(/^(app\/|engine|start)/),
    to: to(/\/store\.server\.ts$/),
  },
  {
    name: 'only-stores-query',
    from: (path) => /^(app|components|lib|engine|start)/.test(path) && !isStore(path),
    to: to(/^lib\/db\/(generated\/(client|internal|models)|client\.server)/),
  },
  {
    name: 'browser-sdk-ships-alone',
    from: within(/^lib\/browser-sdk\//),
    to: to(/^lib\/(?!browser-sdk\/|telemetry\/(columns|event-types)\.ts)|^npm:/),
    typesAllowed: true,
  },
  {
    name: 'simulator-knows-only-the-wire',
    from: within(/^lib\/simulator\//),
    to: to(/^lib\/(?!simulator\/|telemetry\/(contract|columns|event-types)\.ts)/),
  },
  {
    name: 'charts-only-in-charts',
    from: (path) => /^(app|components)\//.test(path) && !path.startsWith('components/charts/'),
    to: to(/^npm:(recharts|uplot)$/),
  },
]

export type Import = { from: string; to: string; typeOnly: boolean }
export type Violation = { rule: string; from: string; to: string }

/** Checks the files of a tree, given as path → text. */
export function checkImports(files: ReadonlyMap<string, string>): {
  imports: Import[]
  violations: Violation[]
} {
  const imports = [...files].flatMap(([path, text]) => importsOf(path, text))
  const violations = imports.flatMap(({ from, to: target, typeOnly }) =>
    rules
      .filter((rule) => rule.from(from) && rule.to(target) && !(typeOnly && rule.typesAllowed))
      .map(({ name }) => ({ rule: name, from, to: target })),
  )
  return { imports, violations: [...violations, ...circles(imports)] }
}

type Node = { type: string; [key: string]: unknown }

function importsOf(path: string, text: string): Import[] {
  const found: Import[] = []
  const add = (source: unknown, typeOnly: boolean) => {
    const name = (source as { value?: unknown } | null)?.value
    if (typeof name === 'string') found.push({ from: path, to: resolve(path, name), typeOnly })
  }
  visit(parseSync(text, { syntax: 'typescript', tsx: path.endsWith('.tsx') }) as unknown as Node, (node) => {
    if (node.type === 'ImportDeclaration') add(node.source, node.typeOnly === true)
    else if (node.type === 'ExportNamedDeclaration') add(node.source, node.typeOnly === true)
    else if (node.type === 'ExportAllDeclaration') add(node.source, false)
    else if (node.type === 'TsImportType') add(node.argument, true)
    else if (node.type === 'CallExpression' && (node.callee as Node).type === 'Import')
      add((node.arguments as { expression: unknown }[])[0]?.expression, false)
  })
  return found
}

function visit(value: unknown, see: (node: Node) => void) {
  if (Array.isArray(value)) for (const item of value) visit(item, see)
  else if (value !== null && typeof value === 'object') {
    if ('type' in value && typeof value.type === 'string') see(value as Node)
    for (const part of Object.values(value)) visit(part, see)
  }
}

function resolve(from: string, name: string): string {
  if (name.startsWith('node:')) return name
  if (name.startsWith('#')) return name.slice(1)
  if (!name.startsWith('.'))
    return `npm:${name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/')}`
  return normalize(join(dirname(from), name))
}

/** Files that reach themselves by imports that stay at run time. */
function circles(imports: Import[]): Violation[] {
  const next = new Map<string, string[]>()
  for (const { from, to: target, typeOnly } of imports)
    if (!typeOnly && !from.startsWith('lib/db/generated/'))
      next.set(from, [...(next.get(from) ?? []), target])
  const state = new Map<string, 'open' | 'done'>()
  const found: Violation[] = []
  const walk = (path: string) => {
    state.set(path, 'open')
    for (const target of next.get(path) ?? []) {
      if (state.get(target) === 'open') found.push({ rule: 'no-circles', from: path, to: target })
      else if (!state.has(target)) walk(target)
    }
    state.set(path, 'done')
  }
  for (const path of next.keys()) if (!state.has(path)) walk(path)
  return found
}
