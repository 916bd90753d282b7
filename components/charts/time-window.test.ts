import { describe, expect, test } from 'vitest'
import {
  backToLive,
  firstWindow,
  grow,
  pan,
  reveal,
  showAll,
  type TimeWindow,
  zoomBy,
  zoomTo,
} from './time-window.ts'

const minute = 60_000
const shown = (window: TimeWindow) =>
  `${window.from / minute}-${window.to / minute}${window.following ? ' following' : ''}`

describe('what is shown first', () => {
  test.each([
    ['an ended session is shown whole', firstWindow(0, 60 * minute, false), '0-60'],
    ['a young live session is shown whole and followed', firstWindow(0, 5 * minute, true), '0-5 following'],
    ['of a long live session the last ten minutes', firstWindow(0, 60 * minute, true), '50-60 following'],
  ])('%s', (_case, window, expected) => expect(shown(window)).toBe(expected))
})

describe('time going on', () => {
  const live = firstWindow(0, 5 * minute, true)
  test.each([
    ['keeps the start in sight while the session is young', grow(live, 0, 6 * minute, true), '0-6 following'],
    [
      'scrolls once ten minutes are full',
      grow(firstWindow(0, 20 * minute, true), 0, 21 * minute, true),
      '11-21 following',
    ],
    ['leaves alone who looks back', grow(zoomTo(live, minute, 2 * minute), 0, 6 * minute, true), '1-2'],
    ['never moves backwards', grow(live, 0, 4 * minute, true), '0-5 following'],
    ['stops following when the session ends', grow(live, 0, 6 * minute, false), '0-6'],
  ])('%s', (_case, window, expected) => expect(shown(window)).toBe(expected))
})

describe('moving about', () => {
  const live = firstWindow(0, 10 * minute, true)
  const back = zoomTo(live, 2 * minute, 4 * minute)
  test.each([
    ['zooming to the past stops following', back, '2-4'],
    ['zooming at the live edge keeps following', zoomTo(live, 8 * minute, 10 * minute), '8-10 following'],
    ['a selection drawn from right to left is the same', zoomTo(live, 4 * minute, 2 * minute), '2-4'],
    ['the session has edges', zoomTo(live, -5 * minute, 3 * minute), '0-8'],
    ['zooming in keeps the pointed moment in place', zoomBy(showAll(live), 0.5, 2 * minute), '1-6'],
    ['zooming in while following stays live', zoomBy(live, 0.5, null), '5-10 following'],
    ['zooming out ends at the whole', zoomBy(back, 100, null), '0-10 following'],
    ['panning left', pan(back, -0.5), '1-3'],
    ['panning past the edge stops there', pan(back, 50), '8-10 following'],
    ['a moment already in sight moves nothing', reveal(back, 3 * minute), '2-4'],
    ['a moment out of sight is brought to the middle', reveal(back, 8 * minute), '7-9'],
    ['back to live keeps the zoom', backToLive(back), '8-10 following'],
  ])('%s', (_case, window, expected) => expect(shown(window)).toBe(expected))

  test('nothing narrower than two samples', () => {
    const tiny = zoomTo(live, minute, minute + 5)
    expect(tiny.to - tiny.from).toBe(4_000)
  })
})
