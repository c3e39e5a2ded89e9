import { expect, it } from 'vitest'
import { helpOf } from './help'
import type { AgentLine, Presence } from './model'

const agent = (name: string, presence: Presence, queues: string[], sinceAt: number, inService = 0): AgentLine => ({
  agentId: name, name, teamId: null, presence, sinceAt, queues, inService, answeredToday: 0, score: null, rolling: null,
})

it('who is free in the queue can help at once, who is in wrap-up soon, and who is free elsewhere if given the queue', () => {
  const help = helpOf(
    [
      agent('free', 'available', ['a'], 5), agent('longer', 'available', ['a', 'b'], 1), agent('wraps', 'wrapUp', ['a'], 3), agent('pause', 'break', ['a'], 2),
      agent('elsewhere', 'available', ['b'], 0), agent('busy', 'busy', ['a'], 1, 3), agent('lighter', 'busy', ['a'], 2, 1), agent('home', 'offline', ['a'], 0),
    ],
    'a',
  )
  expect(Object.fromEntries(Object.entries(help).map(([k, v]) => [k, (v as AgentLine[]).map((x) => x.name)]))).toEqual({
    free: ['longer', 'free'], soon: ['pause', 'wraps'], others: ['elsewhere'], busy: ['lighter', 'busy'],
  })
})
