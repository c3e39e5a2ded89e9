/** Pages that turn by themselves. A turn is a count of page intervals since the screen opened. */

export const pageCount = (items: number, size: number): number => Math.max(1, Math.ceil(items / size))

export const pageOf = <T>(items: T[], page: number, size: number): T[] => items.slice(page * size, (page + 1) * size)

/** The plain round: 0, 1, 2, 0, 1 … */
export const roundPage = (turn: number, pages: number): number => turn % pages

/** The round that comes back to the first page on every second turn, because what burns is there: 0, 1, 0, 2, 0, 3 … */
export function returningPage(turn: number, pages: number): number {
  if (pages < 2 || turn % 2 === 0) return 0
  return 1 + (Math.floor(turn / 2) % (pages - 1))
}
