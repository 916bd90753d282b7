import { expect, test } from 'vitest'
import { cellText, isNarrowed, listAddress, readAsked } from './list-asked.ts'

const read = (text: string) => readAsked(new URLSearchParams(text), null)

test('a link to a cell of the heat map asks for that hour of that weekday in its zone', () => {
  const asked = read('view=all&weekday=2&hour=9&zone=Europe/Berlin&from=1000&to=2000')
  expect(asked.cell).toEqual({ weekday: 2, hour: 9, zone: 'Europe/Berlin' })
  expect(cellText({ weekday: 2, hour: 9, zone: 'Europe/Berlin' })).toBe(
    'Tuesdays, 09:00 – 10:00, Europe/Berlin',
  )
  expect(listAddress(asked, '')).toBe(
    '/api/v1/incidents?view=all&from=1000&to=2000&weekday=2&hour=9&zone=Europe%2FBerlin',
  )
})

test.each([
  '',
  'view=nonsense',
  'weekday=9&hour=3',
  'weekday=2',
  'from=-1&to=x',
  'severity=info&cause=people',
])('an address that says nothing sensible shows all open ones: %s', (text) => {
  const asked = read(text)
  expect(asked.view).toBe('open')
  expect(isNarrowed(asked)).toBe(false)
})

test('midnight on Monday is a cell like any other', () => {
  expect(read('weekday=1&hour=0').cell).toEqual({ weekday: 1, hour: 0, zone: 'UTC' })
})
