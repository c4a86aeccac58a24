import { defineApp, table, text, checkbox, choice, date, integer } from '../src/app/index.ts'
export default defineApp({
  title: 'Tasks', icon: '✅',
  tables: {
    task: table({
      name: text({ required: true, max: 200 }),
      done: checkbox(),
      priority: choice(['low', 'medium', 'high'], { default: 'medium' }),
      due: date(),
    }, { aka: ['todo'], order: 'manual', scope: 'profile', check: (row) => row.name === '' ? 'x' : undefined }),
    contact: table({ nm: text({ required: true }) }),
  },
  views: { overdue: { table: 'task', where: { done: false, due: { before: 'today' } }, sort: 'due' } },
  actions: {
    snooze: { on: 'task', title: 'Snooze', input: { days: integer({ default: 1 }) }, effect: 'change',
      run: (tx, task, { days }) => { tx.update('task', task.id, { due: (task.due ?? '') + String(days) }); const n: number = task.nope; tx.update('task', task.id, { dueX: 1 }); tx.get('contact', 1)?.nm.length } },
    nudge: { on: 'contact', run: (tx, c) => { c.nm.length; c.name; tx.insert('contact', { nm: 'x' }) } },
  },
  samples: { task: [{ name: 'x', nope: 1 }] },
})
