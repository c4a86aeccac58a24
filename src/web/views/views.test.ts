import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { html } from 'hono/html'
import { conversationsView } from './chat.ts'
import { chatPage, deskPage } from './desk-page.ts'
import * as fragments from './fragments.ts'
import { layout, plainPage, signInPage } from './layout.ts'
import { listView } from './list.ts'
import { markdown } from './markdown.ts'
import { newAppView } from './new-app.ts'
import { promptView } from './prompt.ts'
import type { Html } from './props.ts'
import { addCondition, conditionInWords, listHref } from './query.ts'
import { rowFormView } from './row-form.ts'
import { samples } from '../../../test/view-samples.ts'
import { searchView } from './search.ts'
import { grantsView, sessionsView, settingsView } from './settings.ts'
import { timelinePage } from './timeline.ts'
import { brokenView, troubleView } from './trouble.ts'

/** Every view with every text set to `words`. */
const everyView = (words: string): Readonly<Record<string, Html>> => {
  const s = samples(words)
  const row = s.list.rows[0] ?? s.task(1)
  const form = { setting: s.setting('person'), row: s.person.row, links: s.personList.links, back: '/p/1/people/person', history: s.timeline.lines, failed: { problem: s.problem, values: { name: words } } }
  const taskForm = { ...form, setting: s.setting('task'), row: row.row, links: {} }
  return {
    desk: deskPage({ shell: s.shell, list: s.list, chat: s.chat, timeline: s.timeline }),
    list: listView({ ...s.list, failed: { problem: s.problem, values: { name: words } } }),
    people: listView(s.personList),
    empty: listView({ ...s.list, rows: [], query: {}, page: { rows: [], total: 0, atLeast: false } }),
    board: listView(s.board),
    past: chatPage(s.shell, { title: words, body: html`${words}`, chat: { ...s.chat, past: words, items: [] } }),
    row: plainPage(s.shell, words, rowFormView(form)),
    conversations: conversationsView([{ href: '/p/1/chat/3', at: '2026-11-22T09:42:00Z', first: words, turns: 1, current: true }], { zone: 'UTC', today: '2026-11-22' }),
    timeline: timelinePage(s.timeline),
    search: searchView({ profile: 1, words, hits: [{ href: '/p/1/row/task/2', tableTitle: words, icon: words, label: words, snippet: [{ text: words, hit: true }, { text: words, hit: false }] }] }),
    nothingFound: searchView({ profile: 1, words, hits: [] }),
    settings: settingsView({ access: s.access, models: [words], foundModel: words, foundZone: words, saved: true, row: s.row(1, { desk_name: words, profile_word: words, assistant_name: words, persona: words, persona_words: 40, reply_tokens: 400, comments: true, model: words, zone: words, theme: 'auto' }) }),
    grants: grantsView({ access: s.access, grants: [{ table: 'task', tableTitle: words, verb: words, word: words, granted: true, since: words, learned: true }] }),
    sessions: sessionsView({ access: s.access, zone: 'UTC', sessions: [{ id: words, browser: words, since: words, lastSeen: words, current: true }] }),
    prompt: promptView({ turn: 5, at: words, model: words, messages: [{ role: words, content: words }], reply: words }),
    newApp: newAppView({ folder: words, broken: s.shell.broken }),
    trouble: troubleView({ problem: s.problem, id: words, suggestions: [{ href: '/p/1', title: words }] }),
    brokenApp: brokenView([{ name: 'books', file: words, problem: s.problem }]),
    signIn: signInPage({ version: 'v1', used: true }),
    signInReadOnly: signInPage({ version: 'v1', used: false, readOnly: true }),
    rowFragment: fragments.rowFragment(row, { after: 2 }),
    boardFragment: fragments.rowFragment({ ...row, setting: s.setting('task', { board: { by: 'priority' } }) }),
    countsFragment: fragments.countsFragment(s.list),
    timelineFragment: fragments.timelineFragment(s.timeline.lines[0] ?? { saw: s.saw(1, 'person', s.command), at: '' }, s.timeline),
    chatFragments: html`${s.chat.items.map((item) => fragments.chatItemFragment(item, s.chat))}${fragments.chatPiece(7, words)}${fragments.learnedFragment(s.chat.learned)}${fragments.busyFragment(s.chat)}`,
    shellFragments: html`${fragments.modelFragment({ state: 'failing', name: words, note: words })}${fragments.navigationFragment(s.shell)}${fragments.problemFragment(s.problem, { access: s.access, profile: 1 })}`,
    sheetFragment: fragments.sheetFragment(taskForm),
  }
}

