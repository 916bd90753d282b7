'use client'

import { createContext, useContext } from 'react'

/** Where a piece of evidence leads: a moment, whose, and the chart that shows it (null = their lane). */
export type EvidencePlace = { participantId: string | null; chart: string | null; at: number }

export type Jump = {
  toEvidence: (place: EvidencePlace) => void
  toFinding: (findingId: string) => void
  toMoment: (at: number) => void
}

export const JumpContext = createContext<Jump>({
  toEvidence: () => {},
  toFinding: () => {},
  toMoment: () => {},
})

/** The ways from words to pictures on the page of a call; the same functions for its whole life. */
export const useJump = () => useContext(JumpContext)
