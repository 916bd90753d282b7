/** What a channel's secrets belong to: a row copied to another channel or customer does not open. */
export const sealedFor = (customerId: string | null, channelId: string): string =>
  `${customerId ?? 'msp'}/channel/${channelId}`
