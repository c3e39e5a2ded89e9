/** The token of the link by which this page was opened, in memory only. */
import { shallowRef } from 'vue'

const kept = shallowRef<string | null>(null)

/** Null: opened without a link, or it has been used. */
export const pendingLink = (): string | null => kept.value

export function keepLink(link: string | null): void {
  kept.value = link
}
