import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { findChromium } from '../scripts/find-chromium.ts'
import { pinned } from './ground.ts'
import { brief } from './measure.ts'
import { type Figure, meets, type Skipped } from './part.ts'
import { postgresVersion } from './store.server.ts'

const file = 'docs/performance.md'
const from = '<!-- bench: begin -->'
const to = '<!-- bench: end -->'

/** Replaces the measured part of docs/performance.md. A run of some parts replaces their rows alone. */
export async function writeReport(
  figures: readonly (Figure | Skipped)[],
  { whole, long }: { whole: boolean; long: boolean },
): Promise<void> {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : `${from}\n${to}\n`
  const [start, end] = [text.indexOf(from), text.indexOf(to)]
  if (start < 0 || end < start) throw new Error(`${file} has lost its marks ${from} and ${to}`)
  const rows = new Map(whole ? [] : rowsOf(text.slice(start, end)))
  for (const figure of figures) rows.set(figure.id, rowOf(figure))
  const about = await aboutThisRun(figures, whole, long)
  const body = [from, '', about, '', head, ...[...rows.values()].sort(byNumber), '', to].join('\n')
  writeFileSync(file, text.slice(0, start) + body + text.slice(end + to.length))
}

const head = [
  '| # | What | Measured | Beside it | Budget | Met | First goal | Met | Median (range) and notes |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
].join('\n')

function rowOf(figure: Figure | Skipped): string {
  if ('skipped' in figure)
    return `| ${figure.id} | not measured | – | – | – | – | – | – | ${cell(figure.skipped)} |`
  const { id, what, value, unit, limit, budget, firstGoal, atLeast, note } = figure
  const sign = atLeast ? '≥' : '≤'
  const met = (goal: number) => (meets(figure, goal) ? 'yes' : '**no**')
  const goal = firstGoal ?? budget
  return `| ${id} | ${what} | **${brief(value)}** ${unit} | ${limit === null ? '–' : `${brief(limit)} ${unit}`} | ${sign} ${budget} | ${met(budget)} | ${sign} ${goal} | ${met(goal)} | ${cell(note)} |`
}

const cell = (text: string) => text.replaceAll('|', '/').replaceAll('\n', ' ')

function rowsOf(text: string): [string, string][] {
  return text
    .split('\n')
    .map((line) => [/^\| ((?:P\d+|FLEET|RULES)[^|]*?) \|/.exec(line)?.[1] ?? '', line] as [string, string])
    .filter(([id]) => id !== '')
}

function byNumber(a: string, b: string): number {
  const number = (row: string) => Number(/^\| P(\d+)/.exec(row)?.[1] ?? 1_000)
  return number(a) - number(b) || a.split('|')[1]?.localeCompare(b.split('|')[1] ?? '') || 0
}

async function aboutThisRun(
  figures: readonly (Figure | Skipped)[],
  whole: boolean,
  long: boolean,
): Promise<string> {
  const [cpu] = cpus()
  const commit = tryRun('git', ['rev-parse', '--short', 'HEAD'])
  const dirty =
    tryRun('git', ['status', '--porcelain', '--untracked-files=no']) === '' ? '' : ', with local changes'
  const chromium = findChromium()
  const browser = chromium ? tryRun(chromium, ['--version']) : 'no Chromium'
  const scope = whole
    ? 'the whole suite'
    : `only ${figures.map(({ id }) => id).join(', ')}; other rows are older`
  return `Measured ${new Date().toISOString().slice(0, 10)} (${scope}${long ? ', long form' : ''}) at commit ${commit}${dirty}: ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, PostgreSQL ${await postgresVersion()}, ${browser}. The engine ${pinned ? 'has a core to itself; the generator and Postgres share the other' : 'shares all cores with the generator and Postgres'}.`
}

function tryRun(command: string, args: string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return 'unknown'
  }
}
