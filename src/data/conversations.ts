import { problem } from '../app/problem.ts'
import type { Desk } from './desk.ts'
import { failWith, guardWrite } from './store-problem.ts'

/** One talk of a profile with the apprentice; the newest that is not closed is the current one. */
export interface Conversation {
  readonly id: number
  readonly profile: number
  /** Its first words; empty before anything was said. */
  readonly title: string
  /** ISO 8601. */
  readonly at: string
  readonly closedAt?: string
}

/**
 * What a message is: words of a person or a program, the apprentice's answer, a change that was seen, rows and refusals told
 * back to the model, a `!` exchange, or a snapshot of the tables that stands for all that came before it.
 */
export type MessageKind = 'said' | 'answer' | 'change' | 'result' | 'bang' | 'snapshot'

/** One message as it went to the model or came from it, to the byte. Never changed. */
export interface Message {
  readonly id: number
  readonly conversation: number
  readonly turn?: number
  readonly role: 'user' | 'assistant'
  readonly kind: MessageKind
  readonly text: string
  readonly body?: MessageBody
  /** ISO 8601. */
  readonly at: string
}

/** What is known of a message beside its words. */
export interface MessageBody {
  /** Of a change: its entry. */
  readonly entry?: number
  /** Commands that stand inside values shown with this message, canonical; the model's repeating them proves nothing. */
  readonly found?: readonly string[]
  /** Text that came from outside was shown with it. */
  readonly foreign?: true
  /** Not part of what a model reads. */
  readonly aside?: true
  /** What a model would add was told with it. */
  readonly offer?: true
  /** Of a proposal that came to nothing: its number. */
  readonly proposal?: number
  /** Of a snapshot: the first message that is still read beside it. */
  readonly from?: number
}

/** A message to be added; its number and its time are given then. */
export type NewMessage = Pick<Message, 'turn' | 'role' | 'kind' | 'text' | 'body'>

/** The conversation that goes on; made when there is none. Where none can be written it is an empty one of the number 0, so that the page can be read. */
export const currentConversation = (desk: Desk, profile: number): Conversation => {
  const row = desk.store.get<ConversationRow>({ sql: `${select} WHERE profile = ? AND closed_at IS NULL ORDER BY id DESC LIMIT 1`, parameters: [profile] })
  if (row) return toConversation(row)
  const begun = guardWrite(() => begin(desk, profile))
  return 'code' in begun ? { id: 0, profile, title: '', at: now(desk) } : begun
}

/** Closes the current conversation and begins a new one; one in which nothing was said goes on. Throws when the disk does not let it. */
export const newConversation = (desk: Desk, profile: number): Conversation => {
  const current = currentConversation(desk, profile)
  if (!desk.store.get({ sql: 'SELECT 1 FROM _message WHERE conversation = ? LIMIT 1', parameters: [current.id] })) return current
  return desk.store.transaction(() => {
    desk.store.run({ sql: 'UPDATE _conversation SET closed_at = ? WHERE profile = ? AND closed_at IS NULL', parameters: [now(desk), profile] })
    return begin(desk, profile)
  })
}

/** One conversation of any age; undefined if there is none of that number. */
export const findConversation = (desk: Desk, id: number): Conversation | undefined => {
  const row = desk.store.reader.get<ConversationRow>({ sql: `${select} WHERE id = ?`, parameters: [id] })
  return row && toConversation(row)
}

/** A profile's conversations in which something was said, newest first, each with the number of its turns. */
export const listConversations = (desk: Desk, profile: number, limit = 100): readonly (Conversation & { readonly turns: number })[] =>
  desk.store.reader
    .all<ConversationRow & { turns: number }>({
      sql: `SELECT c.*, (SELECT count(DISTINCT turn) FROM _message WHERE conversation = c.id AND kind <> 'change') AS turns
            FROM _conversation c WHERE profile = ? AND title <> '' ORDER BY id DESC LIMIT ?`,
      parameters: [profile, limit],
    })
    .map(({ turns, ...row }) => ({ ...toConversation(row), turns }))

