import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { nameOf } from './names.ts'

/**
 * The floor's process: what one would write by hand for these four requests and nothing else. Each change writes its row
 * and a journal entry in one commit that the disk has before it is answered, as Prentice does.
 */
const [file = '', rows = '0'] = process.argv.slice(2)
const database = new DatabaseSync(file)
database.exec(`
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE task (id INTEGER PRIMARY KEY, name TEXT NOT NULL, done INTEGER NOT NULL, priority TEXT, due TEXT, position INTEGER NOT NULL);
  CREATE INDEX task_position ON task (position, id);
  CREATE TABLE entry (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, command TEXT NOT NULL, row INTEGER NOT NULL, before TEXT, after TEXT);
  CREATE VIRTUAL TABLE found USING fts5(name, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
`)
fill(Number(rows))

const begin = database.prepare('BEGIN IMMEDIATE')
const commit = database.prepare('COMMIT')
const insert = database.prepare('INSERT INTO task (name, done, priority, due, position) VALUES (?, 0, ?, NULL, ?)')
const read = database.prepare('SELECT id, name, done, priority, due, position FROM task WHERE id = ?')
const update = database.prepare('UPDATE task SET name = ? WHERE id = ?')
const journal = database.prepare('INSERT INTO entry (at, command, row, before, after) VALUES (?, ?, ?, ?, ?)')
const page = database.prepare('SELECT id, name, done, priority, due, position FROM task WHERE position > ? ORDER BY position, id LIMIT 50')
const search = database.prepare("SELECT rowid, snippet(found, 0, '<mark>', '</mark>', '…', 16) AS snippet FROM found WHERE found MATCH ? ORDER BY rank LIMIT 20")
let position = Number(rows)

interface Body { readonly id: number; readonly name: string; readonly priority?: string }

const change = (path: string, body: Body): string => {
  begin.run()
  let { id } = body
  let before: unknown
  if (path === '/insert') id = Number(insert.run(body.name, body.priority ?? 'medium', (position += 1)).lastInsertRowid)
  else {
    before = read.get(id)
    update.run(body.name, id)
  }
  const after = read.get(id)
  journal.run(new Date().toISOString(), JSON.stringify(body), id, before ? JSON.stringify(before) : null, JSON.stringify(after))
  commit.run()
  return JSON.stringify({ id, row: after })
}

const list = (query: URLSearchParams): string =>
  `<!doctype html><title>Tasks</title><table>${page.all(Number(query.get('after') ?? -1)).map(({ id, name, done, priority, due }) =>
    `<tr id="row-${id}"><td><input type="checkbox"${done ? ' checked' : ''}><td>${escape(String(name))}<td>${priority}<td>${due ?? ''}`).join('')}</table>`

const found = (query: URLSearchParams): string => {
  const match = (query.get('words') ?? '').split(' ').map((word) => `"${word}"`).join(' AND ')
  return `<!doctype html><title>Found</title><ul>${search.all(`${match}*`).map(({ rowid, snippet }) => `<li><a href="/row/${rowid}">${snippet}</a>`).join('')}</ul>`
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const answer = (response: ServerResponse, type: string, text: string): void => {
  response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(text) })
  response.end(text)
}

const server = createServer((request: IncomingMessage, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://floor')
  if (pathname === '/list') return answer(response, 'text/html; charset=utf-8', list(searchParams))
  if (pathname === '/search') return answer(response, 'text/html; charset=utf-8', found(searchParams))
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body: Body = JSON.parse(Buffer.concat(chunks).toString())
    answer(response, 'application/json', change(pathname, body))
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.(typeof address === 'object' ? address?.port : undefined)
})
process.on('disconnect', () => process.exit(0))

function fill(count: number): void {
  const task = database.prepare('INSERT INTO task (id, name, done, priority, due, position) VALUES (?, ?, ?, ?, ?, ?)')
  const text = database.prepare('INSERT INTO found (rowid, name) VALUES (?, ?)')
  database.exec('BEGIN')
  for (let n = 1; n <= count; n += 1) {
    task.run(n, nameOf(n), n % 3 === 0 ? 1 : 0, 'medium', null, n)
    text.run(n, `${nameOf(n)}\nmedium`)
  }
  database.exec('COMMIT')
}
