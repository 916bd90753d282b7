'use client'

import { useEffect, useRef, useState } from 'react'
import { ApiProblem } from '#components/query/api.ts'
import type { ReviewView, SavedReview } from '#lib/incidents/learning/contract.ts'
import { useSaveReview } from './use-learning.ts'

type Words = Pick<SavedReview, 'sections' | 'factors'>
const quietMs = 1_500

/**
 * What is written is stored a moment after the last key. When another was faster nothing is replaced: the words stay
 * here until the writer has seen theirs and says which version they go on from.
 */
export function useAutosave(review: ReviewView) {
  const [words, setWords] = useState<Words>(() => ({ sections: review.sections, factors: review.factors }))
  const [dirty, setDirty] = useState(false)
  const [version, setVersion] = useState(review.version)
  const save = useSaveReview(review.incidentId)
  const { mutate, isPending, error } = save
  const latest = useRef(words)
  latest.current = words
  const conflict = error instanceof ApiProblem && error.status === 409
  // what others wrote is shown as soon as nothing of one's own is in the way
  if (!dirty && !isPending && review.version > version) {
    setVersion(review.version)
    setWords({ sections: review.sections, factors: review.factors })
  }
  useEffect(() => {
    if (!dirty || isPending || error !== null) return
    const timer = setTimeout(() => {
      mutate(
        { ...words, version },
        {
          onSuccess: (stored) => {
            setVersion(stored.version)
            // what was typed meanwhile waits for the next time
            if (latest.current === words) setDirty(false)
          },
        },
      )
    }, quietMs)
    return () => clearTimeout(timer)
  }, [words, dirty, version, isPending, error, mutate])
  const change = (next: Partial<Words>) => {
    setWords((was) => ({ ...was, ...next }))
    setDirty(true)
    if (error !== null && !conflict) save.reset()
  }
  return {
    words,
    change,
    dirty,
    saving: isPending,
    problem: error,
    conflict,
    again: () => {
      setVersion(review.version)
      save.reset()
    },
    takeTheirs: () => {
      setVersion(review.version)
      setWords({ sections: review.sections, factors: review.factors })
      setDirty(false)
      save.reset()
    },
  }
}
