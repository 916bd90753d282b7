'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { Waiting } from '../tab/tab-mark.ts'
import { useSoundSetting } from './sound-setting.ts'
import { awake, play } from './sounder.ts'
import { type Heard, isWorse, pauseAfterMs, tones } from './tones.ts'

export const muteMs = 15 * 60_000

/** Sounds when something waits for somebody, again and again with longer pauses, until it is taken or muted. */
export function useAlarm(waiting: Waiting) {
  const [setting, store] = useSoundSetting()
  const [blocked, setBlocked] = useState(false)
  const [over, setOver] = useState(0)
  const { armed, mutedUntil } = setting
  const { count, worst } = waiting
  useLeave(armed && blocked, setBlocked)
  useMuteEnd(mutedUntil, setOver)
  const heard = useRef<Heard>({ count: 0, worst: null })
  const times = useRef(0)
  useEffect(() => {
    if (isWorse(heard.current, { count, worst })) times.current = 0
    heard.current = { count, worst }
    const muted = mutedUntil !== null && over !== mutedUntil && mutedUntil > Date.now()
    if (!armed || worst === null || muted) return
    let timer: ReturnType<typeof setTimeout>
    const sound = async () => {
      const played = await play(tones[worst])
      setBlocked(!played)
      times.current += 1
      timer = setTimeout(sound, pauseAfterMs(times.current))
    }
    timer = setTimeout(sound, times.current === 0 ? 0 : pauseAfterMs(times.current))
    return () => clearTimeout(timer)
  }, [armed, mutedUntil, over, count, worst])
  const test = useCallback(async () => setBlocked(!(await play(tones.critical))), [])
  return {
    armed,
    blocked: armed && blocked,
    mutedUntil,
    arm: (on: boolean) => {
      store({ armed: on, mutedUntil: null })
      if (on) void test()
    },
    mute: (until: number | null) => store({ armed, mutedUntil: until }),
    test,
  }
}
export type Alarm = ReturnType<typeof useAlarm>

/** The first touch of the page may give leave to sound; an armed screen asks at its start whether it has it. */
function useLeave(waits: boolean, setBlocked: (blocked: boolean) => void) {
  const [{ armed }] = useSoundSetting()
  useEffect(() => {
    if (armed) void awake().then((audio) => setBlocked(audio === null))
  }, [armed, setBlocked])
  useEffect(() => {
    if (!waits) return
    const ask = () => void awake().then((audio) => setBlocked(audio === null))
    window.addEventListener('pointerdown', ask)
    window.addEventListener('keydown', ask)
    return () => {
      window.removeEventListener('pointerdown', ask)
      window.removeEventListener('keydown', ask)
    }
  }, [waits, setBlocked])
}

function useMuteEnd(mutedUntil: number | null, setOver: (at: number) => void) {
  useEffect(() => {
    if (mutedUntil === null) return
    const timer = setTimeout(() => setOver(mutedUntil), Math.max(0, mutedUntil - Date.now()))
    return () => clearTimeout(timer)
  }, [mutedUntil, setOver])
}
