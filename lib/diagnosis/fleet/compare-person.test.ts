import { describe, expect, test } from 'vitest'
import { codeRows } from './code-rows.ts'
import { comparePeople, type PersonComparison } from './compare-person.ts'
import { explain } from './explain.ts'
import { type Made, madeRow, workedExample } from './made-up-rows.test-data.ts'
import { personEvidence, personVerdict } from './person-words.ts'

const crowd = workedExample()
/** One call of four beside the worked example. */
function callOf(...people: Made[]): PersonComparison[] {
  const call = people.map((made, i) => madeRow(1_000 + i, { call: 'the call', ...made }))
  const coded = codeRows([...crowd, ...call])
  const found = comparePeople(coded, explain(coded, 'any'), 'the call')
  return call.map(
    ({ participantKey }) =>
      found.find(({ participantId }) => participantId === participantKey) as PersonComparison,
  )
}
const fine: Made = { relay: 'direct', region: 'us-east', sfu: 'sfu-9' }

describe('whose trouble it is', () => {
  test('one user’s Wi-Fi is the default verdict, with exactly the comparison it rests on', () => {
    const [one] = callOf({ ...fine, bad: true }, fine, fine, fine)
    expect(one?.verdict).toBe('alone')
    expect(one && personEvidence(one)).toBe(
      '1 of 1 here, 7 of 100 in the same region, 0 of 3 others in this call',
    )
    expect(one && personVerdict(one, 'Ana', null)).toMatch(/^It is Ana’s own network or machine/)
  })

  test('who is behind the bad relay shares its cause', () => {
    const [one] = callOf({ turn: 'turn-eu-west-1', relay: 'turn-udp', region: 'eu-west', bad: true }, fine)
    expect(one).toMatchObject({ verdict: 'shared', cause: { dimension: 'turn', value: 'turn-eu-west-1' } })
    expect(one && personVerdict(one, 'Ana', 'TURN server turn-eu-west-1')).toContain(
      'TURN server turn-eu-west-1',
    )
  })

  test.each<[string, Made[], PersonComparison['verdict']]>([
    ['half of the others suffer', [{ ...fine, bad: true }, { ...fine, bad: true }, fine], 'call'],
    ['not in trouble at all', [fine, fine], 'fine'],
    ['alone in the call and nobody to compare with', [{ bad: true }], 'alone'],
  ])('%s', (_case, people, verdict) => {
    expect(callOf(...people)[0]?.verdict).toBe(verdict)
  })

  test('those on the same server are in trouble as well, but too few to name it', () => {
    const server = [1, 2, 3, 4].map((i) =>
      madeRow(2_000 + i, { ...fine, sfu: 'sfu-3', call: `c${i}`, bad: i < 3 }),
    )
    const call = [madeRow(3_000, { ...fine, sfu: 'sfu-3', call: 'the call', bad: true })]
    const coded = codeRows([...crowd, ...server, ...call])
    expect(comparePeople(coded, explain(coded, 'any'), 'the call')).toMatchObject([{ verdict: 'unclear' }])
  })
})
