import type { Field } from '../../app/field.ts'
import type { RowSetting } from './props-rows.ts'
import { labelOf } from './words.ts'

/** The fields that a list gives a column each: the box to tick, the title, the others; long text stands under the title. */
export const columnsOf = (setting: Shown): Columns => keptColumns.ask(setting, workOutColumns)

/** A table with the further columns that it is shown with. */
type Shown = Pick<RowSetting, 'table' | 'extra'>

interface Columns { readonly tick?: string; readonly title: string; readonly others: readonly string[]; readonly long: readonly string[]; readonly computed: readonly string[] }

const workOutColumns = ({ table, extra = [] }: Shown): Columns => {
  const names = [...table.fields.keys()]
  const kindOf = (name: string) => table.fields.get(name)?.kind
  const tick = names.find((name) => kindOf(name) === 'checkbox')
  return {
    ...(tick === undefined ? {} : { tick }),
    title: table.titleField,
    others: names.filter((name) => name !== tick && name !== table.titleField && kindOf(name) !== 'longtext'),
    long: names.filter((name) => name !== table.titleField && kindOf(name) === 'longtext'),
    computed: [...Object.keys(table.input.computed ?? {}), ...extra],
  }
}

/** The date by which a row is to be done: the only one of its table, or the one that is called so. */
export const deadlineOf = (setting: Shown): string | undefined => keptDeadlines.ask(setting, workOutDeadline)

const workOutDeadline = ({ table }: Shown): string | undefined => {
  const dates = [...table.fields].flatMap(([name, { kind }]) => (kind === 'date' ? [name] : []))
  return dates.length === 1 ? dates[0] : dates.find((name) => /(^|_)(due|deadline)(_|$)/.test(name))
}

/**
 * From which width of the list on each column has room, as a class that `columns.css` knows: `from-48` is shown from 48rem on.
 * Columns have room in the order in which their app defines them; those that have none stand on the row's page.
 */
export const fitOf = (setting: Shown): ReadonlyMap<string, string> => keptFits.ask(setting, workOutFits)

/** The class of what is shown only where not all columns have room; undefined where they always have. */
export const narrowOf = (setting: Shown): string | undefined => [...fitOf(setting).values()].at(-1)?.replace('from', 'until')

/** Every row of a page asks, and all of them have one setting. */
const keep = <T>() => {
  const kept = new WeakMap<Shown, { readonly it: T }>()
  return {
    ask: (setting: Shown, workOut: (setting: Shown) => T): T => {
      const known = kept.get(setting) ?? { it: workOut(setting) }
      kept.set(setting, known)
      return known.it
    },
  }
}
const keptColumns = keep<Columns>()
const keptDeadlines = keep<string | undefined>()
const keptFits = keep<ReadonlyMap<string, string>>()

const workOutFits = (setting: Shown): ReadonlyMap<string, string> => {
  const { others, computed } = columnsOf(setting)
  const { fields } = setting.table
  let used = baseRem
  return new Map([...others, ...computed].map((name) => {
    used += Math.max(widthRem[fields.get(name)?.kind ?? 'computed'], labelOf(name, fields.get(name)?.label).length * 0.42 + 1.2)
    return [name, `from-${stepOf(used)}`]
  }))
}

const stepOf = (rem: number): number => Math.min(widestRem, Math.max(narrowestRem, Math.ceil(rem / stepRem) * stepRem))

/** The classes that `columns.css` has. */
const [narrowestRem, widestRem, stepRem] = [36, 120, 4]

/** The box, a short title, and the tools at the end. */
const baseRem = 17

/** About how wide values of each kind are, with the space beside them. */
const widthRem: Readonly<Record<Field['kind'] | 'computed', number>> = {
  text: 9.5, longtext: 0, integer: 4.5, decimal: 5, money: 7, checkbox: 4.5, date: 6.5, datetime: 8.5, choice: 6.5, link: 9.5, url: 11, email: 12, computed: 4.5,
}
