import type { FieldKind, Value } from '../app/field.ts'

/** A value as SQLite keeps it. */
export type SqlValue = string | number | Uint8Array | null

/** The version of the system tables, kept in `PRAGMA user_version`; a desk of a later one is refused. */
export const layoutVersion = 1
/** Marks a file as a desk, kept in `PRAGMA application_id`: "PRNT". */
export const applicationId = 0x50524e54

/** Makes every system table; `_` begins no app table's name. Times are ISO 8601 in UTC; commands, images, requests, prompts and outcomes are JSON. */
export const systemTablesSql = `
CREATE TABLE _entry (
  seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, via TEXT NOT NULL, turn INTEGER NOT NULL, profile INTEGER NOT NULL,
  command TEXT, model TEXT, undoes INTEGER, undone_by INTEGER, salt BLOB NOT NULL, digest BLOB NOT NULL, hash BLOB NOT NULL
) STRICT;
CREATE INDEX _entry_turn ON _entry (turn);
CREATE INDEX _entry_profile ON _entry (profile, seq);
CREATE TABLE _change (
  seq INTEGER NOT NULL, n INTEGER NOT NULL, "table" TEXT NOT NULL, row INTEGER NOT NULL, before TEXT, after TEXT, PRIMARY KEY (seq, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX _change_row ON _change ("table", row, seq);
CREATE TABLE _table (n INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, app TEXT NOT NULL, scope TEXT NOT NULL, manual INTEGER NOT NULL) STRICT;
CREATE TABLE _field (
  "table" TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, private INTEGER NOT NULL, live INTEGER NOT NULL, fill TEXT, settings TEXT NOT NULL,
  PRIMARY KEY ("table", name)
) STRICT;
CREATE VIRTUAL TABLE _search USING fts5(text, secret, profile UNINDEXED, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
CREATE TABLE _proposal (
  id INTEGER PRIMARY KEY AUTOINCREMENT, turn INTEGER NOT NULL, profile INTEGER NOT NULL, actor TEXT NOT NULL, model TEXT, commands TEXT NOT NULL,
  rows TEXT NOT NULL, reason TEXT NOT NULL, typed_count INTEGER, status TEXT NOT NULL, at TEXT NOT NULL, expires_at TEXT NOT NULL, request TEXT
) STRICT;
CREATE INDEX _proposal_waiting ON _proposal (profile, status);
CREATE TABLE _grant (id INTEGER PRIMARY KEY AUTOINCREMENT, profile INTEGER, "table" TEXT NOT NULL, verb TEXT NOT NULL, at TEXT NOT NULL, revoked_at TEXT) STRICT;
CREATE TABLE _turn (
  id INTEGER PRIMARY KEY, profile INTEGER NOT NULL, at TEXT NOT NULL, ended_at TEXT, via TEXT NOT NULL, said TEXT NOT NULL, "by" TEXT, model TEXT,
  prompt TEXT, reply TEXT, outcome TEXT
) STRICT;
CREATE TABLE _conversation (id INTEGER PRIMARY KEY AUTOINCREMENT, profile INTEGER NOT NULL, title TEXT NOT NULL, at TEXT NOT NULL, closed_at TEXT) STRICT;
CREATE INDEX _conversation_profile ON _conversation (profile, id);
CREATE TABLE _message (
  id INTEGER PRIMARY KEY AUTOINCREMENT, conversation INTEGER NOT NULL REFERENCES _conversation (id), turn INTEGER, role TEXT NOT NULL, kind TEXT NOT NULL,
  text TEXT NOT NULL, body TEXT, at TEXT NOT NULL
) STRICT;
CREATE INDEX _message_conversation ON _message (conversation, id);
CREATE TABLE _session (
  id INTEGER PRIMARY KEY AUTOINCREMENT, digest BLOB NOT NULL UNIQUE, name TEXT NOT NULL, scope TEXT NOT NULL, at TEXT NOT NULL, seen_at TEXT NOT NULL,
  expires_at TEXT NOT NULL, revoked_at TEXT
) STRICT;
CREATE TABLE _sign_in (digest BLOB PRIMARY KEY, at TEXT NOT NULL, expires_at TEXT NOT NULL, used_at TEXT) STRICT;
CREATE TABLE _meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`

/** The column type of each kind of field. */
export const columnType: Readonly<Record<FieldKind, 'TEXT' | 'INTEGER' | 'REAL'>> = {
  text: 'TEXT', longtext: 'TEXT', url: 'TEXT', email: 'TEXT', choice: 'TEXT', date: 'TEXT', datetime: 'TEXT',
  integer: 'INTEGER', checkbox: 'INTEGER', money: 'INTEGER', link: 'INTEGER', decimal: 'REAL',
}

/** Turns a value into what its column keeps: 0 or 1 for a checkbox, minor units for money. */
export const toColumn = (kind: FieldKind, value: Value | undefined): string | number | null => {
  if (value === undefined || value === null) return null
  if (kind === 'money') return Math.round(Number(value) * 100)
  return typeof value === 'boolean' ? Number(value) : value
}

/** Turns what a column keeps into the value that commands and pages hold. */
export const fromColumn = (kind: FieldKind, kept: SqlValue | undefined): Value => {
  if (kept === null || kept === undefined || kept instanceof Uint8Array) return null
  if (kind === 'checkbox') return kept !== 0
  if (kind === 'money') return Number(kept) / 100
  return kept
}

/** Quotes a name for SQL. */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
