import { expect, test } from 'vitest'
import { aLine } from '../an-incident-for-tests.ts'
import { meanwhileText } from '../words.ts'
import { lastChangedBy } from './last-changed-by.ts'

test('who was faster is the one who changed the incident last, not an alert that fired since', () => {
  const lines = [
    aLine({ at: 1, actorName: 'Otto' }),
    aLine({ at: 9, actorName: 'Mara', kind: 'renamed' }),
    aLine({ at: 12, actorName: 'Relay watch', source: 'alert', kind: null }),
    aLine({ at: 10, actorName: null, kind: 'told' }),
  ]
  expect(lastChangedBy(lines)).toBe('Mara')
  expect(meanwhileText(lastChangedBy(lines))).toContain('Mara changed it meanwhile')
})

test('without a name it was somebody', () => {
  expect(meanwhileText(lastChangedBy([]))).toContain('Somebody changed it meanwhile')
})
