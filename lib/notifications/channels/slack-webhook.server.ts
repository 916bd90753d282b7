import { slackContent } from '../messages/slack-blocks.ts'
import { failureOfSlackWord } from '../outbox/classify.ts'
import { postJson, reachOfChannels, taken } from './call-outside.server.ts'
import { failed, type Send, unusable } from './contract.ts'

const hosts = new Set(['hooks.slack.com', 'hooks.slack-gov.com'])

/** Slack's incoming webhook: it can say, and neither edit nor be answered. It has no key against repeats either. */
export const sendSlackWebhook: Send = async (message, { secrets }) => {
  const { url } = secrets
  if (!url) return unusable('its address is missing')
  if (!isSlackWebhook(url)) return unusable('this is not an address of hooks.slack.com')
  const body = JSON.stringify({ ...slackContent(message, false), unfurl_links: false, unfurl_media: false })
  const { reply, failure } = await postJson(url, body, message.at)
  const word = reply?.body.trim() ?? ''
  if (failure && /^[a-z_]{3,40}$/.test(word) && failure.class === 'rejected')
    return failed(failureOfSlackWord(word, failure.statusCode))
  if (failure) return failed(failure)
  return word === 'ok' ? taken(reply, null) : failed(failureOfSlackWord(word, reply.status))
}

export function isSlackWebhook(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (reachOfChannels() === 'private') return true
  return (
    url.protocol === 'https:' &&
    hosts.has(url.host) &&
    /^\/(services|workflows|triggers)\/\S+$/.test(url.pathname)
  )
}
