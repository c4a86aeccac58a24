import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test, type TestContext } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../browser.ts'
import { becomes, isLive, openDesk, say, shows, type DeskShape, type StartedDesk } from '../desk.ts'
import { startOllamaServer } from '../ollama-server.ts'

let browser: Browser
before(async () => {
  browser = await launchBrowser()
})
after(() => browser.close())

const start = async (t: TestContext, shape: DeskShape = {}): Promise<StartedDesk> => {
  const desk = await openDesk(shape)
  t.after(() => desk.close())
  return desk
}

/** What a page of another port tries on the desk, with the person's cookies along; it answers what it got to see. Runs in the browser. */
const tryAll = (url: string): string => `(async (url) => {
  const seen = []
  const form = new URLSearchParams({ action: 'insert', table: 'task', name: 'Owned' })
  const ask = async (path, init) => {
    const text = await fetch(url + path, { credentials: 'include', ...init }).then((answer) => answer.text()).catch(() => '')
    if (text !== '') seen.push(path + ' ' + text.slice(0, 60))
  }
  for (const mode of ['no-cors', 'cors', 'same-origin']) {
    for (const path of ['/p/1/tasks', '/p/1/search?q=dentist', '/api/tables', '/p/1/chat/history', '/settings/sessions', '/health']) await ask(path, { mode })
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/json'])
      for (const path of ['/p/1/do', '/p/1/chat', '/settings', '/api/commands']) await ask(path, { mode, method: 'POST', body: form.toString(), headers: { 'content-type': type } })
    for (const method of ['PUT', 'DELETE', 'PATCH']) await ask('/p/1/do', { mode, method, body: form })
  }
  navigator.sendBeacon(url + '/p/1/do', form)
  for (const protocols of [[], ['prentice'], ['prentice', 'x']]) await new Promise((resolve) => {
    const socket = new WebSocket(url.replace('http', 'ws') + '/live', protocols)
    socket.addEventListener('open', () => resolve(seen.push('socket')))
    socket.addEventListener('error', resolve)
  })
  return seen
})(${JSON.stringify(url)})`

test('a page of another port, with the person’s cookies along, reads nothing, frames nothing and changes nothing', async (t) => {
  const desk = await start(t)
  const { page, complaints, close } = await desk.open(browser)
  const origin = new URL(desk.url)
  const others: Server = createServer((request, response) => {
    const body = request.url === '/frame' ? `<iframe src="${desk.url}/p/1/tasks"></iframe><img src="${desk.url}/p/1/tasks"><script src="${desk.url}/p/1/tasks"></script><link rel="stylesheet" href="${desk.url}/settings"><object data="${desk.url}/p/1/tasks"></object>`
      : request.url === '/form' ? `<form method="post" action="${desk.url}/p/1/do"><input name="action" value="insert"><input name="table" value="task"><input name="name" value="Owned"><button id="go">Win a prize</button></form>`
      : `<a id="link" href="${desk.url}/p/1/tasks">A link</a>`
    response.writeHead(200, { 'content-type': 'text/html' }).end(body)
  })
  await new Promise<void>((listening) => others.listen(0, origin.hostname, listening))
  t.after(() => {
    others.close()
    others.closeAllConnections()
  })
  const { port } = others.address() as AddressInfo // a TCP server's address is one
  const evil = `http://${origin.hostname}:${port}`
  const seq = await desk.seq()
  const other = await page.context().newPage()

  await other.goto(evil)
  assert.deepEqual(await other.evaluate(tryAll(desk.url)), [])
  const [asked, answers]: [string[], string[]] = [[], []]
  other.on('request', (request) => {
    if (request.url().startsWith(desk.url)) asked.push(request.resourceType())
  })
  other.on('response', (response) => {
    if (response.url().startsWith(desk.url)) answers.push(`${response.request().resourceType()} ${response.status()}`)
  })
  await other.goto(`${evil}/frame`, { waitUntil: 'networkidle' })
  assert.ok(asked.length >= 4, asked.join())
  assert.deepEqual(answers.filter((answer) => !answer.endsWith('403')), [], 'nothing of the desk is loaded into another page')
  await other.goto(`${evil}/form`)
  await other.locator('#go').click()
  await other.getByText('forbidden-origin').waitFor()
  assert.equal(await desk.seq(), seq)

  // A link still leads to the desk.
  await other.goto(evil)
  await other.locator('#link').click()
  await isLive(other)
  assert.equal(await desk.seq(), seq)
  complaints.length = 0 // the other page's refusals
  await close()
})

