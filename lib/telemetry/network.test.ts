import { expect, test } from 'vitest'
import { networkOf } from './network.ts'

test.each([
  ['a plain address', '203.0.113.9', undefined, 0, '203.0.113.9'],
  ['IPv4 inside IPv6', '::ffff:203.0.113.9', undefined, 0, '203.0.113.9'],
  ['an IPv6 sender counts by its /64', '2001:db8:1:2:3:4:5:6', undefined, 0, '2001:db8:1:2'],
  ['a shortened IPv6 sender too', '2001:db8::5', undefined, 0, '2001:db8:0:0'],
  ['loopback', '::1', undefined, 0, '0:0:0:0'],
  ['without a trusted proxy the header is ignored', '203.0.113.9', '1.2.3.4', 0, '203.0.113.9'],
  ['behind one proxy its entry counts', '10.0.0.1', 'forged, 203.0.113.9', 1, '203.0.113.9'],
  [
    'behind two proxies the second from the right',
    '10.0.0.1',
    'forged, 203.0.113.9, 10.0.0.2',
    2,
    '203.0.113.9',
  ],
  ['a header too short for the proxies is not believed', '10.0.0.1', '1.2.3.4', 2, '10.0.0.1'],
])('%s', (_case, remote, forwarded, hops, network) => {
  expect(networkOf(remote, forwarded, hops)).toBe(network)
})
