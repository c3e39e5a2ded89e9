/** Lengths of time as a person enters them. */
export const LENGTH_UNITS = ['seconds', 'minutes', 'hours', 'days'] as const
export type LengthUnit = (typeof LENGTH_UNITS)[number]
export const SECONDS_OF: Record<LengthUnit, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }

export interface Length { amount: number; unit: LengthUnit }

/** In the largest unit that leaves a whole number; days only from two on: a promise of 24 hours is said so. */
export function lengthOf(seconds: number): Length {
  const unit = [...LENGTH_UNITS].reverse().find((u) => seconds > 0 && seconds % SECONDS_OF[u] === 0 && (u !== 'days' || seconds >= 2 * SECONDS_OF.days)) ?? 'seconds'
  return { amount: seconds / SECONDS_OF[unit], unit }
}

export const secondsOf = ({ amount, unit }: Length): number => amount * SECONDS_OF[unit]
