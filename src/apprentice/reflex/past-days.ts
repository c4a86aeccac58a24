import { addDays } from '../../app/dates.ts'
import type { KnownField } from './compile.ts'
import { isPastForm } from './verb-forms.ts'

/** True for a field whose day has been: "watered", "Last cooked", "sent". */
export const isOfPast= ({ names }: KnownField) => names.some((name) => name.length < 3 && (/^(since|born|birthday)$/.test(name.at(-1) ?? '') || (isPastForm(name.at(-1) ?? '') && !/^(expected|planned|needed|wanted|promised|scheduled|booked|reserved|requested|required)$/.test(name.at(-1) ?? ''))))

/** The day before today that was meant by one without a year: "monday" is the last one, "20 November" this year's or the last's. */
export const pastDay = (value: string, day: string): string => (value <= day ? value : addDays(value, -7) <= day ? addDays(value, -7) : `${Number(value.slice(0, 4)) - 1}${value.slice(4)}`)
