import { describe, expect, it } from 'vitest'
import { sample, SAMPLES } from './samples'

describe('samples of a screen', () => {
  it('never grow and keep the newest value of each minute', () => {
    let ring = sample(null, 100, 1)
    ring = sample(ring, 100, 2)
    ring = sample(ring, 101, 3)
    ring = sample(ring, 103, 4)
    expect(ring.values).toHaveLength(SAMPLES)
    expect(ring.values.slice(-4)).toEqual([2, 3, null, 4])
  })

  it('start anew after a long gap or a step back', () => {
    const ring = sample(null, 100, 1)
    expect(sample(ring, 100 + SAMPLES, 2).values.filter((v) => v !== null)).toEqual([2])
    expect(sample(ring, 99, 2).values.filter((v) => v !== null)).toEqual([2])
  })
})
