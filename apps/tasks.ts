import { addDays, checkbox, choice, date, defineApp, integer, table, text } from 'prentice'

/** Things to do, in the order that you drag them into. */
export default defineApp({
  title: 'Tasks',
  icon: '✅',
  tables: {
    task: table(
      {
        name: text({ required: true, max: 200 }),
        done: checkbox(),
        priority: choice(['low', 'medium', 'high'], { default: 'medium' }),
        due: date(),
      },
      { aka: ['todo', 'reminder'], order: 'manual', scope: 'profile' },
    ),
  },
  views: {
    open: { table: 'task', where: { done: false } },
    overdue: { table: 'task', where: { done: false, due: { before: 'today' } }, sort: 'due' },
  },
  actions: {
    snooze: {
      on: 'task',
      title: 'Snooze',
      input: { days: integer({ required: true, default: 1, min: 1, max: 365 }) },
      effect: 'change',
      run: (tx, task, { days }) => tx.update('task', task.id, { due: addDays(task.due ?? tx.today, days) }),
    },
  },
  teach: { 'finish {task}': { action: 'update', table: 'task', id: '{task}', done: true } },
  samples: {
    task: [{ name: 'Send the invoice', priority: 'high' }, { name: 'Buy milk' }, { name: 'Call the dentist' }],
  },
})
