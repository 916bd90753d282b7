import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { Mark } from '#components/shell/icons.tsx'
import { ThemeSwitch } from '#components/shell/theme-switch.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { homeOf, safePath } from '#lib/access/after-sign-in.ts'
import { oidcSettings } from '#lib/access/oidc/settings.ts'
import { env } from '#lib/env.server.ts'
import { currentMember } from '../require-member.ts'
import { LanesDrawing } from './lanes-drawing.tsx'
import { OidcButton } from './oidc-button.tsx'
import { SignInForm } from './sign-in-form.tsx'

export const metadata: Metadata = { title: 'Sign in – Earshot', robots: { index: false } }

const reasons: Record<string, string> = {
  revoked: 'You were signed out: this sign-in was ended.',
  expired: 'You were signed out because this sign-in had run out.',
  disabled: 'You were signed out: this account is no longer active.',
  oidc: 'Your organisation’s sign-in did not let you in here. Only members come in, by an address that it vouches for: ask an administrator to invite you.',
}

type Search = Promise<Record<string, string | string[] | undefined>>

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { next, reason } = await searchParams
  const wanted = safePath(typeof next === 'string' ? next : null)
  const member = await currentMember().catch(() => null)
  if (member) redirect(wanted ?? homeOf(member.role))
  const oidc = oidcSettings(env())
  const notice = typeof reason === 'string' ? (reasons[reason] ?? null) : null
  return (
    <div className="grid min-h-dvh grid-cols-1 bg-bg lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <main className="flex min-w-0 flex-col px-5 py-5 sm:px-10 sm:py-8">
        <div className="flex items-center justify-between">
          <p className="flex items-center gap-2 text-base font-semibold">
            <Mark size={24} /> Earshot
          </p>
          <ThemeSwitch />
        </div>
        <div className="mx-auto flex w-full max-w-90 flex-1 flex-col justify-center py-10">
          <h1 className="text-kpi font-semibold tracking-tight">Sign in</h1>
          <p className="mt-2 text-sm text-text-2">
            Live calls, what is wrong with them, and what to do about it.
          </p>
          {notice && (
            <p
              className="mt-6 rounded-md border border-border bg-raised px-3 py-2 text-ui text-text-2"
              role="status"
            >
              {notice}
            </p>
          )}
          <SignInForm next={wanted} />
          <Link className={buttonClass('bare', 'mt-3 self-start')} href="/forgot-password">
            Forgot your password?
          </Link>
          {oidc && <OidcButton label={oidc.label} next={wanted} />}
          <p className="mt-8 text-xs text-text-3">No account? Ask an administrator to invite you.</p>
        </div>
      </main>
      <aside
        aria-hidden="true"
        className="relative hidden overflow-hidden border-l border-border bg-surface lg:block"
      >
        <LanesDrawing />
      </aside>
    </div>
  )
}
