import { checkbox, choice, date, integer, link, text } from './field.ts'
import { defineApp, table } from './define.ts'

// What must not compile. The compiler itself is the test: an unused @ts-expect-error is an error.
export default defineApp({
  title: 'Types',
  tables: {
    task: table(
      { name: text({ required: true }), done: checkbox(), priority: choice(['low', 'high']), due: date(), parent: link('task') },
      { check: (row) => (row.name.length > 3 && row.due === null ? 'No date.' : undefined) },
    ),
    note: table({ body: text({ required: true }) }),
  },
  // @ts-expect-error a view of a table that is not there
  views: { lost: { table: 'tasks' } },
  actions: {
    snooze: {
      on: 'task',
      input: { days: integer({ required: true }), why: text() },
      run: (tx, task, { days, why }) => {
        void ([days, why, task.name, task.done, task.priority] satisfies [number, string | null, string, boolean, 'low' | 'high' | null])
        tx.update('task', task.id, { due: task.due })
        // @ts-expect-error a wrong field name
        tx.update('task', task.id, { dueDate: task.due })
        // @ts-expect-error a wrong type
        tx.update('task', task.id, { done: 'yes' })
        // @ts-expect-error a wrong choice
        tx.insert('task', { name: 'x', priority: 'urgent' })
        // @ts-expect-error a wrong table
        tx.insert('tasks', { name: 'x' })
        // @ts-expect-error a field of another table
        void task.body
      },
    },
    archive: {
      on: 'note',
      run: (tx, note, input) => {
        void note.body.length
        // @ts-expect-error it asks for nothing
        void input.days
        tx.delete('note', note.id)
      },
    },
  },
  // @ts-expect-error a sample with a field that is not there
  samples: { note: [{ text: 'x' }] },
})
