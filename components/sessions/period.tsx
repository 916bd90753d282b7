import { AbsoluteTime } from '#components/time/time.tsx'

/** Below this the minute alone would say the same time twice. */
const shortMs = 120_000

/** "14:03 CET – 14:11 CET", with seconds where it is short. */
export function Period({ from, to }: { from: number; to: number }) {
  const show = to - from < shortMs ? 'clock-seconds' : 'clock'
  return (
    <>
      <AbsoluteTime at={from} show={show} /> – <AbsoluteTime at={to} show={show} />
    </>
  )
}
