'use client'

import { ThemeProvider as NextThemes } from 'next-themes'

/** System, light or dark, decided before the first paint. `nonce` lets its inline script pass the page's CSP. */
export function ThemeProvider({ nonce, children }: { nonce: string | undefined; children: React.ReactNode }) {
  return (
    <NextThemes
      attribute="data-theme"
      defaultTheme="system"
      disableTransitionOnChange
      enableSystem
      storageKey="earshot.theme"
      {...(nonce ? { nonce } : {})}
    >
      {children}
    </NextThemes>
  )
}
