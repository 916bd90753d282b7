import { expect, test } from 'vitest'
import { aLine } from '../an-incident-for-tests.ts'
import { countBySource, filterLines, type LineSource, linesByDay } from './arrange-lines.ts'

const evening = Date.parse('2026-11-25T22:30:00Z')
const lines = [
  aLine({ line: 'event:1', at: evening }),
  aLine({ line: 'alert-event:1', at: evening + 3_600_000, source: 'alert', starred: true }),
  aLine({ line: 'note:1', at: evening + 2 * 3_600_000, source: 'note' }),
]
const shown = (sources: LineSource[], starredOnly = false) =>
  filterLines(lines, { sources: new Set(sources), starredOnly }).map(({ line }) => line)

test('days are those of the zone that is shown, with its name', () => {
  expect(linesByDay(lines, 'UTC', false).map(({ day, lines: of }) => [day, of.length])).toEqual([
    ['Wednesday, 25 November 2026, UTC', 2],
    ['Thursday, 26 November 2026, UTC', 1],
  ])
  expect(linesByDay(lines, 'Europe/Berlin', false).map(({ lines: of }) => of.length)).toEqual([1, 2])
})

test('newest first turns days and lines round', () => {
  const [first, second] = linesByDay(lines, 'UTC', true)
  expect(first?.lines.map(({ line }) => line)).toEqual(['note:1'])
  expect(second?.lines.map(({ line }) => line)).toEqual(['alert-event:1', 'event:1'])
})

test('lines of one moment keep the order in which they came true', () => {
  const same = ['a', 'b', 'c'].map((line) => aLine({ line, at: evening }))
  expect(linesByDay(same, 'UTC', false)[0]?.lines.map(({ line }) => line)).toEqual(['a', 'b', 'c'])
  expect(linesByDay(same, 'UTC', true)[0]?.lines.map(({ line }) => line)).toEqual(['c', 'b', 'a'])
})

test('filters show what was chosen; none chosen shows everything', () => {
  expect(shown([])).toHaveLength(3)
  expect(shown(['note'])).toEqual(['note:1'])
  expect(shown([], true)).toEqual(['alert-event:1'])
  expect(shown(['note'], true)).toEqual([])
})

test('only sources that say something are offered', () => {
  expect(countBySource(lines)).toEqual([
    { source: 'activity', count: 1 },
    { source: 'alert', count: 1 },
    { source: 'note', count: 1 },
  ])
})
