/** Addresses within one page of settings; they keep the customer the screen is narrowed to. */
export function settingsHref(
  page: string,
  customerId: string | null,
  query: Record<string, string> = {},
): string {
  const params = new URLSearchParams({ ...(customerId ? { customer: customerId } : {}), ...query })
  const text = params.toString()
  return `/settings/${page}${text ? `?${text}` : ''}`
}
