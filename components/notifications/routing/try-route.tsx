'use client'
import type { AllNames } from './use-names.ts'

export function TryRoute(_: { names: AllNames; scoped: string | null }) {
  return null
}
