/** The pages of the console, and for whom they are. */
import type { Role } from '@/domain/account'

export const PLACES: readonly { name: 'alerts' | 'silences' | 'people' | 'displays' | 'sources' | 'audit'; roles: readonly Role[] }[] = [
  { name: 'alerts', roles: ['admin', 'supervisor', 'quality'] },
  { name: 'silences', roles: ['admin'] },
  { name: 'people', roles: ['admin'] },
  { name: 'displays', roles: ['admin'] },
  { name: 'sources', roles: ['admin'] },
  { name: 'audit', roles: ['admin'] },
]
