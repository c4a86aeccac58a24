import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inputName } from '../src/web/views/ids.ts'
import { openDesk, type ApiEntry, type StartedDesk } from './desk.ts'
import { startOllamaServer, type OllamaServer, type Reply } from './ollama-server.ts'

/** The same commands through every mouth: a form, raw JSON in the chat, a model's stream, plain words, and the API. Each has a desk of its own. */
interface Mouth {
  readonly via: string
  /** Says it, and tells the code and the message of the Problem if it was refused. `confirm` is the count that is agreed to. */
  say(desk: StartedDesk, command: Command, confirm?: number): Promise<Refusal | undefined>
}
type Command = Readonly<Record<string, unknown>> & { readonly action: string }
interface Refusal { readonly code: string; readonly message: string }

/** `refused` is the code of the Problem that it comes to; `unlike` names mouths that cannot say it so. */
interface Step { readonly command: Command; readonly confirm?: number; readonly words?: string; readonly refused?: string; readonly unlike?: readonly string[] }

const steps: readonly Step[] = [
  { command: { action: 'insert', table: 'task', name: 'Water the plants', due: '2030-01-05' } },
  { command: { action: 'insert', table: 'task', name: 'Feed the cat' }, words: 'add Feed the cat' },
  { command: { action: 'update', table: 'task', id: 'dentist', done: true }, words: 'finish the dentist' },
  { command: { action: 'update', table: 'task', id: 'Water the plants', priority: 'high' }, words: 'set the priority of water the plants to high' },
  // A form says what its box was set to.
  { command: { action: 'toggle', table: 'task', id: 2, field: 'done' }, unlike: ['page'] },
  { command: { action: 'update', table: 'task', id: 3, due: 'tomorrow' }, words: 'set the due date of send the invoice to tomorrow' },
  { command: { action: 'move', table: 'task', id: 4, after: null }, words: 'move water the plants to the top' },
  { command: { action: 'update', table: 'task', where: { done: true }, priority: 'low' } },
  { command: { action: 'snooze', table: 'task', id: 4, days: 2 } },
  { command: { action: 'insert', table: 'contact', name: 'Ada' } },
  { command: { action: 'insert', table: 'deal', title: 'Roof', contact: 'Ada', amount: 1200 } },
  { command: { action: 'delete', table: 'contact', id: 1 }, refused: 'linked' },
  { command: { action: 'delete', table: 'task', where: { done: true } } },
  { command: { action: 'insert', table: 'task', name: 'Sweep the yard' } },
  { command: { action: 'insert', table: 'task', name: 'Mend the gate' } },
  { command: { action: 'insert', table: 'task', name: 'Paint the door' } },
  // Undone, and by undoing that, done again.
  { command: { action: 'undo', entry: 20 } },
  { command: { action: 'undo', entry: 21 } },
  // A model proposes what a person is asked about.
  { command: { action: 'update', table: 'task', where: { done: false }, priority: 'medium', due: 'tomorrow' }, refused: 'needs-confirm', unlike: ['model'] },
  { command: { action: 'update', table: 'task', where: { done: false }, priority: 'medium', due: 'tomorrow' }, confirm: 6 },
  { command: { action: 'update', table: 'task', id: 99, done: true }, refused: 'unknown-row' },
  { command: { action: 'update', table: 'task', id: 'the', done: true }, refused: 'ambiguous-row' },
  { command: { action: 'update', table: 'task', id: 3, priority: 'urgent' }, refused: 'bad-value' },
  { command: { action: 'insert', table: 'task', name: 'x'.repeat(201) }, refused: 'bad-value' },
  { command: { action: 'insert', table: 'taks', name: 'Anything' }, refused: 'unknown-table' },
  // A form sends only what its table has.
  { command: { action: 'update', table: 'task', id: 3, colour: 'red' }, refused: 'unknown-field', unlike: ['page'] },
  { command: { action: 'snooze', table: 'task', id: 3, days: 0 }, refused: 'bad-value' },
]

let server: OllamaServer
let scripted: Reply[] = []
before(async () => {
  server = await startOllamaServer({ reply: ({ messages }) => (messages.some(({ content }) => content.includes('as we said')) ? (scripted.shift() ?? 'That is all.') : 'Quiet.') })
})
after(() => server.close())