const payloads = [
  '<img src=/owned onerror=window.owned=1>', '<script>window.owned=1</script>', '"><svg onload=window.owned=1>', "'><iframe srcdoc='<script>parent.owned=1</script>'>", '<div hx-get="/owned" hx-trigger="load">', '<div data-hx-post="/owned" data-hx-trigger="load">',
  '<hx-partial hx-target="#turns" hx-swap="innerHTML"><b id=owned>', '<div id="list" hx-swap-oob="true">owned</div>', '![x](/owned)', '[x](javascript:window.owned=1)', '<javascript:window.owned=1>', '[x]: javascript:window.owned=1\n[x]', '[x](data:text/html,<script>1</script>)',
  '</script></textarea></title><script>window.owned=1</script>', '<base href="/owned/">', '<meta http-equiv="refresh" content="0;url=/owned">', '<style>@import "/owned"</style>', '<link rel=stylesheet href=/owned>', '<form action=/owned><button id=owned>', '&lt;img src=/owned onerror=window.owned=1&gt;', '`<img src=/owned>`', '<template><img src=/owned></template>',
  '"onmouseover="window.owned=1', "' autofocus onfocus=window.owned=1 x='", '<a id=live hx-ws:connect="/owned">', '<math><mtext><table><mglyph><style><img src=/owned onerror=window.owned=1>',
]

/** An app whose every word is an attack. */
const evilApp = (attack: string): string => `
import { checkbox, choice, defineApp, integer, table, text } from 'prentice'
const x = ${JSON.stringify(attack)}
export default defineApp({
  title: x, icon: x,
  tables: { ware: table({ name: text({ required: true, label: x }), kind: choice([x, 'b'], { label: x }), done: checkbox({ label: x }) }, { title: x, computed: { worked_out: () => x } }) },
  views: { odd: { table: 'ware', title: x, where: { kind: x } }, plank: { table: 'ware', title: x, shape: 'board', by: 'kind' } },
  actions: { shout: { on: 'ware', title: x, input: { loud: integer({ required: true, label: x }) }, run: (tx) => tx.refuse(x) } },
})`

/** What of a page is not as the desk made it. Runs in the browser. */
const findForeign = `(() => {
  const nonce = document.querySelector('#live')?.getAttribute('hx-nonce')
  const all = [...document.querySelectorAll('*')]
  const live = all.filter((each) => each.localName !== 'hx-partial' && each.getAttribute('hx-nonce') !== nonce && [...each.attributes].some(({ name }) => /^(data-)?hx-/.test(name)))
  const acting = all.filter((each) => [...each.attributes].some(({ name, value }) => name.startsWith('on') || /^\\s*(javascript|data):/i.test(value)))
  const ids = all.map(({ id }) => id).filter(Boolean)
  const loaded = document.querySelectorAll('iframe, object, embed, base, meta[http-equiv], style, main script, main link, #chat script, img')
  return {
    isOwned: 'owned' in window || document.getElementById('owned') !== null,
    foreign: [...live, ...acting, ...loaded].map(({ outerHTML }) => outerHTML.slice(0, 200)),
    doubled: ids.filter((id, at) => ids.indexOf(id) !== at),
  }
})()`

/** Fails if any text on a page became more than text. */
const isHarmless = async (page: Page, path: string): Promise<void> => assert.deepEqual(await page.evaluate(findForeign), { isOwned: false, foreign: [], doubled: [] }, path)

