/** Writes the trend of the invented floor to src/fixtures; frames and the site there are the server's own, written by its golden test. node mock/fixtures.mjs */
import { writeFileSync } from 'node:fs'
import { makeFloor } from './floor.mjs'

const floor = makeFloor({ queues: 8, agents: 12, at: Date.parse('2026-11-21T02:36:18.000Z') })
writeFileSync(new URL('../src/fixtures/trend.json', import.meta.url), `${JSON.stringify(floor.trend(), null, 2)}\n`)
