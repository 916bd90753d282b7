/** What to do about an answer, where the answer is known to mean one thing. Names as the far ends document them. */
const advice: [pattern: RegExp, words: string][] = [
  // docs.slack.dev: errors of chat.postMessage
  [
    /invalid_auth|not_authed|token_revoked|token_expired|account_inactive/,
    'Slack no longer knows this bot token. Copy the current one from “OAuth & Permissions” of the app and store it here.',
  ],
  [
    /channel_not_found/,
    'The app cannot see this channel. Check the id; in a private channel invite the app first.',
  ],
  [/not_in_channel/, 'The app is not in the channel. Type /invite and the app’s name there.'],
  [/is_archived/, 'The channel is archived in Slack. Choose another.'],
  [
    /missing_scope/,
    'The app lacks the scope chat:write. Add it under “OAuth & Permissions” and install the app again.',
  ],
  // docs.slack.dev: errors of incoming webhooks
  [
    /no_service|no_active_hooks|invalid_token|no_team/,
    'Slack removed or disabled this webhook. Create a new one and store its URL here.',
  ],
  [
    /action_prohibited|posting_to_general_channel_denied/,
    'An administrator of the Slack workspace forbids this post.',
  ],
  [
    /invalid.*routing.?key|routing_key/i,
    'PagerDuty does not know this integration key. Copy it again from the service’s Events API v2 integration.',
  ],
]

const byStatus: Record<number, string> = {
  401: 'The far end does not accept who we are: look at the token or key.',
  403: 'The far end forbids it: look at the token or key, and at what it may do.',
  404: 'Nothing is at this address any more: look at the URL.',
  410: 'The far end says that this address is gone for good. Create a new one there.',
  413: 'The far end takes only shorter messages.',
  429: 'The far end asks for fewer messages. Earshot waits as long as it was told.',
}

export function answerAdvice(statusCode: number | null, answer: string | null): string | null {
  const known = answer === null ? undefined : advice.find(([pattern]) => pattern.test(answer))?.[1]
  return known ?? (statusCode === null ? null : (byStatus[statusCode] ?? null))
}
