/** Figures as text. A missing value is an en dash. */
export const NONE = '–'

/** 0:07, 2:51, 1:02:09, 3 d 04 h by `day` and `hour` words from 48 hours on. */
export function duration(seconds: number | null, day = 'd', hour = 'h'): string {
  if (seconds === null) return NONE
  const s = Math.max(0, Math.floor(seconds))
  const h = Math.floor(s / 3600)
  if (h >= 48) return `${Math.floor(h / 24)} ${day} ${String(h % 24).padStart(2, '0')} ${hour}`
  const m = Math.floor((s % 3600) / 60)
  const rest = String(s % 60).padStart(2, '0')
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${rest}` : `${m}:${rest}`
}

const numbers = new Map<string, Intl.NumberFormat>()

function numberFormat(locale: string, digits: number): Intl.NumberFormat {
  const key = `${locale}/${digits}`
  let f = numbers.get(key)
  if (!f) numbers.set(key, (f = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })))
  return f
}

export const number = (value: number | null, locale: string, digits = 0): string => (value === null ? NONE : numberFormat(locale, digits).format(value))

/** 0.8199 as 82.0, without the sign. A share below one never rounds up to 100. */
export function percent(rate: number | null, locale: string, digits = 1): string {
  if (rate === null) return NONE
  const scale = 10 ** digits
  const rounded = Math.round(rate * 100 * scale) / scale
  const capped = rate < 1 && rounded >= 100 ? 100 - 1 / scale : rate > 0 && rounded <= 0 ? 1 / scale : rounded
  return number(capped, locale, digits)
}

/** A difference with its sign, a true minus, and ±0 when nothing is left after rounding. */
export function signed(value: number, text: (magnitude: number) => string): string {
  const magnitude = text(Math.abs(value))
  if (!/[1-9]/.test(magnitude)) return `±${magnitude}`
  return `${value < 0 ? '−' : '+'}${magnitude}`
}
