import type { Opinion } from '#lib/diagnosis/contract.ts'
import type { FindingOpinion, SessionOpinions } from '#lib/sessions/annotations/contract.ts'

/** What a finding's opinions will be once the server agrees; `opinion` null takes one's own back. */
export function judged(list: SessionOpinions, findingId: string, opinion: Opinion | null): FindingOpinion {
  const known = list.opinions.find((one) => one.findingId === findingId)
  const count = (word: Opinion) =>
    (known?.[word] ?? 0) - Number(known?.mine?.opinion === word) + Number(opinion === word)
  return {
    findingId,
    mine: opinion === null ? null : { opinion, comment: known?.mine?.comment ?? '', at: 0 },
    agree: count('agree'),
    wrong: count('wrong'),
  }
}

export function replaced({ opinions }: SessionOpinions, next: FindingOpinion): SessionOpinions {
  return { opinions: [...opinions.filter(({ findingId }) => findingId !== next.findingId), next] }
}
