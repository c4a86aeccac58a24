import { defineApp, table } from './define.ts'
import { checkbox, choice, integer, longtext, text } from './field.ts'

/** The name of the app that holds the desk's own tables; it has no place in the navigation. */
export const builtInName = 'desk'

/** The fields of the one row of settings, with what they are until somebody changes them. An empty model or zone means "found by itself". */
export const settingFields = {
  desk_name: text({ required: true, max: 60, default: 'Prentice' }),
  profile_word: text({ required: true, max: 30, default: 'profile' }),
  assistant_name: text({ required: true, max: 40, default: 'Prentice' }),
  persona: longtext({ max: 1_000, default: 'sassy but helpful' }),
  persona_words: integer({ required: true, min: 5, max: 400, default: 40 }),
  reply_tokens: integer({ required: true, min: 64, max: 4_096, default: 400 }),
  comments: checkbox({ default: false }),
  model: text({ max: 200 }),
  zone: text({ max: 60 }),
  theme: choice(['auto', 'light', 'dark'], { required: true, default: 'auto' }),
}

/**
 * The tables that every desk has beside its apps'. They are changed by commands and journalled like any other,
 * but only by a person on their own pages (`guarded`).
 */
export const builtIn = defineApp({
  title: 'Desk',
  tables: {
    /** One row, id 1. */
    setting: table(settingFields, { ai: 'hidden', title: 'Settings' }),
    /** A filter that a person has kept; `conditions` is a `where` in JSON. */
    view: table({
      name: text({ required: true, max: 60 }),
      shows: text({ required: true, max: 60 }),
      conditions: longtext({ max: 4_000 }),
      sorting: text({ max: 60 }),
    }, { ai: 'hidden', title: 'Views', order: 'id' }),
  },
})

/** What stands in for the shipped profiles app where an own file replaced it without a usable `profile` table. */
export const plainProfiles = defineApp({
  title: 'Profiles',
  tables: { profile: table({ name: text({ required: true, max: 60 }) }, { order: 'id' }) },
})