test('pages are as they were last read by a person', async () => {
  const folder = join(import.meta.dirname, '../../../test/golden')
  mkdirSync(folder, { recursive: true })
  for (const [name, view] of Object.entries(everyView('Buy milk'))) {
    const file = join(folder, `view-${name}.html`)
    const made = `${String(await view)}\n`
    if (process.env['UPDATE_GOLDEN'] || !existsSync(file)) writeFileSync(file, made)
    assert.equal(made, readFileSync(file, 'utf8'), `${name} differs; read the difference, then run with UPDATE_GOLDEN=1`)
  }
})

test('a row says once who changed it, and the apprentice did what it did', async () => {
  const s = samples('Buy milk')
  for (const setting of [s.setting('task'), s.setting('task', { board: { by: 'priority' } })])
    for (const [actor, name, line] of [['apprentice', 'apprentice', 'I did'], ['agent', 'agent', 'I saw'], ['person', 'you', 'I saw']] as const) {
      const view = fragments.rowFragment({ ...s.task(1), setting, by: actor, saw: s.saw(4, actor, s.command) })
      const text = String(await view).replace(/<(select|button|code)\b.*?<\/\1>/gs, '').replace(/<[^>]*>/g, ' ')
      assert.deepEqual([text.match(/apprentice|agent|you/g), text.match(/I (did|saw)/g)], [[name], [line]], `${actor}${setting.board ? ' on a board' : ''}`)
    }
})

