import type { Env } from '#lib/environment.ts'
import type { Role } from '../member.ts'

/** The organisation's own sign-in server, as the environment names it; null where there is none. */
export type OidcSettings = {
  issuer: string
  clientId: string
  clientSecret: string
  label: string
  roleClaim: string | null
  /** value of the claim → role, the mightiest first */
  roles: readonly (readonly [string, Role])[]
}

type Given = Pick<
  Env,
  | 'EARSHOT_OIDC_ISSUER'
  | 'EARSHOT_OIDC_CLIENT_ID'
  | 'EARSHOT_OIDC_CLIENT_SECRET'
  | 'EARSHOT_OIDC_LABEL'
  | 'EARSHOT_OIDC_ROLE_CLAIM'
  | 'EARSHOT_OIDC_ROLES'
>

export function oidcSettings(env: Given): OidcSettings | null {
  const { EARSHOT_OIDC_ISSUER: issuer, EARSHOT_OIDC_CLIENT_ID: clientId } = env
  const { EARSHOT_OIDC_CLIENT_SECRET: clientSecret, EARSHOT_OIDC_LABEL: label } = env
  if (!issuer || !clientId || !clientSecret) return null
  return {
    ...{ issuer, clientId, clientSecret, label: label ?? 'single sign-on' },
    roleClaim: env.EARSHOT_OIDC_ROLE_CLAIM ?? null,
    roles: (env.EARSHOT_OIDC_ROLES ?? []).toSorted(([, a], [, b]) => might.indexOf(a) - might.indexOf(b)),
  }
}

const might: readonly Role[] = ['admin', 'manager', 'operator']

/** The role that the claims of a stranger give, or null: then they are not let in. */
export function roleFromClaims(
  { roleClaim, roles }: Pick<OidcSettings, 'roleClaim' | 'roles'>,
  claims: Readonly<Record<string, unknown>>,
): Role | null {
  const held = roleClaim !== null && Object.hasOwn(claims, roleClaim) ? claims[roleClaim] : null
  const values: unknown[] = Array.isArray(held) ? held : [held]
  return roles.find(([value]) => values.includes(value))?.[1] ?? null
}
