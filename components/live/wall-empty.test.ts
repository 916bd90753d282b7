import { expect, test } from 'vitest'
import { scriptTag } from './wall-empty.tsx'

test('the script tag names the engine only where it has an origin of its own', () => {
  const split = scriptTag({ publicUrl: 'http://localhost:3000', engineUrl: 'http://localhost:3001' })
  expect(split).toContain('data-endpoint="http://localhost:3001"')
  const together = scriptTag({ publicUrl: 'https://ops.example', engineUrl: 'https://ops.example' })
  expect(together).toContain('src="https://ops.example/sdk/v1.js"')
  expect(together).not.toContain('data-endpoint')
})
