import { z } from 'zod'

/** A click in Slack, as far as we read it. The value is an opaque alert id; nothing else of it is believed. */
const payloadSchema = z.object({
  type: z.literal('block_actions'),
  team: z.object({ id: z.string().max(40) }),
  user: z.object({ id: z.string().max(40) }),
  response_url: z.string().max(500).default(''),
  actions: z
    .array(z.object({ action_id: z.string().max(100), value: z.string().max(100).default('') }))
    .min(1),
})

export const slackVerbs = ['acknowledge', 'snooze-1h'] as const
export type SlackVerb = (typeof slackVerbs)[number]
export type Click = { teamId: string; userId: string; responseUrl: string; verb: SlackVerb; alertId: string }

/** Null: nothing to act on, as a click on "Open". */
export function readClick(body: string): Click | null {
  const given = payloadSchema.safeParse(parsed(new URLSearchParams(body).get('payload') ?? ''))
  const [action] = given.success ? given.data.actions : []
  const verb = slackVerbs.find((one) => action?.action_id.startsWith(`${one}:`))
  if (!given.success || !action || !verb || !z.uuid().safeParse(action.value).success) return null
  const { team, user, response_url: responseUrl } = given.data
  return { teamId: team.id, userId: user.id, responseUrl, verb, alertId: action.value }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
