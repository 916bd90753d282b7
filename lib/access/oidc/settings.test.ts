import { expect, test } from 'vitest'
import { BadEnvironment, parseEnvironment } from '#lib/environment.ts'
import { oidcSettings, roleFromClaims } from './settings.ts'

const whole = {
  EARSHOT_OIDC_ISSUER: 'https://login.example/realm/',
  EARSHOT_OIDC_CLIENT_ID: 'earshot',
  EARSHOT_OIDC_CLIENT_SECRET: 'a secret',
}
const roles = {
  EARSHOT_OIDC_ROLE_CLAIM: 'groups',
  EARSHOT_OIDC_ROLES: 'noc:operator, a:b:manager,boss:admin',
}
const faultsOf = (source: Record<string, string>) => {
  try {
    parseEnvironment(source)
    return []
  } catch (error) {
    if (error instanceof BadEnvironment) return error.faults
    throw error
  }
}

test('without an issuer there is no such sign-in', () => {
  expect(oidcSettings(parseEnvironment({}))).toBeNull()
})

test('issuer, id and secret make one', () => {
  expect(oidcSettings(parseEnvironment(whole))).toEqual({
    ...{ issuer: 'https://login.example/realm', clientId: 'earshot', clientSecret: 'a secret' },
    ...{ label: 'single sign-on', roleClaim: null, roles: [] },
  })
})

test.each(Object.keys(whole))('%s alone is a fault', (name) => {
  expect(faultsOf({ [name]: whole[name as keyof typeof whole] })).toHaveLength(1)
})

test('an issuer is asked over https, on this machine over http too', () => {
  expect(faultsOf({ ...whole, EARSHOT_OIDC_ISSUER: 'http://login.example' })).toHaveLength(1)
  expect(faultsOf({ ...whole, EARSHOT_OIDC_ISSUER: 'http://localhost.example' })).toHaveLength(1)
  expect(faultsOf({ ...whole, EARSHOT_OIDC_ISSUER: 'http://localhost:4000' })).toEqual([])
})

test('roles name staff only, and a claim to read them from', () => {
  expect(faultsOf({ ...whole, ...roles })).toEqual([])
  expect(faultsOf({ ...whole, ...roles, EARSHOT_OIDC_ROLES: 'all:owner' })).toHaveLength(1)
  expect(faultsOf({ ...whole, ...roles, EARSHOT_OIDC_ROLES: 'all' })).toHaveLength(1)
  expect(faultsOf({ ...whole, EARSHOT_OIDC_ROLES: 'noc:operator' })).toHaveLength(1)
})

test.each([
  [{ groups: ['noc'] }, 'operator'],
  [{ groups: 'noc' }, 'operator'],
  [{ groups: ['noc', 'boss', 'a:b'] }, 'admin'],
  [{ groups: ['a:b'] }, 'manager'],
  [{ groups: [] }, null],
  [{ groups: ['nocs'] }, null],
  [{ groups: { noc: true } }, null],
  [{}, null],
])('whoever has %j comes in as %s', (claims, role) => {
  const settings = oidcSettings(parseEnvironment({ ...whole, ...roles }))
  expect(settings && roleFromClaims(settings, claims)).toBe(role)
})
