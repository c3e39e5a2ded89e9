/** A frame of the topic agent:{id}, as the agent itself is sent it. Types are never trusted: what is not understood is "no data". */
import type { FrameHead, Presence } from '@/domain/model'
import { PRESENCES } from '@/domain/model'
import type { OwnContact, OwnQueue, OwnScore, OwnState, OwnWindow } from '@/domain/own'
import { mean, ratio, spread } from '@/domain/parse'
import { array, count, instant, num, object, text, type Json } from '@/domain/read'
import { head } from './protocol'

export interface OwnFrame extends FrameHead { own: OwnState }

/** Null: no frame of an agent. */
export function ownFrame(o: Json): OwnFrame | null {
  const h = head(o)
  if (!h?.topic.startsWith('agent:')) return null
  const rolling = object(o['rolling'])
  const month = score(rolling['score'])
  return {
    ...h,
    own: {
      name: text(o['name']) ?? text(o['agentId']) ?? '',
      teamId: text(o['teamId']),
      presence: PRESENCES.find((p) => p === o['presence']) ?? ('unknown' satisfies Presence),
      sinceAt: instant(o['sinceAt']),
      contacts: array(o['contacts']).flatMap(contact),
      queues: array(o['queues']).flatMap(queue),
      today: window(object(o['windows'])['today']),
      score: score(o['score']),
      month: month && { at: instant(rolling['at']), score: month },
    },
  }
}

function contact(v: unknown): OwnContact[] {
  const o = object(v)
  const sourceId = count(o['sourceId'])
  const contactId = text(o['contactId'])
  if (sourceId === null || contactId === null) return []
  return [{
    sourceId, contactId, channel: text(o['channel']) ?? 'other', queueId: text(o['queueId']) ?? '', sinceAt: instant(o['sinceAt']),
    waitingSinceAt: instant(o['waitingReplySinceAt']), awaitsFirstReply: o['awaitsFirstReply'] === true,
  }]
}

function queue(v: unknown): OwnQueue[] {
  const o = object(v)
  const queueId = text(o['queueId'])
  return queueId === null ? [] : [{ queueId, name: text(o['name']) ?? queueId, waiting: count(o['waiting']) ?? 0, waitingSinceAt: instant(o['waitingSinceAt']) }]
}

/** Within figures that are there a count of 0 is left out. */
function window(v: unknown): OwnWindow {
  const o = object(v)
  return {
    answered: typeof v === 'object' && v !== null ? (count(o['answered']) ?? 0) : null,
    firstResponseSeconds: spread(o['firstResponseSeconds']),
    firstResponseWithin: ratio(o['firstResponseWithin']),
    responseWithin: ratio(o['responseWithin']),
    handleSeconds: mean(o['handleSeconds']),
    repliesPerLeg: mean(o['repliesPerLeg']),
  }
}

function score(v: unknown): OwnScore | null {
  if (typeof v !== 'object' || v === null) return null
  const o = object(v)
  return {
    value: num(o['value']),
    tooSmall: o['sampleTooSmall'] === true,
    ratings: count(o['ratings']) ?? 0,
    answered: count(o['answered']) ?? 0,
    parts: array(o['components']).flatMap((c) => {
      const part = object(c)
      const name = text(part['name'])
      return name === null ? [] : [{ name, weight: num(part['weight']), own: mean(part['own']), n: count(part['n']) ?? 0, value: num(part['value']) }]
    }),
  }
}
