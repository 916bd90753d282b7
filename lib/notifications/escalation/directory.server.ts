import type { PoolClient } from 'pg'
import { personalStepsSchema, quietHoursSchema, type Target } from '../contract.ts'
import type { Person } from '../personal/pages.ts'
import { readOnCallNow } from '../schedules/on-call-now.server.ts'
import type { Directory } from './climb.ts'
import { type MemberRow, readChannels, readMembers } from './store.server.ts'

/**
 * Whom these targets stand for now. A person who may not see the customer is not in it, nor a channel that serves another:
 * nobody hears of a customer through an escalation whom its pages would refuse.
 */
export async function readDirectory(
  db: Pick<PoolClient, 'query'>,
  targets: readonly Target[],
  now: Date,
): Promise<(customerId: string) => Directory> {
  const ids = (kind: Target['kind']) => [...new Set(targets.filter((one) => one.kind === kind).map(({ id }) => id))]
  const schedules = await readOnCallNow(db, ids('schedule'), now)
  const onCall = [...schedules.values()].flatMap((one) => one.onCall ?? [])
  const members = await readMembers(db, [...new Set([...ids('member'), ...onCall])])
  const channels = await readChannels(db, ids('channel'))
  return (customerId) => ({
    schedules,
    members: new Map(members.filter((one) => maySee(one, customerId)).map((one) => [one.memberId, personOf(one)])),
    channels: new Map(
      channels
        .filter((one) => one.customerId === null || one.customerId === customerId)
        .map(({ channelId, name }) => [channelId, name]),
    ),
  })
}

const maySee = ({ role, customerIds }: MemberRow, customerId: string) =>
  role === 'admin' || customerIds.includes(customerId)

/** Rules that can no longer be read are none: the person is told in the usual way rather than not at all. */
export function personOf(row: MemberRow): Person {
  const { memberId, name, timeZone, slack } = row
  const steps = (given: unknown) => personalStepsSchema.safeParse(given).data ?? []
  return {
    ...{ memberId, name, timeZone, slack },
    defaultSteps: steps(row.defaultSteps),
    importantSteps: steps(row.importantSteps),
    quietHours: quietHoursSchema.safeParse(row.quietHours).data ?? null,
  }
}
