import { defineApp, longtext, table, text } from 'prentice'

/** Whose rows these are: "Personal", a client, a project. What a profile is called is a setting. */
export default defineApp({
  title: 'Profiles',
  icon: '👥',
  tables: {
    profile: table(
      {
        name: text({ required: true, max: 60 }),
        note: longtext({ max: 2_000 }),
      },
      { order: 'id' },
    ),
  },
})
