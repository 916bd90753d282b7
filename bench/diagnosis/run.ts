import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { putBetween } from '../../scripts/put-between.ts'
import { judge } from './judge.ts'
import { play, readManifest } from './read-corpus.ts'
import { addRefusal, addVerdict, closingLine, emptyTally, tableOf, textOf } from './tally.ts'

/**
 * `npm run bench:diagnosis [-- --corpus DIR] [--verbose]`: replays every file of a corpus as if it were live and holds
 * what is told against what is known to be wrong in it. With the repository's own corpus the table goes into
 * docs/diagnosis.md. What a listed file that is absent would have shown is not counted; how many there are is told.
 */
const { values } = parseArgs({
  options: { corpus: { type: 'string' }, verbose: { type: 'boolean', default: false } },
})
const own = join(import.meta.dirname, '../corpus')
const folder = values.corpus === undefined ? own : resolve(values.corpus)
const say = (line = '') => process.stdout.write(`${line}\n`)
const tally = emptyTally()

for (const entry of readManifest(folder)) {
  const played = await play(folder, entry)
  if (played.told !== null) {
    const verdict = judge(played.item, played.told)
    addVerdict(tally, played.item, verdict)
    if (values.verbose) {
      say(`\n${entry.file} (${played.participants} ends, ${played.reports} reports)`)
      for (const told of played.told) say(`  ${told.explainedBy === null ? '' : '  ↳ '}${textOf(told)}`)
    }
  } else if (played.refusal === null) tally.absent++
  else {
    addRefusal(tally, played.item, played.refusal)
    if (values.verbose) say(`\n${entry.file} refused: ${played.refusal}`)
  }
}

say()
say(tableOf(tally))
say()
for (const miss of tally.misses) say(`missed  ${miss}`)
for (const wrong of tally.wrongs) say(`false   ${wrong}`)
say(`${tally.played} files replayed, ${tally.refused} refused, ${tally.absent} absent`)
if (folder === own) putTable()
say(closingLine(tally))

function putTable() {
  const path = join(import.meta.dirname, '../../docs/diagnosis.md')
  const text = readFileSync(path, 'utf8')
  const misses = [
    ...tally.misses.map((miss) => `- missed: ${miss}`),
    ...tally.wrongs.map((wrong) => `- false: ${wrong}`),
  ]
  writeFileSync(
    path,
    putBetween(text, 'measured', `${tableOf(tally)}\n\n${misses.join('\n')}\n\n\`${closingLine(tally)}\``),
  )
}
