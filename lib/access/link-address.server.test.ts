import { describe, expect, it } from 'vitest'
import { idInLink, linkAddress } from './link-address.server.ts'

const id = '0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001'
const now = new Date('2026-11-25T08:00:00Z')
const later = new Date('2026-11-26T08:00:00Z')
const tokenOf = (address: string) => new URL(address).pathname.split('/')[2] ?? ''

describe('a link in a mail', () => {
  it('names its row, for its purpose alone', () => {
    const token = tokenOf(linkAddress.invitation(id, later))
    expect(idInLink('accept an invitation', token, now)).toBe(id)
    expect(idInLink('set a new password', token, now)).toBeNull()
    expect(idInLink('end a subscription', token, now)).toBeNull()
  })

  it('ends when it says so; the one that ends a subscription stays', () => {
    expect(idInLink('set a new password', tokenOf(linkAddress.newPassword(id, later)), later)).toBeNull()
    const end = tokenOf(linkAddress.endSubscription(id))
    expect(idInLink('end a subscription', end, new Date('2090-01-01'))).toBe(id)
  })

  it.each(['', 'a.b', 'x', '..', 'a.b.c'])('that was made up (%j) names nothing', (token) => {
    expect(idInLink('confirm a subscription', token, now)).toBeNull()
  })
})
