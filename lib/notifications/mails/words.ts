import type { MailWords } from './contract.ts'
import type { MemberRole } from './rows.ts'

/** What mails to addresses say. Nothing of a draft, of staff's own titles or of another customer is among the arguments. */

const roleWords: Record<MemberRole, string> = {
  operator: 'an operator',
  manager: 'a manager',
  admin: 'an administrator',
  customer: 'a viewer of your organisation’s status page',
  owner: 'the owner of your organisation’s status page',
}

const until = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

export function invitationWords(
  invite: {
    name: string
    role: MemberRole
    invitedName: string
    customerName: string | null
    expiresAt: Date
  },
  url: string,
): MailWords {
  const to = invite.customerName === null ? 'Earshot' : `the status page of ${invite.customerName}`
  return {
    subject: `${invite.invitedName} invites you to ${to}`,
    heading: `You are invited to ${to}`,
    paragraphs: [
      `${invite.name === '' ? 'Hello' : `Hello ${invite.name}`},`,
      `${invite.invitedName} asks you to join as ${roleWords[invite.role]}. Open the link, choose a password, and you are in.`,
      `The link works once, until ${until(invite.expiresAt)}. If you do not know what this is about, do nothing.`,
    ],
    link: { label: 'Accept the invitation', url },
    why: `${invite.invitedName} entered your address`,
    unsubscribeUrl: null,
  }
}

export const newPasswordWords = (name: string, expiresAt: Date, url: string): MailWords => ({
  subject: 'Choose a new password for Earshot',
  heading: 'Choose a new password',
  paragraphs: [
    `Hello ${name},`,
    'Somebody, probably you, said that your password is forgotten. The link lets you choose a new one. Until you do, the old one stays as it is.',
    `The link works once, until ${until(expiresAt)}. If it was not you, do nothing.`,
  ],
  link: { label: 'Choose a new password', url },
  why: 'a new password was asked for with your address',
  unsubscribeUrl: null,
})

export const confirmationWords = (customerName: string, url: string): MailWords => ({
  subject: `Confirm: mails about incidents of ${customerName}`,
  heading: 'Is this your address?',
  paragraphs: [
    `Your address was entered to be mailed about incidents of ${customerName}. Confirm it, and you hear of every incident and each update.`,
    'If it was not you, do nothing: without your confirmation nothing more is sent.',
  ],
  link: { label: 'Yes, mail me', url },
  why: 'your address was entered on a status page',
  unsubscribeUrl: null,
})

const statusWords = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
} as const

type Told = {
  customerName: string
  reference: string
  title: string
  incidentUrl: string
  unsubscribeUrl: string
}
const subscriber = ({ customerName, unsubscribeUrl }: Told) => ({
  why: `you subscribed to incidents of ${customerName}; end it with the link below`,
  unsubscribeUrl,
})

export const updateWords = (
  about: Told,
  update: { status: keyof typeof statusWords; body: string; postedAt: number; editedAt: number | null },
): MailWords => ({
  subject: `[${statusWords[update.status]}] ${about.title} (${about.reference})`,
  heading: `${statusWords[update.status]}: ${about.title}`,
  paragraphs: [
    `${about.customerName} · ${about.reference} · ${until(new Date(update.postedAt))}`,
    update.body,
    ...(update.editedAt === null ? [] : [`Corrected ${until(new Date(update.editedAt))}.`]),
  ],
  link: { label: 'Follow it on the status page', url: about.incidentUrl },
  ...subscriber(about),
})

export const endedWords = (about: Told, endedAt: Date): MailWords => ({
  subject: `[${statusWords.resolved}] ${about.title} (${about.reference})`,
  heading: `${statusWords.resolved}: ${about.title}`,
  paragraphs: [
    `${about.customerName} · ${about.reference}`,
    `This incident ended at ${until(endedAt)}. If you still notice it, say so on the status page.`,
  ],
  link: { label: 'Open it on the status page', url: about.incidentUrl },
  ...subscriber(about),
})
