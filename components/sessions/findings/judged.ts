import type { Opinion } from '#lib/diagnosis/contract.ts'
import type { FindingOpinion, OpinionList } from '../evidence-api.ts'

/** What a finding's opinions will be once the server agrees; `opinion` null takes one's own back. */
export function judged(list: OpinionList, findingId: string, opinion: Opinion | null): FindingOpinion {
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

export function replaced({ opinions }: OpinionList, next: FindingOpinion): OpinionList {
  return { opinions: [...opinions.filter(({ findingId }) => findingId !== next.findingId), next] }
}
