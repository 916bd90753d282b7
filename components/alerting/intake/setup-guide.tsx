'use client'

import { WarningNote } from '#components/notifications/shared/loaded.tsx'
import type { IntegrationSecret } from '#lib/alerting/intake/contract.ts'
import type { IntegrationKind } from '#lib/alerting/intake/settings.ts'
import { CopyBlock } from './copy-block.tsx'
import { setupSteps } from './setup-steps.ts'

/** What to paste where, with the secret in it: shown once. */
export function SetupGuide({ kind, secret }: { kind: IntegrationKind; secret: IntegrationSecret }) {
  return (
    <section aria-label="Set it up" className="flex flex-col gap-3">
      <WarningNote>
        This is the only time the address is shown: it holds the secret. Lost, it can be rotated, not read.
      </WarningNote>
      <ol className="flex flex-col gap-3">
        {setupSteps(kind, secret).map(({ title, text, paste }, i) => (
          <li className="rounded-lg border border-border bg-surface p-3" key={title}>
            <p className="font-medium text-ui">
              {i + 1}. {title}
            </p>
            <p className="text-text-2 text-ui">{text}</p>
            {paste && <CopyBlock label={title} text={paste} />}
          </li>
        ))}
      </ol>
    </section>
  )
}
