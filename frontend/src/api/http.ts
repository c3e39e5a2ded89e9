/** The only fetch of the application. Paths and the names of fields are the server's own: schema.d.ts is made of its OpenAPI description at each build. */
import { count, fields, object, text } from '@/domain/read'
import type { components, paths } from './schema'

export type Schemas = components['schemas']
/** What can be read as JSON. */
export type Readable = { [P in keyof paths]: paths[P] extends { get: { responses: { 200: { content: { 'application/json': unknown } } } } } ? P : never }[keyof paths]
export type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'
/** What can be changed by a method. */
export type Changeable<M extends Method> = { [P in keyof paths]: paths[P] extends { [K in Lowercase<M>]: object } ? P : never }[keyof paths]

const PATIENCE_MS = 10_000

/** Why the server refused, as its problem document says it. */
export interface Problem {
  /** Such as /problems/invalid-value. */
  type: string
  title: string
  detail: string
  /** The field that is wrong, such as /password; null: none in particular. */
  pointer: string | null
}

/** What went wrong: `status` 0 means that the server was not reached. */
export class HttpError extends Error {
  constructor(readonly status: number, message: string, readonly problem: Problem | null = null, readonly retryAfterSeconds: number | null = null) {
    super(message)
  }
}

/** A path with an id, or another name, in it. */
export const withId = (path: string, id: string): string => path.replace(/\{\w+\}/, encodeURIComponent(id))

/** GET of a JSON document with a bearer token; gives up after ten seconds. */
export async function getJson(resource: Readable, token: string, query?: URLSearchParams): Promise<unknown> {
  return send(query ? `${resource}?${query}` : resource, { headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' } })
}

/** GET of a JSON document by the session's cookie. */
export const getOwn = (path: string, patienceMs = PATIENCE_MS): Promise<unknown> => send(path, { headers: { Accept: 'application/json' } }, patienceMs)

/** A file as it is sent, such as text/csv. */
export class TextFile {
  constructor(readonly type: string, readonly text: string | Blob) {}
}

/** Changes something; null where the server answers without a document. `csrfToken` null: nobody is logged in yet. */
export function change(method: Method, path: string, body: unknown, csrfToken: string | null, patienceMs = PATIENCE_MS): Promise<unknown> {
  const isFile = body instanceof TextFile
  const headers: Record<string, string> = { Accept: 'application/json', 'Content-Type': isFile ? body.type : 'application/json' }
  if (csrfToken !== null) headers['X-CSRF-Token'] = csrfToken
  return send(path, { method, headers, ...(body === undefined ? {} : { body: isFile ? body.text : JSON.stringify(body) }) }, patienceMs)
}

async function send(path: string, request: RequestInit, patienceMs = PATIENCE_MS): Promise<unknown> {
  let response: Response
  try {
    response = await fetch(path, { ...request, signal: AbortSignal.timeout(patienceMs) })
  } catch (cause) {
    throw new HttpError(0, `${path}: ${String(cause)}`)
  }
  if (!response.ok) throw new HttpError(response.status, `${path}: ${response.status}`, await problemOf(response), retryAfter(response))
  if (response.status === 204) return null
  try {
    return await response.json()
  } catch {
    throw new HttpError(response.status, `${path}: not JSON`)
  }
}

async function problemOf(response: Response): Promise<Problem | null> {
  if (!/json/.test(response.headers.get('content-type') ?? '')) return null
  const p = fields<Problem>(await response.json().catch(() => null))
  const type = text(p.type)
  return type === null ? null : { type, title: text(p.title) ?? '', detail: text(p.detail) ?? '', pointer: text(p.pointer) }
}

function retryAfter(response: Response): number | null {
  const seconds = response.headers.get('retry-after')
  return seconds === null ? null : count(Number(seconds))
}

/** A document's list under a name, and where the next page begins. */
export function page<T>(json: unknown, name: string, item: (v: unknown) => T[]): Page<T> {
  const o = object(json)
  const list = o[name]
  return { items: Array.isArray(list) ? list.flatMap(item) : [], next: text(o['next']) }
}

export interface Page<T> {
  items: T[]
  /** Where the next page begins; null: there is none. */
  next: string | null
}
