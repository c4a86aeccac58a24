import { html } from 'hono/html'
import { entryId, ids, newestId } from './ids.ts'
import type { TimelineLine, TimelineProps } from './props-entries.ts'
import type { Html } from './props.ts'
import { sawLine, undoButton } from './saw.ts'
import { actorName, momentInWords } from './words.ts'

/** What happened, by whom, with Undo and Redo; folded away at the foot of the desk. */
export const timelineView = (props: TimelineProps): Html => {
  return html`<section class="timeline" aria-label="Timeline"><details id="${ids.timeline}"><summary>Timeline</summary>
${timelineLines(props)}</details><div id="${ids.newest}" class="newest">${props.lines.slice(0, newestShown).map((line) => newestLine(line, props))}</div></section>`
}

/** How many lines stand in short beside the folded timeline, where there is room. */
const newestShown = 2

/** A line in short, with the way back. */
export const newestLine = (line: TimelineLine, where: LinePlace): Html =>
  html`<span class="newest-line" id="${newestId(line.saw.entry)}">${lineText(line, where)} ${undoButton(line.saw)}</span>`

/** The same on a page of its own. */
export const timelinePage = (props: TimelineProps): Html =>
  html`<section class="plain" aria-labelledby="timeline-title"><h1 id="timeline-title">Timeline</h1>${timelineLines(props)}</section>`

const timelineLines = (props: TimelineProps): Html =>
  html`<ol id="${ids.timelineLines}" class="timeline-lines" aria-label="What happened, newest first">${props.lines.map((line) => timelineLine(line, props))}</ol>
${props.lines.length === 0 && html`<p class="muted">Nothing has happened yet.</p>`}
${props.before !== undefined && html`<p><a href="/p/${props.profile}/timeline?before=${props.before}">Earlier</a></p>`}`

/** What a line is told with. */
export type LinePlace = Pick<TimelineProps, 'access' | 'profile' | 'zone' | 'today'>

/** One line: when, who, what, and the way back. */
export const timelineLine = (line: TimelineLine, where: LinePlace): Html =>
  html`<li id="${entryId(line.saw.entry)}" class="entry ${line.saw.actor}${line.saw.undo?.kind === 'redo' ? ' undone' : ''}">${lineText(line, where)}${undoButton(line.saw)}<details class="said"><summary aria-label="#${line.saw.entry}: the command" title="The command">#${line.saw.entry}</summary>${sawLine(line.saw)}</details></li>`

const lineText = ({ at, saw, href, profile }: TimelineLine, moment: Pick<TimelineProps, 'zone' | 'today'>): Html =>
  html`<time datetime="${at}">${momentInWords(at, moment)}</time> <span class="who ${saw.actor}">${actorName(saw.actor)}</span> <span class="text">${href ? html`<a href="${href}">${saw.text}</a>` : saw.text}</span>${profile && html` <small>${profile}</small>`}`
