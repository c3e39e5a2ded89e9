/** The only fetch of the application. Paths and the names of fields are the server's own: schema.d.ts is made of its OpenAPI description at each build. */
import type { components, paths } from './schema'

export type Schemas = components['schemas']
/** What can be read as JSON. */
type Readable = { [P in keyof paths]: paths[P] extends { get: { responses: { 200: { content: { 'application/json': unknown } } } } } ? P : never }[keyof paths]

/** What went wrong: `status` 0 means that the server was not reached. */
export class HttpError extends Error {
  constructor(readonly status: number, message: string) {
    super(message)
  }
}

/** GET of a JSON document with a bearer token; gives up after ten seconds. */
export async function getJson(resource: Readable, token: string, query?: URLSearchParams): Promise<unknown> {
  const path = query ? `${resource}?${query}` : resource
  let response: Response
  try {
    response = await fetch(path, { headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' }, signal: AbortSignal.timeout(10_000) })
  } catch (cause) {
    throw new HttpError(0, `${path}: ${String(cause)}`)
  }
  if (!response.ok) throw new HttpError(response.status, `${path}: ${response.status}`)
  try {
    return await response.json()
  } catch {
    throw new HttpError(response.status, `${path}: not JSON`)
  }
}
