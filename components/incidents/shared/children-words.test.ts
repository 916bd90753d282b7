import { expect, test } from 'vitest'
import { anIncident } from '../an-incident-for-tests.ts'
import { childrenText, touchedBy } from './children-words.ts'

const children = (...statuses: Parameters<typeof anIncident>[0][]) => statuses.map(anIncident)

test('how many customers still have it', () => {
  expect(childrenText(children({}, {}, { status: 'resolved' }))).toBe('3 customers: 2 still have it, 1 over')
  expect(childrenText(children({ status: 'closed' }))).toBe('1 customer: over for all')
  expect(childrenText(children({}))).toBe('1 customer: none has it over yet')
})

test('moving all touches neither those that stand there already nor those that were none', () => {
  expect(touchedBy(children({}, { status: 'monitoring' }, { status: 'declined' }), 'monitoring')).toBe(1)
})
