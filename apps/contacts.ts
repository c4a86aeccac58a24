import { choice, date, defineApp, email, html, link, longtext, money, table, text, url } from 'prentice'

const euros = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' })

/** People and what you sell them. */
export default defineApp({
  title: 'Contacts',
  icon: '👤',
  tables: {
    contact: table(
      {
        name: text({ required: true, max: 120 }),
        company: text({ max: 120 }),
        email: email(),
        phone: text({ max: 40 }),
        website: url(),
        note: longtext(),
        // No model is ever shown what is private.
        tax_number: text({ max: 40, private: true }),
      },
      { aka: ['person', 'client', 'customer'], order: 'name', scope: 'profile' },
    ),
    deal: table(
      {
        title: text({ required: true, max: 120 }),
        contact: link('contact', { required: true }),
        amount: money({ min: 0 }),
        stage: choice(['lead', 'offer', 'won', 'lost'], { default: 'lead' }),
        expected: date(),
        closed: date(),
        next: text({ max: 200 }),
      },
      {
        order: '-amount',
        scope: 'profile',
        computed: { chance: (deal) => ({ lead: 20, offer: 50, won: 100, lost: 0 })[deal.stage ?? 'lead'] },
        check: (deal) => (deal.stage === 'won' && deal.amount === null ? 'A deal that is won has an amount.' : undefined),
        // The day on which a deal was decided is worked out, not asked for.
        before: (values, deal, { today }) => {
          const stage = values.stage ?? deal?.stage
          const decided = stage === 'won' || stage === 'lost'
          if (decided && !deal?.closed && !values.closed) return { ...values, closed: today }
          return decided || !deal?.closed ? values : { ...values, closed: null }
        },
        // A deal that was won leaves a line in the contact's note.
        after: (tx, { before, after }) => {
          if (after?.stage !== 'won' || before?.stage === 'won') return
          const contact = tx.get('contact', after.contact)
          if (contact) tx.update('contact', contact.id, { note: [contact.note, `Won: ${after.title} (${after.closed})`].filter(Boolean).join('\n') })
        },
        row: (deal) => html`<strong>${deal.title}</strong> <span class="amount">${deal.amount === null ? '—' : euros.format(deal.amount)}</span> <small>${[deal.stage, deal.next].filter(Boolean).join(' · ')}</small>`,
      },
    ),
  },
  views: {
    pipeline: { table: 'deal', where: { stage: { in: ['lead', 'offer'] } }, shape: 'board', by: 'stage' },
    won: { table: 'deal', where: { stage: 'won' }, sort: '-closed' },
    late: { table: 'deal', where: { stage: { in: ['lead', 'offer'] }, expected: { before: 'today' } }, sort: 'expected' },
  },
  actions: {
    follow_up: {
      on: 'deal',
      title: 'Follow up',
      input: { next: text({ required: true, max: 200, label: 'What is next' }), expected: date() },
      run: (tx, deal, { next, expected }) => tx.update('deal', deal.id, { next, ...(expected === null ? {} : { expected }) }),
    },
    close_lost: {
      on: 'deal',
      title: 'Give up',
      run: (tx, deal) => tx.update('deal', deal.id, { stage: 'lost', next: null }),
    },
  },
  teach: {
    'we won {deal}': { action: 'update', table: 'deal', id: '{deal}', stage: 'won' },
    'we lost {deal}': { action: 'update', table: 'deal', id: '{deal}', stage: 'lost' },
  },
  menu: { '/forecast': 'Forecast' },
  pages: ({ app, list, layout, form, execute }) => {
    app.get('/forecast', (c) => {
      const open = list(c, 'deal', { where: { stage: { in: ['lead', 'offer'] } }, sort: 'expected' })
      const worth = open.reduce((sum, { amount, chance }) => sum + ((amount ?? 0) * chance) / 100, 0)
      const expect = (deal: (typeof open)[number]) => form(c, html`<input type="hidden" name="id" value="${deal.id}">
        <label>${deal.title} <input type="date" name="expected" value="${deal.expected ?? ''}"></label> <button>Expect it then</button>`)
      return layout(c, 'Forecast', html`<h1>Forecast</h1><p>${open.length} open deals, worth about <strong>${euros.format(worth)}</strong> by their chance.</p>${open.map(expect)}`)
    })
    app.post('/forecast', async (c) => {
      const sent = await c.req.formData()
      const done = await execute(c, [{ action: 'update', table: 'deal', id: Number(sent.get('id')), expected: sent.get('expected') || null }])
      return done.ok ? c.redirect(`forecast${new URL(c.req.url).search}`, 303) : layout(c, 'Forecast', html`<h1>Forecast</h1><p role="alert">${done.message} ${done.next ?? ''}</p><p><a href="forecast">Back to the forecast</a></p>`)
    })
  },
})
