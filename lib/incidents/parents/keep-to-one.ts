type Named = { customerId: string; name: string; slug: string }

/** Shorter names are words of every day. */
const shortest = 3
const plain = (text: string) => text.normalize('NFKC').toLowerCase()

/** Whether a text names a customer other than this one. */
export function namesOthers(text: string, customerId: string, customers: readonly Named[]): boolean {
  const said = plain(text)
  return customers
    .filter((one) => one.customerId !== customerId)
    .some(({ name, slug }) =>
      [name, slug].some((word) => word.length >= shortest && said.includes(plain(word))),
    )
}

/** What is said of a shared cause goes to each customer's incident only if it names none of the others. */
export function forOne(
  text: string,
  customerId: string,
  customers: readonly Named[],
  instead: string,
): string {
  return namesOthers(text, customerId, customers) ? instead : text
}
