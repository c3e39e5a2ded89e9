/** Series for the charts out of trend points. Gaps stay gaps. */
import { mergeRatios, meanOf, rateOf } from './figures'
import type { TrendPoint } from './model'

export type Series = (number | null)[]

/** Rate over the last `span` points, merged by adding hits and totals: steadier than single minutes and as exact. */
export function rollingRate(points: TrendPoint[], pick: 'serviceLevel' | 'abandonmentRate', span: number): Series {
  return points.map((_, i) => rateOf(mergeRatios(points.slice(Math.max(0, i - span + 1), i + 1).map((p) => p[pick]))))
}

/** Mean of all ratings up to each minute of the span shown; empty minutes carry the last known mean. */
export function runningCsat(points: TrendPoint[]): Series {
  let sum = 0
  let count = 0
  return points.map((p) => {
    sum += p.csat?.sum ?? 0
    count += p.csat?.count ?? 0
    return meanOf({ sum, count })
  })
}

/** The points with the running minute's "now" figures replaced by what the newest frame says. */
export function withNow(points: TrendPoint[], at: number, now: { queueLength: number | null; agentsOnDuty: number | null }): TrendPoint[] {
  const last = points.at(-1)
  if (!last || at < last.at || at >= last.at + 60_000) return points
  return [...points.slice(0, -1), { ...last, queueLength: now.queueLength ?? last.queueLength, agentsOnDuty: now.agentsOnDuty ?? last.agentsOnDuty }]
}

export interface Spark { line: string; area: string }

/** SVG paths of a sparkline in a box of the given size. A gap starts a new stroke; fewer than two known points give none. */
export function sparkline(series: Series, width: number, height: number): Spark | null {
  const known = series.filter((v) => v !== null)
  if (known.length < 2) return null
  const low = Math.min(...known)
  const span = Math.max(...known) - low
  const step = width / Math.max(1, series.length - 1)
  const y = (v: number) => round(span === 0 ? height / 2 : height - ((v - low) / span) * height)
  let line = ''
  let area = ''
  let start: number | null = null
  let end = 0
  const closeArea = () => {
    if (start !== null) area += `L${round(end)} ${height}L${round(start)} ${height}Z`
    start = null
  }
  series.forEach((v, i) => {
    if (v === null) return closeArea()
    const point = `${round(i * step)} ${y(v)}`
    line += `${start === null ? 'M' : 'L'}${point}`
    area += `${start === null ? 'M' : 'L'}${point}`
    start ??= i * step
    end = i * step
  })
  closeArea()
  return { line, area }
}

const round = (v: number) => Math.round(v * 10) / 10

/** Bottom of a percentage axis: clear of the lowest value, on a step of twenty so that four lines divide it evenly, at most 80 %. */
export function rateFloor(series: Series, target: number | null): number {
  const known = [...series, target].filter((v) => v !== null)
  if (!known.length) return 0
  return Math.max(0, Math.min(0.8, (Math.floor((Math.min(...known) - 0.03) * 5) * 2) / 10))
}
