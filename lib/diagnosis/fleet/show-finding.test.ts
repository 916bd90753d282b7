import { describe, expect, test } from 'vitest'
import { advanceFindings } from './advance-findings.ts'
import type { FleetFinding } from './contract.ts'
import type { FleetRow } from './fleet-row.ts'
import { workedExample } from './made-up-rows.test-data.ts'
import { ownedValue } from './owned-values.ts'
import { evaluateRows } from './picture-causes.ts'
import { customerWords, percent } from './sentence.ts'
import { showFinding } from './show-finding.ts'

const owners = ['acme', 'brightside', 'cobalt']
/** The worked example over three customers, each with a site of its own name. */
function shared(change: (row: FleetRow, i: number) => Partial<FleetRow> = () => ({})): FleetRow[] {
  return workedExample().map((row, i) => {
    const customerId = owners[i % 3] ?? ''
    const values = {
      ...row.values,
      customer: customerId,
      site: ownedValue(customerId, `secret-hq-${customerId}`),
    }
    const owned = { ...row, customerId, values }
    return { ...owned, ...change(owned, i) }
  })
}
function findingOf(rows: FleetRow[]): FleetFinding {
  const [finding] = advanceFindings([], evaluateRows(rows, new Set()), 1_000, () => 'f1').open
  if (!finding) throw new Error('nothing was found')
  return finding
}
const names = (...ids: string[]) => ({
  customers: new Map(ids.map((id) => [id, `Customer ${id}`])),
  apps: new Map([['app-1', 'Parent Calls']]),
})

describe('what a member may read of a finding', () => {
  test('who holds every customer sees all names and one plain sentence', () => {
    const view = showFinding(findingOf(shared()), names(...owners))
    expect(view).toMatchObject({
      kind: 'turn-server-degraded',
      title: 'It is us: TURN server turn-eu-west-1.',
      sentence:
        '60 % of bad minutes came through TURN server turn-eu-west-1; without it the rest is normal (6 %). ' +
        '18 of 42 people there are bad (43 %), elsewhere 6 %.',
      otherCustomers: 0,
      people: 18,
    })
    expect(view?.customers.map(({ name }) => name).sort()).toEqual([
      'Customer acme',
      'Customer brightside',
      'Customer cobalt',
    ])
  })

  test('who holds one customer sees that it is not alone, and no name, id or site of another', () => {
    const view = showFinding(findingOf(shared()), names('brightside'))
    expect(view).toMatchObject({ otherCustomers: 2, customers: [{ name: 'Customer brightside' }] })
    expect(JSON.stringify(view)).not.toMatch(/acme|cobalt/)
    expect(view?.rivals.map(({ label }) => label)).toContain('region eu-west')
  })

  test('who holds none of the customers it touches sees nothing', () => {
    expect(showFinding(findingOf(shared()), names('dunmore'))).toBeNull()
    expect(showFinding(findingOf(shared()), names())).toBeNull()
  })

  test('another customer’s own site or release is nobody else’s to see, even when they are touched', () => {
    const finding = findingOf(
      shared((row) => ({
        values: {
          ...row.values,
          turn: null,
          relay: null,
          region: null,
          appVersion: row.values.turn && ownedValue('acme', 'app-1', row.values.turn),
        },
      })),
    )
    expect(finding.dimension).toBe('appVersion')
    expect(showFinding(finding, names('brightside'))).toBeNull()
    expect(showFinding(finding, names('acme'))?.title).toBe(
      'It is one release: release turn-eu-west-1 of Parent Calls.',
    )
  })
})

test('small numbers are said as they are', () => {
  expect([0, 0.004, 0.056, 1].map(percent)).toEqual(['0 %', 'under 1 %', '6 %', '100 %'])
  expect(customerWords(['Acme'], 0)).toBe('Acme')
  expect(customerWords(['Acme', 'Brightside'], 1)).toBe('Acme, Brightside and 1 other customer')
  expect(customerWords(['Acme'], 2)).toBe('Acme and 2 other customers')
  expect(customerWords([], 2)).toBe('2 other customers')
})
