import { expect, test } from 'vitest'
import { networkOf, signInThrottle } from './sign-in-throttle.server.ts'

const tooMany = expect.objectContaining({ code: 'too-many', retryAfterSeconds: expect.any(Number) })

test('the eleventh try of an account from one network is refused, elsewhere the owner gets in', async () => {
  const throttle = signInThrottle()
  for (let i = 0; i < 10; i++) await throttle.countTry('ann@msp.example', '192.0.2.1')
  await expect(throttle.countTry('ann@msp.example', '192.0.2.1')).rejects.toEqual(tooMany)
  await expect(throttle.countTry('ann@msp.example', '192.0.2.2')).resolves.toBeUndefined()
  await expect(throttle.countTry('bob@msp.example', '192.0.2.1')).resolves.toBeUndefined()
})

test('a network that tries a hundred accounts is refused, whatever the account', async () => {
  const throttle = signInThrottle()
  for (let i = 0; i < 100; i++) await throttle.countTry(`p${i}@msp.example`, '192.0.2.1')
  await expect(throttle.countTry('new@msp.example', '192.0.2.1')).rejects.toEqual(tooMany)
})

test('signing in clears the account’s tries but not the network’s', async () => {
  const throttle = signInThrottle()
  for (let round = 0; round < 10; round++) {
    for (let i = 0; i < 9; i++) await throttle.countTry('ann@msp.example', '192.0.2.1')
    await throttle.countTry('ann@msp.example', '192.0.2.1')
    await throttle.forgive('ann@msp.example', '192.0.2.1')
  }
  await expect(throttle.countTry('ann@msp.example', '192.0.2.1')).rejects.toEqual(tooMany)
})

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  [' 203.0.113.9 ', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
  ['::1', '0:0:0:0::/64'],
  ['not an address', 'unknown'],
  ['', 'unknown'],
  [undefined, 'unknown'],
])('the address %j counts as the network %j', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
