'use client'

import { useRouter } from 'next/navigation'
import { useHotkeys } from 'react-hotkeys-hook'
import { useScopedCustomer } from './customer-scope.tsx'
import { useSingleKeys } from './key-preference.ts'
import { places, withCustomer } from './nav.tsx'

/** `g l`, `g s`, `g b`: go there. `?`: the sheet of keys. None of them while typing, none when single keys are off. */
export function useShellKeys(showKeys: () => void) {
  const router = useRouter()
  const customerId = useScopedCustomer()
  const [enabled] = useSingleKeys()
  useHotkeys(
    places.map(({ key }) => `g>${key}`),
    (_event, hotkey) => {
      const place = places.find(({ key }) => hotkey.keys?.includes(key))
      if (place) router.push(withCustomer(place.href, customerId))
    },
    { enabled },
    [customerId, router],
  )
  useHotkeys('?', showKeys, { enabled, useKey: true })
}
