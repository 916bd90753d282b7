import { chat } from './catalogue/chat.ts'
import { client } from './catalogue/client.ts'
import { connectivity } from './catalogue/connectivity.ts'
import { device } from './catalogue/device.ts'
import type { CatalogueEntry } from './catalogue/entry.ts'
import { media } from './catalogue/media.ts'
import { network } from './catalogue/network.ts'
import { server } from './catalogue/server.ts'
import { user } from './catalogue/user.ts'

/** Every kind of finding, by family. The one list; docs/diagnosis.md is generated from it. */
export const families = { network, connectivity, device, media, server, client, user, chat } as const
export type Family = keyof typeof families

export const catalogue = {
  ...network,
  ...connectivity,
  ...device,
  ...media,
  ...server,
  ...client,
  ...user,
  ...chat,
} as const
export type FindingKind = keyof typeof catalogue

/** What a kind says of itself; a kind of another version of the model is told by its bare name. */
export function entryOf(kind: string): CatalogueEntry {
  return isFindingKind(kind) ? catalogue[kind] : unknownEntry(kind)
}

export const isFindingKind = (kind: string): kind is FindingKind => Object.hasOwn(catalogue, kind)

function unknownEntry(kind: string): CatalogueEntry {
  return {
    title: kind.replaceAll('-', ' '),
    notice: `{who}: ${kind.replaceAll('-', ' ')}.`,
    cause: 'told by another version of the model',
    remedy: 'Look at the evidence.',
    owner: 'nobody',
    raise: '',
    clear: '',
    source: '',
  }
}
