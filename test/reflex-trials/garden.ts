import type { Trial } from './trial.ts'

/** A collection with odd field names, on a desk with all trial apps. */
export const gardenTrials: readonly Trial[] = [
['water the ficus lyrata', { action: 'water', table: 'plant', id: 1 }],
  ['water aloe with 2 litres', { action: 'water', table: 'plant', id: 3, litres: 2 }],
  ['mark the aloe as watered', { action: 'update', table: 'plant', id: 3, watered: '2026-11-28' }],
  ['add plant Ficus lyrata', { action: 'insert', table: 'plant', latin_name: 'Ficus lyrata' }],
  ['new plant Aloe vera in the kitchen', { action: 'insert', table: 'plant', latin_name: 'Aloe vera', location: 'kitchen' }],
  ['add Aloe vera to my plants, location kitchen, thirst weekly', { action: 'insert', table: 'plant', latin_name: 'Aloe vera', location: 'kitchen', thirst: 'weekly' }],
  ['set the location of the aloe vera to bathroom', { action: 'update', table: 'plant', id: 3, location: 'bathroom' }],
  ['set height of aloe to 40', { action: 'update', table: 'plant', id: 3, height_cm: 40 }],
  ['aloe is poisonous', { action: 'update', table: 'plant', id: 3, poisonous: true }],
  ['mark aloe as poisonous', { action: 'update', table: 'plant', id: 3, poisonous: true }],
  ['mark aloe as not poisonous', { action: 'update', table: 'plant', id: 3, poisonous: false }],
  ['show poisonous plants', { action: 'read', table: 'plant', where: { poisonous: true } }],
  ['which plants are poisonous?', { action: 'read', table: 'plant', where: { poisonous: true } }],
  ['how many plants are in the kitchen?', { action: 'read', table: 'plant', where: { location: { contains: 'kitchen' } }, count: true }],
  ['set thirst of the ficus to daily', { action: 'update', table: 'plant', id: 1, thirst: 'daily' }],
  ['set repot of aloe to tomorrow at 10am', { action: 'update', table: 'plant', id: 3, repot_at: '2026-11-29T09:00:00Z' }],
  ['set watered of aloe to yesterday', { action: 'update', table: 'plant', id: 3, watered: '2026-11-27' }],
]
