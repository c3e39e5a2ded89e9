/** The only fetch of the application. */

/** What went wrong: `status` 0 means that the server was not reached. */
export class HttpError extends Error {
  constructor(readonly status: number, message: string) {
    super(message)
  }
}

/** GET of a JSON document with a bearer token; gives up after ten seconds. */
export async function getJson(path: string, token: string): Promise<unknown> {
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