/** A browser without script: a cookie, a page's token, and forms. */
const formMouth = (): Mouth => {
  let headers: Record<string, string> | undefined
  let token = ''
  const signIn = async (desk: StartedDesk): Promise<Record<string, string>> => {
    const followed = await fetch(await desk.link(), { redirect: 'manual' })
    const cookie = followed.headers.get('set-cookie')?.split(';')[0] ?? ''
    const page = await (await fetch(`${desk.url}/p/1/tasks`, { headers: { cookie } })).text()
    token = page.match(/name="_token" value="([\w-]+)"/)?.[1] ?? ''
    return { cookie, origin: desk.url, accept: 'application/json', 'hx-request': 'true' }
  }
  return {
    via: 'page',
    say: async (desk, { action, where, after: place, ...rest }, confirm) => {
      headers ??= await signIn(desk)
      const fields = Object.entries(rest).map(([name, value]): [string, string] => [['table', 'id', 'entry'].includes(name) ? name : inputName(name), String(value)])
      const body = new URLSearchParams([['_token', token], ['action', action], ...fields])
      if (where !== undefined) body.set('where', JSON.stringify(where))
      if (place !== undefined) body.set('after', String(place ?? ''))
      if (confirm !== undefined) body.set('_confirm', String(confirm))
      const answer = await fetch(`${desk.url}/p/1/${action === 'undo' ? 'undo' : 'do'}`, { method: 'POST', headers, body, redirect: 'manual' })
      return answer.status < 400 ? undefined : refusalIn(await answer.json())
    },
  }
}

const apiMouth: Mouth = {
  via: 'api',
  say: async (desk, command, confirm) => {
    const { status, body } = await desk.api('/commands', { commands: [command], ...(confirm !== undefined && { confirm }) })
    return status === 200 ? undefined : refusalIn(body)
  },
}

const jsonMouth: Mouth = {
  via: 'bang',
  say: async (desk, command, confirm) => sayInChat(desk, JSON.stringify({ ...command, ...(confirm !== undefined && { confirm }) })),
}

/** What it may not do unasked is said yes to at once. */
const modelMouth: Mouth = {
  via: 'model',
  say: (desk, command, confirm) => {
    scripted = [`Very well. ${JSON.stringify(command)} That was it.`]
    return sayInChat(desk, 'let it be as we said, my friend', confirm)
  },
}

const reflexMouth: Mouth = {
  via: 'reflex',
  say: (desk, command, confirm) => {
    const step = steps.find((each) => each.command === command)
    return step?.words === undefined ? apiMouth.say(desk, command, confirm) : sayInChat(desk, step.words)
  },
}

const sayInChat = async (desk: StartedDesk, text: string, confirm?: number): Promise<Refusal | undefined> => {
  const { status, body } = await desk.api('/turns', { text })
  assert.equal(status, 200, JSON.stringify(body))
  const { commands, proposals } = body as TurnBody
  for (const { id } of proposals) {
    const accepted = await desk.api(`/proposals/${id}/accept`, confirm === undefined ? {} : { confirm })
    if (accepted.status !== 200) return refusalIn(accepted.body)
  }
  const refused = commands.find(({ problem }) => problem)?.problem
  return refused && { code: refused.code, message: refused.message }
}

/** The parts of the answer to a turn that are read here. */
interface TurnBody { readonly commands: readonly { readonly problem?: Refusal }[]; readonly proposals: readonly { readonly id: number }[] }

const refusalIn = (body: unknown): Refusal => {
  const { error } = body as { readonly error: Refusal } // the one shape of every refusal
  return { code: error.code, message: error.message }
}

/** All that can be seen of a desk from outside, but for who did it and when. */
const look = async (desk: StartedDesk, since: number) => ({
  rows: { task: await desk.rows('task'), contact: await desk.rows('contact'), deal: await desk.rows('deal') },
  entries: (await desk.entries(since)).map(({ command }: ApiEntry) => command),
})

for (const mouth of [formMouth(), jsonMouth, modelMouth, reflexMouth]) {
  test(`${mouth.via} and API: the same commands come to the same rows, entries and refusals`, async () => {
    const [reference, desk] = await Promise.all([openDesk(), openDesk({ ollamaUrl: mouth === modelMouth ? server.url : 'http://127.0.0.1:2' })])
    try {
      const begun = await desk.seq()
      assert.equal(await reference.seq(), begun)
      for (const step of steps) {
        if (step.unlike?.includes(mouth.via)) {
          await Promise.all([apiMouth.say(reference, step.command, step.confirm), apiMouth.say(desk, step.command, step.confirm)])
          continue
        }
        const since = await desk.seq()
        const [expected, said] = [await apiMouth.say(reference, step.command, step.confirm), await mouth.say(desk, step.command, step.confirm)]
        const about = JSON.stringify(step.command).slice(0, 200)
        assert.deepEqual(said, expected, about)
        assert.deepEqual(await look(desk, since), await look(reference, since), about)
        const [entry] = await desk.entries(since)
        assert.equal(entry === undefined, step.refused !== undefined, about)
        assert.equal(said?.code, step.refused, about)
        if (entry && (mouth !== reflexMouth || step.words !== undefined)) assert.ok([mouth.via, 'proposal'].includes(entry.via), `${entry.via}: ${about}`)
      }
      assert.equal(await desk.seq(), await reference.seq())
      assert.equal((await desk.api('/tables')).status, 200)
    } finally {
      await Promise.all([reference.close(), desk.close()])
    }
  })
}
