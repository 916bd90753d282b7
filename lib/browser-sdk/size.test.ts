import { expect, test } from 'vitest'
import { bundleSdk } from '../../scripts/build-sdk.ts'

/** What the script weighs on the wire may only shrink from here; the limit to reach is 10,240, the goal 8,192. */
const maxGzipBytes = 10_890

test('the script stays within its size and keeps the names of the wire whole', async () => {
  const { script, gzipBytes } = await bundleSdk()
  expect(gzipBytes).toBeLessThanOrEqual(maxGzipBytes)
  for (const name of ['sentAt', 'participant', 'reports', 'packetsLost', 'retry-after'])
    expect(script).toContain(name)
}, 30_000)