const attacks = [
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', `'><svg onload=alert(1)>`, '<a data-hx-delete="/p/1/do" data-hx-trigger="load">x</a>',
  '<div hx-get="/x" hx-trigger="load" id="list" hx-swap-oob="true">x</div>', '</textarea><script>alert(1)</script>', '</title><script>alert(1)</script>', '</template><b hx-post=/x>',
  '<hx-partial hx-target="#list" hx-swap="innerHTML">x</hx-partial>', 'javascript:alert(1)', '![x](https://evil.example/x.png)', '[x](javascript:alert(1))', '<style>*{display:none}</style>', '{{7*7}}${7*7}', '<!--', '<base href=//evil.example>',
]

test('no text becomes markup in any view', async () => {
  const plain = new Map(await Promise.all(Object.entries(everyView('plain')).map(async ([name, view]) => [name, new Set(elementsOf(String(await view)).map(shapeOf))] as const)))
  for (const attack of attacks)
    for (const [name, view] of Object.entries(everyView(attack))) {
      const made = String(await view)
      for (const element of elementsOf(made)) {
        // Markdown may make plain elements of its own; nothing else may differ from what harmless text makes.
        const isPlain = /^<(p|em|code|br)>$|^<a href="(https?:|mailto:)[^"]*" rel="[^"]*" target="_blank">$/.test(element)
        assert.ok(isPlain || plain.get(name)?.has(shapeOf(element)), `${name} made ${element} of ${attack}`)
      }
      assert.ok(!/<(a|form|button|link|script|img)\b[^>]*\s(href|src|action|formaction)="\s*(javascript|data):/i.test(made), `${name} links to a script: ${attack}`)
    }
})

/** The opening tags of HTML, comments and doctype among them. */
const elementsOf = (markup: string): readonly string[] => markup.match(/<[a-z!][^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>/gi) ?? []

/** A tag with its attributes by name, but for those that only say a state. */
const shapeOf = (element: string): string => element.replace(/="[^"]*"/g, '').replace(/ (?:checked|selected|aria-invalid|open)(?=[ >])/g, '').replace(/\s+/g, ' ')

test('every element with an htmx attribute carries the nonce of the page, every changing form the token', async () => {
  for (const [name, view] of Object.entries(everyView('plain'))) {
    const made = String(await view)
    for (const element of elementsOf(made)) {
      if (/\shx-/.test(element) && !element.startsWith('<hx-partial')) assert.match(element, /hx-nonce="nonce-of-the-page"/, `${name}: ${element}`)
      assert.doesNotMatch(element, /\s(style|on\w+|hx-on[^=]*)=/i, `${name}: ${element}`)
      if (element.startsWith('<script')) assert.match(element, /nonce="nonce-of-the-page" (type="module" )?src="\/assets\//)
    }
    for (const [, form] of made.matchAll(/<form method="post"([\s\S]*?)<\/form>/g)) assert.match(form ?? '', /name="_token" value="token-of-the-page"/, name)
  }
})

test('ids are unique on a page', async () => {
  for (const name of ['desk', 'board', 'people', 'row']) {
    const made = String(await everyView('plain')[name]).replaceAll(/<template[\s\S]*?<\/template>/g, '')
    const all = [...made.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
    assert.deepEqual(all.filter((id, at) => all.indexOf(id) !== at), [], name)
  }
})

test('fragments hold partials only', async () => {
  for (const [name, view] of Object.entries(everyView('plain'))) {
    if (!/Fragments?$/.test(name)) continue
    const made = String(await view)
    assert.equal(made.replaceAll(/<hx-partial[\s\S]*?<\/hx-partial>/g, '').trim(), '', name)
    assert.match(made, /^\s*<hx-partial hx-target="#[\w-]+" hx-swap="\w+">/)
  }
})

test('markdown keeps what is harmless and nothing else', () => {
  assert.equal(String(markdown('**bold** and `code`')), '<p><strong>bold</strong> and <code>code</code></p>\n')
  assert.equal(String(markdown('# Loud')), '<h3>Loud</h3>\n')
  assert.equal(String(markdown('[x](https://example.org "t")')), '<p><a href="https://example.org" rel="noopener nofollow noreferrer" target="_blank">x</a></p>\n')
  assert.match(String(markdown('see https://example.org/a')), /<a href="https:\/\/example\.org\/a" rel="noopener nofollow noreferrer" target="_blank">/)
  for (const hostile of ['![x](https://evil.example/x.png)', '<img src=x onerror=alert(1)>', '[x](javascript:alert(1))', '[x](data:text/html,x)', '[x](//evil.example)', '<div hx-get="/x" hx-trigger="load">x</div>', '<a data-hx-delete="/x">x</a>', '[a]: javascript:alert(1)\n[a]', '<hx-partial hx-target="#list">x</hx-partial>'])
    assert.doesNotMatch(String(markdown(hostile)), /<img|<div|<hx|href="(?!https?:|mailto:)|<a data/, hostile)
})

test('one condition more', () => {
  const { fields } = samples('x').setting('task').table
  const add = (key: string, typed = '', where = {}) => addCondition(where, fields, { key, typed })
  assert.deepEqual(add('done.is.true'), { done: true })
  assert.deepEqual(add('priority.not.low'), { priority: { not: 'low' } })
  assert.deepEqual(add('due.is.'), { due: null })
  assert.deepEqual(add('due.before', 'today', { done: false }), { done: false, due: { before: 'today' } })
  assert.deepEqual(add('due.after', '2026-01-01', { due: { before: 'today' } }), { due: { before: 'today', after: '2026-01-01' } })
  for (const [key, typed] of [['', 'x'], ['name.contains', ''], ['done.before', 'today'], ['priority.is.huge', ''], ['nowhere.is', 'x'], ['name.drop table', 'x']] as const)
    assert.deepEqual(add(key, typed, { done: false }), { done: false }, key)
  assert.equal(conditionInWords('Due', { before: 'today', after: '2026-01-01' }), 'Due is before today, Due is after 2026-01-01')
  assert.equal(conditionInWords('Done', false), 'Done is no')
  assert.equal(conditionInWords('Due', { before: 'today', after: 'x' }, (value) => (value === 'x' ? '1 Jan' : undefined)), 'Due is before today, Due is after 1 Jan')
})

test('an address keeps the query but for what is changed', () => {
  const place = { path: '/p/1/tasks/task', query: { view: 'late', words: 'a b', where: { done: false }, cursor: 'abc' } }
  assert.equal(listHref(place, { sort: '-due' }), '/p/1/tasks/task?view=late&words=a+b&sort=-due&where=%7B%22done%22%3Afalse%7D')
  assert.equal(listHref(place, { view: '', words: '', where: {} }), '/p/1/tasks/task')
  assert.equal(listHref(place, { cursor: 'def' }), '/p/1/tasks/task?view=late&words=a+b&cursor=def&where=%7B%22done%22%3Afalse%7D')
})

test('the menu of profiles shows from the second one on', async () => {
  const { shell } = samples('x')
  const page = async (profiles: typeof shell.profiles) => String(await layout({ ...shell, profiles }, { title: 'x', body: html`` }))
  assert.match(await page(shell.profiles), /class="menu profiles"/)
  assert.doesNotMatch(await page(shell.profiles.slice(0, 1)), /class="menu profiles"/)
})

test('a running turn shows its words as they came, an ended one as Markdown', async () => {
  const { turn, chat } = samples('x')
  const shown = async (more: object) => String(await fragments.turnFragment(turn(9, { say: '**x**', ...more }), chat))
  assert.match(await shown({ state: 'streaming' }), /<div class="say live" id="turn-9-say">\*\*x\*\*<\/div>/)
  assert.match(await shown({ state: 'ended' }), /<div class="say" id="turn-9-say"><p><strong>x<\/strong><\/p>\n<\/div>/)
  assert.match(await shown({ by: { kind: 'instant' } }), /instantly, without the model/)
  assert.match(await shown({ falseClaim: true }), /nothing was changed/)
  assert.doesNotMatch(await shown({}), /nothing was changed/)
})
