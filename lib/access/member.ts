/** Who asks. `customerIds` are the customers this member may see: for admins all, for a customer its own one. */
export const roles = ['operator', 'manager', 'admin', 'customer'] as const
export type Role = (typeof roles)[number]

/** The customers a read or write may touch. Made only by sign-in; every store function demands one. */
export type TenantScope = { readonly customerIds: readonly string[] }

export type Member = {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly signInId: string
  readonly scope: TenantScope
}
