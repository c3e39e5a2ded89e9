/** Writes the invented floor's answers and frames to src/fixtures. node mock/fixtures.mjs */
import { writeFileSync } from 'node:fs'
import { makeFloor } from './floor.mjs'

const at = Date.parse('2026-11-21T02:36:18.000Z')
const floor = makeFloor({ queues: 8, agents: 12, at })
const people = makeFloor({ queues: 8, agents: 12, audience: 'supervisors', at })
const files = {
  site: floor.site, trend: floor.trend(), heartbeat: floor.heartbeat(), 'frame-site': floor.siteFrame('site?window=30m', 1), 'frame-queue': floor.queueFrame('q1', 1),
  'frame-agents-floor': floor.agentsFrame(1), 'frame-agents-supervisors': people.agentsFrame(1),
}
for (const [name, value] of Object.entries(files)) writeFileSync(new URL(`../src/fixtures/${name}.json`, import.meta.url), `${JSON.stringify(value, null, 2)}\n`)
