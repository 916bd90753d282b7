'use client'

import { type FormEvent, useState } from 'react'

/** One form of an open page: sent once at a time, and what went wrong with it. `send` answers null when it is done. */
export function useOpenForm(send: (form: FormData) => Promise<string | null>) {
  const [isBusy, setBusy] = useState(false)
  const [isDone, setDone] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isBusy) return
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setFault(null)
    const outcome = await send(form)
    setBusy(false)
    setFault(outcome)
    setDone(outcome === null)
  }
  return { isBusy, isDone, fault, submit }
}

export const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '')
