import { expect, test } from 'vitest'
import { messageHtml, mrkdwnHtml, type ShownMessage } from './shown.ts'

const message: ShownMessage = {
  id: 'm1',
  at: Date.parse('2026-11-25T02:00:00Z'),
  edited: false,
  way: 'Slack',
  to: '#ops',
  subject: null,
  blocks: [],
  text: 'hello',
  html: null,
  thread: [],
}

test('what a hostile name brings is text', () => {
  const html = messageHtml({ ...message, to: '<img src=x onerror=alert(1)>', text: '<script>' })
  expect(html).not.toContain('<img')
  expect(html).not.toContain('<script>')
})

test('a mail can run nothing', () => {
  const html = messageHtml({ ...message, html: '<p onclick="x">"quoted"</p>' })
  expect(html).toContain('sandbox="allow-popups"')
  expect(html).toContain('&lt;p onclick=&quot;x&quot;&gt;')
})

test.each([
  [
    '*bold* and <https://a.example/x?a=1&amp;b=2|the call>',
    '<b>bold</b> and <a href="https://a.example/x?a=1&amp;b=2">the call</a>',
  ],
  ['&lt;b&gt;', '&lt;b&gt;'],
  ['<javascript:alert(1)|x>', '&lt;javascript:alert(1)|x&gt;'],
])('Slack text %s reads %s', (text, html) => {
  expect(mrkdwnHtml(text)).toBe(html)
})

test('buttons carry what Slack would send back; links only lead', () => {
  const html = messageHtml({
    ...message,
    blocks: [
      {
        type: 'actions',
        elements: [
          { type: 'button', text: { text: 'Acknowledge' }, action_id: 'acknowledge', value: 'a1' },
          { type: 'button', text: { text: 'Open' }, url: 'http://localhost:3000/alerts/a1' },
        ],
      },
    ],
  })
  expect(html).toContain('data-action="acknowledge" data-value="a1"')
  expect(html).toContain('<a class="button" href="http://localhost:3000/alerts/a1">Open</a>')
})
