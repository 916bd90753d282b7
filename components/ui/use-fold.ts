'use client'

import { useState } from 'react'

/**
 * State that each render carries on from the last one. `step` must answer its argument itself once there is
 * nothing more to change, else React stops it as an endless loop.
 */
export function useFold<State>(initial: State, step: (previous: State) => State): State {
  const [state, setState] = useState(initial)
  const next = step(state)
  if (next !== state) setState(next)
  return next
}
