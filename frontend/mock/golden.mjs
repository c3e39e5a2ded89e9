/** Plays the server's own frames (src/fixtures, written by its golden test) as a floor of now: all their instants are moved by the same length. */
import { readdirSync, readFileSync } from 'node:fs'

const FOLDER = new URL('../src/fixtures/', import.meta.url)
const read = (name) => readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')
const INSTANT = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)"/g

/** @param scenario begin of a scenario's name, such as `monday`; only of that one there are frames of agents */
export function goldenFloor({ scenario, audience, at }) {
  const file = readdirSync(FOLDER).find((name) => name.startsWith(`frame-site-${scenario}`))
  if (!file) throw new Error(`no frames of a scenario ${scenario}`)
  const name = file.replace(/\.json$/, '')
  const shift = at - Date.parse(JSON.parse(read(name)).at)
  const moved = (fixture) => JSON.parse(read(fixture).replace(INSTANT, (_, instant) => `"${new Date(Date.parse(instant) + shift).toISOString()}"`))
  const site = JSON.parse(read('site'))
  const siteFrame = moved(name)
  const agentsFrame = scenario === 'monday' ? moved(`frame-agents-${audience}`) : null
  return {
    site: { ...site, viewer: { ...site.viewer, audience } },
    heartbeat: () => moved('heartbeat'),
    siteFrame: (topic, n) => ({ ...siteFrame, topic, n }),
    agentsFrame: (n) => agentsFrame && { ...agentsFrame, n },
    queueFrame: (id, n) => (id === 'orders' ? { ...moved('frame-queue'), n } : null),
    trend: () => ({ at: new Date(at).toISOString(), points: [], lastWeek: null }),
  }
}
