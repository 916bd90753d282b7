import { createTransport } from 'nodemailer'
import { env } from '#lib/env.server.ts'
import { excerptOf } from '#lib/outside/excerpt.ts'
import { mailContent } from '../messages/mail.ts'
import { failureOfSmtp, type SmtpError } from '../outbox/classify.ts'
import { failed, type Send, unusable } from './contract.ts'

const connectMs = 5_000
const silenceMs = 8_000

/** Mail, through the one server of the environment. */
export const sendEmail: Send = async (message, { settings, to }) => {
  const { EARSHOT_SMTP_URL, EARSHOT_MAIL_FROM, EARSHOT_URL } = env()
  if (!EARSHOT_SMTP_URL) return unusable('no mail server is set up: EARSHOT_SMTP_URL')
  const addresses = to !== null ? [to] : settings?.kind === 'email' ? settings.to : []
  if (addresses.length === 0) return unusable('it has no address')
  const watch = watchData()
  const transport = createTransport({
    url: EARSHOT_SMTP_URL,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silenceMs,
    transactionLog: true,
    logger: watch.logger,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const { references, ...content } = mailContent(message)
    const sent = await transport.sendMail({
      ...content,
      from: EARSHOT_MAIL_FROM ?? `Earshot <earshot@${new URL(EARSHOT_URL).hostname}>`,
      to: [...addresses],
      ...(references !== undefined && { references, inReplyTo: references }),
    })
    const refused = sent.rejected.map(String)
    const answer =
      excerptOf(sent.response) + (refused.length > 0 ? `; refused for ${refused.join(', ')}` : '')
    return { ok: true, statusCode: 250, answer, thread: { messageId: content.messageId } }
  } catch (error) {
    return failed(failureOfSmtp(error as SmtpError, watch.begun()))
  } finally {
    transport.close()
  }
}

/** Whether the mail itself was on its way when it broke off: nodemailer does not say. */
function watchData() {
  let begun = false
  const nothing = () => undefined
  const debug = (entry: { tnx?: string }, line: string) => {
    if (entry.tnx === 'client' && line === 'DATA') begun = true
  }
  const logger = {
    level: nothing,
    trace: nothing,
    debug,
    info: nothing,
    warn: nothing,
    error: nothing,
    fatal: nothing,
  }
  return { begun: () => begun, logger: logger as never }
}
