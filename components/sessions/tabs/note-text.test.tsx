import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { NoteText } from './note-text.tsx'

const html = (body: string) => renderToStaticMarkup(<NoteText body={body} />)

test.each([
  ['<img src=x onerror=alert(1)>', /<img/],
  ['<script>alert(1)</script>', /<script/],
  ['[x](javascript:alert(1))', /javascript:/],
  ['![far](https://elsewhere.example/p.png)', /<img|elsewhere/],
  ['<a href="https://x.example" onclick="x()">x</a>', /onclick="/],
])('a note runs nothing and loads nothing: %s', (body, forbidden) => {
  expect(html(body)).not.toMatch(forbidden)
})

test('a link leaves without telling where from', () => {
  expect(html('[help](https://help.example)')).toContain('rel="noopener nofollow ugc"')
})

test('lists and tables are rendered', () => {
  expect(html('- one\n- two')).toContain('<li>one</li>')
  expect(html('| a |\n| - |\n| b |')).toContain('<td>b</td>')
})
