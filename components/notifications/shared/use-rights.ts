'use client'

import { useQuery } from '@tanstack/react-query'
import { api } from '#components/query/api.ts'
import { type Me, meSchema } from '#lib/access/contract.ts'
import type { Role } from '#lib/access/member.ts'
import { type Permission, permissions } from '#lib/access/permissions.ts'

const may = (role: Role, permission: Permission): boolean =>
  (permissions[permission].roles as readonly Role[]).includes(role)

/** Who looks, and what they may change here. Only for what to show: the server asks again. */
export type Rights = { me: Me; mayWrite: boolean; mayWriteForAll: boolean; mayOverride: boolean }

export function useRights(): Rights | null {
  const { data } = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => api('/api/v1/me', meSchema, { signal }),
    staleTime: 300_000,
  })
  if (!data) return null
  return {
    me: data,
    mayWrite: may(data.role, 'notification:write'),
    mayWriteForAll: data.role === 'admin',
    mayOverride: may(data.role, 'schedule:override'),
  }
}

/** Why something cannot be changed by who looks; null when it can. `forAll`: it serves all customers. */
export function whyNot(rights: Rights | null, forAll: boolean): string | null {
  if (!rights) return 'Still asking what you may change …'
  if (!rights.mayWrite) return 'You can read this. Managers and administrators change it.'
  if (forAll && !rights.mayWriteForAll) return 'This serves all customers: only administrators change it.'
  return null
}
