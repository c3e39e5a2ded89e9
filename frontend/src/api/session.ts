/** The session of whoever is logged in: its cookie goes along by itself, and whatever changes something shows its token. */
import { shallowRef } from 'vue'
import { isRole, type LinkFound, type LinkPurpose, type Me } from '@/domain/account'
import { array, fields, text } from '@/domain/read'
import { change, getOwn, HttpError, withId, type Changeable, type Method, type Readable, type Schemas, type TextFile } from './http'

const PURPOSES: readonly LinkPurpose[] = ['setUp', 'invitation', 'reset']

/** What is said with a chosen password; login, name and language by the first administrator only. */
export interface Choice { link: string; password: string; login?: string; name?: string; language?: string }

export class Session {
  readonly #me = shallowRef<Me | null>(null)
  #whenEnded: () => void = () => {}

  /** Null: nobody is logged in, or it is not known yet. */
  get me(): Me | null {
    return this.#me.value
  }

  /** Called when a call was refused because nobody is logged in any more, or somebody else is. */
  whenEnded(act: () => void): void {
    this.#whenEnded = act
  }

  /** Asks who is logged in; null: nobody. */
  async load(): Promise<Me | null> {
    try {
      this.#me.value = parseMe(await getOwn('/api/me'))
    } catch (e) {
      if (!(e instanceof HttpError && e.status === 401)) throw e
      this.#me.value = null
    }
    return this.#me.value
  }

  async logIn(login: string, password: string): Promise<Me | null> {
    await change('POST', '/api/log-in', { login, password } satisfies Schemas['LogInJson'], null)
    return this.load()
  }

  async look(link: string): Promise<LinkFound> {
    const o = fields<Schemas['LinkFoundJson']>(await change('POST', '/api/log-in/link', { link } satisfies Schemas['LinkJson'], null))
    return { purpose: PURPOSES.find((p) => p === o.purpose) ?? 'reset', login: text(o.login) }
  }

  async choosePassword(choice: Choice): Promise<Me | null> {
    await change('POST', '/api/log-in/link/password', choice satisfies Schemas['ChoiceJson'], null)
    return this.load()
  }

  /** Ends this session, or all of the person; one that has ended already is no fault. */
  async logOut(everywhere = false): Promise<void> {
    try {
      await change('POST', everywhere ? '/api/me/log-out-everywhere' : '/api/me/log-out', undefined, this.me?.csrfToken ?? null)
    } catch (e) {
      if (!(e instanceof HttpError && e.status === 401)) throw e
    }
    this.#me.value = null
  }

  /** @param patienceMs how long to wait for what takes the server long; absent: as usual */
  async get(resource: Readable, query?: URLSearchParams, id?: string, patienceMs?: number): Promise<unknown> {
    const path = id === undefined ? resource : withId(resource, id)
    return this.#watched(() => getOwn(query?.size ? `${path}?${query}` : path, patienceMs))
  }

  post(resource: Changeable<'POST'>, body?: unknown, id?: string): Promise<unknown> {
    return this.#change('POST', resource, body, id)
  }

  /** Sends a file; `query` goes with it. */
  upload(resource: Changeable<'POST'>, file: TextFile, id: string, query: URLSearchParams): Promise<unknown> {
    return this.#change('POST', resource, file, id, query)
  }

  /** A question that is sent like a change, and may take long. */
  ask(resource: Changeable<'POST'>, query: URLSearchParams, body: unknown, patienceMs: number, id?: string): Promise<unknown> {
    return this.#change('POST', resource, body, id, query, patienceMs)
  }

  /** @param id absent: there is one of its kind */
  put(resource: Changeable<'PUT'>, body: unknown, id?: string, query?: URLSearchParams): Promise<unknown> {
    return this.#change('PUT', resource, body, id, query)
  }

  patch(resource: Changeable<'PATCH'>, body: unknown, id: string): Promise<unknown> {
    return this.#change('PATCH', resource, body, id)
  }

  delete(resource: Changeable<'DELETE'>, id: string, query?: URLSearchParams): Promise<unknown> {
    return this.#change('DELETE', resource, undefined, id, query)
  }

  #change(method: Method, resource: string, body: unknown, id?: string, query?: URLSearchParams, patienceMs?: number): Promise<unknown> {
    const plain = id === undefined ? resource : withId(resource, id)
    const path = query?.size ? `${plain}?${query}` : plain
    return this.#watched(async () => {
      try {
        return await change(method, path, body, this.me?.csrfToken ?? null, patienceMs)
      } catch (e) {
        if (!isForeign(e)) throw e
        await this.#refresh(e)
        return change(method, path, body, this.me?.csrfToken ?? null, patienceMs)
      }
    })
  }

  /** Another tab logged in anew. The same person goes on; nothing is ever done in the name of another. */
  async #refresh(refusal: HttpError): Promise<void> {
    const before = this.me?.name
    const now = await this.load()
    if (now && now.name === before) return
    throw new HttpError(401, refusal.message)
  }

  async #watched(call: () => Promise<unknown>): Promise<unknown> {
    try {
      return await call()
    } catch (e) {
      if (e instanceof HttpError && e.status === 401) {
        this.#me.value = null
        this.#whenEnded()
      }
      throw e
    }
  }
}

const isForeign = (e: unknown): e is HttpError => e instanceof HttpError && e.status === 403 && e.problem?.type === '/problems/csrf'

function parseMe(json: unknown): Me {
  const o = fields<Me>(json)
  const strings = (v: unknown) => array(v).filter((s): s is string => typeof s === 'string')
  return { name: text(o.name) ?? '', roles: array(o.roles).filter(isRole), teamIds: strings(o.teamIds), agentId: text(o.agentId), csrfToken: text(o.csrfToken) }
}

/** The one of this page. */
export const session = new Session()
