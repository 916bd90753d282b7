import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { QueryProvider } from '#components/query/query-provider.tsx'
import { ThemeProvider } from '#components/shell/theme-provider.tsx'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Earshot', template: '%s · Earshot' },
  description: 'The operations room for live calls.',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#11151b' },
  ],
}

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <ThemeProvider nonce={nonce}>
          <QueryProvider>{children}</QueryProvider>
        </ThemeProvider>
      </body>
    </html>
  )
}
