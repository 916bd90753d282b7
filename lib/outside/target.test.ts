import { describe, expect, it } from 'vitest'
import { excerptOf } from './excerpt.ts'
import { hostileAnswers, hostileUrls } from './hostile-urls.test-data.ts'
import { refusalOfAddress, refusalOfUrl } from './target.ts'

describe('what may be called in public', () => {
  it('has at least 60 ways to be tricked in its table', () => {
    expect(new Set(hostileUrls).size).toBeGreaterThanOrEqual(60)
  })
  it.each(hostileUrls)('%s is refused', (url) => {
    expect(refusalOfUrl(url.replace('PORT', '8080'), 'public')).toEqual(expect.any(String))
  })
  it.each([
    'https://hooks.slack.com/services/T0/B0/x',
    'https://example.com/',
    'https://EXAMPLE.com./a?b',
    'https://bücher.example.org/',
    'https://93.184.216.34/',
    'https://[2606:2800:220:1::1]/',
    'https://example.com:443/',
  ])('%s may be called', (url) => {
    expect(refusalOfUrl(url, 'public')).toBeNull()
  })
  it.each(hostileAnswers.filter(([first]) => first !== undefined))(
    'an answer with %s is refused',
    (...answer) => {
      expect(answer.some((address) => refusalOfAddress(address, 'public') !== null)).toBe(true)
    },
  )
})

describe('what may be called in a closed network', () => {
  it.each([
    ['http://127.0.0.1:4000/', true],
    ['http://[::1]:4000/', true],
    ['https://10.0.0.1:8443/', true],
    ['http://relay.lan/', true],
    ['http://169.254.169.254/', false],
    ['http://[fd00:ec2::254]/', false],
    ['http://100.100.100.200/', false],
    ['http://0.0.0.0/', false],
    ['http://224.0.0.1/', false],
    ['http://user@10.0.0.1/', false],
    ['file:///etc/passwd', false],
  ])('%s: %s', (url, allowed) => {
    expect(refusalOfUrl(url, 'private') === null).toBe(allowed)
  })
})

describe('an excerpt of what a far end said', () => {
  it.each([
    ['<html><b>no</b></html>', 'no'],
    ['a\r\nSet-Cookie: b\u202etxt', 'a Set-Cookie: b txt'],
    ['token xoxb-12345-abcdef was wrong', 'token … was wrong'],
    ['x'.repeat(500), '…'],
    ['see https://hooks.slack.com/services/T/B/abc now', 'see … now'],
  ])('%s', (said, shown) => {
    expect(excerptOf(said)).toBe(shown)
  })
  it('is short', () => expect(excerptOf('word '.repeat(500))).toHaveLength(200))
})
