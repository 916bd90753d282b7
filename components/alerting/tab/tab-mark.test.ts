import { expect, test } from 'vitest'
import { iconWith, titleWith, waitingText } from './tab-mark.ts'

test.each([
  ['three wait', 'Alerts · Earshot', { count: 3, worst: 'major' as const }, '(3) ◆ Alerts · Earshot'],
  [
    'the number changes',
    '(3) ◆ Alerts · Earshot',
    { count: 4, worst: 'critical' as const },
    '(4) ⬢ Alerts · Earshot',
  ],
  ['all are taken', '(12) ▲ Live · Earshot', { count: 0, worst: null }, 'Live · Earshot'],
  [
    'a page whose own name begins with a bracket',
    '(a) Room · Earshot',
    { count: 0, worst: null },
    '(a) Room · Earshot',
  ],
])('the title of a tab: %s', (_case, title, waiting, expected) => {
  expect(titleWith(title, waiting)).toBe(expected)
})

test('the icon is the plain one when nothing waits, and differs by shape for each gravity', () => {
  expect(iconWith({ count: 0, worst: null })).toBeNull()
  const icons = (['info', 'minor', 'major', 'critical'] as const).map((worst) =>
    iconWith({ count: 1, worst }),
  )
  expect(new Set(icons).size).toBe(4)
  expect(icons.every((icon) => icon?.startsWith('data:image/svg+xml,'))).toBe(true)
})

test('the rail says in words what its number means', () => {
  expect(waitingText({ count: 1, worst: 'minor' })).toBe('1 alert waits for somebody, the worst is Degraded')
})
