import { checkbox, choice, date, integer, link, text } from './field.ts'
import { html } from 'hono/html'
import { defineApp, table } from './define.ts'

// What must not compile. The compiler itself is the test: an unused @ts-expect-error is an error.
export default defineApp({
  title: 'Types',
  tables: {
    task: table(
      { name: text({ required: true }), done: checkbox(), priority: choice(['low', 'high']), due: date(), parent: link('task') },
      {
        order: '-due',
        check: (row) => (row.name.length > 3 && row.due === null ? 'No date.' : undefined),
        computed: { late: (row) => row.due !== null && !row.done, size: (row) => row.name.length },
        row: (row) => html`${row.name.toUpperCase()} ${row.late ? 'late' : ''} ${row.size.toFixed(1)}`,
      },
    ),
    note: table({ body: text({ required: true }) }),
    // @ts-expect-error ordered by a field that is not there
    odd: table({ name: text() }, { order: 'nmae' }),
    // @ts-expect-error a field that is not there
    worked: table({ name: text() }, { computed: { loud: (row) => row.nmae } }),
    // @ts-expect-error a field that is not there
    checked: table({ name: text() }, { check: (row) => row.nmae }),
    // @ts-expect-error neither a field nor computed
    shown: table({ name: text() }, { computed: { loud: (row) => row.name }, row: (row) => html`${row.laud}` }),
    // @ts-expect-error gives a field that is not there
    filled: table({ name: text() }, { before: () => ({ nmae: 'x' }) }),
    // @ts-expect-error a default that is no choice
    chosen: table({ kind: choice(['a', 'b'], { default: 'c' }) }),
    // @ts-expect-error an option that is none
    opted: table({ name: text({ requird: true }) }),
  },
  views: {
    late: { table: 'task', where: { done: false, due: { before: 'today', not: null }, priority: { in: ['low', null] }, name: { contains: 'x' }, id: { from: 3 }, parent: 1 }, sort: '-due', shape: 'board', by: 'priority' },
    notes: { table: 'note', where: { body: { contains: 'x' } }, sort: 'id' },
    // @ts-expect-error a view of a table that is not there
    lost: { table: 'tasks' },
    // @ts-expect-error a condition on a field that is not there
    misnamed: { table: 'task', where: { doen: false } },
    // @ts-expect-error a field of another table
    other: { table: 'note', where: { done: false } },
    // @ts-expect-error a value of another kind
    mistaken: { table: 'task', where: { done: 'yes' } },
    // @ts-expect-error a choice that is none
    choosy: { table: 'task', where: { priority: { in: ['urgent'] } } },
    // @ts-expect-error a test that is none
    tested: { table: 'task', where: { due: { lt: 'today' } } },
    // @ts-expect-error sorted by a field that is not there
    sorted: { table: 'task', sort: '-dew' },
    // @ts-expect-error a board by a field that is not there
    boarded: { table: 'task', shape: 'board', by: 'stage' },
  },
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
        tx.list('task', { done: false, due: { before: tx.today } })
        // @ts-expect-error a condition on a field that is not there
        tx.list('task', { doen: false })
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
  pages: ({ app, list }) => {
    app.get('/', (c) => {
      const [first] = list(c, 'task', { where: { done: false }, sort: '-due' })
      void (first satisfies { readonly id: number; readonly name: string; readonly due: string | null; readonly late: boolean; readonly size: number } | undefined)
      void (list(c, 'elsewhere', { where: { any: 1 }, sort: 'any' })[0]?.['any'] satisfies string | number | boolean | null | undefined)
      // @ts-expect-error a condition on a field that is not there
      list(c, 'task', { where: { doen: false } })
      // @ts-expect-error neither a field nor computed
      void first?.lates
      return c.text('')
    })
  },
  // @ts-expect-error a sample with a field that is not there
  samples: { note: [{ text: 'x' }] },
})
