import { expect, test } from 'vitest'
import { nameBrowser } from './name-browser.ts'

const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1'
const mac =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15'
const edge =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0'
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'
const android =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36'

test.each([
  [
    'Safari on a phone',
    safari,
    5,
    { browser: 'Safari', browserVersion: '19', os: 'iOS', osVersion: '19', device: 'mobile' },
  ],
  ['an iPad that says it is a Mac', mac, 5, { browser: 'Safari', os: 'iOS', device: 'tablet' }],
  ['Safari on a Mac', mac, 0, { browser: 'Safari', os: 'macOS', device: 'desktop' }],
  ['Edge', edge, 0, { browser: 'Edge', browserVersion: '156', os: 'Windows', device: 'desktop' }],
  ['Firefox', firefox, 0, { browser: 'Firefox', browserVersion: '153', os: 'Linux', device: 'desktop' }],
  ['Chrome on Android', android, 5, { browser: 'Chrome', os: 'Android', device: 'mobile' }],
  ['nothing that is known', 'x', 0, { device: 'other' }],
])('%s', (_case, userAgent, touchPoints, expected) => {
  expect(nameBrowser({ userAgent, touchPoints })).toMatchObject(expected)
})

test('client hints come before the user-agent text, without their made-up brand', () => {
  const brands = [
    { brand: 'Not;A=Brand', version: '8' },
    { brand: 'Chromium', version: '156' },
    { brand: 'Google Chrome', version: '156.0.8078.79' },
  ]
  expect(nameBrowser({ userAgent: edge, brands, os: 'Chrome OS', cores: 8 })).toEqual({
    browser: 'Chrome',
    browserVersion: '156',
    os: 'Chrome OS',
    device: 'desktop',
    cores: 8,
  })
})

test('what a client names itself is kept, and the raw text never is', () => {
  const named = nameBrowser({ userAgent: firefox, browser: 'Robot', brands: [] })
  expect(named.browser).toBe('Robot')
  expect(named).not.toHaveProperty('userAgent')
  expect(named).not.toHaveProperty('brands')
  expect(nameBrowser({ cores: 4 })).toEqual({ cores: 4 })
})
