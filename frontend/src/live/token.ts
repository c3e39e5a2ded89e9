/** The display's token: from the link's fragment, which no server log sees, else from this tab's own memory. It stays in the address so that a reload works. */
const KEY = 'qingting.token'

export function readToken(hash: string, storage: Storage): string | null {
  const token = new URLSearchParams(hash.replace(/^#/, '')).get('token')
  if (token) {
    storage.setItem(KEY, token)
    return token
  }
  return storage.getItem(KEY)
}
