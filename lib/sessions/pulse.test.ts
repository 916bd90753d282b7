import { describe, expect, test } from 'vitest'
import { addToPulse, closePulse, createPulseBook, tagSlicesOf } from './pulse.ts'

const app = { customerId: 'c', appId: 'a' }
const join = (book: ReturnType<typeof createPulseBook>, tags: Record<string, string>) =>
  addToPulse(book, app, { region: null, browser: null, tags: tagSlicesOf(tags) }, 'joins')
const tagsOf = (book: ReturnType<typeof createPulseBook>) =>
  new Map(
    closePulse(book).flatMap(({ dimension, value, counts }) =>
      dimension === 'tag' ? [[value, counts.joins]] : [],
    ),
  )

describe('roll-ups by the tags of calls', () => {
  test('count a call under each of its tags and in the whole app', () => {
    const book = createPulseBook()
    join(book, { plan: 'gold', room: '7' })
    join(book, { plan: 'gold' })
    expect(tagsOf(book)).toEqual(
      new Map([
        ['plan=gold', 2],
        ['room=7', 1],
      ]),
    )
  })

  test('stay few when a tag is another one in every call', () => {
    const book = createPulseBook()
    for (let call = 0; call < 500; call++) join(book, { call: String(call), plan: 'gold' })
    const tags = tagsOf(book)
    expect(tags.size).toBe(22)
    expect(tags.get('call=__other__')).toBe(480)
    expect(tags.get('plan=gold')).toBe(500)
  })

  test('stay few when every call brings another key', () => {
    const book = createPulseBook()
    for (let call = 0; call < 500; call++) join(book, { [`key-${call}`]: 'yes' })
    expect(tagsOf(book).size).toBe(5)
  })
})
