import { expect, test } from 'vitest'
import { clientSchema } from '#lib/telemetry/contract.ts'
import { nameBrowser } from '#lib/telemetry/name-browser.ts'
import { clientInfo } from './client-info.ts'

const userAgent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0'
const onTheWire = (info: object) => JSON.parse(JSON.stringify(info))

test('what a page says of its surroundings passes the door of the server, which names the browser', () => {
  const brands = [
    { brand: 'Not;A=Brand', version: '8' },
    { brand: 'Chromium', version: '156' },
    { brand: 'Microsoft Edge', version: '156' },
  ]
  const navigator = {
    userAgent,
    userAgentData: { brands, platform: 'Windows' },
    hardwareConcurrency: 8,
    deviceMemory: 16,
    language: 'en-GB',
    maxTouchPoints: 0,
    connection: { type: 'wifi', effectiveType: '4g' },
  }
  const info = clientInfo(navigator, 'https://a.example/x?y', { platformVersion: '19.0.0' })
  const client = clientSchema.parse(onTheWire(info))
  expect(nameBrowser(client)).toEqual({
    browser: 'Edge',
    browserVersion: '156',
    os: 'Windows',
    osVersion: '19',
    device: 'desktop',
    cores: 8,
    memoryGb: 16,
    language: 'en-GB',
    connectionType: 'wifi',
    effectiveType: '4g',
    timeZone: expect.any(String),
    page: 'https://a.example/x',
  })
})

test('a browser without hints is named by its user-agent text', () => {
  const info = clientInfo({ userAgent }, 'https://a.example/x', undefined)
  expect(nameBrowser(clientSchema.parse(onTheWire(info)))).toMatchObject({ browser: 'Edge', os: 'Windows' })
})
