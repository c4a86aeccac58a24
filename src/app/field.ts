/** A value as commands, journal and pages hold it: plain JSON. Dates are ISO 8601 text, money is a number of major units. */
export type Value = string | number | boolean | null

/** What one kind of field holds. */
export type FieldKind =
  | 'text' | 'longtext' | 'integer' | 'decimal' | 'money' | 'checkbox'
  | 'date' | 'datetime' | 'choice' | 'link' | 'url' | 'email'

/**
 * One field of a table. `T` is the type of its value, `Null` whether it may be empty; both exist only for the compiler.
 * Fields are frozen plain data; everything else (column, input, schema, prompt line) is derived from them.
 */
export interface Field<T extends Value = Value, Null extends boolean = boolean> {
  readonly kind: FieldKind
  /** Never empty: a row without it is refused. */
  readonly required: boolean
  /** What it is called on the page; made of its name by default: `next_step` → "Next step". */
  readonly label?: string
  /** Filled in on insert when the command does not name the field. Dates accept the user's words ("today"). */
  readonly default?: T
  /** Longest text in characters, or the greatest number, inclusive. */
  readonly max?: number
  /** The least number, inclusive. */
  readonly min?: number
  /** The field's former name: its column is renamed, no data is lost. */
  readonly was?: string
  /** Left out of everything that a model is shown or may name; the page, the reflex and programs with the token see it. */
  readonly private?: true
  /** Only for `choice`: what is allowed, in order. */
  readonly choices?: readonly string[]
  /** Only for `link`: the table whose rows it points to. */
  readonly to?: string
  /** Only for `link`: what happens when the row pointed to is deleted. It is refused by default; `clear` empties the link. */
  readonly onDelete?: 'refuse' | 'clear'
  /** Only for `money`: an ISO 4217 code; two decimals. */
  readonly currency?: string
  /** Only the compiler reads this. */
  readonly $value?: Null extends true ? T | null : T
}

// Picked, so that an editor shows beside an option what stands above it here.
interface FieldOptions<T extends Value> extends Partial<Pick<Field, 'required' | 'label' | 'was' | 'private'>>, Pick<Field<T>, 'default'> {}
interface TextOptions extends FieldOptions<string>, Pick<Field, 'max'> {}
interface NumberOptions extends FieldOptions<number>, Pick<Field, 'min' | 'max'> {}

type Nullable<O> = O extends { readonly required: true } ? false : true

const field = <T extends Value, Null extends boolean>(
  kind: FieldKind,
  { required = false, ...options }: FieldOptions<T> & Partial<Field<T, Null>>,
): Field<T, Null> => Object.freeze({ ...options, kind, required } as Field<T, Null>) // the options hold exactly the field's own keys

/** One line of text; at most `max` characters (500 by default). */
export const text = <const O extends TextOptions>(options?: O) => field<string, Nullable<O>>('text', { max: 500, ...options })
/** Text of many lines in Markdown; at most `max` characters (20,000 by default). */
export const longtext = <const O extends TextOptions>(options?: O) => field<string, Nullable<O>>('longtext', { max: 20_000, ...options })
/** A whole number: `integer({ min: 1, default: 1 })`. */
export const integer = <const O extends NumberOptions>(options?: O) => field<number, Nullable<O>>('integer', { ...options })
/** A number with a fraction. */
export const decimal = <const O extends NumberOptions>(options?: O) => field<number, Nullable<O>>('decimal', { ...options })
/** An amount with two decimals, in `currency` (an ISO 4217 code, EUR by default); stored in minor units, so sums are exact. */
export const money = <const O extends NumberOptions & Pick<Field, 'currency'>>(options?: O) => field<number, Nullable<O>>('money', { currency: 'EUR', ...options })
/** Yes or no; never empty. */
export const checkbox = (options?: FieldOptions<boolean>) => field<boolean, false>('checkbox', { default: false, ...options })
/** A day, `2026-11-28`; its default may be in words: `date({ default: 'today' })`. */
export const date = <const O extends FieldOptions<string>>(options?: O) => field<string, Nullable<O>>('date', { ...options })
/** A moment, stored in UTC, `2026-11-28T14:30:00Z`. */
export const datetime = <const O extends FieldOptions<string>>(options?: O) => field<string, Nullable<O>>('datetime', { ...options })
/** One of a few words, in their order: `choice(['low', 'high'], { default: 'low' })`. Columns of a board are made of one. */
export const choice = <const C extends string, const O extends FieldOptions<NoInfer<C>>>(choices: readonly C[], options?: O) =>
  field<C, Nullable<O>>('choice', { choices: Object.freeze([...choices]), ...options })
/** The id of a row of another table (of the same profile), of this app or another: `link('contact', { onDelete: 'clear' })`. */
export const link = <const O extends FieldOptions<number> & Pick<Field, 'onDelete'>>(to: string, options?: O) =>
  field<number, Nullable<O>>('link', { to, onDelete: 'refuse', ...options })
/** A web address. */
export const url = <const O extends FieldOptions<string>>(options?: O) => field<string, Nullable<O>>('url', { max: 2000, ...options })
/** An e-mail address. */
export const email = <const O extends FieldOptions<string>>(options?: O) => field<string, Nullable<O>>('email', { max: 320, ...options })

/** The named fields of a table or of an action's input. */
export type Fields = Readonly<Record<string, Field>>
/** The value of one field, as the compiler sees it. */
export type ValueOf<F> = F extends { readonly $value?: infer V } ? Exclude<V, undefined> : never
/** A row as an action sees it: its id and every field. */
export type RowOf<F extends Fields> = { readonly id: number } & { readonly [K in keyof F]: ValueOf<F[K]> }
/** Some of a table's fields with their values. */
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]?: ValueOf<F[K]> }