/** Sends a form of the page as its own script would, and answers the status of where that leads. */
const sendForm = (page: Page, path: string, form: Readonly<Record<string, string>>): Promise<number> =>
  page.evaluate(`fetch(${JSON.stringify(path)}, { method: 'POST', body: new URLSearchParams({ _token: document.querySelector('[name=_token]').value, ...${JSON.stringify(form)} }) }).then(({ status }) => status)`)

const line = (text: string): string => text.replaceAll('\n', ' ').slice(0, 200)

test('no text becomes script, markup or a request: rows, apps, names, views, settings, words of a model in pieces, in a real browser', async (t) => {
  const model = await startOllamaServer({ reply: (_, index) => payloads[index % payloads.length] ?? '', chunkBytes: 1 })
  t.after(() => model.close())
  const desk = await start(t, { ollamaUrl: model.url, apps: { 'evil.ts': evilApp(payloads[0] ?? '') } })
  for (const text of payloads) await desk.run({ action: 'insert', table: 'task', name: line(text) })
  for (const text of payloads.slice(0, 6)) await desk.run({ action: 'insert', table: 'contact', name: line(text), note: payloads.join('\n\n') }, { action: 'insert', table: 'profile', name: line(text).slice(0, 60) })
  await desk.run({ action: 'insert', table: 'ware', name: payloads[4], kind: payloads[0] })
  const { page, close, complaints } = await desk.open(browser)
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  // Views and settings are changed by their own forms only; what they change comes to the open page.
  for (const text of payloads.slice(0, 6)) assert.equal(await sendForm(page, '/p/1/views', { table: 'task', name: line(text).slice(0, 60), where: '{"done":false}' }), 200)
  const names = { desk_name: payloads[0]?.slice(0, 60) ?? '', assistant_name: payloads[1]?.slice(0, 40) ?? '', profile_word: payloads[4]?.slice(0, 30) ?? '' }
  assert.equal(await sendForm(page, '/settings', { _fields: Object.keys(names).join(' '), ...names }), 200)
  await shows(page.locator('.brand'), names.desk_name)
  await isHarmless(page, 'live')
  // Live: rows and words that come over the socket, and a reply that comes byte by byte.
  for (const text of payloads.slice(0, 8)) await desk.run({ action: 'insert', table: 'task', name: line(`live ${text}`) })
  for (const text of payloads.slice(0, 4)) await say(page, text)
  await shows(page.locator('#chat'), /onmouseover|onerror/)
  await becomes(() => page.locator('#stop button').count(), 0)
  await isHarmless(page, 'live, after a change')
  for (const path of ['/p/1/tasks', '/p/1/tasks?view=open', '/p/1/evil', '/p/1/evil?view=plank', '/p/1/contacts', '/p/1/row/task/5', '/p/1/row/contact/1', '/p/1/row/ware/1', '/p/1/timeline', '/p/1/search?q=owned', '/settings', '/settings/grants', '/p/1/chat/history', '/p/1/profiles', `/p/1/tasks?where=${encodeURIComponent('{"name":{"contains":"<img src=/owned>"}}')}`]) {
    await page.goto(desk.url + path)
    await isHarmless(page, path)
  }
  for (const path of [`/p/1/${encodeURIComponent(payloads[0] ?? '')}`, `/p/1/tasks?sort=${encodeURIComponent(payloads[1] ?? '')}`, `/p/1/tasks?view=${encodeURIComponent(payloads[2] ?? '')}`, `/p/1/search?q=${encodeURIComponent(payloads[0] ?? '')}`]) {
    await page.goto(desk.url + path)
    await isHarmless(page, path)
  }
  assert.deepEqual(asked.filter((path) => path.includes('owned') && !path.startsWith('/p/1/')), [])
  complaints.splice(0, complaints.length, ...complaints.filter((each) => !/status of 4\d\d/.test(each))) // pages that are not there
  await close()
})
