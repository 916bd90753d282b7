import { expect, test } from 'vitest'
import type { AppTile } from '#lib/sessions/contract.ts'
import { tileWith } from './fixtures.test-data.ts'
import {
  advanceGrid,
  emptyGrid,
  groupCustomers,
  type HeldRanks,
  holdRanks,
  settleMs,
} from './group-customers.ts'

const acme = tileWith({ appId: 'acme-1', customerId: 'acme', customerName: 'Acme' })
const zeta = tileWith({ appId: 'zeta-1', customerId: 'zeta', customerName: 'Zeta' })
const zetaBad = { ...zeta, healthBand: 'bad' as const, health: 40 }
const arrange = (tiles: AppTile[], ranks: HeldRanks) =>
  groupCustomers([], tiles, ranks).map((group) => group.customerName)
const start = holdRanks(new Map(), [acme, zeta], 0)

test('healthy customers stand by name', () => {
  expect(arrange([zeta, acme], start)).toEqual(['Acme', 'Zeta'])
})

test('a customer that turns bad comes first at once', () => {
  expect(arrange([acme, zetaBad], holdRanks(start, [acme, zetaBad], 1000))).toEqual(['Zeta', 'Acme'])
})

test('a customer that recovers keeps its place for a while, and a relapse starts that while again', () => {
  const bad = holdRanks(start, [acme, zetaBad], 0)
  const better = holdRanks(bad, [acme, zeta], 1000)
  expect(arrange([acme, zeta], holdRanks(better, [acme, zeta], settleMs))).toEqual(['Zeta', 'Acme'])
  expect(arrange([acme, zeta], holdRanks(better, [acme, zeta], 1000 + settleMs))).toEqual(['Acme', 'Zeta'])
  const relapsed = holdRanks(better, [acme, zetaBad], 30_000)
  const again = holdRanks(relapsed, [acme, zeta], 40_000)
  expect(arrange([acme, zeta], holdRanks(again, [acme, zeta], 1000 + settleMs))).toEqual(['Zeta', 'Acme'])
})

test('an app gone silent stands before the healthy ones', () => {
  const silent = { ...zeta, silentSince: 5 }
  expect(arrange([acme, silent], holdRanks(start, [acme, silent], 0))).toEqual(['Zeta', 'Acme'])
})

test('a card whose apps did not change is the same object, the others are new', () => {
  const before = groupCustomers([], [acme, zeta], start)
  const after = groupCustomers(before, [acme, { ...zeta, sessions: 3 }], start)
  expect(after[0]).toBe(before[0])
  expect(after[1]).not.toBe(before[1])
})

test('within a card the worst app comes first', () => {
  const second = tileWith({ appId: 'acme-2', appName: 'Zoo', customerId: 'acme', healthBand: 'poor' })
  const ranks = holdRanks(new Map(), [acme, second], 0)
  expect(groupCustomers([], [acme, second], ranks)[0]?.tiles).toEqual([second, acme])
})

test('a tick without news answers the very same grid; equal tiles in a new list keep the same cards', () => {
  const tiles = [acme, zeta]
  const grid = advanceGrid(emptyGrid, tiles, 0)
  expect(advanceGrid(grid, tiles, 1000)).toBe(grid)
  expect(advanceGrid(grid, [acme, zeta], 1000).groups).toBe(grid.groups)
  expect(advanceGrid(grid, [acme, zetaBad], 1000).groups).not.toBe(grid.groups)
})

test('a place that waits for its minute is given up on time even when no tile changes', () => {
  const calmTiles = [acme, zeta]
  const recovering = advanceGrid(advanceGrid(emptyGrid, [acme, zetaBad], 0), calmTiles, 1000)
  expect(recovering.groups[0]?.customerName).toBe('Zeta')
  expect(advanceGrid(recovering, calmTiles, 1000 + settleMs).groups[0]?.customerName).toBe('Acme')
})

test('names sort the way people count and spell', () => {
  const named = (appName: string) => tileWith({ appId: appName, appName })
  const apps = ['Zoo', 'App 10', 'école', 'App 9', 'Eco'].map(named)
  const [group] = groupCustomers([], apps, new Map())
  expect(group?.tiles.map((tile) => tile.appName)).toEqual(['App 9', 'App 10', 'Eco', 'école', 'Zoo'])
})
