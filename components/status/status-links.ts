/** Staff who look at a customer's page stay on that customer's pages. */
export function withCustomer(path: string, customerId: string | null): string {
  if (customerId === null) return path
  return `${path}${path.includes('?') ? '&' : '?'}customer=${encodeURIComponent(customerId)}`
}
