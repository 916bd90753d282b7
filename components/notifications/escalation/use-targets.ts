'use client'

import type { Target } from '#lib/notifications/contract.ts'
import { channelName } from '../channels/channel-sentence.ts'
import { useCollection } from '../shared/collection.ts'
import { channels, schedules } from '../shared/collections.ts'
import { usePeople } from '../shared/use-people.ts'

/** Whom a step can name, how each is called, and who is on call behind a schedule now. */
export function useTargets() {
  const allChannels = useCollection(channels)
  const allSchedules = useCollection(schedules, 60_000)
  const { people, nameOf, isPending } = usePeople()
  const channelOf = (id: string) => allChannels.data?.find(({ channelId }) => channelId === id)
  const scheduleOf = (id: string) => allSchedules.data?.find(({ scheduleId }) => scheduleId === id)

  const targetName = ({ kind, id }: Target): string => {
    if (kind === 'member') return nameOf(id)
    if (kind === 'schedule') return scheduleOf(id)?.name ?? 'a schedule that is gone'
    const channel = channelOf(id)
    return channel ? channelName(channel) : 'a channel that is gone'
  }
  const isKnown = ({ kind, id }: Target): boolean => {
    if (kind === 'member') return people.some(({ memberId }) => memberId === id)
    return kind === 'schedule' ? scheduleOf(id) !== undefined : channelOf(id)?.disabled === false
  }
  return {
    people,
    channels: allChannels.data ?? [],
    schedules: allSchedules.data ?? [],
    isPending: isPending || allChannels.isPending || allSchedules.isPending,
    targetName,
    isKnown,
    onCall: (scheduleId: string) => scheduleOf(scheduleId)?.onCall ?? null,
    hasSomebody: (scheduleId: string) => Boolean(scheduleOf(scheduleId)?.onCall),
  }
}
export type Targets = ReturnType<typeof useTargets>