/** A conversation's messages, oldest first: the last `limit` (1,000 by default) of those with an id of at least `from`. */
export const messages = (desk: Desk, id: number, { from = 0, limit = 1000 }: { readonly from?: number; readonly limit?: number } = {}): readonly Message[] =>
  desk.store.reader
    .all<MessageRow>({ sql: 'SELECT * FROM (SELECT * FROM _message WHERE conversation = ? AND id >= ? ORDER BY id DESC LIMIT ?) ORDER BY id', parameters: [id, from, limit] })
    .map(toMessage)

/** The newest message of one kind; undefined if there is none. */
export const newestMessage = (desk: Desk, id: number, kind: MessageKind): Message | undefined => {
  const row = desk.store.reader.get<MessageRow>({ sql: 'SELECT * FROM _message WHERE conversation = ? AND kind = ? ORDER BY id DESC LIMIT 1', parameters: [id, kind] })
  return row && toMessage(row)
}

/** Adds messages in order, all or none. The first words that are said become the conversation's title. Throws when the disk does not let it. */
export const addMessages = (desk: Desk, id: number, added: readonly NewMessage[]): void => {
  if (added.length === 0) return
  if (id === 0) throw failWith(desk.writeProblem() ?? unkept)
  desk.store.transaction(() => {
    for (const { turn, role, kind, text, body } of added)
      desk.store.run({
        sql: 'INSERT INTO _message (conversation, turn, role, kind, text, body, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
        parameters: [id, turn ?? null, role, kind, text, body ? JSON.stringify(body) : null, now(desk)],
      })
    const first = added.find(({ role, kind }) => role === 'user' && (kind === 'said' || kind === 'bang'))
    if (first) desk.store.run({ sql: `UPDATE _conversation SET title = ? WHERE id = ? AND title = ''`, parameters: [first.text.replace(/\s+/g, ' ').trim().slice(0, 80), id] })
  })
}

/** Of a talk that could not be begun: there is nothing that a message could belong to, also where there is room again. */
const unkept = problem('read-only', 'This talk could not be kept.', { next: 'Say it again.' })

/** Adds one message. */
export const addMessage = (desk: Desk, id: number, added: NewMessage): void => addMessages(desk, id, [added])

/** The newest entry that any conversation has heard of; undefined if none has. */
export const lastHeardEntry = (desk: Desk): number | undefined =>
  desk.store.reader.get<{ entry: number | null }>({
    sql: `SELECT body ->> '$.entry' AS entry FROM _message WHERE kind = 'change' ORDER BY id DESC LIMIT 1`, parameters: [],
  })?.entry ?? undefined

const select = 'SELECT id, profile, title, at, closed_at FROM _conversation'

const begin = (desk: Desk, profile: number): Conversation => {
  const at = now(desk)
  const { lastId } = desk.store.run({ sql: `INSERT INTO _conversation (profile, title, at, closed_at) VALUES (?, '', ?, NULL)`, parameters: [profile, at] })
  return { id: lastId, profile, title: '', at }
}

const now = (desk: Desk): string => new Date(desk.now()).toISOString()

interface ConversationRow { readonly id: number; readonly profile: number; readonly title: string; readonly at: string; readonly closed_at: string | null }
interface MessageRow {
  readonly id: number; readonly conversation: number; readonly turn: number | null; readonly role: Message['role']; readonly kind: MessageKind
  readonly text: string; readonly body: string | null; readonly at: string
}

const toConversation = ({ closed_at, ...row }: ConversationRow): Conversation => ({ ...row, ...(closed_at !== null && { closedAt: closed_at }) })

const toMessage = ({ turn, body, ...row }: MessageRow): Message => ({
  ...row,
  ...(turn !== null && { turn }),
  ...(body !== null && { body: JSON.parse(body) as MessageBody }), // addMessages wrote it from one
})
