import { expect, test } from 'vitest'
import type { ImportView } from '#lib/sessions/imports/contract.ts'
import { stageOf } from './stage-text.ts'

const view = (stage: ImportView['stage'], bytesRead = 0): ImportView => ({
  importId: 'i',
  appId: 'a',
  fileName: 'f',
  stage,
  bytesRead,
  totalBytes: null,
  format: null,
  sessionId: null,
  problem: null,
  notes: [],
  createdAt: 0,
  updatedAt: 0,
})

test.each<[string, number, ImportView | null, string]>([
  ['nothing has gone out', 0, null, 'Sending 1 kB of 2.0 MB'],
  ['half has gone out', 1_000_000, view('reading', 900_000), 'Sending 1.0 MB of 2.0 MB'],
  ['all has gone out', 2_000_000, view('reading', 1_500_000), 'Reading 1.5 MB of 2.0 MB'],
  ['it is replayed', 2_000_000, view('scoring'), 'Replaying the call to score and diagnose it …'],
  ['it is stored', 2_000_000, view('storing'), 'Storing the call …'],
  ['it is done', 2_000_000, view('done'), 'Done'],
])('%s', (_name, sent, seen, text) => expect(stageOf(sent, 2_000_000, seen).text).toBe(text))

test('the bar never goes back', () => {
  const shares = [
    stageOf(0, 2_000_000, null),
    stageOf(2_000_000, 2_000_000, view('reading', 0)),
    stageOf(2_000_000, 2_000_000, view('reading', 2_000_000)),
    stageOf(2_000_000, 2_000_000, view('scoring')),
    stageOf(2_000_000, 2_000_000, view('storing')),
    stageOf(2_000_000, 2_000_000, view('done')),
  ].map(({ share }) => share)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
})
