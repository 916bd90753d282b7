/** Who asks. `customerIds` are the customers this member may see: for admins all, for a customer its own one. */
export const roles = ['operator', 'manager', 'admin', 'customer', 'owner'] as const
export type Role = (typeof roles)[number]

/** Readers of exactly one customer: `customer` views, `owner` also invites viewers of the same customer. */
export const isCustomerRole = (role: Role): boolean => role === 'customer' || role === 'owner'

/** The customers a read or write may touch. Made only by sign-in; every store function demands one. */
export type TenantScope = { readonly customerIds: readonly string[] }

export type Member = {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly signInId: string
  readonly scope: TenantScope
  /** set when a program asks with a token of this member: what that token may do at most */
  readonly tokenScopes?: readonly string[]
}
