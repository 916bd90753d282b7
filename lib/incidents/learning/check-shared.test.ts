import { expect, test } from 'vitest'
import { whyNotShared } from './check-shared.ts'

const known = { foreignNames: ['Globex', 'ok'], staffNames: ['Ada Lee', 'Ben'], ownReference: 'ACME-7' }
const why = (text: string) => whyNotShared(text, known)

test('what names another customer, a colleague or what lies behind is not shared', () => {
  expect(why('The same link carries GLOBEX.')).toContain('Globex')
  expect(why('Ada Lee restarted it.')).toContain('Ada Lee')
  expect(why('See /incidents/ACME-7')).not.toBeNull()
  expect(why('The server 10.0.0.7 was full.')).not.toBeNull()
  expect(why('It belongs to SHARED-3.')).not.toBeNull()
})

test('ordinary words are shared', () => {
  expect(why('ACME-7 is over and all is ok; it began at 13:05:09 CET.')).toBeNull()
})
