import { describe, expect, it } from 'vitest'
import { agentRows, queuesServed, type AgentWish } from './agentRows'
import type { AgentLine, Presence } from './model'

const agent = (name: string, presence: Presence, teamId: string | null, queues: string[], sinceAt: number | null): AgentLine => ({
  agentId: `id-${name}`, name, teamId, presence, sinceAt, queues, inService: 0, answeredToday: 0, score: null, rolling: null,
})
const agents = [agent('Li', 'break', 't2', ['b'], 30), agent('An', 'busy', 't1', ['a', 'b'], 20), agent('Bo', 'busy', 't1', ['a'], null)]
const names = (wish: Partial<AgentWish>) =>
  agentRows(agents, { search: '', team: '', queue: '', state: '', sorting: { key: 'name', down: false }, ...wish }, (id) => id).map((a) => a.name)

describe('the list of agents', () => {
  it('is narrowed by team, queue, state and name', () => {
    expect([names({ team: 't1' }), names({ queue: 'b' }), names({ state: 'break' }), names({ search: 'id-b' })]).toEqual([['An', 'Bo'], ['An', 'Li'], ['Li'], ['Bo']])
  })
  it('is sorted by the time in the state, the longest first, and whoever has no feed last', () => {
    expect(names({ sorting: { key: 'since', down: true } })).toEqual(['An', 'Li', 'Bo'])
    expect(names({ sorting: { key: 'since', down: false } })).toEqual(['Li', 'An', 'Bo'])
  })
  it('offers the queues that somebody serves', () => expect(queuesServed(agents)).toEqual(['a', 'b']))
})
