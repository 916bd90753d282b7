import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Lock, missingPlatforms, platformEntry } from './complete-lock.ts'

test('the lock file names the optional packages of every platform, so that npm ci works on all of them', () => {
  const lock = JSON.parse(readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8')) as Lock
  expect(missingPlatforms(lock).map(({ name }) => name)).toEqual([])
})

test('a platform package that the lock does not name is found', () => {
  const packages = {
    'node_modules/tool': { dev: true, optionalDependencies: { 'tool-darwin-x64': '1.0.0' } },
  }
  expect(missingPlatforms({ packages })).toEqual([{ name: 'tool-darwin-x64', version: '1.0.0', dev: true }])
})

test.each([
  ['@next/swc-darwin-arm64', { cpu: ['arm64'], os: ['darwin'] }],
  ['@biomejs/cli-linux-x64-musl', { cpu: ['x64'], os: ['linux'], libc: ['musl'] }],
  ['@swc/core-win32-x64-msvc', { cpu: ['x64'], os: ['win32'] }],
  ['@tailwindcss/oxide-wasm32-wasi', { cpu: ['wasm32'] }],
])('%s is installed only where it runs', (name, where) => {
  expect(platformEntry({ name, version: '1.0.0', dev: false })).toEqual({
    version: '1.0.0',
    optional: true,
    ...where,
  })
})
