import { expect, test } from 'vitest'
import { aFinding } from './fixtures.test-data.ts'
import { groupFindings } from './order-findings.ts'

const ids = (nodes: readonly { finding: { findingId: string } }[]) =>
  nodes.map(({ finding }) => finding.findingId)

test('the root cause comes first, then what contributes, and what it explains is folded under it', () => {
  const { ranked, others } = groupFindings([
    aFinding({ findingId: 'freezes', kind: 'freezes', explainedBy: 'loss' }),
    aFinding({ findingId: 'cpu', rank: 2, openedAt: 1 }),
    aFinding({ findingId: 'loss', rank: 1 }),
    aFinding({ findingId: 'blocky', explainedBy: 'freezes' }),
    aFinding({ findingId: 'else' }),
  ])
  expect(ids(ranked)).toEqual(['loss', 'cpu'])
  expect(ranked[0]?.explains.map(({ findingId }) => findingId)).toEqual(['blocky', 'freezes'])
  expect(ids(others)).toEqual(['else'])
})

test('hints and information stand apart', () => {
  const { others, hints } = groupFindings([
    aFinding({ findingId: 'hint', confidence: 'low' }),
    aFinding({ findingId: 'info', severity: 'info' }),
    aFinding({ findingId: 'real' }),
  ])
  expect(ids(others)).toEqual(['real'])
  expect(ids(hints)).toEqual(['hint', 'info'])
})

test('open ones come first as they came; closed ones after them, newest first', () => {
  const { others } = groupFindings([
    aFinding({ findingId: 'old', openedAt: 1, clearedAt: 5 }),
    aFinding({ findingId: 'late', openedAt: 9 }),
    aFinding({ findingId: 'older', openedAt: 3, clearedAt: 4 }),
    aFinding({ findingId: 'early', openedAt: 8 }),
  ])
  expect(ids(others)).toEqual(['early', 'late', 'older', 'old'])
})

test('graver or worse-measured later, a finding keeps its place', () => {
  const before = [aFinding({ findingId: 'a', openedAt: 1 }), aFinding({ findingId: 'b', openedAt: 2 })]
  const after = [before[0] ?? aFinding(), aFinding({ findingId: 'b', openedAt: 2, severity: 'critical' })]
  expect(ids(groupFindings(after).others)).toEqual(ids(groupFindings(before).others))
})

test('explanations that go in a circle or lead nowhere hide nothing', () => {
  const { others } = groupFindings([
    aFinding({ findingId: 'a', explainedBy: 'b' }),
    aFinding({ findingId: 'b', explainedBy: 'a' }),
    aFinding({ findingId: 'c', explainedBy: 'gone' }),
  ])
  expect(ids(others)).toEqual(['a', 'b', 'c'])
})
